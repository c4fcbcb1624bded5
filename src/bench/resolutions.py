"""Hard resolutions by pywar and uv, as processes that take turns in every round.

States: "cold" has empty caches. "again" has the caches of the cold run and no lock: pywar finds that no page changed and uses
its cached resolution. "anew" is the same, but pywar searches although it has a cached resolution; uv has no such state. "again" is
also measured with the options that init writes and an archive of the classes of that run.
"""
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from bars import AGAIN_CLASSES
from environment import PYTHON, Maven, fetch_peers
from processes import measured, set_aside, turn
from results import Results

PLATFORM = "x86_64-manylinux_2_28"  # the default target of pywar
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)$", re.MULTILINE)
NO_SOLUTION = 1


def measure(name, work, options, environment):
    """Measure one set of requirements and return the results."""
    folder = Path(tempfile.mkdtemp(prefix=name + "-", dir=options.target / "bench"))
    try:
        programs, versions = fetch_peers(options.target / "bench/peers", environment)
        results = Results(name, work.title)
        results.notes.append("peer: " + next(one for one in versions if one.startswith("uv")))
        tools = [Pywar(folder, work.requirements, options, environment), Uv(folder, work.requirements, programs)]
        last = {}
        for number in range(1, min(options.rounds, work.most_rounds) + 1):
            print("%s, round %d, load %.1f" % (name, number, os.getloadavg()[0]), flush=True)
            with turn(options.turns):
                one_round(tools, environment, results, last)
            results.write(options.target / "bench/results")
        results.notes += differences(last, tools[1], environment)
        results.write(options.target / "bench/results")
        return results
    finally:
        shutil.rmtree(folder)


def one_round(tools, environment, results, last):
    """Measure each tool in each of its states."""
    for tool in tools:
        set_aside(tool.cache)
    for state in ("cold", "again", AGAIN_CLASSES, "anew"):
        for tool in tools:
            if state in tool.states:
                cost, output = measured(tool.command(state), tool.cache.parent, environment, (0, NO_SOLUTION))
                results.add(tool.name, state, cost, **tool.facts(output))
                last[tool.name] = output


def jars(class_path, folder):
    """Return the class path with a jar in place of each folder, because an archive of classes needs jars."""
    parts = class_path.split(os.pathsep)
    for number, part in enumerate(parts):
        if os.path.isdir(part):
            archive = shutil.make_archive(str(folder / ("classes-%d" % number)), "zip", part)
            parts[number] = archive[:-len("zip")] + "jar"
            os.rename(archive, parts[number])
    return os.pathsep.join(parts)


class Pywar:
    """The resolution in a Java virtual machine with its default options, as inside of `mvn`, without the start of Maven."""

    name, states = "pywar", ("cold", "again", AGAIN_CLASSES, "anew")

    def __init__(self, folder, requirements, options, environment):
        self.cache, self.classes, self.environment = folder / "pywar", folder / "classes.jsa", environment
        self.class_path = jars(options.classpath, folder)
        self.init_options = Maven(options).init_options(environment).split()
        self.arguments = ["io.github.pywar.bench.Resolve", str(self.cache), PYTHON, *requirements]

    def command(self, state):
        """Return the command for a state."""
        return self.java(*(self.archived() if state == AGAIN_CLASSES else []), "-Danew=%s" % str(state == "anew").lower())

    def archived(self):
        """Return the options of an archive of classes, and write it at the first call: the cache is full then."""
        if not self.classes.exists():
            command = self.java(*self.init_options, "-XX:ArchiveClassesAtExit=%s" % self.classes)
            subprocess.run(command, cwd=self.cache.parent, env=self.environment, capture_output=True, check=True)
        return [*self.init_options, "-XX:SharedArchiveFile=%s" % self.classes]

    def java(self, *options):
        """Return the command with options of the virtual machine."""
        return ["java", *options, "-cp", self.class_path, *self.arguments]

    def facts(self, output):
        """Return the reads, and the milliseconds from the start of `main` to the result."""
        found = re.search(r"(\d+) pages, (\d+) metadata", output)
        facts = {"process": int(re.search(r"# (\d+) ms in process", output).group(1))}
        return {**facts, "pages": int(found.group(1)), "metadata": int(found.group(2))} if found else facts


class Uv:
    """`uv pip compile` without a lock."""

    name, states = "uv", ("cold", "again")

    def __init__(self, folder, requirements, programs):
        self.cache = folder / "uv"
        self.requirements = folder / "requirements.txt"
        self.requirements.write_text("\n".join(requirements) + "\n")
        self.arguments = [str(programs / "uv"), "pip", "compile", "-q", "--no-header", "--no-annotate", "--only-binary", ":all:"]
        self.arguments += ["--no-emit-index-url", "--python-version", PYTHON, "--python-platform", PLATFORM]
        self.arguments += ["--cache-dir", str(self.cache), str(self.requirements)]

    def command(self, _):
        """Return the command, which is the same in all states."""
        return self.arguments

    def facts(self, _):
        """Return the reads, counted in the cache."""
        files = [file.suffix for file in self.cache.rglob("*")]
        return {"pages": files.count(".rkyv"), "metadata": files.count(".msgpack")}

    def accepts(self, pins, environment):
        """Return whether uv accepts all of these versions."""
        constraints = self.requirements.with_name("constraints.txt")
        constraints.write_text("".join("%s==%s\n" % pin for pin in pins.items()))
        done = subprocess.run([*self.arguments, "-c", str(constraints)], capture_output=True, text=True, env=environment)
        return dict(PIN.findall(done.stdout)) == pins


def differences(last, uv, environment):
    """Return lines that compare the versions of both tools."""
    ours, theirs = (dict(PIN.findall(last[name])) for name in ("pywar", "uv"))
    if not ours or not theirs:
        return ["pywar: %s, uv: %s" % tuple("solved" if one else "no solution" for one in (ours, theirs))]
    names = sorted(name for name in {*ours, *theirs} if ours.get(name) != theirs.get(name))
    lines = ["%d packages, %d versions differ" % (len(ours), len(names))]
    lines += ["%s: pywar %s, uv %s" % (name, ours.get(name, "none"), theirs.get(name, "none")) for name in names]
    if names:
        verdict = "accepts" if uv.accepts(ours, environment) else "does not accept"
        lines.append("uv %s all versions of pywar as constraints" % verdict)
    return lines
