"""`config SERVER [ROOT]`: a complete configuration for a server, on stdout.

Each template was measured to switch without losing a request.
"""

from __future__ import annotations

import argparse
import importlib

from _pywar.base import exits
from _pywar.base.report import Refusal
from _pywar.boot import address
from _pywar.commands.config.facts import Facts


def main(tool_root: str, request: argparse.Namespace) -> None:
    if request.bind:
        _check_bind(request)
    facts = Facts.of(tool_root, request.root, request.bind)
    print(importlib.import_module(f"_pywar.commands.config.{request.server}").text(facts), end="")


def _check_bind(request: argparse.Namespace) -> None:
    address.check_form(request.bind)
    if request.server == "mod_wsgi":
        raise Refusal("`--bind` has no effect on mod_wsgi: use Apache's `Listen` and <VirtualHost>", status=exits.USAGE)
