"""`--bind HOST:PORT`: an address that cannot be had is told in words, not by a server's traceback."""

import errno
import os
import socket

from _pywar.base import exits
from _pywar.base.report import Refusal

# a successor gets the socket of the process that it takes over from, or of systemd
_INHERITED = ("GUNICORN_FD", "LISTEN_FDS")


def check(bind):
    """Refuse an address on which nobody can listen now."""
    if bind.startswith(("unix:", "fd:")) or any(name in os.environ for name in _INHERITED):
        return
    listening(bind).close()


def check_form(bind):
    """Refuse what is neither HOST:PORT nor `unix:/PATH`; nothing is opened."""
    import re  # `serve` does not pay for it

    if not re.fullmatch(r"unix:/[\w./+@~,=-]+", bind):
        host, _ = _parts(bind)
        if not re.fullmatch(r"[\w.:-]+", host):
            raise Refusal(f"`--bind {bind}` is no HOST:PORT", hints=["--bind 127.0.0.1:8000"], status=exits.USAGE)


def listening(bind):
    """A bound TCP socket; port 0 takes a free one."""
    host, port = _parts(bind)
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError as problem:
        listener.close()
        raise Refusal(
            f"cannot listen on `{bind}`: {problem.strerror or problem}", hints=[_hint(problem)], status=exits.FAILED
        ) from None
    return listener


def _parts(bind):
    host, colon, port = bind.rpartition(":")
    if not colon or not port.isdecimal() or int(port) > 65535:
        raise Refusal(f"`--bind {bind}` is no HOST:PORT", hints=["--bind 127.0.0.1:8000"], status=exits.USAGE)
    return host.strip("[]"), int(port)


def _hint(problem):
    if problem.errno == errno.EADDRINUSE:
        return "another process has this port: end it, or name another port with --bind"
    if problem.errno == errno.EACCES:
        return "ports below 1024 are root's: name a higher one with --bind"
    return "name an address of this machine with --bind; 0.0.0.0 stands for all"
