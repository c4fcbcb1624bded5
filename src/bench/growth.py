"""Growth: time and memory against the number of packages, the bytes, the files, and the length of a chain of dependencies."""
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import wheels
from environment import Maven, write_source
from processes import measured, turn
from resolutions import Pywar
from results import Results

SERIES = {
    "packages": ("packages, 5 files each", (10, 30, 100, 300, 1_000)),
    "megabytes": ("MB in wheels of up to 512 MB, with a heap of 256 MB", (10, 100, 1_000, 4_300)),
    "files": ("files of one wheel", (100, 1_000, 10_000, 70_000, 140_000)),
    "chain": ("packages, each of which requires the next one", (10, 100, 400, 1_000, 2_000, 5_000)),
}
LARGEST_WHEEL = 512
SLOW_MEGABYTES = 1_000
HEAP = "-Xmx256m"


def measure(name, options, environment):
    """Measure one series and return the results."""
    unit, sizes = SERIES[name]
    results = Results("growth-" + name, unit)
    for size in sizes:
        folder = Path(tempfile.mkdtemp(prefix="growth-", dir=options.target / "bench"))
        try:
            requirements = ["--no-index", "--find-links " + str(folder / "house"), *GENERATORS[name](folder / "house", size)]
            rounds = 1 if name == "megabytes" and size > SLOW_MEGABYTES else min(options.rounds, 3)
            print("growth of %s, %d" % (name, size), flush=True)
            if name == "chain":
                resolve(folder, size, rounds, options, environment, results)
            else:
                build(folder, requirements, (name, size, rounds), options, environment, results)
        finally:
            shutil.rmtree(folder)
        results.write(options.target / "bench/results")
    return results


def build(folder, requirements, case, options, environment, results):
    """Measure the first build, a build with a full cache, and one with a changed source; then check the archive."""
    name, size, rounds = case
    maven, project, cache = Maven(options), folder / "pywar", folder / "cache"
    archive = maven.project(project, requirements)
    if name == "megabytes":
        environment = {**environment, "MAVEN_OPTS": HEAP}
    for number in range(1, rounds + 1):
        shutil.rmtree(cache, ignore_errors=True)
        for state in ("cold", "warm", "changed"):
            if state == "changed":
                write_source(project, number)
            else:
                shutil.rmtree(project / "target", ignore_errors=True)
            with turn(options.turns):
                cost, _ = measured(maven.command("package", cache), project, environment)
            results.add(str(size), state, cost, size=size, bytes=archive.stat().st_size)
    check(archive, results)


def resolve(folder, size, rounds, options, environment, results):
    """Measure the resolution of the first package of a chain, in a process with the default heap."""
    environment = {**environment, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(folder / "house")}
    for _ in range(rounds):
        tool = Pywar(folder, ["chain0"], options)
        shutil.rmtree(tool.cache, ignore_errors=True)
        with turn(options.turns):
            cost, output = measured(tool.command("anew"), folder, environment)
        solved = sum(line.startswith("chain") and "==" in line for line in output.splitlines())
        if solved != size:
            results.notes.append("chain of %d: %d packages in the result: %s" % (size, solved, output.strip()[-200:]))
        results.add(str(size), "resolution", cost, size=size)


def check(archive, results):
    """Read the archive with two other programs."""
    unzip = subprocess.run(["unzip", "-tq", str(archive)], capture_output=True, text=True)
    program = "import sys, zipfile; found = zipfile.ZipFile(sys.argv[1]); print(found.testzip(), len(found.namelist()))"
    python = subprocess.run([sys.executable, "-c", program, str(archive)], capture_output=True, text=True)
    fine = unzip.returncode == 0 and python.stdout.startswith("None ")
    results.notes.append("%s bytes, %s files: unzip and zipfile read %s" % (
        format(archive.stat().st_size, ","), python.stdout.split()[-1] if fine else "?", "all" if fine else "FAULTS"))
    if not fine:
        print(unzip.stdout[-500:], python.stdout, python.stderr[-500:], file=sys.stderr)


def packages(house, size):
    """Write small wheels without dependencies."""
    names = ["package%d" % number for number in range(size)]
    for number, name in enumerate(names):
        wheels.small(house, name, number)
    return names


def megabytes(house, size):
    """Write wheels of random bytes, which do not deflate."""
    names = []
    for start in range(0, size, LARGEST_WHEEL):
        names.append("large%d" % len(names))
        rest = min(LARGEST_WHEEL, size - start)
        parts = [("data%d.bin" % at, noise(min(64, rest - at))) for at in range(0, rest, 64)]
        wheels.wheel(house, names[-1], [("__init__.py", wheels.text(0)), *parts])
    return names


def noise(size):
    """Return a function that yields megabytes of random bytes."""
    return lambda: (os.urandom(1_000_000) for _ in range(size))


def files(house, size):
    """Write one wheel of small files."""
    wheels.small(house, "many", 0, size)
    return ["many"]


def chain(house, size):
    """Write a chain of dependencies."""
    for number in range(size):
        requires = ["chain%d" % (number + 1)] if number + 1 < size else []
        wheels.small(house, "chain%d" % number, number, 1, requires)
    return ["chain0"]


GENERATORS = {"packages": packages, "megabytes": megabytes, "files": files, "chain": chain}
