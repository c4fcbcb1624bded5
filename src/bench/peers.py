#!/usr/bin/env python3
"""Measure `mvn package` of a pywar project compared with other tools, which take turns in one run.

    python3 src/bench/peers.py --tools VENV --plugin VERSION --set flask [--runs 5] [--cold]

VENV has uv, pex and shiv (`python3 -m venv VENV && VENV/bin/pip install uv pex shiv`); a missing tool is skipped. Each tool
uses the index of this machine's configuration. With `--cold`, the tool's cache is deleted before each run; Maven's local
repository remains. Prints the median, the smallest and the largest wall time in seconds, and the size of the archive in
bytes. The plugin must be installed (`mvn install`).
"""
import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SETS = {
    "flask": ["flask", "sqlalchemy", "psycopg[binary]"],
    "django": ["django", "gunicorn", "pillow"],
    "shop": [
        "django", "djangorestframework", "celery", "redis", "pillow", "lxml", "cryptography", "psycopg[binary]",
        "boto3",
    ],
    "science": ["numpy", "scipy", "pandas", "scikit-learn", "matplotlib", "pyarrow"],
}
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>bench</groupId><artifactId>bench</artifactId><version>1.0</version><packaging>pywar</packaging>
  <properties><project.build.outputTimestamp>2026-01-01T00:00:00Z</project.build.outputTimestamp></properties>
  <build><plugins><plugin>
    <groupId>io.github.pywar</groupId><artifactId>pywar-maven-plugin</artifactId><version>%s</version>
    <extensions>true</extensions>
    <configuration>
      <python>%s</python><application>app:application</application><server>none</server>
    </configuration>
  </plugin></plugins></build>
</project>
"""


def run(command, cwd):
    """Run a command that must succeed, and return its wall time in seconds."""
    begin = time.perf_counter()
    done = subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, shell=isinstance(command, str))
    if done.returncode:
        sys.exit("failed: %s\n%s" % (command, done.stdout.decode(errors="replace")[-4000:]))
    return time.perf_counter() - begin


def pywar(work, tools, names, plugin):
    """A project of a user, with its cache beside it."""
    project = work / "pywar"
    source = project / "src/main/python"
    source.mkdir(parents=True)
    (source / "app.py").write_text("def application(environ, start_response):\n    return []\n")
    (project / "requirements.txt").write_text("\n".join(names) + "\n")
    python = "%d.%d" % sys.version_info[:2]
    (project / "pom.xml").write_text(POM % (plugin, python))
    cache = work / "pywar-cache"
    command = ["mvn", "-q", "-B", "package", "-Dpywar.cacheDirectory=%s" % cache]
    return command, project, cache, project / "target/bench-1.0.pywar"


def with_zip(install, work, name, cache, level):
    """A command that installs into a folder, then zips it."""
    folder = work / name
    folder.mkdir()
    line = "rm -rf tree out.zip && %s && cd tree && zip -q -r -%d ../out.zip ." % (install, level)
    return line, folder, cache, folder / "out.zip"


def peers(work, tools, names, plugin):
    """Return for each tool: the command, its working directory, its cache, its result."""
    requirements = " ".join("'%s'" % name for name in names)
    ways = {"pywar": pywar(work, tools, names, plugin)}
    uv, pex, shiv = tools / "uv", tools / "pex", tools / "shiv"
    if uv.exists():
        cache = work / "uv-cache"
        line = "'%s' pip install -q --cache-dir '%s' --only-binary :all: --python '%s' --target tree %s"
        ways["uv + zip -0"] = with_zip(line % (uv, cache, sys.executable, requirements), work, "uv", cache, 0)
    cache = work / "pip-cache"
    line = "'%s' -m pip install -q --cache-dir '%s' --only-binary :all: --target tree %s"
    ways["pip + zip -6"] = with_zip(line % (sys.executable, cache, asked), work, "pip", cache, 6)
    if pex.exists():
        folder, cache = work / "pex", work / "pex-root"
        folder.mkdir()
        line = "rm -f out.pex && '%s' --pex-root '%s' --python '%s' -o out.pex %s" % (pex, cache, sys.executable, requirements)
        ways["pex"] = (line, folder, cache, folder / "out.pex")
        fast = work / "pex-fast"
        fast.mkdir()
        root = work / "pex-fast-root"
        line = "rm -f out.pex && '%s' --pex-root '%s' --python '%s' --no-compress --no-pre-install-wheels -o out.pex %s"
        ways["pex, fastest"] = (line % (pex, root, sys.executable, requirements), fast, root, fast / "out.pex")
    if shiv.exists():
        folder = work / "shiv"
        folder.mkdir()
        line = "rm -f out.pyz && PIP_CACHE_DIR='%s' '%s' -q -o out.pyz %s" % (work / "shiv-cache", shiv, requirements)
        ways["shiv"] = (line, folder, work / "shiv-cache", folder / "out.pyz")
    return ways


def main():
    """Run the tools by turns, so that a changing speed of the machine affects all alike."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tools", required=True, type=Path)
    parser.add_argument("--plugin", default="1.0.0-SNAPSHOT")
    parser.add_argument("--set", choices=sorted(SETS), default="flask")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--cold", action="store_true")
    parser.add_argument("--only", help="names of tools, separated by commas")
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="pywar-bench-"))
    tools = options.tools.absolute() / "bin"
    try:
        ways = peers(work, tools, SETS[options.set], options.plugin)
        if options.only:
            ways = {name: way for name, way in ways.items() if name in options.only.split(",")}
        times = {name: [] for name in ways}
        for turn in range(options.runs + (0 if options.cold else 1)):
            for name, (command, folder, cache, _) in ways.items():
                if options.cold:
                    shutil.rmtree(cache, ignore_errors=True)
                took = run(command, folder)
                if options.cold or turn:
                    times[name].append(took)
        print("%s, %s, %d runs" % (options.set, "cold" if options.cold else "warm", options.runs))
        for name, (_, _, _, made) in ways.items():
            row = times[name]
            print("%-14s %7.2f  (%.2f - %.2f)  %12d bytes"
                  % (name, statistics.median(row), min(row), max(row), os.path.getsize(made)))
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
