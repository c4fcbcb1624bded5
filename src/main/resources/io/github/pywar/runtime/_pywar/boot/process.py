"""One bundle per process: two sets of libraries in one `sys.modules` cannot work."""

import os
import sys

from _pywar.base.report import Refusal

_spelled = []


def claim(bundle):
    """This process's record of its bundle, and whether that is the very tree asked for.

    The record is a plain dict at `sys._pywar`, because the code that reads it may come
    from another release than the code that wrote it.
    """
    held = getattr(sys, "_pywar", None)
    if held is None:
        held = sys._pywar = {
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
    log(f"this process keeps serving {held['label']} from {held['root']};" f" {bundle.label} is served after a restart")
    return held, False


def spelled_root():
    """This tree as it was spelled at the start, `…/current`, so that a restart finds the next release.

    It is in the path of the interpreter, or it is the first word of the command line, which servers change.
    """
    if not _spelled:
        _spelled.append(_spelled_root())
    return _spelled[0]


def _spelled_root():
    for spelled in (os.path.dirname(os.path.dirname(sys.executable)), os.path.abspath(sys.argv[0])):
        if os.path.isdir(os.path.join(spelled, "_pywar")):
            return spelled
    return os.path.realpath(os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", ".."))


def spelled(path, root):
    """`path` inside the tree at `root`, a real path, as the tree was spelled at the start."""
    return os.path.normpath(os.path.join(spelled_root(), os.path.relpath(path, root)))


def work_in(folder):
    """Make `folder` the working directory, as it is spelled: gunicorn goes back there by PWD when it starts anew."""
    os.chdir(folder)
    os.environ["PWD"] = folder


def rerun_by_own(bundle, arguments):
    """Where the tree has an interpreter of its own, that one runs the command: child processes find the libraries by it."""
    own = os.path.join(bundle.scripts, "python")
    if os.path.exists(own) and os.path.realpath(os.path.dirname(sys.executable)) != bundle.scripts:
        root = spelled_root()
        rerun(os.path.normpath(os.path.join(root, os.path.relpath(own, bundle.root))), [root, *arguments])


def rerun(python, words):
    """Replace this process by that Python, with the flags of this one but `-X utf8=0`."""
    import subprocess

    flags = subprocess._args_from_interpreter_flags()
    if "utf8=0" in flags:
        at = flags.index("utf8=0")
        del flags[at - 1 : at + 1]
    sys.stdout.flush()
    os.execv(python, [python, *flags, *words])


def log(message):
    """One line on stderr, which every server writes to its error log."""
    sys.stderr.write(f"pywar: {message}\n")
    sys.stderr.flush()


def _two_bundles(bundle, held):
    return Refusal(
        f"`{bundle.label}` cannot be loaded into a process that already runs `{held['label']}`",
        [f"running: {held['root']}", f"asked:   {bundle.root}"],
        [
            "Apache: give each application its own WSGIDaemonProcess and process-group=",
            "uWSGI, gunicorn: one master process for each application",
        ],
        reason="another application runs in the same process",
    )


def _restart(bundle, held):
    return Refusal(
        f"`{bundle.label}` cannot be loaded: this process failed to start `{held['label']}` before",
        [f"failed: {held['root']}", f"asked:  {bundle.root}"],
        ["restart the server's process"],
    )
