"""Complete builds: pywar and its peers take turns in every round."""
import os
import shutil
import tempfile
from pathlib import Path

from environment import Maven, fetch_peers, write_source
from peers import peers
from processes import measured, turn
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


class Builds:
    """One set of requirements in all states."""

    def __init__(self, folder, requirements, options, environment, results):
        self.folder, self.environment, self.results, self.turns = folder, environment, results, options.turns
        self.maven = Maven(options)
        self.requirements = requirements
        self.project, self.cache, self.empty = folder / "pywar", folder / "pywar-cache", folder / "empty"
        self.archive = self.maven.project(self.project, requirements)
        self.maven.empty_project(self.empty)
        self.run_maven("validate", self.project)  # Maven downloads what it needs itself
        self.run_maven("package", self.project)

    def round(self, number, others):
        """Measure each tool with an empty cache, then each with a full one, and what only pywar has."""
        for state in ("cold", "warm"):
            with turn(self.turns):
                self.pywar(state)
                if state == "warm":
                    self.again(number)
                for one in others:
                    self.peer(one, state)

    def pywar(self, state):
        """Measure `mvn package` without a target folder."""
        shutil.rmtree(self.project / "target", ignore_errors=True)
        if state == "cold":
            shutil.rmtree(self.cache)
        cost = self.run_maven("package", self.project)
        self.results.add("pywar", state, cost, bytes=self.archive.stat().st_size)

    def peer(self, one, state):
        """Measure one peer."""
        one.folder.mkdir(exist_ok=True)
        (one.folder / "requirements.txt").write_text("\n".join(self.requirements) + "\n")
        if state == "cold":
            shutil.rmtree(one.cache, ignore_errors=True)
        cost, _ = measured(one.command, one.folder, self.environment)
        self.results.add(one.name, state, cost, bytes=one.result.stat().st_size)

    def again(self, number):
        """Measure what Maven does again. The peers have no such states."""
        self.results.add("Maven", "empty POM", self.run_maven("validate", self.empty))
        self.results.add("pywar", "validate", self.run_maven("validate", self.project))
        self.results.add("pywar", "unchanged", self.run_maven("package", self.project))
        write_source(self.project, number)
        self.results.add("pywar", "changed", self.run_maven("package", self.project))

    def run_maven(self, goal, folder):
        """Run Maven and return its cost."""
        return measured(self.maven.command(goal, self.cache), folder, self.environment)[0]
