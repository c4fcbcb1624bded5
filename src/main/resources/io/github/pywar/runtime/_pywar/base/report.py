# -*- coding: ascii -*-
"""Errors that the user can fix, and their report to each kind of server; parses on Python 2.7."""

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:  # a start does not pay for it
    from typing import Callable, Iterable, NoReturn, Optional  # noqa: F401

WIDTH = 78


class Refusal(Exception):
    """An error that the user can fix: what could not be done, the facts, and one hint for each action.

    `status` is the tool's exit code, UNFIT by default; `reason` is the short form for visitors; `causes` has a line
    for each exception that led to this one.
    """

    def __init__(self, what, facts=(), hints=(), status=None, reason=None, causes=()):
        # type: (str, Iterable[str], Iterable[str], Optional[int], Optional[str], Iterable[str]) -> None
        from _pywar.base import exits  # a start without an error does not pay for it

        Exception.__init__(self, what)
        self.what = what
        self.facts = list(facts)
        self.hints = list(hints)
        self.status = exits.UNFIT if status is None else status
        self.causes = list(causes)
        self.reason = reason or "it could not be started"


class StartupError(RuntimeError):
    """End of a server's start, after the block with the cause has been written."""


def plain(refusal):
    # type: (Refusal) -> str
    """Return the refusal as the tool prints it."""
    lines = [_line("pywar: ", refusal.what)]
    lines += [_line("    ", fact) for fact in refusal.facts]
    lines += [_line("hint: ", hint) for hint in refusal.hints]
    return _printable("\n".join(lines) + "\n")


def write(refusal):
    # type: (Refusal) -> None
    """Print the refusal on stderr."""
    sys.stderr.write(plain(refusal))
    sys.stderr.flush()


def block(refusal):
    # type: (Refusal) -> str
    """Return the refusal as a server's log shows it: framed, with the interpreter and its path."""
    lines = [" pywar: the application did not start ".center(WIDTH, "=")]
    lines += [_line("what:     ", refusal.what)]
    lines += [_line("          ", fact) for fact in refusal.facts]
    lines += ["python:   %s" % " ".join(sys.version.split())]
    lines += ["          %s" % (sys.executable or "embedded in the server")]
    lines += ["sys.path: " + "\n          ".join(sys.path)]
    # the last lines of a log are read first
    lines += [_line("error:    ", text) for text in [refusal.what] + refusal.causes]
    lines += [_line("fix:      ", hint) for hint in refusal.hints]
    lines += ["=" * WIDTH]
    return _printable("\n".join(lines) + "\n")


def _line(mark, text):
    # type: (str, str) -> str
    """Indent further lines: a quoted name with line ends must not look like a `hint:`."""
    return mark + text.replace("\n", "\n" + " " * len(mark))


def _printable(text):
    # type: (str) -> str
    """Escape what could control the terminal, or what stderr cannot encode: messages quote text of files."""
    return "".join(letter if _is_printable(ord(letter)) else _escape(ord(letter)) for letter in text)


def _escape(code):
    # type: (int) -> str
    return ("\\x%02x" if code < 256 else "\\u%04x") % code


def _is_printable(code):
    # type: (int) -> bool
    """Return whether a character is harmless: marks that reverse a line's direction show `exe.jpg` as `gpj.exe`."""
    turns = code in (0x61C, 0x200E, 0x200F) or 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069
    return code in (9, 10) or (32 <= code < 127) or (160 <= code and not 0xD800 <= code < 0xE000 and not turns)


def answer(refusal, loaded_as):
    # type: (Refusal, str) -> object
    """Log the refusal, then exit, raise or return an error page, as this kind of process needs it."""
    sys.stderr.write(block(refusal))
    sys.stderr.flush()
    if loaded_as == "__main__":
        leave(refusal.status)
    if _serves_errors():
        return _five_hundred(refusal.reason)
    raise StartupError("the application did not start: %s" % refusal.what)


def leave(status):
    # type: (int) -> NoReturn
    """End a preflight, also if threads of the application would keep its process alive."""
    import threading

    if threading.active_count() == 1:
        sys.exit(status)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def _serves_errors():
    # type: () -> bool
    """Return whether the process serves an error page instead of an exception.

    mod_wsgi would retry the import at each request and answer a blank page.  uWSGI ends all its
    workers, healthy ones too, when a worker that it reloads has no application.
    """
    if _is_reloaded_by_uwsgi():
        return True
    requested = os.environ.get("PYWAR_ON_ERROR")
    if requested in ("raise", "serve"):
        return requested == "serve"
    return "mod_wsgi" in sys.modules


def _is_reloaded_by_uwsgi():
    # type: () -> bool
    uwsgi = sys.modules.get("uwsgi")
    if uwsgi is None or not hasattr(uwsgi, "workers"):
        return False
    me = uwsgi.worker_id()
    return any(worker["id"] == me and worker["respawn_count"] > 0 for worker in uwsgi.workers() or ())


def _five_hundred(reason):
    # type: (str) -> object
    body = ("The application did not start: %s.\nThe server's error log has the details.\n" % reason).encode("utf-8")

    def application(environ, start_response):
        # type: (dict, Callable) -> list
        headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
        start_response("500 Internal Server Error", headers)
        return [body]

    return application


def damaged(what, facts, hint="copy the archive again, and compare its SHA-256 with the repository's"):
    # type: (str, Iterable[str], str) -> Refusal
    """Return the Refusal of an archive that is not as it was built."""
    from _pywar.base import exits  # a start without an error does not pay for it

    return Refusal(what, facts, [hint], status=exits.DAMAGED)


def damaged_tool(root, problem):
    # type: (str, Exception) -> Refusal
    """Return the Refusal of an archive with modules that cannot be imported."""
    return damaged("the tool in `%s` is damaged" % root, ["%s: %s" % (type(problem).__name__, problem)])
