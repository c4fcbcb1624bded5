"""A GET with one time limit and one size limit for name look-up, connection, redirects, headers and body together."""

from __future__ import annotations

import errno
import http.client
import io
import os
import socket
import threading
import time
from urllib.parse import urljoin, urlsplit

from _pywar.deployment import address

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from email.message import Message
    from typing import Any

_REDIRECTS = 5
_MOVED = (301, 302, 303, 307, 308)
# bytes of the body that are read; a body that ends earlier than its Content-Length is a fault
_BODY = 1 << 16
_BYTES = 1 << 18
_HEADERS = {"User-Agent": "pywar-check", "Connection": "close", "Cache-Control": "no-cache"}


def get(url: str, secret: dict[str, str], seconds: float) -> tuple[int, Message]:
    """Return (status, headers) of the last answer; the headers in `secret` are sent to the origin of `url` only.

    Proxy variables of the administrator's shell are ignored: a proxy must not answer for the server.
    """
    until = time.monotonic() + seconds
    home = address.origin(url)
    for _ in range(_REDIRECTS + 1):
        headers = {**_HEADERS, **(secret if address.origin(url) == home else {})}
        status, found = _request(url, headers, until)
        place = found.get("Location") if status in _MOVED else None
        if place is None:
            return status, found
        url = urljoin(url, place)
        if urlsplit(url).scheme not in ("http", "https"):
            raise ValueError(f"it redirects to {urlsplit(url).scheme}:")
    raise ValueError(f"it redirects more than {_REDIRECTS} times")


def _request(url: str, headers: dict[str, str], until: float) -> tuple[int, Message]:
    scheme, host, port = address.origin(url)
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(host, port)
    inner = _connect(scheme, host, port, until)
    connection.sock = _Bounded(inner, until)
    try:
        connection.request("GET", (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), headers=headers)
        with connection.getresponse() as reply:
            expected = _BODY if reply.length is None else min(_BODY, reply.length)
            data = reply.read(_BODY)
            if reply.length is not None and len(data) < expected:
                raise http.client.IncompleteRead(data, expected - len(data))
            return reply.status, reply.headers
    finally:
        inner.close()


def _connect(scheme: str, host: str, port: int, until: float) -> socket.socket:
    """Return a connected socket; each address of the name is tried until the time is over."""
    problem: OSError = ConnectionRefusedError(errno.ECONNREFUSED, os.strerror(errno.ECONNREFUSED))
    for family, kind, protocol, _, place in _addresses(host, port, until):
        found = socket.socket(family, kind, protocol)
        try:
            found.settimeout(_remaining(until))
            found.connect(place)
            return _start_tls(found, host) if scheme == "https" else found
        except OSError as failed:
            found.close()
            problem = failed
    raise problem


def _start_tls(found: socket.socket, host: str) -> socket.socket:
    import ssl  # slow to import, and needed for https only

    return ssl.create_default_context().wrap_socket(found, server_hostname=host)


def _addresses(host: str, port: int, until: float) -> list[Any]:
    """Look up a name in a thread, because the system's look-up has no time limit."""
    answers: list[Any] = []

    def look_up() -> None:
        try:
            answers.append(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as problem:
            answers.append(problem)

    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(_remaining(until))
    if not answers:
        raise TimeoutError(f"`{host}` is not found in time")
    if isinstance(answers[0], Exception):
        raise answers[0]
    return answers[0]


def _remaining(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError("the answer is not complete in time")
    return left


class _Bounded:
    """Subset of a socket that http.client uses; all reading and writing ends at `until`."""

    def __init__(self, inner: socket.socket, until: float) -> None:
        self._inner = inner
        self._until = until

    def sendall(self, data: bytes) -> None:
        self._inner.settimeout(_remaining(self._until))
        self._inner.sendall(data)

    def makefile(self, _: object) -> io.BufferedReader:
        return io.BufferedReader(_Reader(self._inner, self._until))

    def close(self) -> None:
        """Do nothing: http.client closes the socket before the body is read."""


class _Reader(io.RawIOBase):
    def __init__(self, inner: socket.socket, until: float) -> None:
        io.RawIOBase.__init__(self)
        self._inner = inner
        self._until = until
        self._bytes = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._bytes > _BYTES:
            raise ValueError(f"the answer has more than {_BYTES} bytes of headers")
        self._inner.settimeout(_remaining(self._until))
        count = self._inner.recv_into(buffer)
        self._bytes += count
        return count
