"""`check`: does this archive fit this machine, and does its entry import."""

import os
import subprocess
import sys

from _pywar import cache, gate
from _pywar.bundle import Bundle
from _pywar.report import Refusal, plain

_OF_OTHERS = ("PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "PYTHONINSPECT")


def main(root, request):
    if request.place:
        return _records(request.place)
    place = root if os.path.isdir(root) else cache.tree(root)
    bundle = Bundle(place)
    gate.require(bundle.manifest)
    print(f"{bundle.label} fits this machine: {gate.describe(gate.facts())}")
    own = os.path.join(bundle.scripts, "python")
    preflight(bundle, own if os.path.exists(own) else sys.executable)
    print(f"its entry {bundle.entry_text} imports")


def _records(place):
    """A deployment's releases, or one release: every file against both records."""
    from _pywar.deployment import verify
    from _pywar.deployment.root import Root

    root = Root(place)
    is_deployment = os.path.isdir(root.releases)
    if not is_deployment and not os.path.isdir(os.path.join(place, "META-INF", "pywar")):
        raise Refusal(
            f"`{place}` is neither a deployment nor a release",
            hints=["check ROOT, or a directory in its releases/", "without a name it looks at the archive itself"],
            status=2,
        )
    paths = [root.release(name) for name in root.names()] if is_deployment else [os.path.realpath(place)]
    damaged = [path for path in paths if not _is_whole(path)]
    if is_deployment:
        verify.current(root)
    if damaged:
        raise Refusal(f"{len(damaged)} of {len(paths)} releases of `{place}` do not match their records", status=4)
    if not paths:
        print(f"{place}: no releases")


def _is_whole(path):
    from _pywar.deployment import verify

    try:
        found = verify.release(path)
    except Refusal as refusal:
        sys.stderr.write(plain(refusal))
        return False
    verify.warn(path, found)
    print(f"{path}: every file matches its record")
    return True


def preflight(bundle, python, run=None):
    """Import the entry in a fresh process; its framed block, if it fails, goes to our stderr.

    `run` starts a command and gives its exit code, None where it did not end in time.
    """
    command = [python, os.path.join(bundle.root, "wsgi.py")]
    try:
        code = (run or _run)(command)
    except OSError as problem:
        raise _cannot_start(python, problem) from None
    if code != 0:
        ended = "did not end in time" if code is None else f"ended with {code}"
        raise Refusal(
            f"the entry `{bundle.entry_text}` of {bundle.label} does not import",
            [f"{' '.join(command)} {ended}"],
            ["the block above says why"],
        )


def _run(command):
    """As the caller; a server is not started with what the caller's shell has for other Pythons."""
    environment = {key: value for key, value in os.environ.items() if key not in _OF_OTHERS}
    return subprocess.run(command, env=environment, stdin=subprocess.DEVNULL).returncode


def _cannot_start(python, problem):
    return Refusal(
        f"the interpreter `{os.path.realpath(python)}` cannot be started: {problem.strerror}",
        ["the owner of the deployment must be able to run it"],
        ["use an interpreter that every user may run, such as the system's", "--owner names another user"],
    )
