"""The end of a deployment by signals, and the end of the commands that it started, in sessions of their own."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time

from _pywar.base import exits
from _pywar.base.report import Refusal

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from typing import Any, Callable, Iterator

# seconds that a command may take to end after TERM
GRACE = 10
_POLL = 0.05
_STOPPING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


def unwind_when_stopped() -> None:
    """Raise an exception at TERM and HUP, so that a started switch is reverted; signals that nohup ignores stay ignored."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _raise_stopped)


def _raise_stopped(number: int, frame: object) -> None:
    raise Refusal(f"stopped by {signal.Signals(number).name}", status=exits.FAILED)


# signals that arrived during the switch back
_received = []


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Hold back signals during the switch back: between link and reload the server would run the bad release.

    All waits of the body have a limit; a second signal ends them early, by `is_hurried`.
    """
    del _received[:]
    counted = [number for number in _STOPPING if signal.getsignal(number) != signal.SIG_IGN]
    before = {number: signal.signal(number, _remember_signal) for number in counted}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
        del _received[:]


def _remember_signal(number: int, frame: object) -> None:
    _received.append(number)
    if len(_received) == 1:
        with contextlib.suppress(OSError):
            os.write(2, b"pywar: stopping after the earlier release serves again; a second signal ends the wait\n")


def is_hurried() -> bool:
    """Return whether a second signal arrived during the switch back."""
    return len(_received) > 1


@contextlib.contextmanager
def session(
    command: list[str], seconds: float, become: Callable[[], None] | None = None, **options: Any
) -> Iterator[subprocess.Popen[bytes]]:
    """Start a child in a session of its own, without a terminal and without input; `become` makes it another user.

    Only this function starts a process as another user.  An exception in the body ends the session, as `end` does.
    """
    # a signal before `child` is assigned would leave the process running
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)

    def prepare() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        if become:
            become()

    try:
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=prepare, **options
        )
        try:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            yield child
        except BaseException:
            with undisturbed():
                end(child, seconds)
            raise
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def has_ended(child: subprocess.Popen[bytes]) -> bool:
    """Return whether the child has ended, and do not reap it: no other process or group gets its number until then.

    Python on macOS has no `waitid` before 3.13; the child is reaped there.
    """
    if not hasattr(os, "waitid"):
        return child.poll() is not None
    if child.returncode is None:
        with contextlib.suppress(ChildProcessError):
            return os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
    return True


def end(child: subprocess.Popen[bytes], seconds: float) -> None:
    """End the session of `child`: TERM, and after `seconds` KILL for processes that still run."""
    for number, patience in ((signal.SIGTERM, seconds), (signal.SIGKILL, GRACE)):
        is_there = True
        with contextlib.suppress(PermissionError):  # a sudo in it runs as root
            is_there = _signal_group(child, number)
            until = time.monotonic() + patience
            while is_there and time.monotonic() < until:
                child.poll()  # a dead leader counts until it is reaped
                is_there = _signal_group(child, 0)
                if is_there:
                    time.sleep(_POLL)
        if not is_there:
            break
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(GRACE)


def _signal_group(child: subprocess.Popen[bytes], number: int) -> bool:
    """Send a signal to the process group; return false if it is empty."""
    try:
        os.killpg(child.pid, number)
    except ProcessLookupError:
        return False
    return True


def kill(pid: int) -> None:
    """Kill a forked child and wait for its end."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
