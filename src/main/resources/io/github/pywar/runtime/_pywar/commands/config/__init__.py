"""`config SERVER [ROOT]`: a complete configuration for a server, on stdout.

Each template was measured to switch without losing a request.
"""

from __future__ import annotations

import argparse
import importlib
import os
import stat
import sys

from _pywar.base import exits, files
from _pywar.base.report import Refusal
from _pywar.boot import address
from _pywar.commands.config import systemd
from _pywar.commands.config.facts import Facts

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from typing import TextIO


def main(tool_root: str, request: argparse.Namespace) -> None:
    if request.bind:
        _check_bind(request)
    facts = Facts.of(tool_root, request.root, request.bind)
    if request.directory:
        return _write(facts, request)
    if request.server == "systemd":
        _check_stdout(facts)
    print(importlib.import_module(f"_pywar.commands.config.{request.server}").text(facts), end="")


def _write(facts: Facts, request: argparse.Namespace) -> None:
    """Write each unit into a file of its own, and print the paths."""
    if request.server != "systemd":
        raise Refusal(f"`--directory` has no effect on {request.server}: its configuration is one file", status=exits.USAGE)
    with files.Folder(request.directory) as folder:
        for name, text in systemd.files(facts).items():
            folder.write(name, text.encode("utf-8"))
            print(os.path.join(request.directory, name))


def _check_stdout(facts: Facts) -> None:
    """Refuse `config systemd > FILE` for several units: systemd would read them as one."""
    names = list(systemd.files(facts))
    if len(names) > 1 and _is_file(sys.stdout):
        raise Refusal(
            f"stdout is a file, and {facts.bundle.label} has {len(names)} units, each of which needs a file of its own",
            [f"units: {', '.join(names)}"],
            ["let the command write them: --directory /etc/systemd/system"],
            status=exits.USAGE,
        )


def _is_file(stream: TextIO | None) -> bool:
    if stream is None:  # the caller has closed it
        return False
    try:
        return stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except (OSError, ValueError):  # closed, or not of the system
        return False


def _check_bind(request: argparse.Namespace) -> None:
    address.check_form(request.bind)
    if request.server in ("workers", "cron"):
        raise Refusal(f"`--bind` has no effect on {request.server}", status=exits.USAGE)
    if request.server == "mod_wsgi":
        raise Refusal("`--bind` has no effect on mod_wsgi: use Apache's `Listen` and <VirtualHost>", status=exits.USAGE)
