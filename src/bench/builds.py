"""Complete builds: pywar and its peers take turns in every round."""
import os
import shutil
import tempfile
from pathlib import Path

from bars import CLASSES, INIT
from environment import Maven, fetch_peers, write_source
from peers import peers
from processes import measured, set_aside, turn
from results import Results
from wheels import torch_wheel

SLOW = ("pip + zip -6", "pex", "shiv")


def measure(name, work, options, environment):
    """Measure one set of requirements and return the results."""
    folder = Path(tempfile.mkdtemp(prefix=name + "-", dir=options.target / "bench"))
    try:
        print("%s: preparing the tools and the project" % name, flush=True)
        requirements = work.requirements or local_requirements(options.target / "bench/torch")
        programs, versions = fetch_peers(options.target / "bench/peers", environment)
        results = Results(name, work.title)
        results.notes.append("peers: " + ", ".join(versions))
        build = Builds(folder, requirements, options, environment, results)
        others = [one for one in peers(folder, programs, environment, not work.requirements)
                  if options.tools == ["all"] or one.name in options.tools]
        for number in range(1, min(options.rounds, work.most_rounds) + 1):
            print("%s, round %d, load %.1f" % (name, number, os.getloadavg()[0]), flush=True)
            build.round(number, [one for one in others if number <= work.slow_rounds or one.name not in SLOW])
            results.write(options.target / "bench/results")
        return results
    finally:
        shutil.rmtree(folder)


def local_requirements(folder):
    """Return lines that install the generated wheel of the size of torch."""
    wheel = torch_wheel(folder)
    return ["--no-index", "--find-links " + str(folder), wheel.name.split("-")[0]]


class Project:
    """A project of a user, with the options of the virtual machine that it has, and a project that does nothing beside it.

    suffix ends the name of each state. environment is that of Maven.
    """

    def __init__(self, suffix, folder, maven, requirements, environment, options=""):
        self.suffix, self.folder, self.empty, self.environment = suffix, folder / "pywar", folder / "empty", environment
        self.archive = maven.project(self.folder, requirements)
        maven.empty_project(self.empty)
        for one in (self.folder, self.empty):
            if options:
                (one / ".mvn/jvm.config").write_text(options)


class Builds:
    """One set of requirements in all states."""

    def __init__(self, folder, requirements, options, environment, results):
        self.folder, self.environment, self.results, self.turns = folder, environment, results, options.turns
        self.maven = Maven(options)
        self.requirements, self.cache = requirements, folder / "pywar-cache"
        written = self.maven.init_options(environment)
        results.notes.append("options that init writes: " + written.strip())
        home = folder / "home"
        self.projects = (Project("", folder / "default", self.maven, requirements, environment),
                         Project(INIT, folder / "init", self.maven, requirements, environment, written),
                         Project(CLASSES, folder / "classes", self.maven, requirements, {**environment, "HOME": str(home)}, written))
        for project in self.projects:
            self.run_maven("validate", project, project.folder)  # Maven downloads what it needs itself
            self.run_maven("package", project, project.folder)
        self.archive_classes(self.projects[-1], home)

    def archive_classes(self, project, home):
        """Write the archive of classes, and the lines for ~/.mavenrc as the goal prints them."""
        home.mkdir()
        cache = self.folder / "class-archive"  # the measured cache is deleted in each round
        (home / ".mavenrc").write_text(self.maven.class_archive(project.folder, cache, project.environment))
        self.results.notes.append("size of the class archive: %.1f MB" % (
            sum(file.stat().st_size for file in cache.glob("classes/*.jsa")) / 1e6))

    def round(self, number, others):
        """Measure each tool with an empty cache, then each with a full one, and what only pywar has."""
        for state in ("cold", "warm"):
            with turn(self.turns):
                for project in self.projects:
                    self.pywar(project, state)
                    if state == "warm":
                        self.again(project, number)
                for one in others:
                    self.peer(one, state)

    def pywar(self, project, state):
        """Measure `mvn package` without a target folder."""
        shutil.rmtree(project.folder / "target", ignore_errors=True)
        if state == "cold":
            set_aside(self.cache)
        cost = self.run_maven("package", project, project.folder)
        self.results.add("pywar", state + project.suffix, cost, bytes=project.archive.stat().st_size)

    def peer(self, one, state):
        """Measure one peer."""
        one.folder.mkdir(exist_ok=True)
        (one.folder / "requirements.txt").write_text("\n".join(self.requirements) + "\n")
        if state == "cold":
            set_aside(one.cache)
        cost, _ = measured(one.command, one.folder, self.environment)
        self.results.add(one.name, state, cost, bytes=one.result.stat().st_size)

    def again(self, project, number):
        """Measure what Maven does again. The peers have no such states."""
        self.results.add("Maven", "empty POM" + project.suffix, self.run_maven("validate", project, project.empty))
        for state, goal in (("validate", "validate"), ("unchanged", "package"), ("changed", "package")):
            if state == "changed":
                write_source(project.folder, number)
            self.results.add("pywar", state + project.suffix, self.run_maven(goal, project, project.folder))

    def run_maven(self, goal, project, folder):
        """Run Maven as the user of a project does, and return its cost."""
        return measured(self.maven.command(goal, self.cache), folder, project.environment)[0]
