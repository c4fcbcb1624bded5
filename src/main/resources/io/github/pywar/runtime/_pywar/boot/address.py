"""Check of `--bind HOST:PORT`: an unusable address is reported by a message, not by a server's traceback."""

from __future__ import annotations

import errno
import os
import socket

from _pywar.base import exits
from _pywar.base.report import Refusal

# a successor inherits the socket of its predecessor or of systemd
_INHERITED = ("GUNICORN_FD", "LISTEN_FDS")


def check(bind: str) -> None:
    """Refuse an address on which no server can listen now."""
    if bind.startswith(("unix:", "fd:")) or any(name in os.environ for name in _INHERITED):
        return
    listening(bind).close()


def check_form(bind: str) -> None:
    """Refuse an address that is neither HOST:PORT nor `unix:/PATH`, without opening it."""
    import re  # `serve` does not pay for it

    if not re.fullmatch(r"unix:/[\w./+@~,=-]+", bind):
        host, _ = _parts(bind)
        if not re.fullmatch(r"[\w.:-]+", host):
            raise Refusal(f"`--bind {bind}` is no HOST:PORT", hints=["--bind 127.0.0.1:8000"], status=exits.USAGE)


def listening(bind: str) -> socket.socket:
    """Return a bound TCP socket; port 0 selects a free port."""
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


def _parts(bind: str) -> tuple[str, int]:
    host, colon, port = bind.rpartition(":")
    if not colon or not port.isdecimal() or int(port) > 65535:
        raise Refusal(f"`--bind {bind}` is no HOST:PORT", hints=["--bind 127.0.0.1:8000"], status=exits.USAGE)
    return host.strip("[]"), int(port)


def _hint(problem: OSError) -> str:
    if problem.errno == errno.EADDRINUSE:
        return "another process has this port: stop it, or use another port with --bind"
    if problem.errno == errno.EACCES:
        return "only root may use ports below 1024: use a higher one with --bind"
    return "use an address of this machine with --bind; 0.0.0.0 means all of them"
