"""The preflight: an import of the application's entry in a new process."""

from __future__ import annotations

import errno
import os
import subprocess
from typing import Callable

from _pywar.archive.bundle import Bundle
from _pywar.base.report import Refusal

_OF_OTHERS = ("PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "PYTHONINSPECT")


def preflight(bundle: Bundle, python: str, run: Callable[[list[str]], int | None] | None = None) -> None:
    """Import the entry in a new process, which prints the block of an error to this process's stderr.

    `run` starts a command and returns its exit code, None if it did not end in time.
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
            ["the block above has the cause"],
        )


def require_startable(python: str) -> None:
    """Refuse an interpreter that does not exist any more, without starting it."""
    if not os.path.exists(python):
        raise _cannot_start(python, FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)))


def _run(command: list[str]) -> int:
    """Run as the caller, without the variables that the caller's shell has for another Python: no server has those."""
    environment = {key: value for key, value in os.environ.items() if key not in _OF_OTHERS}
    return subprocess.run(command, env=environment, stdin=subprocess.DEVNULL).returncode


def _cannot_start(python: str, problem: OSError) -> Refusal:
    return Refusal(
        f"the interpreter `{os.path.realpath(python)}` cannot be started: {problem.strerror}",
        ["the owner of the deployment must be able to run it"],
        ["use an interpreter that every user may run, such as the system's", "--owner names another user"],
    )
