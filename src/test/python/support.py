"""Base of the test modules: a temporary directory, and new interpreters in it."""

import functools
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

PROBE = """
import json, os, sys
def application(environ=None, start_response=None):
    return {}
if os.environ.get("PROBE"):
    names = [name for name in os.environ["PROBE"].split(",") if name]
    found = {name: getattr(__import__(name), "__file__", None) for name in names}
    print(json.dumps({"path": sys.path, "prefix": sys.prefix, "files": found, "env": dict(os.environ)}))
"""


# below nohup, or after `&` in a script, both are ignored, and each process that a test starts inherits that
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)

UNSHARE = ["unshare", "--user", "--map-root-user", "--mount"]


def can_mount():
    """Return whether a process in its own namespaces can mount file systems here."""
    words = [*UNSHARE, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    with open(os.devnull, "w") as nothing:
        return bool(shutil.which("unshare")) and subprocess.call(words, stderr=nothing) == 0


def until(is_true, seconds=60):
    """Wait until a condition is true, at most `seconds`."""
    end = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < end, "the condition did not become true"
        time.sleep(0.02)


def needs(command, package):
    """Skip the test if a command is missing; CI installs all of them, and fails instead."""
    found = shutil.which(command) or os.environ.get("CI")
    return unittest.skipUnless(found, f"{command} is not installed: apt-get install {package}")


def measured():
    """Return the environment of a server; `measure_coverage` counts what it runs, too."""
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    path = os.environ.get("PYWAR_COVERAGE_PATH")
    return {**variables, "PYTHONPATH": path} if path else variables


def everybody_may_run():
    """Return whether each user may run this interpreter."""
    path = os.path.realpath(sys.executable)
    folders = [path]
    while path != "/":
        path = os.path.dirname(path)
        folders.append(path)
    return all(os.stat(folder).st_mode & 0o001 for folder in folders)


class Case(unittest.TestCase):
    """A temporary directory `self.place`, removed at the end."""

    maxDiff = None

    def setUp(self):
        self.place = os.path.realpath(tempfile.mkdtemp(prefix="pywar-test-"))
        self.addCleanup(shutil.rmtree, self.place, True)

    def path(self, *parts):
        return os.path.join(self.place, *parts)

    def write(self, path, text):
        full = self.path(path)
        if not os.path.isdir(os.path.dirname(full)):
            os.makedirs(os.path.dirname(full))
        with open(full, "w") as stream:
            stream.write(text)
        return full

    def read(self, *parts):
        with open(self.path(*parts)) as stream:
            return stream.read()

    def environment(self, **more):
        """Return an environment without the machine's Python settings."""
        kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG", "COVERAGE_PROCESS_START") if key in os.environ}
        kept["PYWAR_CACHE"] = self.path("cache")
        kept.update({key: str(value) for key, value in more.items()})
        return kept

    def python(self, *arguments, **settings):
        """Run this interpreter, and return (exit code, stdout, stderr) as text."""
        command = [settings.get("python", sys.executable), "-B", *[str(word) for word in arguments]]
        process = subprocess.Popen(
            command,
            cwd=settings.get("cwd", self.place),
            env=self.environment(**settings.get("env", {})),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            universal_newlines=True,
        )
        out, err = process.communicate(settings.get("stdin", ""), timeout=120)
        return process.returncode, out, err

    def probe(self, *arguments, **settings):
        """Run an entry that prints its values, and return them as a dict."""
        env = dict({"PROBE": "os"}, **settings.pop("env", {}))
        code, out, err = self.python(*arguments, env=env, **settings)
        self.assertEqual(code, 0, err)
        return json.loads(out.splitlines()[0])


def for_other_users(test):
    """A test of root's whose children run as other users: with an interpreter that each user may run, else with the machine's."""

    @unittest.skipUnless(os.geteuid() == 0, "only root can act for another user")
    @functools.wraps(test)
    def run(self):
        if everybody_may_run():
            return test(self)
        kind = type(self)
        return _run_elsewhere(self, "%s.%s.%s" % (kind.__module__, kind.__qualname__, test.__name__))

    return run


def _run_elsewhere(case, name):
    """Run that module or test with an interpreter of the machine that each user may run."""
    found = next((path for path in ("/usr/bin/python3", "/usr/local/bin/python3") if os.path.exists(path)), None)
    if not found or os.environ.get("PYWAR_ELSEWHERE"):
        case.skipTest("each interpreter is in a directory that is closed to others")
    environment = dict(os.environ, PYWAR_ELSEWHERE="1")
    words = [found, "-B", "-m", "unittest", name]
    done = subprocess.run(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=280)
    case.assertEqual(done.returncode, 0, done.stdout.decode("utf-8", "replace"))


def elsewhere(module):
    """A test that runs `module` with an interpreter of the machine that each user may run; its tests need other users."""

    class Elsewhere(unittest.TestCase):
        def test_with_an_interpreter_that_each_user_may_run(self):
            _run_elsewhere(self, module)

    return Elsewhere


def as_root(module):
    """`load_tests` of a module whose tests take root, and an interpreter that each user may run."""

    def load_tests(loader, tests, pattern):
        if os.geteuid() == 0 and not everybody_may_run():
            return loader.loadTestsFromTestCase(elsewhere(module))
        return tests

    return load_tests
