"""Reload of the running server, which then uses the release that `current` points to.

These ways lost no request in measurements: mod_wsgi and uWSGI react to the touched entry; gunicorn gets USR2,
then its old master TERM (HUP keeps the old release with `--preload`, and kills the master when the new release is
broken); `_pywar.uvicorn` and `_pywar.granian` also replace their children at USR2.
"""

from __future__ import annotations

import contextlib
import functools
import signal
import time

from _pywar.base import exits
from _pywar.base.report import Refusal
from _pywar.deployment import pidfile, processes, stopping
from _pywar.deployment.pidfile import PidFile

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from typing import Any, Callable, Iterable

    from _pywar.deployment.directory import Deployment

_POLL = 0.1
_STOP = 10
_UNNOTICED = 3
_NOT_UP = "the new gunicorn did not start; the old one serves on"


def workers(server: str | None, deployment: Deployment) -> set[int]:
    """Return the children of uWSGI's master; read them before the switch, because uWSGI reacts to the touch at once.

    A pid file that cannot be used is refused here, before anything is switched.
    """
    master = _master(deployment, server) if server in pidfile.SERVERS else None
    return set(processes.children(master)) if master and server == "uwsgi" else set()


def is_running(server: str | None, deployment: Deployment) -> bool:
    """Return whether the named server is found by its pid file; mod_wsgi has none, so the result is false."""
    return server in pidfile.SERVERS and _master(deployment, server) is not None


def _master(deployment: Deployment, server: str) -> int | None:
    return PidFile(deployment, server).master()


def reload(server: str | None, deployment: Deployment, timeout: float, before: set[int]) -> str:
    """Reload the named server, whose `workers` were `before` the switch; return a short text for the log."""
    if server == "uwsgi":
        return _uwsgi(deployment, timeout, before)
    return _WAYS.get(server or "", _nothing)(deployment, timeout)


def _nothing(deployment: Deployment, timeout: float) -> str:
    return "no server is configured: nothing to reload"


def _mod_wsgi(deployment: Deployment, timeout: float) -> str:
    return "the touched entry reloads each daemon process at its next request"


def _uwsgi(deployment: Deployment, timeout: float, old: set[int]) -> str:
    master = _master(deployment, "uwsgi")
    if master is None:
        return "touched for touch-chain-reload; no master found by shared/uwsgi.pid"
    # uWSGI also forks helpers, which stay; so the wait ends after a change that is followed by quiet
    last: list[Any] = [old, time.monotonic()]

    def is_done() -> bool:
        now = set(processes.children(master))
        if now != last[0]:
            last[:] = [now, time.monotonic()]
        elif time.monotonic() - last[1] > _UNNOTICED:
            # uWSGI loses a touch while an earlier chain reload still runs
            deployment.touch_entry()
            last[1] = time.monotonic()
        return _renewed(master, old)

    _wait(is_done, timeout, f"uWSGI (process {master}) did not reload its workers")
    return f"uWSGI {master} renewed its workers"


def _renewed(master: int, old: set[int]) -> bool:
    now = set(processes.children(master))
    if not processes.is_alive(master):
        raise _failed(f"uWSGI (process {master}) ended while it reloaded")
    workers = {pid for pid in old if _is_worker(pid, master)}
    return bool(now - old) and not workers & now


def _is_worker(pid: int, master: int) -> bool:
    """Return whether `pid` is a worker; helpers such as the HTTP router run on through a reload."""
    return processes.is_alive(pid) and "http" not in " ".join(processes.command(pid)[:1])


def _gunicorn(deployment: Deployment, timeout: float) -> str:
    named, coming = PidFile(deployment, "gunicorn"), PidFile(deployment, "gunicorn", ".2")
    old = named.master()
    if old is None:
        named.remove_stale(lambda pid: False)
        return f"gunicorn is not running{named.why}: start it as `config gunicorn` or `config systemd` shows"
    _end_predecessor(old, named, timeout)
    _end_successors(old)
    # gunicorn does not start if its file names a running process, even of another program
    coming.remove_stale(lambda pid: pid in processes.children(old))
    _send(old, signal.SIGUSR2, named)
    try:
        _wait(_Successor(old, coming).is_up, timeout, _NOT_UP)
    except BaseException:
        # a slow successor would start later, with the rejected release
        _end_successors(old)
        raise
    new = coming.number() or 0  # `is_up` has read it
    # systemd reads the new main process here as soon as the old one ends
    named.write(new)
    _send(old, signal.SIGTERM, named)
    return f"gunicorn {new} took over from {old}{_when_ended([old], timeout)}"


