"""The command `status ROOT [--json]`: the release that serves, its health, and the result of the last command.

It changes nothing and needs no rights: `unreadable` names files that this user may not read.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
import time
import urllib.parse

from _pywar.base import exits
from _pywar.base.report import Refusal
from _pywar.deployment import address, health, pidfile, reload, verify, workers
from _pywar.deployment.directory import Deployment
from _pywar.deployment.state import State

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    import argparse
    from typing import Any, Callable, Iterator

# bytes and lines at the end of the log that are searched for the last command
_TAIL, _LINES = 256 << 10, 2000
_TIMEOUT = 5
# last steps of each command
_ENDS = {"deploy": ("prune",), "rollback": ("reload", "health", "workers")}


def main(_: object, request: argparse.Namespace) -> int:
    deployment = Deployment.existing(request.root)
    verify.check_current(deployment)
    found = Status(deployment).collect()
    if request.json:
        print(json.dumps(found, indent=2))
    else:
        for line in _lines(found):
            print(verify.printable(line))
    is_well = found["serves"] and found["healthy"] is not False and found["running"] is not False
    is_well = is_well and all(map(workers.is_well, found["processes"]))
    return exits.DONE if is_well else exits.FAILED


class Status:
    """Status of one deployment."""

    def __init__(self, deployment: Deployment) -> None:
        self._deployment = deployment
        self._unreadable = []
        self._state = self._try(deployment.notes, lambda: State(deployment))
        self._current = deployment.current()

    def collect(self) -> dict[str, Any]:
        """Return all of it, as `--json` prints it."""
        deployment, name = self._deployment, self._current
        options = self._state.options if self._state else {}
        url = options.get("check_url") or None
        healthy, health_text = self._health(url)
        server = options.get("server")
        return {
            "root": deployment.path,
            "serves": self._describe(name) if name else None,
            "since": self._since() if name else None,
            "previous": self._state.previous(name) if name and self._state else None,
            "server": server,
            "running": self._running(server),
            "processes": workers.states(deployment, name, self._try),
            "checkUrl": _without_query(url),
            "healthy": healthy,
            "health": health_text,
            "last": self._last(),
            "unrecorded": (self._try(deployment.release(name), lambda: verify.list_added(deployment.release(name))) or []) if name else [],
            "kept": self._kept(),
            "unreadable": self._unreadable,
        }

    def _try(self, path: str, look: Callable[[], Any]) -> Any:
        """Return the result of `look`; None, with an entry in `unreadable`, if it may not be read or is damaged."""
        try:
            return look()
        except Refusal as refusal:
            self._unreadable.append(refusal.what)
        except OSError as problem:
            self._unreadable.append(f"`{problem.filename or path}`: {problem.strerror or problem}")
        return None

    def _describe(self, name: str) -> dict[str, Any]:
        bundle = self._try(name, lambda: self._deployment.bundle(name))
        with contextlib.suppress(KeyError, TypeError, AttributeError):
            if bundle:
                return {"release": name, "name": bundle.name, "version": bundle.version, "build": bundle.build_id}
        return {"release": name, "name": None, "version": name.rpartition("-")[0], "build": name.rpartition("-")[2]}

    def _since(self) -> str:
        """Return the time of the last switch, at which the link was made."""
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(os.lstat(self._deployment.current_link).st_mtime))

    def _running(self, server: str | None) -> bool | None:
        """Return whether the server runs; None if it has no pid file or no server is configured."""
        if server not in pidfile.SERVERS:
            return None
        return self._try(self._deployment.shared, lambda: reload.is_running(server, self._deployment))

    def _health(self, url: str | None) -> tuple[bool | None, str | None]:
        """Return (is healthy, answer) of one request without a token."""
        if not url or not self._current:
            return None, None
        if not address.is_complete(url):
            return None, "not checked: only the deploying user may read the query of the check URL"
        answer = health.Check(url, self._current, "").once(_TIMEOUT)
        return answer.kind == "healthy", answer.text

    def _last(self) -> dict[str, Any] | None:
        """Return the result of the last `deploy` or `rollback`, from the last lines of the log."""
        lines = self._try(self._deployment.log, lambda: _tail(self._deployment.log)) or []
        commands = [line for line in lines if line.get("command") in ("deploy", "rollback")]
        if not commands:
            return None
        line, outcome = commands[-1], "done"
        if line.get("step") == "switch-back" and len(commands) > 1:
            line = commands[-2]
        if line.get("outcome") == "failed" and line.get("step") != "prune":
            outcome = "failed"
        elif line.get("step") not in _ENDS[line["command"]]:
            outcome = "unfinished"  # it was killed, or it still runs
        keys = ("command", "time", "user", "release", "step", "detail")
        return {**{key: line.get(key) for key in keys}, "outcome": outcome}

    def _kept(self) -> list[str]:
        path = os.path.join(self._deployment.shared, "kept")
        names = self._try(path, lambda: os.listdir(path) if os.path.isdir(path) else [])
        return sorted(os.path.join(path, name) for name in names or [])


def _tail(path: str) -> list[dict[str, Any]]:
    """Return the last complete lines of the log, as dicts; lines that are no JSON objects are skipped."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return []
    with open(handle, "rb") as stream:
        info = os.fstat(handle)
        if not stat.S_ISREG(info.st_mode):
            return []
        stream.seek(max(0, info.st_size - _TAIL))
        data = stream.read(_TAIL)
    found = []
    for line in data.split(b"\n")[-_LINES:]:
        with contextlib.suppress(ValueError, RecursionError):
            row = json.loads(line.decode("utf-8"), parse_int=str)
            found += [row] if isinstance(row, dict) and all(isinstance(row.get(key, ""), str) for key in ("command", "step")) else []
    return found


