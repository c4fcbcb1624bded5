"""What stops a deployment, and whom it takes along: signals, and commands in sessions of their own."""

import contextlib
import os
import signal
import subprocess
import time

from _pywar.report import Refusal

# so long a command that is told to end may take for it
_GRACE = 10
_POLL = 0.05


def unwind_when_stopped():
    """A dropped ssh connection or a TERM unwinds, so that a switch under way is taken back; nohup's wish is kept."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _stopped)


def _stopped(number, frame):
    raise Refusal(f"stopped by {signal.Signals(number).name}", status=1)


@contextlib.contextmanager
def undisturbed():
    """Whoever stops it twice must not stop the way back: between link and reload the server would run the bad release."""
    numbers = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
    before = {number: signal.signal(number, signal.SIG_IGN) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)


def run(command, **options):
    """Run `command` and give its exit code; when this process is stopped meanwhile, it ends with all that it started.

    What it leaves running when it comes to its own end, stays.
    """
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True, **options)
    try:
        return child.wait()
    except BaseException:
        with undisturbed():
            end(child, _GRACE)
        raise


def end(child, seconds):
    """End the session of `child`: TERM, and KILL for what is there after so many seconds."""
    for number, patience in ((signal.SIGTERM, seconds), (signal.SIGKILL, _GRACE)):
        with contextlib.suppress(PermissionError):  # a sudo in it is root's
            if not _signalled(child, number):
                break
            until = time.monotonic() + patience
            while time.monotonic() < until and _signalled(child, 0):
                time.sleep(_POLL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(_GRACE)


def _signalled(child, number):
    """Send it to the whole group; False where that is empty.  Its head, once dead, is in it until it is waited for."""
    child.poll()
    try:
        os.killpg(child.pid, number)
    except ProcessLookupError:
        return False
    return True
