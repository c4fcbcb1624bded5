"""The preflight: imports the application's entry in a fresh process."""

import os
import subprocess

from _pywar.base.report import Refusal

_OF_OTHERS = ("PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "PYTHONINSPECT")


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
