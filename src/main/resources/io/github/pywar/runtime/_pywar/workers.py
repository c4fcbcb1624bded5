"""Supervisor of workers: `current/bin/python -I -m _pywar.workers [NAME...]`, without names all workers.

It runs no application code.  At USR2 it lets the processes end (TERM, and KILL when their time is over), and
starts those of the present target of `current`.  All its modules are imported at its start: a later
deployment may remove the release that it was started from.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import selectors
import signal
import sys
from typing import IO, Any

from _pywar.archive import process_types
from _pywar.archive.bundle import Bundle, deployment_of
from _pywar.base import exits
from _pywar.base.report import Refusal, plain
from _pywar.boot import process
from _pywar.deployment import atomic, crew

_STOP = (signal.SIGTERM, signal.SIGINT)
_RENEW = (signal.SIGUSR2, signal.SIGHUP)
_POLL = 1.0


def main(names: list[str]) -> int:
    bundle = Bundle(process.spelled_root())
    chosen = names or [found.name for found in process_types.workers(bundle.manifest)]
    for name in chosen:
        _check(bundle, name)
    if not chosen:
        raise Refusal(f"{bundle.label} has no workers", hints=["declare them in the project: <processes>"], status=exits.USAGE)
    # before the pid file names this process: `deploy` sends USR2, which ends a process without a handler
    for number in _RENEW:
        signal.signal(number, _note)
    with contextlib.ExitStack() as stack:
        notes = Notes(deployment_of(bundle.root))
        for name in chosen:
            stack.enter_context(notes.held(name))
        return Supervisor(chosen, notes).run()


def _note(number: int, frame: object) -> None:
    """Do nothing: the loop reads the number of the signal from its pipe."""


def _check(bundle: Bundle, name: str) -> None:
    found = process_types.named(bundle.manifest, name)
    if found is None or found.schedule is not None:
        known = ", ".join(worker.name for worker in process_types.workers(bundle.manifest))
        what = "is a timer, not a worker" if found else f"is no worker of {bundle.label}"
        hints = [f"run {name} starts it once"] if found else []
        raise Refusal(f"`{name}` {what}", [f"workers: {known or 'none'}"], hints, status=exits.USAGE)


class Notes:
    """Files in `shared/` of the deployment: the process id and the state of each worker; none without a deployment."""

    def __init__(self, deployment: str | None) -> None:
        self._shared = deployment and os.path.join(deployment, "shared")

    def _path(self, name: str, kind: str) -> str:
        return os.path.join(self._shared or "", f"worker-{name}.{kind}")

    @contextlib.contextmanager
    def held(self, name: str) -> Any:
        """Hold the lock of a worker, so that no second supervisor starts it; write and remove its files."""
        if not self._shared:
            yield
            return
        handle = os.open(self._path(name, "lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o640)
        with open(handle, "rb") as stream:
            _lock(stream, name)
            try:
                atomic.write(self._path(name, "pid"), f"{os.getpid()}\n".encode("ascii"))
                yield
            finally:
                for kind in ("pid", "json"):
                    with contextlib.suppress(OSError):
                        os.unlink(self._path(name, kind))

    def write(self, name: str, state: dict[str, Any]) -> None:
        if self._shared:
            data = json.dumps({"pid": os.getpid(), **state}, indent=2) + "\n"
            with contextlib.suppress(OSError):  # a full disk stops no worker
                atomic.write(self._path(name, "json"), data.encode("utf-8"))


def _lock(stream: IO[bytes], name: str) -> None:
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise Refusal(
            f"another supervisor runs the worker `{name}` already", hints=["status ROOT shows it"], status=exits.FAILED
        ) from None


class Supervisor:
    """The loop that waits for signals, for output and for the end of processes."""

    def __init__(self, names: list[str], notes: Notes) -> None:
        self._crews = [crew.Crew(name, len(names) > 1, notes.write) for name in names]
        self._selector = selectors.DefaultSelector()
        self._is_ending = False

    def run(self) -> int:
        reader, writer = os.pipe()
        os.set_blocking(writer, False)
        signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        self._selector.register(reader, selectors.EVENT_READ)
        for number in (*_STOP, *_RENEW, signal.SIGCHLD):
            signal.signal(number, _note)
        self._renew()
        while not (self._is_ending and not any(one.children() for one in self._crews)):
            for key, _ in self._selector.select(self._pause()):
                if key.fd == reader:
                    self._take(os.read(reader, 1 << 10))
                elif key.data.relay() is False:
                    self._selector.unregister(key.fileobj)
                    key.data.stream.close()
            self._advance()
        return exits.DONE

    def _pause(self) -> float:
        return min([_POLL, *(pause for pause in (one.pause() for one in self._crews) if pause is not None)])

    def _take(self, numbers: bytes) -> None:
        if any(number in _STOP for number in numbers):
            self._is_ending = True
            for one in self._crews:
                one.stop()
        elif not self._is_ending and any(number in _RENEW for number in numbers):
            self._renew()

    def _renew(self) -> None:
        try:
            bundle = Bundle(process.spelled_root())
        except Refusal as refusal:
            crew.log(f"the workers stay on their release: {refusal.what}")
            return
        for one in self._crews:
            found = process_types.named(bundle.manifest, one.name)
            one.renew(bundle, found if found and found.schedule is None else None)
        self._advance()

    def _advance(self) -> None:
        for one in self._crews:
            for child in one.advance():
                self._selector.register(child.stream, selectors.EVENT_READ, child)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Refusal as refusal:
        sys.stderr.write(plain(refusal))
        sys.exit(refusal.status)
