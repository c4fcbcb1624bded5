# -*- coding: ascii -*-
"""What the scripts in `bin/` do; parses on Python 2.7.

A script made for an entry point calls `run`.  A script that a wheel brought is handed to
this file by its own first lines: `pythonX.Y _pywar/console.py bin/NAME ARGUMENTS`.
"""

import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))


def run(module, attribute):
    """Call `module:attribute` inside the archive's environment; gives its exit value."""
    activate()
    found = __import__(module, fromlist=["*"])
    for part in attribute.split("."):
        found = getattr(found, part)
    return found()


def activate():
    """Make this process run the archive's code, or exit with a readable message."""
    # run as a script, this file finds `_pywar` only after its last lines
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
    """Run a script file as `__main__` inside the environment."""
    activate()
    import runpy

    sys.argv[:] = arguments
    runpy.run_path(arguments[0], run_name="__main__")


if __name__ == "__main__":
    # by its place: the tree's root is not on the path
    PACKAGE = sys.modules["_pywar"] = type(sys)("_pywar")
    PACKAGE.__path__ = [os.path.join(ROOT, "_pywar")]
    main(sys.argv[1:])
