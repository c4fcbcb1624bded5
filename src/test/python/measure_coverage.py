"""Lines and branches of the runtime that its tests run: `python measure_coverage.py [FLOOR]`.

Needs the package `coverage` in the interpreter that runs it.  The runtime runs from copies in
temporary trees, also in child processes, so what each copy saw is counted for the one source.
"""

import glob
import os
import re
import subprocess
import sys
import sysconfig
import tempfile

try:
    import coverage
except ImportError:
    sys.exit(f"{sys.executable} has no package `coverage`: install it with pip")

from archives import HERE, RUNTIME

CONFIG = """
[run]
branch = True
parallel = True
sigterm = True
patch = execv, _exit
data_file = {place}/data
include = */_pywar/*, */wsgi.py, */__main__.py
disable_warnings = no-data-collected, couldnt-parse, module-not-measured
"""
HOOK = "import coverage; coverage.process_startup()\n"
MODULES = sorted(os.path.basename(path)[:-3] for path in glob.glob(os.path.join(HERE, "test_*.py")))


def main(floor):
    with tempfile.TemporaryDirectory() as place:
        config = os.path.join(place, "rc")
        with open(config, "w") as stream:
            stream.write(CONFIG.format(place=place))
        # a release's own interpreter sees no packages of this one: tests hand this path to its servers
        with open(os.path.join(place, "sitecustomize.py"), "w") as stream:
            stream.write(HOOK)
        os.environ["PYWAR_COVERAGE_PATH"] = os.pathsep.join([place, sysconfig.get_path("purelib")])
        hook = os.path.join(sysconfig.get_path("purelib"), "pywar_coverage.pth")
        with open(hook, "w") as stream:
            stream.write(HOOK)
        try:
            failed = [module for module in MODULES if not run(module, config)]
        finally:
            os.unlink(hook)
        covered = report(place)
    print("failed: " + ", ".join(failed) if failed else f"all {len(MODULES)} modules passed")
    return 1 if failed or covered < floor else 0


def run(module, config):
    env = dict(os.environ, COVERAGE_PROCESS_START=config, PYWAR_KILLS="3", PYWAR_FULL="2")
    words = [sys.executable, "-B", "-m", "unittest", module]
    done = subprocess.run(words, cwd=HERE, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        print(done.stdout.decode("utf-8", "replace"))
    return done.returncode == 0


def report(place):
    arcs = {}
    for path in glob.glob(os.path.join(place, "data.*")):
        data = coverage.CoverageData(basename=path)
        data.read()
        for file in data.measured_files():
            source = original(file)
            if source:
                arcs.setdefault(source, set()).update(data.arcs(file) or ())
    merged = coverage.CoverageData(basename=os.path.join(place, "merged"))
    merged.add_arcs(arcs)
    merged.write()
    found = coverage.Coverage(data_file=os.path.join(place, "merged"), branch=True, config_file=False)
    found.load()
    return found.report(show_missing=True, skip_covered=True)


def original(file):
    """The source that `…/releases/1/_pywar/commands/cli.py` is a copy of."""
    match = re.search(r"((?:_pywar/.*|wsgi|__main__)\.py)$", file)
    path = match and os.path.join(RUNTIME, match.group(1))
    return path if path and os.path.exists(path) else None


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 95))
