"""Runs the tests of a project with pytest, or with unittest, and reports each result as a line of JSON.

The standard output of this process has the results only. What tests and tools print goes to the error output.
"""

import json
import os
import sys


def main(settings):
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [path for path in sys.path if os.path.abspath(path) != here]
    sys.path.insert(0, here)
    from _pywar_tests import coverages, events, selection

    sys.path.remove(here)
    sys.path[:0] = settings["sources"]
    channel = events.Channel(settings["folders"] + settings["sources"], settings["base"])
    chosen = selection.Selection(settings["selection"])
    try:
        import pytest  # noqa: F401
    except ImportError:
        from _pywar_tests import with_django, with_unittest

        tool = with_django if with_django.is_used(settings) else with_unittest
    else:
        from _pywar_tests import with_pytest as tool
    return coverages.measured(settings, tool, channel, chosen)


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        given = json.load(file)
    sys.argv[1:] = []
    sys.exit(main(given))
