"""Options of `serve`, `run`, `shell` and `check` that set the environment of the application's process."""

from __future__ import annotations

import argparse
import os

from _pywar.base import exits
from _pywar.base.report import Refusal
from _pywar.boot import envfile, process

TYPE_CHECKING = False
if TYPE_CHECKING:  # a start does not pay for it
    from _pywar.archive.bundle import Bundle


def use_file(request: argparse.Namespace) -> None:
    """Make `--env-file` the environment file of this process and of those that it starts; refuse a damaged one."""
    if request.env_file:
        path = os.path.abspath(request.env_file)
        if not os.path.lexists(path):
            raise Refusal(f"there is no file `{request.env_file}` for `--env-file`", status=exits.USAGE)
        try:
            envfile.parse(envfile.text(path), path)
        except Refusal as refusal:
            refusal.status = exits.USAGE
            raise
        os.environ["PYWAR_ENV_FILE"] = path


def enter(bundle: Bundle, request: argparse.Namespace) -> None:
    """Work in the application's folder, as each server does, or with `--here` where the command was started."""
    if not request.here:
        process.work_in(bundle.working_directory)


def options(request: argparse.Namespace) -> list[str]:
    """Return the options for a restarted tool; the file is in its environment already."""
    return ["--here"] if request.here else []
