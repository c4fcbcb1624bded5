"""The one bundle of a process, its working directory and its restart.

Two bundles in one process cannot work: they would share the libraries in `sys.modules`.
"""

from __future__ import annotations

import os
import sys

from _pywar.base.report import Refusal

TYPE_CHECKING = False
if TYPE_CHECKING:  # a start does not pay for it
    from _pywar.archive.bundle import Bundle

_spelled: list[str] = []


def claim(bundle: Bundle) -> tuple[dict, bool]:
    """Return this process's record of its bundle, and whether that is the same tree as `bundle`.

    The record is a plain dict at `sys._pywar`, because the code that reads it may come
    from another release than the code that wrote it.
    """
    held = getattr(sys, "_pywar", None)
    if held is None:
        held = sys._pywar = {  # type: ignore[attr-defined]
            "key": bundle.key,
            "label": bundle.label,
            "build": bundle.build_id,
            "root": bundle.root,
            "deployment": bundle.deployment,
        }
    if (held["root"], held["build"]) == (bundle.root, bundle.build_id):
        return held, True
    if (held["key"], held["deployment"]) != (bundle.key, bundle.deployment):
        raise _two_bundles(bundle, held)
    if held.get("application") is None:
        raise _restart(bundle, held)
    log(f"this process keeps serving {held['label']} from {held['root']}; {bundle.label} is served after a restart")
    return held, False


def spelled_root() -> str:
    """Return the path of this tree as it was given at the start, `…/current`, so that a restart finds the next release.

    It is part of the interpreter's path, or it is the first argument.  Servers change `sys.argv`, so it is kept.
    """
    if not _spelled:
        _spelled.append(_spelled_root())
    return _spelled[0]


def _spelled_root() -> str:
    for spelled in (os.path.dirname(os.path.dirname(sys.executable)), os.path.abspath(sys.argv[0])):
        if os.path.isdir(os.path.join(spelled, "_pywar")):
            return spelled
    return os.path.realpath(os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", ".."))


def spelled(path: str, root: str) -> str:
    """Return `path`, which is in the tree at the real path `root`, below `spelled_root()`."""
    return os.path.normpath(os.path.join(spelled_root(), os.path.relpath(path, root)))


def work_in(folder: str) -> None:
    """Make `folder` the working directory, also in PWD, by which gunicorn returns there when it restarts."""
    os.chdir(folder)
    os.environ["PWD"] = folder


def rerun_by_own(bundle: Bundle, arguments: list[str]) -> None:
    """Run the command again by the tree's own interpreter, if it has one: child processes find the libraries by it."""
    own = os.path.join(bundle.scripts, "python")
    if os.path.exists(own) and os.path.realpath(os.path.dirname(sys.executable)) != bundle.scripts:
        root = spelled_root()
        rerun(os.path.normpath(os.path.join(root, os.path.relpath(own, bundle.root))), [root, *arguments])


def rerun(python: str, words: list[str]) -> None:
    """Replace this process by the interpreter `python`, with the flags of this one except `-X utf8=0`."""
    import subprocess

    flags = subprocess._args_from_interpreter_flags()  # type: ignore[attr-defined]
    if "utf8=0" in flags:
        at = flags.index("utf8=0")
        del flags[at - 1 : at + 1]
    sys.stdout.flush()
    os.execv(python, [python, *flags, *words])


def log(message: str) -> None:
    """Write one line to stderr, which every server writes to its error log."""
    sys.stderr.write(f"pywar: {message}\n")
    sys.stderr.flush()


def _two_bundles(bundle: Bundle, held: dict) -> Refusal:
    return Refusal(
        f"`{bundle.label}` cannot be loaded into a process that already runs `{held['label']}`",
        [f"running: {held['root']}", f"loading: {bundle.root}"],
        [
            "Apache: give each application its own WSGIDaemonProcess and process-group=",
            "uWSGI, gunicorn: one master process for each application",
        ],
        reason="another application runs in the same process",
    )


def _restart(bundle: Bundle, held: dict) -> Refusal:
    return Refusal(
        f"`{bundle.label}` cannot be loaded: this process has already failed to start `{held['label']}`",
        [f"failed:  {held['root']}", f"loading: {bundle.root}"],
        ["restart the server's process"],
    )
