# -*- coding: ascii -*-
"""Entry points for servers and for the command line; parses on Python 2.7.

The interpreter's version is checked here, before the first import that needs Python 3.8.
`application` and `tool` keep their signatures across versions: in a process that runs
an older release, the newer release's `wsgi.py` calls the older `start`.
"""

import sys

from _pywar.archive import manifest
from _pywar.base import report
from _pywar.boot import gate, isolation


def application(root, loaded_as, interface="wsgi"):
    # type: (str, str, str) -> object
    """Return the application of the archive unpacked at `root`.

    An error is logged to stderr as one block.  Then a script exits with 3, mod_wsgi gets an
    application that answers 500, and any other server gets an exception.
    """
    # 1. the standard library alone: no module beside the archive replaces one that the next steps import
    isolation.enter()
    try:
        # 2. what the archive was built for
        found = manifest.read(root)
        # 3. whether this interpreter fits: the modules of step 4 need Python 3.8
        gate.require(found)
        from _pywar.boot import fixup  # needs Python 3.8

        # 4. the archive's own search path and environment, then its entry
        made = fixup.application(root, found, loaded_as, interface)
        # 5. a preflight only imports; threads of the application must not keep its process
        if loaded_as == "__main__":
            from _pywar.base import exits  # a server's start does not pay for it

            report.leave(exits.DONE)
        return made
    except report.Refusal as refusal:
        isolation.leave()
        return _with_release(report.answer(refusal, loaded_as), root)
    finally:
        isolation.leave()


def _with_release(answering, root):
    # type: (object, str) -> object
    """Add the release's name to error pages: a deployment's health check then reports the new release as failed."""
    if sys.version_info < gate.FLOOR:
        return answering
    from _pywar.boot import identity  # needs Python 3.8

    return identity.identify_failure(answering, root)


def tool(root, arguments):
    # type: (str, list) -> int
    """Run a command of the tool and return its exit code."""
    # 1. as for a server: no module of the current directory runs as the user of `deploy`
    isolation.enter()
    try:
        # 2. only the version: `info` and `deploy` report any other mismatch themselves
        gate.require_floor(manifest.read(root))
        # 3. before the first file name is printed or opened
        _require_utf8(root, arguments)
        # 4. the command
        return _command(root, arguments)
    except report.Refusal as refusal:
        report.write(refusal)
        return refusal.status
    finally:
        isolation.leave()


def _command(root, arguments):
    # type: (str, list) -> int
    """Run the command; in a damaged archive, the module of the command line may be invalid Python."""
    try:
        from _pywar.commands import cli  # needs Python 3.8
    except Exception as problem:
        raise report.damaged_tool(root, problem)
    return cli.main(root, arguments)


def _require_utf8(root, arguments):
    # type: (str, list) -> None
    """Run the tool again in UTF-8 mode if the locale has another encoding: file names in an archive are UTF-8."""
    if sys.getfilesystemencoding().lower().replace("-", "") != "utf8":
        from _pywar.boot import process  # needs Python 3.8

        process.rerun(sys.executable, ["-X", "utf8", root] + arguments)
