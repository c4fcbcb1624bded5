"""`config SERVER [ROOT]`: a complete configuration for a server, filled in, on stdout.

The recipes are those that were measured to switch without losing a request.
"""

import importlib

from _pywar.base import exits
from _pywar.base.report import Refusal
from _pywar.boot import address
from _pywar.commands.config.facts import Facts


def main(tool_root, request):
    if request.bind:
        _check_bind(request)
    facts = Facts.of(tool_root, request.root, request.bind)
    print(importlib.import_module(f"_pywar.commands.config.{request.server}").text(facts), end="")


def _check_bind(request):
    address.check_form(request.bind)
    if request.server == "mod_wsgi":
        raise Refusal("`--bind` has no effect on mod_wsgi: Apache's `Listen` and <VirtualHost> do that", status=exits.USAGE)
