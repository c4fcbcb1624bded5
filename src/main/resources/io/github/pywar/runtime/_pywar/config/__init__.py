"""`config SERVER [ROOT]`: a complete configuration for a server, filled in, on stdout.

The recipes are those that were measured to switch without losing a request.
"""

import importlib

from _pywar.config.facts import Facts


def main(tool_root, request):
    facts = Facts.of(tool_root, request.root)
    print(importlib.import_module(f"_pywar.config.{request.server}").text(facts), end="")
