"""Measure `deploy` and `check`, compared with `unzip` and `python -m compileall` of the same archive.

`python3 src/bench/deploy.py ARCHIVE CHANGED [--runs 5] [--cores 2] [--links] [--folder FOLDER] [--lock FILE]` deploys ARCHIVE to
a new directory, then CHANGED, an archive in which one file differs, and checks both releases. The ways take turns. Prints
wall time and CPU time (medians), each also as a ratio to `unzip` with `compileall`, and the largest process. --cores pins all
processes. --links adds `--hard-links --owner nobody`, as root. --folder selects the file system. --lock is locked for each
round. Each way ends with a sync of the file system, as `deploy` does.
"""

import argparse
import contextlib
import fcntl
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive")
    parser.add_argument("changed")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--cores", type=int, default=os.cpu_count())
    parser.add_argument("--links", action="store_true")
    parser.add_argument("--folder")
    parser.add_argument("--lock")
    request = parser.parse_args()
    os.sched_setaffinity(0, list(os.sched_getaffinity(0))[: request.cores])
    figures = {}
    for number in range(request.runs):
        with locked(request.lock), tempfile.TemporaryDirectory(dir=request.folder) as folder:
            os.chmod(folder, 0o755)
            for name, command in ways(request, folder):
                figures.setdefault(name, []).append(run(command))
            disk = subprocess.run(["du", "-sm", os.path.join(folder, "site")], stdout=subprocess.PIPE, check=True).stdout.split()[0]
        print(f"round {number + 1}: load {os.getloadavg()[0]:.1f}, two releases on the disk: {int(disk)} MB", flush=True)
    print_table(request, figures)


@contextlib.contextmanager
def locked(path):
    if path is None:
        yield
        return
    with open(path, "a") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def ways(request, folder):
    """Yield (name, command of the shell) in the order of the rounds."""
    plain, site = os.path.join(folder, "plain"), os.path.join(folder, "site")
    python = sys.executable
    tool = f"{python} -I {{}} deploy {site}" + (" --hard-links --owner nobody" if request.links else "")
    compiling = f"{python} -I -W ignore -m compileall -qq -j {request.cores} {plain} || true"
    yield "unzip", f"unzip -q {request.archive} -d {plain}"
    yield "compileall", f"{compiling}; sync -f {plain}"
    yield "deploy", tool.format(request.archive)
    yield "deploy, one file changed", tool.format(request.changed)
    yield "deploy, unchanged", tool.format(request.changed)
    yield "check of both", f"{python} -I {request.changed} check {site}"
    shutil.rmtree(plain)


def run(command):
    """Return (wall, CPU) in seconds."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(["sh", "-c", command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - began, cpu


def print_table(request, figures):
    both = [tuple(map(sum, zip(*pair))) for pair in zip(figures["unzip"], figures["compileall"])]
    figures = {"unzip + compileall": both, **figures}
    base = [statistics.median(found[kind] for found in both) for kind in (0, 1)]
    print(f"{sys.version.split()[0]}, {request.cores} cores, {request.runs} rounds, medians")
    print("| way | wall s | ratio | CPU s | ratio |\n|---|---|---|---|---|")
    for name, found in figures.items():
        wall, cpu = (statistics.median(each[kind] for each in found) for kind in (0, 1))
        print(f"| {name} | {wall:.2f} | {wall / base[0]:.2f} | {cpu:.2f} | {cpu / base[1]:.2f} |")
    print(f"largest process: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10} MB")


if __name__ == "__main__":
    main()
