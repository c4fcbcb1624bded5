"""Processes that are measured: wall time, CPU time and peak memory."""
import contextlib
import fcntl
import os
import signal
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass

LIMIT = 1800
LAST_CHARACTERS = 4000


class Failed(Exception):
    """A process failed; has its command and the end of its output."""


def set_aside(folder):
    """Give a folder another name beside it, if it exists: the work deletes all of them at its end.

    Deleting it here would slow down the next run: ext4 does not use an inode again soon, and searches for another one.
    """
    if folder.exists():
        folder.rename(folder.with_name("%s-until-%d" % (folder.name, time.monotonic_ns())))


@dataclass(frozen=True)
class Cost:
    """Wall and CPU time in seconds (user and system, with child processes), peak memory of the largest process in MB."""

    wall: float
    cpu: float
    memory: float


def measured(command, folder, environment=None, allowed=(0,)):
    """Run a command to its end and return its cost and its output. A command that is one text runs in a shell."""
    with tempfile.TemporaryFile() as output:
        begin = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            env=environment, shell=isinstance(command, str), preexec_fn=os.setpgrp)
        timer = threading.Timer(LIMIT, os.killpg, (process.pid, signal.SIGKILL))
        timer.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        finally:
            timer.cancel()
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode(errors="replace")
    if process.returncode not in allowed:
        raise Failed("`%s` ended with %d:\n%s" % (command, process.returncode, text[-LAST_CHARACTERS:]))
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024), text


@contextlib.contextmanager
def turn(path):
    """Hold the lock of a file, so that the measurements of several users of a machine take turns. `none` holds nothing."""
    if path == "none":
        yield
        return
    with open(path, "a", encoding="utf-8") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield
