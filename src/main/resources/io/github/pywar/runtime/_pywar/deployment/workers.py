"""The workers of a deployment on this machine: their switch to a release, and their state.

Their supervisors (`_pywar.workers`) are found by their pid files, as servers are.  What their processes run is
read from /proc.  The state files of the supervisors add texts for the user, and end a wait early.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import time

from _pywar.archive import process_types
from _pywar.base import exits, files
from _pywar.base.report import Refusal
from _pywar.deployment import owner, processes, stopping
from _pywar.deployment.output import printable
from _pywar.deployment.pidfile import PidFile

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from typing import Any, Callable, Iterable

    from _pywar.archive.process_types import ProcessType
    from _pywar.deployment.directory import Deployment

_POLL = 0.1
# seconds that a new process must run
_SETTLE = 5.0
# seconds after the end of a process in which its supervisor writes why
_NOTES = 5.0
# seconds between the signal KILL and the end of a process
_KILL = 10.0
_STATE_BYTES = 1 << 16
_STATES = ("starting", "running", "stopping", "failed", "idle")
# of the last output of a worker, in an error
_LINES, _TEXT = 25, 500
_START = "config systemd or config workers prints how to start"


class WorkerFile(PidFile):
    """The file `shared/worker-NAME.pid` with the process id of the worker's supervisor."""

    def __init__(self, deployment: Deployment, name: str) -> None:
        PidFile.__init__(self, deployment, "workers")
        self._name = f"worker-{name}.pid"
        self._path = os.path.join(deployment.shared, self._name)


def declared(deployment: Deployment, release: str | None) -> list[ProcessType]:
    """Return the workers of a release; none if it cannot be read."""
    with contextlib.suppress(Refusal, OSError):
        if release:
            return process_types.workers(deployment.bundle(release).manifest)
    return []


def planned(deployment: Deployment, manifest: dict[str, Any]) -> dict[str, bool]:
    """Return the workers of the release that serves and those of `manifest`, and whether each runs now."""
    found = [*declared(deployment, deployment.current()), *process_types.workers(manifest)]
    return {name: WorkerFile(deployment, name).master() is not None for name in sorted({worker.name for worker in found})}


class Workers:
    """The workers of two releases: the one that serves, and the one that is switched to."""

    def __init__(self, deployment: Deployment, before: str | None, name: str | None) -> None:
        self._deployment = deployment
        self._old = {found.name: found for found in declared(deployment, before)}
        self._new = {found.name: found for found in declared(deployment, name)}
        self._release = name
        self._masters: dict[str, int] = {}
        self._seen: dict[str, set[int]] = {}
        # state files that are older than the signal
        self._stale: dict[str, tuple[int, int] | None] = {}
        for worker in {**self._old, **self._new}:
            master = WorkerFile(deployment, worker).master()
            if master is not None:
                self._masters[worker] = master

    def __bool__(self) -> bool:
        return bool(self._old or self._new)

    def check(self) -> None:
        """Refuse supervisors of another user, before anything is switched."""
        for worker, master in self._masters.items():
            user = processes.user(master)
            if os.geteuid() not in (0, user):
                raise Refusal(
                    f"the supervisor of `{worker}` (process {master}) belongs to another user",
                    [f"it runs as {owner.user_name(user)}, this as user id {os.geteuid()}"],
                    ["deploy as root, or as that user"],
                    status=exits.USAGE,
                )

    def switch(self, timeout: float) -> str:
        """Let all workers end and start from the new release; return a text for the log."""
        self._renew(self._masters, timeout)
        self._settle(min(_SETTLE, timeout))
        return self._describe()

    def switch_back(self, timeout: float, is_complete: bool) -> None:
        """Switch the workers that run another release, or with `is_complete` all of them; wait until they run."""
        masters = self._masters
        if not is_complete:
            masters = {
                worker: master
                for worker, master in masters.items()
                if any(release_of(pid) != self._release for pid in children(master, worker))
            }
        self._renew(masters, timeout)

    def _renew(self, masters: dict[str, int], timeout: float) -> None:
        before = {worker: set(children(master, worker)) for worker, master in masters.items()}
        self._stale = {worker: _mark(self._deployment, worker) for worker in masters}
        for master in sorted(set(masters.values())):
            if not processes.send(master, signal.SIGUSR2, lambda pid: self._is_supervisor(pid, masters)):
                raise _failed(f"the supervisor {master} of the workers has ended", [])
        known = [found.stop_seconds for found in [*self._old.values(), *self._new.values()]]
        patience = max(known, default=0) + _KILL + timeout
        end = time.monotonic() + patience
        while not all(self._is_renewed(worker, master, before[worker]) for worker, master in masters.items()):
            if time.monotonic() > end or stopping.is_hurried():
                raise _failed(f"the workers did not start from {self._release} within {patience:g} s", self._shown(masters))
            time.sleep(_POLL)

    def _is_supervisor(self, pid: int, masters: dict[str, int]) -> bool:
        return any(master == pid and WorkerFile(self._deployment, worker).is_ours(pid) for worker, master in masters.items())

    def _is_renewed(self, worker: str, master: int, before: set[int]) -> bool:
        if not processes.is_alive(master):
            raise _failed(f"the supervisor of `{worker}` (process {master}) ended", [])
        if any(map(processes.is_alive, before)):
            return False
        self._check_notes(worker)
        now = set(children(master, worker))
        if self._seen.get(worker, set()) - now - before:
            raise self._ended(worker)
        self._seen[worker] = now
        wanted = self._new[worker].instances if worker in self._new else 0
        return len(now) == wanted and all(release_of(pid) == self._release for pid in now)

    def _check_notes(self, worker: str) -> None:
        if _mark(self._deployment, worker) == self._stale.get(worker):
            return  # its failure was before the signal, of the same release with another environment file
        found = notes(self._deployment, worker)
        if found.get("state") == "failed" and found.get("release") == self._release:
            raise self._ended(worker)

    def _settle(self, seconds: float) -> None:
        """Watch the new processes: one that ends in its first seconds is a failure."""
        end = time.monotonic() + seconds
        while self._masters and time.monotonic() < end:
            for worker, master in self._masters.items():
                if worker in self._new and self._seen[worker] - set(children(master, worker)):
                    raise self._ended(worker)
                self._check_notes(worker)
            time.sleep(_POLL)

    def _ended(self, worker: str) -> Refusal:
        end = time.monotonic() + _NOTES
        found = notes(self._deployment, worker)
        while not (found.get("last") and found.get("release") == self._release) and time.monotonic() < end:
            time.sleep(_POLL)
            found = notes(self._deployment, worker)
        lines = found.get("log")
        rows = [found.get("last"), *(lines if isinstance(lines, list) else [])][:_LINES]
        rows = [printable(text)[:_TEXT] for text in rows if isinstance(text, str) and text]
        return _failed(f"the worker `{worker}` of {self._release} ended in its first seconds", rows)

    def _shown(self, masters: Iterable[str]) -> list[str]:
        return [f"{worker}: {_state(notes(self._deployment, worker))}" for worker in masters]

    def _describe(self) -> str:
        parts = [f"{worker} {', '.join(map(str, sorted(self._seen.get(worker, ()))))}" for worker in self._masters if worker in self._new]
        parts += [f"{worker}: not in this release" for worker in self._masters if worker not in self._new]
        for worker in filter(self._old.__contains__, self._masters):
            killed = notes(self._deployment, worker).get("killed")
            if killed and isinstance(killed, int):
                parts.append(f"{worker}: {killed} killed, which did not end within {self._old[worker].stop_seconds} s")
        absent = [worker for worker in self._new if worker not in self._masters]
        if absent:
            parts.append(f"{', '.join(absent)}: no supervisor runs here; {_START} it")
        return "; ".join(parts)


