#!/usr/bin/env python3
"""Measure hard resolutions compared with uv, as processes that take turns in one run.

    python3 src/bench/hard.py --uv VENV/bin/uv [--runs 5] [--set boto] [--jvm=-XX:TieredStopAtLevel=1]

Modes: "cold" has empty caches. "again" has the caches of the cold run and no lock; pywar finds that no page changed and uses
its cached resolution. "anew" is the same, but pywar searches although it has a cached resolution; uv has no such mode and
runs as in "again".

Both use the index of this machine's pip, passed by the environment. pywar runs in a Java virtual machine of its own, as
inside of `mvn`, without the start of Maven. Prints for each set: medians of wall time and CPU time, the number of pages and
metadata files read, ratios to uv's wall time, and the packages whose versions differ. To explain a difference, uv runs once
more with the versions of pywar as constraints: if it accepts all of them, both results are valid. Compare ratios, and check
the printed load: the machine should be idle.
"""
import argparse
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PYTHON = "3.11"
PLATFORM = "x86_64-manylinux_2_28"  # the default target of pywar
SETS = {
    "boto": ["boto3", "urllib3<1.25.4"],
    "airflow": ["apache-airflow[celery,postgres,google,amazon,cncf-kubernetes]"],
    "boto-old": ["boto3<1.28", "urllib3>=2"],
    "jupyter": ["jupyterlab", "notebook", "voila", "dask[complete]", "bokeh"],
    "refused": ["boto3>=1.30", "urllib3<1.25.4"],
}
MODES = ("cold", "again", "anew")
PROJECT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)$", re.MULTILINE)


def build():
    """Compile, and return the class path."""
    path = PROJECT / "target/bench/hard-classpath"
    path.parent.mkdir(parents=True, exist_ok=True)
    quiet = ["mvn", "-q", "-o", "-Pbench", "-Dspotless.check.skip"]
    subprocess.run([*quiet, "test-compile"], cwd=PROJECT, check=True)
    subprocess.run(
        [*quiet, "dependency:build-classpath", "-Dmdep.outputFile=%s" % path], cwd=PROJECT, check=True)
    return os.pathsep.join([str(PROJECT / "target/classes"), str(PROJECT / "target/test-classes"), path.read_text()])


def index():
    """Return the index URL of this machine's pip."""
    configured = subprocess.run([sys.executable, "-m", "pip", "config", "get", "global.index-url"], capture_output=True, text=True)
    if configured.returncode == 0 and configured.stdout.strip():
        return configured.stdout.strip()
    help_text = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--help"], capture_output=True, text=True, env={**os.environ, "COLUMNS": "400"})
    return re.search(r"--index-url\b.{0,400}?\(default:?\s+(https?://[^\s)]+)", help_text.stdout, re.DOTALL).group(1)


