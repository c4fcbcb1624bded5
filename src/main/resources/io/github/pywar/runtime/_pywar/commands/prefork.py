"""Processes of one server behind one listening socket, which are replaced without losing a request.

The first process keeps the socket and runs no application code.  At USR2 it starts new processes from the present
target of `current`, waits until each is ready, and only then ends the old ones.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import time
from typing import Callable, Collection, Iterable, List

from _pywar.base import exits
from _pywar.base.report import Refusal, plain
from _pywar.boot import address, process
from _pywar.deployment import atomic

_STOP = (signal.SIGTERM, signal.SIGINT)
_RENEW = (signal.SIGUSR2, signal.SIGHUP)
_SIGNALS = (*_STOP, *_RENEW, signal.SIGCHLD, signal.SIGALRM)
_START_SECONDS = 60
_STOP_SECONDS = 60
_POLL = 0.05
_Children = List[subprocess.Popen]


def main(server: str, arguments: list[str], adapt: Callable[[str, list[str]], list[str]]) -> int:
    """Run the master of `server`, whose processes run `_pywar.SERVER_child`; `adapt` completes the server's own options."""
    try:
        request, options = _parse(server, arguments)
        signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
        with listen(request.bind) as listener:
            master = Master(listener, request.workers, adapt(request.bind, options), request.pid, server)
            return master.run(request.bind)
    except Refusal as refusal:
        sys.stderr.write(plain(refusal))
        return refusal.status


def _parse(server: str, arguments: list[str]) -> tuple[argparse.Namespace, list[str]]:
    parser = argparse.ArgumentParser(prog=f"python -m _pywar.{server}", description=__doc__)
    parser.add_argument("--bind", default="127.0.0.1:8000", help="HOST:PORT or unix:PATH, 127.0.0.1:8000 by default")
    parser.add_argument("--workers", type=int, default=1, help="number of processes that serve, 1 by default")
    parser.add_argument("--pid", help="file for the id of this process")
    cut = arguments.index("--") if "--" in arguments else len(arguments)
    return parser.parse_args(arguments[:cut]), arguments[cut + 1 :]


def listen(bind: str) -> socket.socket:
    """Return a listening socket for `HOST:PORT` or `unix:PATH`."""
    if bind.startswith("unix:"):
        path = bind[5:]
        if os.path.exists(path):
            os.unlink(path)
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(path)
    else:
        listener = address.listening(bind)
    listener.listen(2048)
    return listener


class Master:
    """The processes that serve now, and those that are ending."""

    def __init__(self, listener: socket.socket, workers: int, options: list[str], pid_file: str | None, server: str) -> None:
        self.listener = listener
        self.workers = workers
        self.options = options
        self.pid_file = pid_file
        self.server = server
        self.has_pid_file = False
        self.serving: _Children = []
        self.ending: list[tuple[subprocess.Popen, float]] = []
        self.not_before = 0.0

    def run(self, bind: str) -> int:
        try:
            self.serving = self._start(self.workers, _STOP)
            if not self.serving:
                return exits.DONE if _is_pending(_STOP) else exits.UNFIT
            self._write_pid()
            self._log(f"processes {_numbers(self.serving)} serve on {bind}")
            self._loop()
            return exits.DONE
        finally:
            self._end()

    def _end(self) -> None:
        self._dismiss(self.serving)
        for child, end in self.ending:
            _wait(child, end)
        if self.pid_file and self.has_pid_file and os.path.exists(self.pid_file):
            os.unlink(self.pid_file)

    def _log(self, text: str) -> None:
        sys.stderr.write(f"pywar: {self.server}: {text}\n")
        sys.stderr.flush()

    def _write_pid(self) -> None:
        if self.pid_file:
            atomic.write(self.pid_file, f"{os.getpid()}\n".encode("ascii"))
            self.has_pid_file = True

    def _loop(self) -> None:
        while True:
            signal.setitimer(signal.ITIMER_REAL, self._pause())
            number = signal.sigwait(_SIGNALS)
            if number in _STOP:
                return
            self._reap()
            if number in _RENEW:
                self._renew()
            else:
                self._replace_dead()

    def _pause(self) -> float:
        """Return the seconds until the next task without a signal; 0 if there is none."""
        times = [end for _, end in self.ending] + ([self.not_before] if self.not_before else [])
        return max(_POLL, min(times) - time.monotonic()) if times else 0

    def _reap(self) -> None:
        """Forget the ending processes that have ended, and kill those whose time is over."""
        still = []
        for child, end in self.ending:
            if child.poll() is None:
                if end <= time.monotonic():
                    child.kill()
                    end = time.monotonic() + _STOP_SECONDS
                still.append((child, end))
        self.ending = still

    def _renew(self) -> None:
        new = self._start(self.workers, _STOP + _RENEW)
        if not new:
            self._log("the new processes did not start; the old ones continue to serve")
            return
        old, self.serving = self.serving, new
        with contextlib.suppress(OSError):  # on a full disk a deployment waits until the old ones have ended
            self._write_pid()
        self._dismiss(old)
        self._log(f"processes {_numbers(new)} took over")

    def _replace_dead(self) -> None:
        """Start a process for each that has died, after a failure at most once a second."""
        if time.monotonic() < self.not_before:
            return
        alive = [child for child in self.serving if child.poll() is None]
        missing = self.workers - len(alive)
        self.serving = alive
        self.not_before = 0
        if missing > 0:
            self._log(f"{missing} of {self.workers} processes ended; starting new ones")
            started = self._start(missing, _STOP + _RENEW)
            self.serving += started
            self.not_before = 0 if started else time.monotonic() + 1

    def _start(self, count: int, unless: Collection[int]) -> _Children:
        """Start processes and return all once each accepts, or none after a failure or one of the signals `unless`."""
        started = [self._spawn() for _ in range(count)]
        ready = [_is_ready(pipe, unless) for _, pipe in started]
        children = [child for child, _ in started]
        if all(ready):
            return children
        self._dismiss(children)
        return []

    def _spawn(self) -> tuple[subprocess.Popen, int]:
        reader, writer = os.pipe()
        words = [sys.executable, "-m", f"_pywar.{self.server}_child", str(self.listener.fileno()), str(writer)]
        child = subprocess.Popen(
            [*words, *self.options],
            cwd=process.spelled_root(),
            pass_fds=(self.listener.fileno(), writer),
            preexec_fn=lambda: signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS),
        )
        os.close(writer)
        return child, reader

    def _dismiss(self, children: _Children) -> None:
        """Send SIGTERM; the processes answer accepted requests while this process continues."""
        for child in children:
            if child.poll() is None:
                child.terminate()
        end = time.monotonic() + _STOP_SECONDS
        self.ending += [(child, end) for child in children]


def _wait(child: subprocess.Popen, end: float) -> None:
    try:
        child.wait(max(0, end - time.monotonic()))
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _is_ready(pipe: int, unless: Collection[int]) -> bool:
    """Wait for the child: it writes a byte when it accepts, and the pipe ends when it dies."""
    end = time.monotonic() + _START_SECONDS
    with open(pipe, "rb", buffering=0) as stream:
        while time.monotonic() < end and not _is_pending(unless):
            readable, _, _ = select.select([stream], [], [], _POLL)
            if readable:
                return bool(stream.read(1))
    return False


def _is_pending(numbers: Collection[int]) -> bool:
    """Return whether one of the signals has arrived, before the loop takes it."""
    return not signal.sigpending().isdisjoint(numbers)


def _numbers(children: Iterable[subprocess.Popen]) -> str:
    return ", ".join(str(child.pid) for child in children)
