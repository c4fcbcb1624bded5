"""A deployment in a temporary directory, run by the tool's own entry."""

import contextlib
import functools
import io
import json
import os
import signal
import stat
import types
from unittest import mock

from archives import HELLO, Archive
from support import Case

from _pywar import start
from _pywar.deployment import health

# half a second for the check after `shorten_checks`; the rehearsal, which starts a process, has all of it
SHORT = ["--check-timeout", "99"]


def shorten_checks(case):
    """Limit the health checks of a test with `SHORT` to half a second, and its rehearsals and reloads to 99 seconds."""
    run = health.Check.run

    def run_shorter(check, timeout, *words):
        return run(check, 0.5 if timeout == float(SHORT[1]) else timeout, *words)

    shorter = mock.patch.object(health.Check, "run", run_shorter)
    shorter.start()
    case.addCleanup(shorter.stop)


@functools.lru_cache(None)
def _modules():
    """Return the compiled modules of the runtime by their source: each archive has them, and most tests deploy some."""
    sources = {text for path, text in Archive().files.items() if path.startswith("_pywar/")}
    return {text: compile(text, "", "exec", dont_inherit=True, optimize=0) for text in sources}


def _compiled(source, name, mode, **options):
    """Return what `compile` returns, for a module of the runtime from its copy in memory."""
    found = _modules().get(source)
    return _renamed(found, name) if found else compile(source, name, mode, **options)


def _renamed(code, name):
    constants = [_renamed(one, name) if isinstance(one, types.CodeType) else one for one in code.co_consts]
    return code.replace(co_filename=name, co_consts=tuple(constants))


class DeployCase(Case):
    """Case with a deployment at `self.root`; archives are made by version."""

    def setUp(self):
        super().setUp()
        self.root = self.path("site")
        self.addCleanup(os.umask, os.umask(0o022))
        _modules()  # before a deployment starts its processes
        compiled = mock.patch("_pywar.deployment.bytecode.compile", _compiled, create=True)
        # a command reads all of the machine's units, which are no part of a test
        units = mock.patch("_pywar.deployment.configured._UNITS", ())
        # a machine that is busy writing makes each wait for all
        for patched in (compiled, units, mock.patch("os.sync"), mock.patch("os.fsync")):
            patched.start()
            self.addCleanup(patched.stop)
        for number in (signal.SIGTERM, signal.SIGHUP):
            self.addCleanup(signal.signal, number, signal.getsignal(number))

    def archive(self, version="1", **files):
        made = Archive(version=version).app("shop.py", HELLO + f"VERSION = {version!r}\n")
        for path, text in files.get("files", {}).items():
            made.add(path, text)
        return made

    def pack(self, archive):
        return archive.zip(self.path(f"shop-{archive.manifest['version']}.pywar"))

    def tool(self, archive, *words):
        """Run a command in this process; return (exit code, stdout, stderr)."""
        path = archive if isinstance(archive, str) else self.pack(archive)
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                code = start.tool(path, [str(word) for word in words])
            except SystemExit as end:
                code = end.code
        return code, out.getvalue(), err.getvalue()

    def deploy(self, archive, *words, code=0):
        found, _, err = self.tool(archive, "deploy", self.root, *words)
        self.assertEqual(found, code, err)
        return err

    def current(self):
        try:
            return os.readlink(os.path.join(self.root, "current")).split("/")[1].split("-")[0]
        except FileNotFoundError:
            return None

    def release(self, *parts):
        return os.path.join(os.path.realpath(os.path.join(self.root, "current")), *parts)

    def log(self):
        with open(os.path.join(self.root, "deploy.log"), encoding="utf-8") as stream:
            return [json.loads(line) for line in stream.read().splitlines() if line.endswith("}")]

    def steps(self):
        return [(line["step"], line["outcome"]) for line in self.log()]

    def assert_no_debris(self):
        """Assert that the deployment has no temporary files, and that every release is complete."""
        for folder, folders, files in os.walk(self.root):
            for name in folders + files:
                self.assertFalse(name.endswith((".new", ".part", ".gone", ".swap")), os.path.join(folder, name))
        releases = os.listdir(os.path.join(self.root, "releases"))
        self.assertFalse([name for name in releases if name.startswith(".")])
        code, _, err = self.tool(self.archive(), "check", self.root)
        self.assertEqual(code, 0, err)


def mode(path):
    return stat.S_IMODE(os.stat(path).st_mode)
