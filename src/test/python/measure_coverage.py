"""Lines and branches of the runtime that its tests run: `python measure_coverage.py [FLOOR] [MODULE…]`.

Needs the package `coverage` in the interpreter that runs it.  The runtime runs from copies in
temporary trees, also in child processes, so what each copy saw is counted for the one source.
"""

import glob
import os
import re
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

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
# also for threads that `_thread` starts; a test puts modules of another Python on the path, where coverage does not start
HOOK = """
try:
    import _thread
    import coverage
    import sys
    import threading
except Exception:
    pass
else:
    coverage.process_startup()
    _start = _thread.start_new_thread
    def _start_measured(function, words):
        def measured(*words):
            sys.settrace(threading._trace_hook)
            function(*words)
        return _start(measured, words)
    _thread.start_new_thread = _start_measured
"""
MODULES = sorted(os.path.basename(path)[:-3] for path in glob.glob(os.path.join(HERE, "test_*.py")))
PROCESSES = 3  # more than cores: the tests often wait


def main(floor, modules):
    # a background job of a shell ignores it, and the tests send it to their children
    signal.signal(signal.SIGINT, signal.default_int_handler)
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
            stream.write(f"import os; os.environ.get('COVERAGE_PROCESS_START') and exec({HOOK!r}, {{}})\n")
        try:
            with ThreadPoolExecutor(PROCESSES) as pool:
                passed = list(pool.map(lambda module: run(module, config), modules))
        finally:
            os.unlink(hook)
        covered = report(place)
    failed = [module for module, is_passed in zip(modules, passed) if not is_passed]
    print("failed: " + ", ".join(failed) if failed else f"all {len(modules)} modules passed")
    return 1 if failed or covered < floor else 0


def run(module, config):
    env = dict(os.environ, COVERAGE_PROCESS_START=config, PYWAR_KILLS="3", PYWAR_FULL="2")
    words = [sys.executable, "-B", "-m", "unittest", module]
    start = time.monotonic()
    done = subprocess.run(words, cwd=HERE, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    print(f"{module}: {time.monotonic() - start:.0f} s", flush=True)
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
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 95, sys.argv[2:] or MODULES))
