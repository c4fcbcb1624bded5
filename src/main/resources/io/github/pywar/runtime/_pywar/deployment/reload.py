"""Make the running server take the release that `current` points to.

The ways are those that were measured to lose no request: mod_wsgi and uWSGI see the
touched entry; gunicorn gets USR2, then the old master TERM (HUP keeps the old release with
`--preload`, and kills the master when the new one is broken); `_pywar.uvicorn` likewise
replaces its children at USR2.
"""

import contextlib
import os
import signal
import time

from _pywar.deployment import atomic, processes, programs
from _pywar.report import Refusal

_POLL = 0.1
_STOP = 10
_UNNOTICED = 3
_NOT_UP = "the new gunicorn did not start; the old one serves on"


def workers(server, root):
    """The processes below uWSGI's master: it reacts to the touch by itself, so they are looked at before the switch."""
    master = _master(root, "uwsgi") if server == "uwsgi" else None
    return set(processes.children(master)) if master else set()


def is_running(server, root):
    """Is the named server found by its pid file?  mod_wsgi has none, and where no server is named none can be found."""
    return server in ("gunicorn", "uwsgi", "uvicorn") and _master(root, server) is not None


def reload(server, root, timeout, before):
    """Reload the named server, whose `workers` were `before` the switch; gives a short text for the log."""
    if server == "uwsgi":
        return _uwsgi(root, timeout, before)
    return _WAYS.get(server, _nothing)(root, timeout)


def _nothing(root, timeout):
    return "no server named: nothing to reload"


def _mod_wsgi(root, timeout):
    return "the touched entry reloads each daemon process at its next request"


def _uwsgi(root, timeout, old):
    master = _master(root, "uwsgi")
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
            root.touch_entry()
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


def _gunicorn(root, timeout):
    old = _master(root, "gunicorn")
    if old is None:
        return "gunicorn is not running: start it as `config gunicorn` or `config systemd` says"
    _end_predecessor(old, timeout)
    _end_successors(old)
    os.kill(old, signal.SIGUSR2)
    path = _pid_file(root, "gunicorn") + ".2"
    try:
        _wait(_Successor(old, path).is_up, timeout, _NOT_UP)
    except BaseException:
        # one that is only slow would come up later, with the release that was given up
        _end_successors(old)
        raise
    new = _read_pid(path)
    # systemd looks here for the new main process in the moment in which the old one ends
    atomic.write(_pid_file(root, "gunicorn"), f"{new}\n".encode("ascii"))
    os.kill(old, signal.SIGTERM)
    return f"gunicorn {new} took over from {old}{_when_ended([old], timeout)}"


def _when_ended(old, timeout):
    """The old ones accept nothing any more; a long request of theirs is no failure of the new ones."""
    try:
        _wait(lambda: not any(map(processes.is_alive, old)), timeout, "")
    except Refusal:
        return "; what the old one had accepted it still answers"
    return ""


def _end_predecessor(master, timeout):
    """A deployment that was killed just before its last signal left the old master serving beside the new one.

    gunicorn ignores USR2 while its predecessor lives.
    """
    parent = processes.parent(master)
    if parent and f"GUNICORN_PID={parent}" in processes.environment(master):
        with contextlib.suppress(ProcessLookupError):
            os.kill(parent, signal.SIGTERM)
        _wait(lambda: not processes.is_alive(parent), timeout, f"an older gunicorn (process {parent}) does not end")


def _end_successors(master):
    """gunicorn ignores USR2 while an earlier successor of its lives."""
    for child in _successors(master):
        for number in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError, Refusal):
                os.kill(child, number)
                _wait(lambda child=child: not processes.is_alive(child), _STOP, f"process {child} does not end")


def _successors(master):
    mark = f"GUNICORN_PID={master}"
    return [child for child in processes.children(master) if mark in processes.environment(child)]


class _Successor:
    """The master that USR2 starts; one that was seen and is gone does not come up any more."""

    def __init__(self, master, path):
        self._master = master
        self._path = path
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
        new = _read_pid(self._path)
        return new in processes.children(self._master) and bool(processes.children(new))


def _uvicorn(root, timeout):
    master = _master(root, "uvicorn")
    if master is None:
        return "uvicorn is not running: start it as `config uvicorn` or `config systemd` says"
    old, mark = set(processes.children(master)), _mark(root)
    os.kill(master, signal.SIGUSR2)

    def is_renewed():
        now = set(processes.children(master))
        # a master of an older release makes no mark
        return _mark(root) not in (None, mark) or (bool(now) and not old & now)

    _wait(is_renewed, timeout, "the new uvicorn processes did not start; the old ones serve on")
    return f"uvicorn {master} renewed its processes{_when_ended(old, min(timeout, _STOP))}"


def _mark(root):
    """Which writing of the pid file this is: `_pywar.uvicorn` writes it anew when new processes took over."""
    with contextlib.suppress(OSError):
        found = os.stat(_pid_file(root, "uvicorn"))
        return found.st_ino, found.st_mtime_ns
    return None


_WAYS = {"mod_wsgi": _mod_wsgi, "gunicorn": _gunicorn, "uvicorn": _uvicorn}


def _pid_file(root, server):
    return os.path.join(root.shared, f"{server}.pid")


def _master(root, server):
    """The running master by its pid file, if it really is that server.

    The application's user may write into `shared/`, so the number alone is not trusted.
    """
    pid = _read_pid(_pid_file(root, server))
    if pid is None or not processes.is_alive(pid):
        return None
    trusted = {0, os.geteuid(), os.stat(root.shared).st_uid}
    return pid if processes.user(pid) in trusted and programs.can_be_switched(server, pid) else None


def _read_pid(path):
    with contextlib.suppress(OSError, ValueError):
        with open(path, encoding="ascii") as stream:
            return int(stream.read().strip())
    return None


def _wait(is_done, timeout, complaint):
    end = time.monotonic() + timeout
    while not is_done():
        if time.monotonic() > end:
            raise _failed(complaint)
        time.sleep(_POLL)


def _failed(what):
    return Refusal(what, hints=["the server's error log has the reason"], status=1)
