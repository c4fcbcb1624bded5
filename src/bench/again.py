#!/usr/bin/env python3
"""Measure what Maven does again: an empty POM, the start of a pywar project, an unchanged and a changed archive.

    python3 src/bench/again.py --plugin VERSION [--set flask] [--runs 7] [--repository FOLDER] [--maven MVN]

The commands take turns in each round. Prints the medians of the wall time and of the CPU time (user and system, all threads)
in seconds, and the ratio of the CPU times to the row that the limit refers to. On a busy machine, only the CPU ratios mean
anything. The plugin must be installed (`mvn install`), and the index of this machine's configuration is used once.
"""
import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from peers import POM, SETS

EMPTY = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>bench</groupId><artifactId>empty</artifactId><version>1.0</version><packaging>pom</packaging>
</project>
"""
# name, goal, the row whose CPU time is 1.0, the limit of the ratio
ROWS = [
    ("validate, empty POM", "validate", 0, None),
    ("validate", "validate", 0, 1.1),
    ("package, unchanged", "package", 1, 1.15),
    ("package, one source changed", "package", 1, 1.3),
]


def measure(command, folder):
    """Run a command that must succeed, and return its wall and CPU time in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    wall = time.perf_counter() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit("failed: %s\n%s" % (command, done.stdout.decode(errors="replace")[-4000:]))
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    """Print a table for each set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plugin", required=True)
    parser.add_argument("--set", choices=sorted(SETS), action="append")
    parser.add_argument("--python", default="3.11")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--maven", default="mvn")
    parser.add_argument("--repository", help="the local repository")
    parser.add_argument("--locked", action="store_true", help="with a lock, so no index answer can become stale")
    options = parser.parse_args()
    maven = [options.maven, "-q"]
    if options.repository:
        maven.append("-Dmaven.repo.local=" + options.repository)
    for name in options.set or ["flask", "shop"]:
        work = Path(tempfile.mkdtemp(prefix="pywar-again-"))
        try:
            table(name, work, maven, options)
        finally:
            shutil.rmtree(work)


def table(name, work, maven, options):
    """Measure one set of requirements."""
    empty, project = work / "empty", work / "pywar"
    source = project / "src/main/python/app.py"
    source.parent.mkdir(parents=True)
    empty.mkdir()
    (empty / "pom.xml").write_text(EMPTY)
    (project / "pom.xml").write_text(POM % (options.plugin, options.python))
    (project / "requirements.txt").write_text("\n".join(SETS[name]) + "\n")
    change(source, 0)
    if options.locked:
        measure(maven + ["pywar:lock"], project)
    measure(maven + ["package"], project)
    offline = maven + ["-o"]
    times = [[] for _ in ROWS]
    for turn in range(1, options.runs + 1):
        for row, (label, goal, _, _) in enumerate(ROWS):
            if "changed" in label and "unchanged" not in label:
                change(source, turn)
            times[row].append(measure(offline + [goal], empty if row == 0 else project))
    print("%s, %d runs, %s" % (name, options.runs, "locked" if options.locked else "resolved"))
    print("%-30s %6s %6s %6s %6s" % ("", "wall", "CPU", "ratio", "limit"))
    cpu = [statistics.median(one[1] for one in row) for row in times]
    for row, (label, _, base, limit) in enumerate(ROWS):
        wall = statistics.median(one[0] for one in times[row])
        print("%-30s %6.2f %6.2f %6.2f %6s" % (label, wall, cpu[row], cpu[row] / cpu[base], limit or ""))
    sys.stdout.flush()


def change(source, turn):
    """Write the only module of the application."""
    source.write_text("TURN = %d\n\n\ndef application(environ, start_response):\n    return []\n" % turn)


if __name__ == "__main__":
    os.environ.setdefault("LC_ALL", "C.UTF-8")
    main()
