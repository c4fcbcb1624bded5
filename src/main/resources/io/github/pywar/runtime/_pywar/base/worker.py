"""One process of `parallel`: a fork of this one, which takes numbers of batches from a pipe and sends results."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import signal
import traceback

from _pywar.base.report import Refusal

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from typing import Any, Callable, Sequence

# bytes of one number in the queue
NUMBER = 4
_CHUNK = 1 << 16
# signals that end a command; blocked by the caller of `start` until it has the Worker
STOPPING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


class Worker:
    """A started process; `results` is its pipe, `life` ends it when it is closed."""

    def __init__(self, pid: int, results: int, life: int) -> None:
        self.results = results
        self.life = life
        self._pid = pid
        self._rest = b""
        self._is_over = False

    def receive(self) -> list[tuple[int, str, Any]] | None:
        """Return the complete messages that arrived; None at the end of the process."""
        data = os.read(self.results, _CHUNK)
        if not data:
            self._is_over = True
            return None
        *lines, self._rest = (self._rest + data).split(b"\n")
        return [tuple(json.loads(line)) for line in lines]

    def end(self) -> int:
        """End the process if it still runs; return the signal or the negative exit code with which it ended before."""
        os.close(self.results)
        if not self._is_over:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
        os.close(self.life)
        status = os.waitpid(self._pid, 0)[1]
        if not self._is_over:
            return 0
        return os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status)


def start(work: Callable[[int], list[Any]], queue: int, others: Sequence[Worker]) -> Worker:
    """Start a process that calls `work` for numbers of `queue` until it is empty; OSError if there may be no more."""
    pipes: list[int] = []
    parent = os.getpid()
    try:
        pipes += os.pipe()
        pipes += os.pipe()
        results, sending, dying, life = pipes
        pid = os.fork()
        if pid == 0:
            _live(work, queue, sending, dying, parent, [life, results, *(one.life for one in others)])
    except OSError:
        for handle in pipes:
            os.close(handle)
        raise
    os.close(sending)
    os.close(dying)
    return Worker(pid, results, life)


def _live(work: Callable[[int], list[Any]], queue: int, sending: int, dying: int, parent: int, foreign: list[int]) -> None:
    """Do the work in the child; never returns."""
    code = 1
    try:
        for handle in foreign:
            os.close(handle)
        _end_with_parent(dying)
        _default_signals()
        while os.getppid() == parent:
            data = os.read(queue, NUMBER)
            if not data:
                break
            number = int.from_bytes(data, "little")
            _send(sending, [number, "started", None])
            _send(sending, [number, *_outcome(work, number)])
        code = 0
    finally:
        os._exit(code)


def _end_with_parent(dying: int) -> None:
    """Let the kernel end this process when the pipe's other end is closed, as it is when the parent is killed."""
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    with contextlib.suppress(OSError):  # a sandbox without signals of pipes: the process ends after its batch
        fcntl.fcntl(dying, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(dying, fcntl.F_SETFL, fcntl.fcntl(dying, fcntl.F_GETFL) | getattr(os, "O_ASYNC", 0))


def _default_signals() -> None:
    """Let TERM and HUP end this process; at ^C the parent ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, (*STOPPING, signal.SIGIO))


def _outcome(work: Callable[[int], list[Any]], number: int) -> tuple[str, Any]:
    try:
        return "done", work(number)
    except Refusal as refusal:
        return "refusal", vars(refusal)
    except OSError as problem:
        places = [os.fsdecode(name) if isinstance(name, (str, bytes)) else None for name in (problem.filename, problem.filename2)]
        return "error", [problem.errno, problem.strerror or str(problem), *places]
    except BaseException:
        return "fault", traceback.format_exc()


def problem_of(kind: str, value: Any) -> Exception:
    """Return the exception that ended the work in the child."""
    if kind == "refusal":
        return Refusal(**value)
    if kind == "error":
        number, text, name, other = value
        return OSError(number, text, name, None, other) if number else OSError(text)
    return RuntimeError(f"in a process of this command:\n{value}")


def _send(sending: int, message: list[Any]) -> None:
    data = (json.dumps(message) + "\n").encode("ascii")
    while data:
        data = data[os.write(sending, data) :]
