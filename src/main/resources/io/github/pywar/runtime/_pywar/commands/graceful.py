"""Graceful end of `serve` at SIGTERM: it answers accepted requests within a time limit, and then ends.

gunicorn and uvicorn do that themselves; waitress and cheroot ignore the signal, or drop
answers that are not written yet.
"""

from __future__ import annotations

import contextlib
import select
import signal
import time
from typing import Any, Callable

from _pywar.base import exits

# as gunicorn's --graceful-timeout
SECONDS = 30
# a connection that has just been accepted sends its request within this time
_LINGER = 0.5


def waitress(serve: Callable) -> Callable:
    """Return a replacement of `waitress.serve` with a server that ends gracefully."""

    def graceful(application: object, **options: object) -> object:
        from waitress.server import create_server

        def create(*words: object, **more: object) -> object:
            server = create_server(*words, **more)
            server.run = lambda: _run(server)
            return server

        return serve(application, _server=create, **options)

    return graceful


def exit_at_sigterm() -> None:
    """Make SIGTERM raise SystemExit in the main thread, unless the application has a handler of its own."""
    _at_sigterm(_exit)


def _exit(*_: object) -> None:
    raise SystemExit(exits.DONE)


def _at_sigterm(handler: Callable) -> None:
    if signal.getsignal(signal.SIGTERM) == signal.SIG_DFL:
        signal.signal(signal.SIGTERM, handler)


def _run(server: Any) -> None:
    """Run waitress's own loop, and after SIGTERM the same loop until all connections are done."""
    loop = _Loop(server)
    _at_sigterm(loop.stop)
    try:
        loop.serve()
        loop.drain(time.monotonic() + SECONDS)
    except (SystemExit, KeyboardInterrupt):
        pass
    server.task_dispatcher.shutdown()


class _Loop:
    """waitress's loop with a graceful end."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self._map = server.map if hasattr(server, "map") else server._map
        self._is_ending = False

    def stop(self, *_: object) -> None:
        """End gracefully at the first signal, at once at the second."""
        if self._is_ending:
            raise SystemExit(exits.DONE)
        self._is_ending = True
        for listener in self._listeners():
            listener.pull_trigger()

    def serve(self) -> None:
        while self._map and not self._is_ending:
            self._poll(self._server.adj.asyncore_loop_timeout)

    def drain(self, end: float) -> None:
        """Accept the waiting connections, then no more, and return when all connections are idle."""
        for listener in self._listeners():
            self._accept_waiting(listener)
            # `close()` would also remove the trigger, by which threads wake this loop
            del self._map[listener.socket.fileno()]
            listener.socket.close()
        idle_since = time.monotonic()
        while time.monotonic() < end:
            if self._is_busy():
                idle_since = time.monotonic()
            elif not self._channels() or time.monotonic() - idle_since > _LINGER:
                return
            self._poll(0.1)

    def _poll(self, timeout: float) -> None:
        adj = self._server.adj
        self._server.asyncore.loop(timeout=timeout, map=self._map, use_poll=adj.asyncore_use_poll, count=1)

    def _accept_waiting(self, listener: Any) -> None:
        with contextlib.suppress(OSError, ValueError):
            while select.select([listener.socket], [], [], 0)[0]:
                listener.handle_accept()

    def _listeners(self) -> list:
        return [entry for entry in list(self._map.values()) if hasattr(entry, "handle_accept") and entry.accepting]

    def _channels(self) -> list:
        return [entry for entry in list(self._map.values()) if hasattr(entry, "requests")]

    def _is_busy(self) -> bool:
        """Return whether a request is being read or answered, or an answer is being sent."""
        return any(entry.requests or entry.request or entry.total_outbufs_len for entry in self._channels())