def _send(master: int, number: int, named: PidFile) -> None:
    if not processes.send(master, number, named.is_ours):
        raise _failed(f"{named.server} (process {master}) has ended")


def _when_ended(old: Iterable[int], timeout: float) -> str:
    """Wait until the old processes end; a long request of theirs is no failure of the new ones."""
    try:
        _wait(lambda: not any(map(processes.is_alive, old)), timeout, "")
    except Refusal:
        return "; the old one still answers its accepted requests"
    return ""


def _end_predecessor(master: int, named: PidFile, timeout: float) -> None:
    """End an older master, which serves beside the new one if a deployment was killed before its last signal.

    gunicorn ignores USR2 while its predecessor runs.
    """
    parent = processes.parent(master)
    if parent is None or f"GUNICORN_PID={parent}" not in processes.environment(master):
        return
    # the environment of a process of the application's user may name any parent, even systemd
    if processes.send(parent, signal.SIGTERM, named.is_ours):
        _wait(lambda: not processes.is_alive(parent), timeout, f"an older gunicorn (process {parent}) does not end")


def _end_successors(master: int) -> None:
    """End earlier successors of a master: gunicorn ignores USR2 while one runs."""
    for child in _successors(master):
        for number in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(Refusal):
                if processes.send(child, number, lambda child: child in _successors(master)):
                    _wait(functools.partial(_has_ended, child), _STOP, f"process {child} does not end")


def _has_ended(pid: int) -> bool:
    return not processes.is_alive(pid)


def _successors(master: int) -> list[int]:
    """Return the children that the master started as its successors, under its own user."""
    mark, user = f"GUNICORN_PID={master}", processes.users(master)
    return [
        child
        for child in processes.children(master)
        if mark in processes.environment(child) and processes.users(child) == user
    ]


class _Successor:
    """Master that USR2 starts; one that has ended again does not start any more."""

    def __init__(self, master: int, named: PidFile) -> None:
        self._master = master
        self._named = named
        self._seen = False

    def is_up(self) -> bool:
        there = bool(_successors(self._master))
        if self._has_workers():
            return True
        if self._seen and not there:
            raise _failed(_NOT_UP)
        self._seen = there
        return False

    def _has_workers(self) -> bool:
        """Return whether the new master has workers; its file may be from before a crash and name any process."""
        new = self._named.number()
        return new is not None and new in processes.children(self._master) and bool(processes.children(new))


def _prefork(server: str, deployment: Deployment, timeout: float) -> str:
    named = PidFile(deployment, server)
    master = named.master()
    if master is None:
        return f"{server} is not running{named.why}: start it as `config {server}` or `config systemd` shows"
    old, mark = set(processes.children(master)), named.mark()
    _send(master, signal.SIGUSR2, named)

    def is_renewed() -> bool:
        now = set(processes.children(master))
        # a master of an older release does not write the file again
        return named.mark() not in (None, mark) or (bool(now) and not old & now)

    _wait(is_renewed, timeout, f"the new {server} processes did not start; the old ones serve on")
    return f"{server} {master} renewed its processes{_when_ended(old, min(timeout, _STOP))}"


def _uvicorn(deployment: Deployment, timeout: float) -> str:
    return _prefork("uvicorn", deployment, timeout)


def _granian(deployment: Deployment, timeout: float) -> str:
    return _prefork("granian", deployment, timeout)


_WAYS = {"mod_wsgi": _mod_wsgi, "gunicorn": _gunicorn, "uvicorn": _uvicorn, "granian": _granian}


def _wait(is_done: Callable[[], bool], timeout: float, complaint: str) -> None:
    end = time.monotonic() + timeout
    while not is_done():
        if time.monotonic() > end or stopping.is_hurried():
            raise _failed(complaint)
        time.sleep(_POLL)


def _failed(what: str) -> Refusal:
    return Refusal(what, hints=["the server's error log has the reason"], status=exits.FAILED)
