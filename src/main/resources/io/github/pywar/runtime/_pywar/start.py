# -*- coding: ascii -*-
"""Where every server and every person comes in; parses on Python 2.7.

Here the interpreter is looked at before anything that needs Python 3.8 is imported.
`application` and `tool` keep their signatures across versions: in a process that holds
an older release, the newer release's `wsgi.py` calls the older `start`.
"""

import sys

from _pywar.archive import manifest
from _pywar.base import exits, report
from _pywar.boot import gate, isolation


def application(root, loaded_as, interface="wsgi"):
    """The application of the archive unpacked at `root`.

    A failure is told on stderr in one block; then a script exits 3, mod_wsgi gets an
    application that answers 500, and any other server sees the exception.
    """
    isolation.enter()
    try:
        found = manifest.read(root)
        gate.require(found)
        from _pywar.boot import fixup  # needs Python 3.8

        made = fixup.application(root, found, loaded_as, interface)
        if loaded_as == "__main__":
            report.leave(exits.DONE)
        return made
    except report.Refusal as refusal:
        isolation.leave()
        return _telling(report.answer(refusal, loaded_as), root)
    finally:
        isolation.leave()


def _telling(answering, root):
    """A deployment's check shall know that it is the new release that fails."""
    if sys.version_info < gate.FLOOR:
        return answering
    from _pywar.boot import identity  # needs Python 3.8

    return identity.telling_failure(answering, root)


def tool(root, arguments):
    """Run a command of the tool and give its exit code."""
    isolation.enter()
    try:
        gate.require_floor(manifest.read(root))
        _require_utf8(root, arguments)
        return _commands(root).main(root, arguments)
    except report.Refusal as refusal:
        sys.stderr.write(report.plain(refusal))
        return refusal.status
    finally:
        isolation.leave()


def _commands(root):
    """The module of the commands; where the archive is damaged, it may be no Python any more."""
    try:
        from _pywar.commands import cli  # needs Python 3.8
    except Exception as problem:
        raise report.damaged_tool(root, problem)
    return cli


def _require_utf8(root, arguments):
    """An archive's file names are UTF-8: in a locale of another encoding the tool runs again in UTF-8 mode."""
    if sys.getfilesystemencoding().lower().replace("-", "") != "utf8":
        from _pywar.boot import process  # needs Python 3.8

        process.rerun(sys.executable, ["-X", "utf8", root] + arguments)
