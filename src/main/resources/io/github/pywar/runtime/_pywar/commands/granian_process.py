"""granian in this process, on a socket that is listening already.

granian's own main process starts its processes with a socket for each.  Here the code of one of these processes runs
without a main process, so that the socket outlives it.
"""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from typing import Any, Callable

from _pywar.base import exits
from _pywar.base.report import Refusal

# a connection that has just been accepted sends its request within this time
_GRACE_SECONDS = 1.0
_BACKLOG = 2048
_NAMES = {"wsgi": "_pywar.entry:application", "asgi": "_pywar.asgi:application"}


def run(listener: int, interface: str, options: list[str], announce: Callable[[], None]) -> None:
    """Serve until SIGTERM; call `announce` when the application is loaded and its lifespan has started."""
    _check(options)
    try:
        from granian import _signals, cli
        from granian.server import mp

        cli.Server = _server(mp, listener, announce)
        # granian ends at SIGINT; it must not replace the handler of SIGTERM
        _signals._get_signals = lambda: [signal.SIGINT]
    except (ImportError, AttributeError) as problem:
        raise _unknown(problem) from None
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=_end, args=(listener,), daemon=True).start())
    cli.cli(["--interface", interface, *options, _NAMES[interface]])


def _check(options: list[str]) -> None:
    """Refuse options that have no effect on one process."""
    useless = [option for option in options if option.startswith(("--workers", "--reload", "--pid", "--host", "--port", "--uds"))]
    if useless:
        raise Refusal(
            f"`{useless[0]}` has no effect: this granian is one process on a socket that is already open",
            hints=["python -m _pywar.granian --bind HOST:PORT --workers N --pid FILE starts several processes"],
            status=exits.USAGE,
        )


def _server(module: Any, listener: int, announce: Callable[[], None]) -> type:
    """Return granian's server class, which runs one of its processes in this one."""

    class Inline:
        """Replacement for granian's child process."""

        def __init__(self, parent: Any, idx: int, target: Callable, args: tuple) -> None:
            self.run = lambda: target(*args)

    class Server(module.MPServer):
        def _serve(self, spawn_target: Callable, target_loader: Callable) -> None:
            self.pid = os.getpid()
            self._shd, self._sso = _holder(module, listener), None
            self._ipc = {0: (None, None)}
            self._env_loader(self.env_files)
            self._spawn_worker(0, spawn_target, lambda: _behind_proxy(target_loader(), self.interface, listener)).run()

    module.WorkerProcess = Inline
    for name in ("WSGIWorker", "ASGIWorker"):
        setattr(module, name, _announcing(getattr(module, name), announce))
    return Server


def _behind_proxy(application: Any, interface: Any, listener: int) -> Any:
    """Return the application with the scheme and the address that a proxy on this machine reports, as on other servers."""
    try:
        from granian.utils import proxies
    except ImportError:
        return application
    wrap = getattr(proxies, f"wrap_{interface.value}_with_proxy_headers")
    trusted = os.environ.get("FORWARDED_ALLOW_IPS") or ("*" if _is_unix(listener) else "127.0.0.1,::1")
    return wrap(application, trusted)


def _announcing(worker: Callable, announce: Callable[[], None]) -> Callable:
    """Return a factory of granian's native server: it is made after the import and the lifespan's start."""

    def make(*arguments: Any) -> Any:
        made = worker(*arguments)
        announce()
        return made

    return make


def _holder(module: Any, listener: int) -> Any:
    try:
        return module.SocketHolder(listener, _is_unix(listener), _BACKLOG)
    except TypeError as problem:
        raise _unknown(problem) from None


def _is_unix(listener: int) -> bool:
    with socket.socket(fileno=os.dup(listener)) as one:
        return one.family == socket.AF_UNIX


def _unknown(problem: Exception) -> Refusal:
    from importlib import metadata

    return Refusal(
        f"granian {metadata.version('granian')} cannot serve on a socket that is already open",
        [f"{type(problem).__name__}: {problem}"],
        ["require granian 2.8, or a later 2.x, in the project's requirements"],
        status=exits.FAILED,
    )


def _end(listener: int) -> None:
    """Stop to accept, and end granian after a pause: it closes connections at once whose first request is on its way."""
    stop_accepting(listener)
    time.sleep(_GRACE_SECONDS)
    os.kill(os.getpid(), signal.SIGINT)


def stop_accepting(listener: int) -> None:
    """Make this process accept no connection of a socket that other processes share; its own connections stay open.

    Native code holds copies of the descriptor and cannot be asked.  Each copy becomes another socket, to which no client
    connects.
    """
    number = os.fstat(listener).st_ino
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        unused.listen()
        unused.setblocking(False)
        for name in os.listdir("/dev/fd"):
            try:
                is_listener = os.fstat(int(name)).st_ino == number
            except OSError:  # of the listing itself
                continue
            if is_listener:
                os.dup2(unused.fileno(), int(name), inheritable=False)
