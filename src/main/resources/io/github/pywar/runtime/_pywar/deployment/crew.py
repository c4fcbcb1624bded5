"""The processes of one worker: their start, their end, and their restart after a crash.

Each process has a session of its own, so that a signal reaches its main process, which ends its children in
order.  Only processes that do not end in time are killed together with their children.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time

from _pywar.archive import process_types
from _pywar.archive.process_types import ProcessType
from _pywar.deployment import output, stopping

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from typing import Any, Callable

    from _pywar.archive.bundle import Bundle

# seconds until the restart after a crash: doubled by each further one
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
# a process that ran this long has started well
_WELL_SECONDS = 30.0
_TAIL = 4096
_CHUNK = 1 << 16
_LINE = 1 << 13
# more than a pipe holds
_READS = 32
_LINES = 20
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)


class Child:
    """One process of a worker, with the last bytes of its output."""

    def __init__(self, process: ProcessType, bundle: Bundle, instance: int, prefix: bytes) -> None:
        environment = {
            **os.environ,
            "PYTHONUNBUFFERED": "1",
            "PYWAR_PROCESS": process.name,
            "PYWAR_INSTANCE": str(instance),
            "PYWAR_RELEASE": bundle.root,
        }
        self.release = os.path.basename(bundle.root)
        self.instance = instance
        self.began = time.monotonic()
        self.until: float | None = None
        self.was_killed = False
        self._prefix = prefix
        self._rest = b""
        self._last = output.Last(_TAIL)
        self._popen = subprocess.Popen(
            process_types.command(process, bundle.scripts),
            cwd=bundle.working_directory,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_prepare,
        )
        assert self._popen.stdout is not None, "it was started with a pipe"
        self.stream = self._popen.stdout
        os.set_blocking(self.stream.fileno(), False)
        self.pid = self._popen.pid

    def relay(self) -> bool | None:
        """Write the output that has arrived to stderr; return false at its end, None if nothing has arrived."""
        if self.stream.closed:
            return False
        try:
            data = os.read(self.stream.fileno(), _CHUNK)
        except BlockingIOError:
            return None
        self._last.take(data)
        self._write(data)
        return bool(data)

    def _write(self, data: bytes) -> None:
        """Write output as it comes; of several workers, line by line with the name of the worker."""
        if self._prefix:
            *lines, self._rest = (self._rest + data).split(b"\n")
            if self._rest and (not data or len(self._rest) > _LINE):
                lines.append(self._rest)
                self._rest = b""
            data = b"".join(self._prefix + line + b"\n" for line in lines)
        with contextlib.suppress(OSError):  # a closed stderr stops no worker
            os.write(2, data)

    def drain(self) -> None:
        """Write the rest of the output, after the end; a process that was left behind may write without end."""
        for _ in range(_READS):
            if not self.relay():
                return

    def code(self) -> int | None:
        """Return the exit code, None while it runs; end the children that it left behind before its number is free."""
        if self._popen.returncode is None and stopping.has_ended(self._popen):
            self._end_group()
        return self._popen.poll()

    def terminate(self, seconds: float) -> None:
        """Let it end within `seconds`."""
        if self.until is None:
            self.until = time.monotonic() + seconds
            if self.code() is None:  # not reaped: the number is still its own
                os.kill(self.pid, signal.SIGTERM)

    def kill(self) -> None:
        """End it and its children at once."""
        self.was_killed = True
        if self.code() is None:
            self._end_group()

    def _end_group(self) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)

    def lines(self) -> list[str]:
        """Return the last lines of its output."""
        return output.printable(self._last.data.decode("utf-8", "replace")).split("\n")[-_LINES - 1 :]


def _prepare() -> None:
    """Let the process receive all signals, and TERM when its supervisor dies."""
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


class Crew:
    """All processes of the worker `name`; without a `process`, the release does not have that worker."""

    def __init__(self, name: str, is_prefixed: bool, note: Callable[[str, dict[str, Any]], None]) -> None:
        self.name = name
        self.process: ProcessType | None = None
        self.bundle: Bundle | None = None
        self.running: list[Child] = []
        self.ending: list[Child] = []
        self._note = note
        self._prefix = f"{name}: ".encode("ascii") if is_prefixed else b""
        self._state = "starting"
        self._not_before = 0.0
        self._pause = _FIRST_PAUSE
        self._killed = 0
        self._last: dict[str, Any] = {}

    def renew(self, bundle: Bundle, process: ProcessType | None) -> None:
        """Let the present processes end; when they have ended, those of `bundle` start."""
        seconds = self.process.stop_seconds if self.process else 0
        self._end(seconds)
        self.bundle, self.process = bundle, process
        self._not_before, self._pause, self._killed, self._last = 0.0, _FIRST_PAUSE, 0, {}
        self._set("stopping" if self.ending else "starting")

    def stop(self) -> None:
        """Let all processes end; no others start."""
        self._end(self.process.stop_seconds if self.process else 0)
        self.process = None
        self._set("stopping")

    def _end(self, seconds: float) -> None:
        for child in self.running:
            child.terminate(seconds)
        self.ending += self.running
        self.running = []

    def children(self) -> list[Child]:
        return self.running + self.ending

    def advance(self) -> list[Child]:
        """Do what is due; return the processes that were started."""
        now = time.monotonic()
        self._reap(now)
        if self.ending or self.process is None or now < self._not_before:
            return []
        missing = set(range(1, self.process.instances + 1)) - {child.instance for child in self.running}
        started = self._start(sorted(missing)) if missing else []
        if self.running and not missing - {child.instance for child in started} and self._state != "running":
            self._set("running")
        return started

    def pause(self) -> float | None:
        """Return the seconds until something is due without a signal; None if nothing is."""
        times = [child.until for child in self.ending if child.until is not None]
        if self._not_before:
            times.append(self._not_before)
        return max(0.0, min(times) - time.monotonic()) if times else None

    def _start(self, instances: list[int]) -> list[Child]:
        assert self.process and self.bundle, "a worker without a release starts nothing"
        started = []
        try:
            for instance in instances:
                started.append(Child(self.process, self.bundle, instance, self._prefix))
        except OSError as problem:
            self._fail(f"it cannot be started: {problem.strerror}: {problem.filename}", [])
        else:
            self._not_before = 0.0
        self.running += started
        if started:
            log(f"{self.name}: started {', '.join(str(child.pid) for child in started)} of {started[0].release}")
        return started

    def _reap(self, now: float) -> None:
        for child in [child for child in self.ending if child.code() is not None]:
            self.ending.remove(child)
            log(f"{self.name}: process {child.pid} of {child.release} ended{' by KILL' if child.was_killed else ''}")
        for child in self.ending:
            if child.until is not None and child.until <= now and not child.was_killed:
                self._killed += 1
                log(f"{self.name}: process {child.pid} did not end in time, and is killed")
                child.kill()
        for child in [child for child in self.running if child.code() is not None]:
            self.running.remove(child)
            child.drain()
            lasted = now - child.began
            if lasted > _WELL_SECONDS:
                self._pause = _FIRST_PAUSE
            self._fail(f"process {child.pid} ended {_how(child.code())} after {lasted:.1f} s", child.lines())

    def _fail(self, what: str, lines: list[str]) -> None:
        log(f"{self.name}: {what}; the next start is in {self._pause:g} s")
        self._not_before = time.monotonic() + self._pause
        self._pause = min(2 * self._pause, _LONGEST_PAUSE)
        self._last = {"last": what, "log": lines}
        self._set("failed")

    def _set(self, state: str) -> None:
        self._state = state if self.process or state == "stopping" else "idle"
        release = os.path.basename(self.bundle.root) if self.bundle else None
        self._note(self.name, {"state": self._state, "release": release, "killed": self._killed, **self._last})


def _how(code: int | None) -> str:
    if code is not None and code < 0:
        with contextlib.suppress(ValueError):
            return f"by {signal.Signals(-code).name}"
    return f"with exit code {code}"


def log(text: str) -> None:
    with contextlib.suppress(OSError):
        sys.stderr.write(f"pywar: {text}\n")
        sys.stderr.flush()
