# -*- coding: ascii -*-
"""Errors that a person can fix, and how each kind of server is told; parses on Python 2.7."""

import os
import sys

from _pywar.base import exits

WIDTH = 78


class Refusal(Exception):
    """What could not be done, the facts, and one hint for each action.

    `status` is the tool's exit code; `reason` is the short form that visitors may read.
    """

    def __init__(self, what, facts=(), hints=(), status=exits.UNFIT, reason=None):
        Exception.__init__(self, what)
        self.what = what
        self.facts = list(facts)
        self.hints = list(hints)
        self.status = status
        self.reason = reason or "it could not be started"


class StartupError(RuntimeError):
    """Ends the boot of a server after the block with the cause has been written."""


def plain(refusal):
    """The refusal as the tool prints it."""
    lines = [_line("pywar: ", refusal.what)]
    lines += [_line("    ", fact) for fact in refusal.facts]
    lines += [_line("hint: ", hint) for hint in refusal.hints]
    return _printable("\n".join(lines) + "\n")


def block(refusal):
    """The refusal as a server's log shows it: framed, with the interpreter and its path."""
    lines = [" pywar: the application did not start ".center(WIDTH, "=")]
    lines += [_line("what:     ", refusal.what)]
    lines += [_line("          ", fact) for fact in refusal.facts]
    lines += ["python:   %s" % " ".join(sys.version.split())]
    lines += ["          %s" % (sys.executable or "embedded in the server")]
    lines += ["sys.path: " + "\n          ".join(sys.path)]
    lines += [_line("fix:      ", hint) for hint in refusal.hints]
    lines += ["=" * WIDTH]
    return _printable("\n".join(lines) + "\n")


def _line(mark, text):
    """A quoted name that has line ends makes no `hint:` of its own."""
    return mark + text.replace("\n", "\n" + " " * len(mark))


def _printable(text):
    """What a message quotes from a file must not steer the terminal, nor be more than stderr can encode."""
    return "".join(letter if _is_printable(ord(letter)) else _escape(ord(letter)) for letter in text)


def _escape(code):
    return ("\\x%02x" if code < 256 else "\\u%04x") % code


def _is_printable(code):
    """Marks that turn the direction of a line around make `gpj.exe` of another name."""
    turns = code in (0x61C, 0x200E, 0x200F) or 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069
    return code in (9, 10) or (32 <= code < 127) or (160 <= code and not 0xD800 <= code < 0xE000 and not turns)


def answer(refusal, loaded_as):
    """Tell the log, then do what this kind of process needs."""
    sys.stderr.write(block(refusal))
    sys.stderr.flush()
    if loaded_as == "__main__":
        leave(refusal.status)
    if _serves_errors():
        return _five_hundred(refusal.reason)
    raise StartupError("the application did not start: %s" % refusal.what)


def leave(status):
    """End a preflight, also when the application started threads that would keep its process."""
    import threading

    if threading.active_count() == 1:
        sys.exit(status)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def _serves_errors():
    """mod_wsgi would retry the import at each request and answer a blank page.

    uWSGI ends as a whole, good workers too, when a worker that it reloads has no application.
    """
    if _is_reloaded_by_uwsgi():
        return True
    wish = os.environ.get("PYWAR_ON_ERROR")
    if wish in ("raise", "serve"):
        return wish == "serve"
    return "mod_wsgi" in sys.modules


def _is_reloaded_by_uwsgi():
    uwsgi = sys.modules.get("uwsgi")
    if not hasattr(uwsgi, "workers"):
        return False
    me = uwsgi.worker_id()
    return any(worker["id"] == me and worker["respawn_count"] > 0 for worker in uwsgi.workers() or ())


def _five_hundred(reason):
    body = ("The application did not start: %s.\nThe server's error log has the details.\n" % reason).encode("utf-8")

    def application(environ, start_response):
        headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
        start_response("500 Internal Server Error", headers)
        return [body]

    return application


def damaged_tool(root, problem):
    """The Refusal of an archive whose own modules cannot be imported."""
    return Refusal(
        "the tool in `%s` is damaged" % root,
        ["%s: %s" % (type(problem).__name__, problem)],
        ["copy the archive again, and compare its SHA-256 with the repository's"],
        status=exits.DAMAGED,
    )
