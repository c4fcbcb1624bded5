"""`run PROCESS|MODULE|SCRIPT [ARGS]`: a command inside the archive's environment.

The working directory is the application's own folder, as on every server: `manage.py` and its relative paths
work as in the project.
"""

from __future__ import annotations

import argparse
import os
import runpy
import sys

from _pywar.archive import manifest, process_types
from _pywar.archive.bundle import Bundle
from _pywar.base import exits
from _pywar.base.report import Refusal
from _pywar.boot import fixup, process
from _pywar.boot.paths import offers
from _pywar.commands import cache, environment


def main(root: str, request: argparse.Namespace) -> None:
    words = list(request.rest)
    if not words or words == ["-m"]:
        raise Refusal(
            "`run` needs a module or a script", hints=["run manage.py migrate", "run -m MODULE"], status=exits.USAGE
        )
    environment.use_file(request)
    words = _process(root, words)
    again = ["run", *environment.options(request), *words]
    if not os.path.isdir(root):
        cache.rerun(root, again)
    bundle = Bundle(root)
    process.rerun_by_own(bundle, again)
    # last: a script of a library must not replace a program of the machine
    os.environ["PATH"] = os.environ.get("PATH", os.defpath) + os.pathsep + bundle.scripts
    here = _started_in()
    fixup.activate(bundle)
    environment.enter(bundle, request)
    _log_what_django_needs(words[1] if words[0] == "-m" else words[0])
    if words[0] == "-m":
        return _module(words[1:])
    script = _script(bundle, words[0], here)
    if script is None:
        return _module(words)
    sys.argv[:] = [script, *words[1:]]
    runpy.run_path(script, run_name="__main__")


def _process(root: str, words: list[str]) -> list[str]:
    """Return the command of the process type that `words` name, with further arguments; `-m NAME` is always a module."""
    found = process_types.named(manifest.read(root), words[0])
    return [*process_types.arguments_of_run(found), *words[1:]] if found else words


def _log_what_django_needs(command: str) -> None:
    """Log where to set the settings module: Django's own error names only the variable."""
    if command in ("django", "django-admin") and not os.environ.get("DJANGO_SETTINGS_MODULE"):
        process.log("DJANGO_SETTINGS_MODULE is not set: `run manage.py` sets it, and so does a line in shared/env")


def _started_in() -> str | None:
    """Return the directory that the command was started in; None if it was removed, or if this user cannot enter it."""
    try:
        return os.getcwd()
    except OSError:
        return None


def _script(bundle: Bundle, name: str, here: str | None) -> str | None:
    """Return the file `name` of the application, of the console scripts or of the directory `here`.

    The archive comes first: a `manage.py` of another user in /tmp must not run in its place.  A path is a file of
    `here`, and a plain name never is.
    """
    is_path = name.startswith(("/", "./", "../"))
    folders = [] if is_path else [bundle.app, bundle.scripts]
    if here and (os.sep in name or name.endswith(".py")):
        folders.append(here)
    for folder in folders:
        path = os.path.normpath(os.path.join(folder, name))
        if os.path.isfile(path):
            return path
    if os.sep in name or name.endswith(".py"):
        raise Refusal(
            f"there is no script `{name}`",
            [f"looked in: {', '.join(folders)}"],
            ["run -m MODULE runs a module"],
            status=exits.USAGE,
        )
    return None


def _module(words: list[str]) -> None:
    sys.argv[:] = words
    top = words[0].split(".")[0]
    if not any(offers(entry or ".", top) for entry in sys.path) and top not in sys.builtin_module_names:
        raise Refusal(
            f"there is no module or script `{words[0]}` in the archive", hints=["info lists what is inside"], status=exits.USAGE
        )
    runpy.run_module(words[0], run_name="__main__", alter_sys=True)
