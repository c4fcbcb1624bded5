"""uvicorn behind one listening socket: `python -m _pywar.uvicorn --bind 127.0.0.1:8000`.

uvicorn alone cannot be switched without losing a request.  This process holds the socket and
runs no application code; at USR2 it starts new processes from where `current` points now,
waits until each accepts, and only then ends the old ones.
"""

import argparse
import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import time

from _pywar import address, process
from _pywar.deployment import atomic
from _pywar.report import Refusal, plain

_SIGNALS = (signal.SIGUSR2, signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGCHLD)
_START_SECONDS = 60
_STOP_SECONDS = 60


def main(arguments):
    request, options = _parse(arguments)
    signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    with _listen(request.bind) as listener:
        master = Master(listener, request.workers, options, request.pid)
        return master.run(request.bind)


def _parse(arguments):
    parser = argparse.ArgumentParser(prog="python -m _pywar.uvicorn", description=__doc__)
    parser.add_argument("--bind", default="127.0.0.1:8000", help="HOST:PORT or unix:PATH")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--pid", help="file for this process's id")
    cut = arguments.index("--") if "--" in arguments else len(arguments)
    return parser.parse_args(arguments[:cut]), arguments[cut + 1 :]


def _listen(bind):
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
    """The processes that serve now."""

    def __init__(self, listener, workers, options, pid_file):
        self.listener = listener
        self.workers = workers
        self.options = options
        self.pid_file = pid_file
        self.serving = []

    def run(self, bind):
        self.serving = self._start(self.workers)
        if not self.serving:
            return 3
        self._write_pid()
        _tell(f"processes {_numbers(self.serving)} serve on {bind}")
        try:
            self._loop()
        finally:
            self._end(self.serving)
            if self.pid_file and os.path.exists(self.pid_file):
                os.unlink(self.pid_file)
        return 0

    def _write_pid(self):
        if self.pid_file:
            atomic.write(self.pid_file, f"{os.getpid()}\n".encode("ascii"))

    def _loop(self):
        while True:
            number = signal.sigwait(_SIGNALS)
            if number in (signal.SIGTERM, signal.SIGINT):
                return
            if number == signal.SIGCHLD:
                self._replace_dead()
            else:
                self._renew()

    def _renew(self):
        new = self._start(self.workers)
        if not new:
            _tell("the new processes did not start; the old ones serve on")
            return
        old, self.serving = self.serving, new
        with contextlib.suppress(OSError):  # on a full disk a deployment waits until the old ones are gone
            self._write_pid()
        self._end(old)
        _tell(f"processes {_numbers(new)} took over")

    def _replace_dead(self):
        alive = [child for child in self.serving if child.poll() is None]
        missing = self.workers - len(alive)
        self.serving = alive
        if missing > 0:
            _tell(f"{missing} of {self.workers} processes ended; starting anew")
            started = self._start(missing)
            self.serving += started
            if not started:
                # not faster than once a second; the alarm comes back as the end of a child
                time.sleep(1)
                signal.raise_signal(signal.SIGCHLD)

    def _start(self, count):
        """New processes that accept, or none at all."""
        started = [self._spawn() for _ in range(count)]
        ready = [_is_ready(pipe) for _, pipe in started]
        children = [child for child, _ in started]
        if all(ready):
            return children
        self._end(children)
        return []

    def _spawn(self):
        reader, writer = os.pipe()
        words = [sys.executable, "-m", "_pywar.uvicorn_child", str(self.listener.fileno()), str(writer)]
        child = subprocess.Popen(
            [*words, *self.options],
            cwd=process.spelled_root(),
            pass_fds=(self.listener.fileno(), writer),
            preexec_fn=lambda: signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS),
        )
        os.close(writer)
        return child, reader

    def _end(self, children):
        for child in children:
            if child.poll() is None:
                child.terminate()
        end = time.monotonic() + _STOP_SECONDS
        for child in children:
            try:
                child.wait(max(0, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def _is_ready(pipe):
    """A byte says that the child accepts; the end of the pipe, that it has died."""
    with open(pipe, "rb", buffering=0) as stream:
        readable, _, _ = select.select([stream], [], [], _START_SECONDS)
        return bool(readable) and bool(stream.read(1))


def _numbers(children):
    return ", ".join(str(child.pid) for child in children)


def _tell(text):
    sys.stderr.write(f"pywar: uvicorn: {text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Refusal as refusal:
        sys.stderr.write(plain(refusal))
        sys.exit(refusal.status)