def children(master: int, worker: str) -> list[int]:
    """Return the processes of a worker, which a supervisor has started."""
    mark = f"PYWAR_PROCESS={worker}"
    return [pid for pid in processes.children(master) if mark in processes.environment(pid)]


def release_of(pid: int) -> str | None:
    """Return the name of the release that a process was started from; None if it may not be read."""
    for text in processes.environment(pid):
        name, _, value = text.partition("=")
        if name == "PYWAR_RELEASE":
            return os.path.basename(value)
    return None


def notes(deployment: Deployment, worker: str) -> dict[str, Any]:
    """Return the state that a supervisor has written; empty if there is none, or if it is damaged."""
    with contextlib.suppress(OSError, ValueError, RecursionError):
        with files.Folder(deployment.shared) as shared:
            found = json.loads(shared.read(f"worker-{worker}.json", _STATE_BYTES).decode("utf-8"), parse_int=_number)
        if isinstance(found, dict):
            return found
    return {}


def _mark(deployment: Deployment, worker: str) -> tuple[int, int] | None:
    """Return a mark that changes each time a supervisor writes the state of a worker."""
    with contextlib.suppress(OSError):
        with files.Folder(deployment.shared) as shared:
            found = shared.stat(f"worker-{worker}.json")
            return found and (found.st_ino, found.st_mtime_ns)
    return None


def _state(found: dict[str, Any]) -> str:
    """Return the state that a supervisor has written, if it is one of those that it writes."""
    return next((state for state in _STATES if state == found.get("state")), "unknown")


def _number(digits: str) -> int:
    return int(digits) if len(digits) < 20 else 0


def states(deployment: Deployment, release: str | None, attempt: Callable[[str, Callable[[], Any]], Any]) -> list[dict[str, Any]]:
    """Return the state of every process type of a release; `attempt` notes files that may not be read."""
    bundle = attempt(release, lambda: deployment.bundle(release)) if release else None
    found = process_types.of(bundle.manifest) if bundle else []
    return [_timer(one) if one.schedule else _worker(deployment, one, attempt) for one in found]


def _timer(process: ProcessType) -> dict[str, Any]:
    return {"name": process.name, "kind": "timer", "schedule": process.schedule, "state": None}


def _worker(deployment: Deployment, process: ProcessType, attempt: Callable[[str, Callable[[], Any]], Any]) -> dict[str, Any]:
    file = WorkerFile(deployment, process.name)
    master = attempt(deployment.shared, file.master)
    pids = sorted(children(master, process.name)) if master else []
    known = sorted(filter(None, {release_of(pid) for pid in pids}))
    state = _state(notes(deployment, process.name)) if master else "stopped" if file.why else "absent"
    return {
        "name": process.name,
        "kind": "worker",
        "state": state,
        "instances": process.instances,
        "supervisor": master,
        "processes": [{"pid": pid, "release": release_of(pid), "since": processes.since(pid)} for pid in pids],
        "release": known[0] if len(known) == 1 else None,
    }


def is_well(state: dict[str, Any]) -> bool:
    """Return whether a process needs no action; a worker that was not started on this machine needs none."""
    return state["state"] not in ("failed", "stopped")


def _failed(what: str, rows: list[str]) -> Refusal:
    return Refusal(what, rows, ["the worker's log has the reason"], status=exits.FAILED)
