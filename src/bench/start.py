"""Measure the import of an application: as a release, and in a virtualenv with the same files.

`python3 src/bench/start.py ARCHIVE [--runs 25]` deploys the archive below a temporary folder, creates a virtualenv with the
same compiled libraries, and imports the entry point in both by turns. Prints CPU time, and the number of instructions if
valgrind is installed; wall time is no measure on a busy machine. The limit for the ratio is 1.05.
"""

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import zipfile


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive")
    parser.add_argument("--runs", type=int, default=25)
    parser.add_argument("--env", action="append", default=[], metavar="KEY=VALUE", help="an environment variable of the application")
    request = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(pair.split("=", 1) for pair in request.env)
        ways = {"virtualenv": virtualenv(request.archive, folder), "release": release(request.archive, folder)}
        compare(ways, request.runs)


def release(archive, parent):
    root = os.path.join(parent, "site")
    subprocess.run([sys.executable, archive, "deploy", root], check=True, stderr=subprocess.DEVNULL)
    current = os.path.realpath(os.path.join(root, "current"))
    return [os.path.join(current, "bin", "python"), os.path.join(current, "wsgi.py")]


def virtualenv(archive, parent):
    """Create a virtualenv with the same libraries and modules, and a script that imports the entry point."""
    folder = os.path.join(parent, "venv")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    with zipfile.ZipFile(archive) as packed:
        manifest = json.loads(packed.read("META-INF/pywar/manifest.json"))
        layout = manifest["layout"]
        for part in (layout["libraries"], layout["app"]):
            packed.extractall(folder, [name for name in packed.namelist() if name.startswith(part + "/")])
    os.unlink(os.path.join(folder, *layout["libraries"].split("/"), "_pywar_app.pth"))
    python = os.path.join(folder, "bin", "python")
    subprocess.run([python, "-m", "compileall", "-qq", folder], check=False)
    entry = manifest["entry"]
    call = "()" if entry["factory"] else ""
    script = os.path.join(folder, layout["app"], "wsgi_of_the_server.py")
    with open(script, "w", encoding="utf-8") as stream:
        stream.write(f"import {entry['module']} as found\napplication = found.{entry['attribute']}{call}\n")
    return [python, script]


def compare(ways, runs):
    seconds = {name: [] for name in ways}
    for _ in range(runs + 2):
        for name, command in ways.items():
            seconds[name].append(cpu_of(command))
    medians = {name: statistics.median(found[2:]) for name, found in seconds.items()}
    print(f"{sys.version.split()[0]}, {runs} runs each, by turns")
    print_figures("CPU ms, median", {name: value * 1000 for name, value in medians.items()})
    print_figures("CPU ms, least", {name: min(found[2:]) * 1000 for name, found in seconds.items()})
    counted = {name: instructions_of(command) for name, command in ways.items()}
    if all(counted.values()):
        print_figures("million instructions", {name: value / 1e6 for name, value in counted.items()})


def print_figures(what, figures):
    each = ", ".join(f"{name} {value:.1f}" for name, value in figures.items())
    print(f"{what:22s} {each}, ratio {figures['release'] / figures['virtualenv']:.3f}")


def cpu_of(command):
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def instructions_of(command):
    """Return the instructions counted by valgrind, which hardly vary from run to run; None without valgrind."""
    valgrind = shutil.which("valgrind")
    if valgrind is None:
        return None
    counting = [valgrind, "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", *command]
    env = dict(os.environ, PYTHONHASHSEED="0")
    done = subprocess.run(counting, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, universal_newlines=True)
    found = re.search(r"I +refs: +([0-9,]+)", done.stderr)
    return float(found.group(1).replace(",", "")) if found else None


if __name__ == "__main__":
    main()
