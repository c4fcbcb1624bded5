"""What stops a deployment, and whom it takes along: signals, and commands in sessions of their own."""

import contextlib
import os
import signal
import subprocess
import time

from _pywar.base import exits
from _pywar.base.report import Refusal

# so long a command that is told to end may take for it
GRACE = 10
_POLL = 0.05
_STOPPING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


def unwind_when_stopped():
    """A dropped ssh connection or a TERM unwinds, so that a switch under way is taken back; nohup's wish is kept."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _raise_stopped)


def _raise_stopped(number, frame):
    raise Refusal(f"stopped by {signal.Signals(number).name}", status=exits.FAILED)


# the signals that came while the way back was under way
_received = []


@contextlib.contextmanager
def undisturbed():
    """A signal must not stop the way back: between link and reload the server would run the bad release.

    All its waits have an end; a second signal ends them early, by `is_hurried`.
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


def _remember_signal(number, frame):
    _received.append(number)
    if len(_received) == 1:
        with contextlib.suppress(OSError):
            os.write(2, b"pywar: what served before is brought back first; the same again waits no longer\n")


def is_hurried():
    """Was the way back told twice to end?"""
    return len(_received) > 1


@contextlib.contextmanager
def session(command, seconds, become=None, **options):
    """A child in a session of its own, without a terminal and with no input; `become` makes it another user.

    The only place that starts a process as another user.  An exception that leaves the body ends the session, as
    `end` does.
    """
    # one that stops us before the child is known would leave it running
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)

    def prepare():
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


def end(child, seconds):
    """End the session of `child`: TERM, and KILL for what is there after so many seconds."""
    for number, patience in ((signal.SIGTERM, seconds), (signal.SIGKILL, GRACE)):
        with contextlib.suppress(PermissionError):  # a sudo in it is root's
            if not _signal_group(child, number):
                break
            until = time.monotonic() + patience
            while time.monotonic() < until and _signal_group(child, 0):
                time.sleep(_POLL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(GRACE)


def _signal_group(child, number):
    """Send it to the whole group; False where that is empty.  Its head, once dead, is in it until it is waited for."""
    child.poll()
    try:
        os.killpg(child.pid, number)
    except ProcessLookupError:
        return False
    return True


def kill(pid):
    """End a forked child that is of no more use, and wait for it."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
