# -*- coding: ascii -*-
"""Start of the scripts in `bin/`; parses on Python 2.7.

A script for an entry point calls `run`.  The first lines of a script that a wheel contains
start this file instead: `pythonX.Y _pywar/console.py bin/NAME ARGUMENTS`.
"""

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:  # a script does not pay for it
    from typing import Any  # noqa: F401

ROOT = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))


def run(module, attribute):
    # type: (str, str) -> object
    """Call `module:attribute` inside the archive's environment, and return its exit value."""
    activate()
    found = __import__(module, fromlist=["*"])  # type: Any
    for part in attribute.split("."):
        found = getattr(found, part)
    return found()


def activate():
    # type: () -> None
    """Make this process run the archive's code, or exit with a message."""
    # as a script, this file finds `_pywar` only after its last lines
    from _pywar.archive import manifest
    from _pywar.base import report
    from _pywar.boot import gate, isolation

    isolation.enter()
    try:
        gate.require(manifest.read(ROOT))
        # these need Python 3.8
        from _pywar.archive.bundle import Bundle
        from _pywar.boot import fixup

        fixup.activate(Bundle(ROOT))
    except report.Refusal as refusal:
        sys.stderr.write(report.plain(refusal))
        sys.exit(refusal.status)
    finally:
        isolation.leave()


def main(arguments):
    # type: (list) -> None
    """Run a script file as `__main__` inside the environment."""
    activate()
    import runpy

    sys.argv[:] = arguments
    runpy.run_path(arguments[0], run_name="__main__")


if __name__ == "__main__":
    # by its path: the tree's root is not on `sys.path`
    PACKAGE = sys.modules["_pywar"] = type(sys)("_pywar")
    PACKAGE.__path__ = [os.path.join(ROOT, "_pywar")]
    main(sys.argv[1:])
