"""Make the running server take the release that `current` points to.

The ways are those that were measured to lose no request: mod_wsgi and uWSGI see the
touched entry; gunicorn gets USR2, then the old master TERM (HUP keeps the old release with
`--preload`, and kills the master when the new one is broken); `_pywar.uvicorn` likewise
replaces its children at USR2.
"""

import contextlib
import signal
import time

from _pywar.base import exits
from _pywar.base.report import Refusal
from _pywar.deployment import pidfile, processes, stopping
from _pywar.deployment.pidfile import PidFile

_POLL = 0.1
_STOP = 10
_UNNOTICED = 3
_NOT_UP = "the new gunicorn did not start; the old one serves on"


def workers(server, deployment):
    """The processes below uWSGI's master: it reacts to the touch by itself, so they are looked at before the switch.

    A pid file that cannot be used is refused here, while nothing is switched yet.
    """
    master = _master(deployment, server) if server in pidfile.SERVERS else None
    return set(processes.children(master)) if master and server == "uwsgi" else set()


def is_running(server, deployment):
    """Is the named server found by its pid file?  mod_wsgi has none, and where no server is named none can be found."""
    return server in pidfile.SERVERS and _master(deployment, server) is not None


def _master(deployment, server):
    return PidFile(deployment, server).master()


def reload(server, deployment, timeout, before):
    """Reload the named server, whose `workers` were `before` the switch; gives a short text for the log."""
    if server == "uwsgi":
        return _uwsgi(deployment, timeout, before)
    return _WAYS.get(server, _nothing)(deployment, timeout)


def _nothing(deployment, timeout):
    return "no server named: nothing to reload"


def _mod_wsgi(deployment, timeout):
    return "the touched entry reloads each daemon process at its next request"


def _uwsgi(deployment, timeout, old):
    master = _master(deployment, "uwsgi")
    if master is None:
        return "touched for touch-chain-reload; no master found by shared/uwsgi.pid"
    # uWSGI forks helpers too, which stay; so a change and quiet after it is what ends the wait
    last = [old, time.monotonic()]

    def is_done():
        now = set(processes.children(master))
        if now != last[0]:
            last[:] = [now, time.monotonic()]
        elif time.monotonic() - last[1] > _UNNOTICED:
            # a touch while an earlier chain reload still runs is forgotten by uWSGI
            deployment.touch_entry()
            last[1] = time.monotonic()
        return _renewed(master, old)

    _wait(is_done, timeout, f"uWSGI (process {master}) did not reload its workers")
    return f"uWSGI {master} renewed its workers"


def _renewed(master, old):
    now = set(processes.children(master))
    if not processes.is_alive(master):
        raise _failed(f"uWSGI (process {master}) ended while it reloaded")
    workers = {pid for pid in old if _is_worker(pid, master)}
    return bool(now - old) and not workers & now


def _is_worker(pid, master):
    """Helpers such as the HTTP router keep running through a reload and listen by themselves."""
    return processes.is_alive(pid) and "http" not in " ".join(processes.command(pid)[:1])


def _gunicorn(deployment, timeout):
    named, coming = PidFile(deployment, "gunicorn"), PidFile(deployment, "gunicorn", ".2")
    old = named.master()
    if old is None:
        named.remove_stale(lambda pid: False)
        return f"gunicorn is not running{named.why}: start it as `config gunicorn` or `config systemd` says"
    _end_predecessor(old, named, timeout)
    _end_successors(old)
    # gunicorn does not start where its file names a living process, whichever
    coming.remove_stale(lambda pid: pid in processes.children(old))
    _send(old, signal.SIGUSR2, named)
    try:
        _wait(_Successor(old, coming).is_up, timeout, _NOT_UP)
    except BaseException:
        # one that is only slow would come up later, with the release that was given up
        _end_successors(old)
        raise
    new = coming.number()
    # systemd looks here for the new main process in the moment in which the old one ends
    named.write(new)
    _send(old, signal.SIGTERM, named)
    return f"gunicorn {new} took over from {old}{_when_ended([old], timeout)}"


def _send(master, number, named):
    if not processes.send(master, number, named.is_ours):
        raise _failed(f"{named.server} (process {master}) has ended")


def _when_ended(old, timeout):
    """The old ones accept nothing any more; a long request of theirs is no failure of the new ones."""
    try:
        _wait(lambda: not any(map(processes.is_alive, old)), timeout, "")
    except Refusal:
        return "; what the old one had accepted it still answers"
    return ""


def _end_predecessor(master, named, timeout):
    """A deployment that was killed just before its last signal left the old master serving beside the new one.

    gunicorn ignores USR2 while its predecessor lives.
    """
    parent = processes.parent(master)
    is_named = parent and f"GUNICORN_PID={parent}" in processes.environment(master)
    # the environment of a process of the application's user may name any parent, even systemd
    if is_named and processes.send(parent, signal.SIGTERM, named.is_ours):
        _wait(lambda: not processes.is_alive(parent), timeout, f"an older gunicorn (process {parent}) does not end")


def _end_successors(master):
    """gunicorn ignores USR2 while an earlier successor of its lives."""
    for child in _successors(master):
        for number in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(Refusal):
                if processes.send(child, number, lambda child: child in _successors(master)):
                    _wait(lambda child=child: not processes.is_alive(child), _STOP, f"process {child} does not end")


def _successors(master):
    """Its children that it started to take over, as the user that it is itself."""
    mark, user = f"GUNICORN_PID={master}", processes.users(master)
    return [
        child
        for child in processes.children(master)
        if mark in processes.environment(child) and processes.users(child) == user
    ]


class _Successor:
    """The master that USR2 starts; one that was seen and is gone does not come up any more."""

    def __init__(self, master, named):
        self._master = master
        self._named = named
        self._seen = False

    def is_up(self):
        there = bool(_successors(self._master))
        if self._has_workers():
            return True
        if self._seen and not there:
            raise _failed(_NOT_UP)
        self._seen = there
        return False

    def _has_workers(self):
        """The file may be left from before a crash, and name by now any process."""
        new = self._named.number()
        return new in processes.children(self._master) and bool(processes.children(new))


def _uvicorn(deployment, timeout):
    named = PidFile(deployment, "uvicorn")
    master = named.master()
    if master is None:
        return f"uvicorn is not running{named.why}: start it as `config uvicorn` or `config systemd` says"
    old, mark = set(processes.children(master)), named.mark()
    _send(master, signal.SIGUSR2, named)

    def is_renewed():
        now = set(processes.children(master))
        # a master of an older release makes no mark
        return named.mark() not in (None, mark) or (bool(now) and not old & now)

    _wait(is_renewed, timeout, "the new uvicorn processes did not start; the old ones serve on")
    return f"uvicorn {master} renewed its processes{_when_ended(old, min(timeout, _STOP))}"


_WAYS = {"mod_wsgi": _mod_wsgi, "gunicorn": _gunicorn, "uvicorn": _uvicorn}


def _wait(is_done, timeout, complaint):
    end = time.monotonic() + timeout
    while not is_done():
        if time.monotonic() > end or stopping.is_hurried():
            raise _failed(complaint)
        time.sleep(_POLL)


def _failed(what):
    return Refusal(what, hints=["the server's error log has the reason"], status=exits.FAILED)