def _process(found: dict[str, Any]) -> str:
    if found["kind"] == "timer":
        return f"timer:   {found['name']} at {found['schedule']}"
    pids = ", ".join(f"{one['pid']} since {one['since']}" for one in found["processes"])
    release = f" from {found['release']}" if found["release"] else ""
    return f"worker:  {found['name']} {found['state']}{release}" + (f" (process {pids})" if pids else "")


def _without_query(url: str | None) -> str | None:
    """Return the URL without its query, which may hold a password."""
    if not url:
        return url
    with contextlib.suppress(ValueError):
        parts = urllib.parse.urlsplit(url)
        return urllib.parse.urlunsplit(parts._replace(query="..." if parts.query else "", fragment=""))
    return None


def _lines(found: dict[str, Any]) -> Iterator[str]:
    serves = found["serves"]
    yield f"serves:  {serves['release']} since {found['since']}" if serves else "serves:  nothing"
    yield f"before:  {found['previous'] or 'none'}"
    running = {True: ", running", False: ", not running", None: ""}[found["running"]]
    yield f"server:  {found['server'] or 'none named'}{running}"
    unknown = "not known" if found["checkUrl"] else "not known: no --check-url"
    healthy = {True: "yes", False: "no", None: unknown}[found["healthy"]]
    yield f"healthy: {healthy}" + (f" ({found['health']} from {found['checkUrl']})" if found["health"] else "")
    yield from map(_process, found["processes"])
    last = found["last"]
    if last:
        detail = f" at {last['step']}: {last['detail']}" if last["outcome"] == "failed" else ""
        yield f"last:    {last['command']} of {last['release']} at {last['time']} by {last['user']}, {last['outcome']}{detail}"
    if found["unrecorded"]:
        yield f"warning: not written by the deployment: {verify.summarize(found['unrecorded'])}; move such files to shared/"
    for path in found["kept"]:
        yield f"kept:    {path}"
    for what in found["unreadable"]:
        yield f"unread:  {what}"
