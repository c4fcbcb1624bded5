"""`serve` that is told to end by SIGTERM: it answers what it has accepted, for so many seconds at most, and then ends.

gunicorn and uvicorn do that themselves; waitress and cheroot do not listen to the signal, or drop
answers that are not written yet.
"""

import contextlib
import select
import signal
import time

from _pywar.base import exits

# as gunicorn's --graceful-timeout
SECONDS = 30
# a connection that was accepted a moment ago sends its request
_LINGER = 0.5


def waitress(serve):
    """A stand-in for `waitress.serve` whose server ends gracefully."""

    def graceful(application, **options):
        from waitress.server import create_server

        def create(*words, **more):
            server = create_server(*words, **more)
            server.run = lambda: _run(server)
            return server

        return serve(application, _server=create, **options)

    return graceful


def exit_at_sigterm():
    """SIGTERM raises SystemExit in the main thread, unless the application has a handler of its own."""
    _at_sigterm(_exit)


def _exit(*_):
    raise SystemExit(exits.DONE)


def _at_sigterm(handler):
    if signal.getsignal(signal.SIGTERM) == signal.SIG_DFL:
        signal.signal(signal.SIGTERM, handler)


def _run(server):
    """waitress's own loop, and after SIGTERM the same loop until all connections are done."""
    loop = _Loop(server)
    _at_sigterm(loop.stop)
    try:
        loop.serve()
        loop.drain(time.monotonic() + SECONDS)
    except (SystemExit, KeyboardInterrupt):
        pass
    server.task_dispatcher.shutdown()


class _Loop:
    def __init__(self, server):
        self._server = server
        self._map = server.map if hasattr(server, "map") else server._map
        self._is_told = False

    def stop(self, *_):
        """The first signal ends it gracefully, the second at once."""
        if self._is_told:
            raise SystemExit(exits.DONE)
        self._is_told = True
        for listener in self._listeners():
            listener.pull_trigger()

    def serve(self):
        while self._map and not self._is_told:
            self._poll(self._server.adj.asyncore_loop_timeout)

    def drain(self, end):
        """Accept what waits, then nothing more; ends when no connection has anything to do."""
        for listener in self._listeners():
            self._accept_waiting(listener)
            # without its trigger, by which threads wake this loop
            del self._map[listener.socket.fileno()]
            listener.socket.close()
        idle_since = time.monotonic()
        while time.monotonic() < end:
            if self._is_busy():
                idle_since = time.monotonic()
            elif not self._channels() or time.monotonic() - idle_since > _LINGER:
                return
            self._poll(0.1)

    def _poll(self, timeout):
        adj = self._server.adj
        self._server.asyncore.loop(timeout=timeout, map=self._map, use_poll=adj.asyncore_use_poll, count=1)

    def _accept_waiting(self, listener):
        with contextlib.suppress(OSError, ValueError):
            while select.select([listener.socket], [], [], 0)[0]:
                listener.handle_accept()

    def _listeners(self):
        return [entry for entry in list(self._map.values()) if hasattr(entry, "handle_accept") and entry.accepting]

    def _channels(self):
        return [entry for entry in list(self._map.values()) if hasattr(entry, "requests")]

    def _is_busy(self):
        """Is a request read, answered, or its answer on the way?"""
        return any(entry.requests or entry.request or entry.total_outbufs_len for entry in self._channels())