def measured(command, environment):
    """Return wall seconds, CPU seconds and output of one process. Exit code 1, no solution, is a valid result."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment, timeout=600)
    wall = time.perf_counter() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if done.returncode > 1:
        sys.exit("failed with %d:\n%s" % (done.returncode, done.stdout[-4000:].replace(environment["PIP_INDEX_URL"], "INDEX")))
    return wall, cpu, done.stdout


class Pywar:
    name = "pywar"

    def __init__(self, folder, names, options, environment):
        self.cache = folder / "pywar"
        self.environment = environment
        self.java = ["java", *options.jvm, "-cp", options.classpath]
        self.arguments = ["io.github.pywar.bench.Resolve", str(self.cache), PYTHON, *names]

    def command(self, mode):
        return [*self.java, "-Danew=%s" % str(mode == "anew").lower(), *self.arguments]

    def reads(self, output):
        found = re.search(r"(\d+) pages, (\d+) metadata", output)
        traffic = re.search(r"requests=(\d+), bytes=(\d+)", output)
        reads = tuple(map(int, found.groups())) if found else (0, 0)
        return reads, "%s requests, %.1f MB" % (traffic.group(1), int(traffic.group(2)) / 1e6) if traffic else ""


class Uv:
    name = "uv"

    def __init__(self, folder, names, options, environment):
        self.cache = folder / "uv"
        self.environment = environment
        self.requirements = folder / "requirements.txt"
        self.requirements.write_text("\n".join(names) + "\n")
        self.arguments = [options.uv, "pip", "compile", "-q", "--no-header", "--no-annotate", "--only-binary", ":all:"]
        self.arguments += ["--python-version", PYTHON, "--python-platform", PLATFORM]
        self.arguments += ["--cache-dir", str(self.cache), str(self.requirements)]

    def command(self, _):
        return self.arguments

    def reads(self, _):
        files = [file.suffix for file in self.cache.rglob("*")]
        return (files.count(".rkyv"), files.count(".msgpack")), ""

    def accepts(self, pins):
        """Return whether uv accepts all of these versions."""
        constraints = self.requirements.with_name("constraints.txt")
        constraints.write_text("".join("%s==%s\n" % pin for pin in pins.items()))
        done = subprocess.run([*self.arguments, "-c", str(constraints)], capture_output=True, text=True, env=self.environment)
        return dict(PIN.findall(done.stdout)) == pins


def compare(names, options, environment):
    work = Path(tempfile.mkdtemp(prefix="pywar-hard-"))
    try:
        tools = [tool(work, names, options, environment) for tool in (Pywar, Uv)]
        times = {(tool.name, mode): [] for mode in MODES for tool in tools}
        last = {}
        for turn in range(options.runs):
            for tool in tools:
                shutil.rmtree(tool.cache, ignore_errors=True)
            for mode in MODES:
                for tool in tools:
                    wall, cpu, output = measured(tool.command(mode), environment)
                    times[tool.name, mode].append((wall, cpu))
                    if mode == "cold":
                        last[tool.name] = (output, *tool.reads(output))
            print("  run %d, load %.1f: %s" % (turn + 1, os.getloadavg()[0], ", ".join(
                "%s %s %.2f s" % (*key, walls[-1][0]) for key, walls in times.items())), flush=True)
        print_times(times, last)
        print_versions(last, tools[1])
    finally:
        shutil.rmtree(work)


def print_times(times, last):
    for mode in MODES:
        median = {name: [statistics.median(part) for part in zip(*times[name, mode])] for name in ("pywar", "uv")}
        smallest = {name: min(wall for wall, _ in times[name, mode]) for name in ("pywar", "uv")}
        print("  %-5s pywar %.2f s (CPU %.2f, least %.2f)   uv %.2f s (CPU %.2f, least %.2f)   ratio %.2f" % (
            mode, *median["pywar"], smallest["pywar"], *median["uv"], smallest["uv"], median["pywar"][0] / median["uv"][0]))
    for name, (_, (pages, metadata), more) in last.items():
        print("  %-5s read %d pages, %d metadata %s" % (name, pages, metadata, more and "(%s)" % more))


def print_versions(last, uv):
    ours, theirs = (dict(PIN.findall(last[name][0])) for name in ("pywar", "uv"))
    if not ours or not theirs:
        lines = [line for line in last["pywar"][0].splitlines() if not line.startswith(("#", "SLF4J"))]
        print("  pywar: %s, uv: %s" % ("solved" if ours else "no solution, explained in %d lines" % len(lines),
                                       "solved" if theirs else "no solution"))
        return
    differing = {name for name in {*ours, *theirs} if ours.get(name) != theirs.get(name)}
    print("  %d packages, %d differ" % (len(ours), len(differing)))
    for name in sorted(differing):
        print("    %-40s pywar %-12s uv %s" % (name, ours.get(name, "-"), theirs.get(name, "-")))
    if differing:
        print("    uv %s all versions of pywar as constraints" % ("accepts" if uv.accepts(ours) else "does not accept"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--uv", default=shutil.which("uv"))
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--set", action="append", choices=SETS, help="may be repeated; default: boto and airflow")
    parser.add_argument("--jvm", action="append", default=[], help="an option of the Java virtual machine")
    options = parser.parse_args()
    if not options.uv:
        sys.exit("uv was not found; set --uv VENV/bin/uv")
    options.classpath = build()
    url = index()
    environment = {**os.environ, "PIP_INDEX_URL": url, "UV_DEFAULT_INDEX": url}
    for name in options.set or ["boto", "airflow"]:
        print("%s: %s" % (name, " ".join(SETS[name])), flush=True)
        compare(SETS[name], options, environment)


if __name__ == "__main__":
    main()
