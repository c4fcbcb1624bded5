"""Processes of the server, from Linux's /proc, and signals to them."""

from __future__ import annotations

import contextlib
import os
import signal
import time

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from typing import Callable

# bytes that are read of a command line or an environment, which may have any length
_MOST = 1 << 20
# of the fields behind the name, in /proc/PID/stat
_START_TICKS = 19


def all_pids() -> list[int]:
    try:
        return sorted(int(name) for name in os.listdir("/proc") if name.isdigit())
    except OSError:
        return []


def command(pid: int) -> list[str]:
    """Return the words of a process's command line; none if the process has ended."""
    return _read_texts(f"/proc/{pid}/cmdline")


def environment(pid: int) -> list[str]:
    """Return the `NAME=value` texts of a process's start; none if they may not be read."""
    return _read_texts(f"/proc/{pid}/environ")


def _read_texts(path: str) -> list[str]:
    with contextlib.suppress(OSError):
        with open(path, "rb") as stream:
            return stream.read(_MOST).decode("utf-8", "replace").split("\0")
    return []


def users(pid: int) -> tuple[int, ...]:
    """Return the real, effective, saved and file system user id; none if the process has ended.

    A program that belongs to root and runs for another user (setuid) has that user's real one.
    """
    with contextlib.suppress(OSError):
        with open(f"/proc/{pid}/status", encoding="utf-8", errors="replace") as stream:
            rows = [line.split() for line in stream if line.startswith("Uid:")]
        return tuple(int(word) for word in rows[0][1:5]) if rows else ()
    return ()


def user(pid: int) -> int | None:
    """Return the effective user id; None if the process has ended."""
    return (users(pid) or (None, None))[1]


def program_file(pid: int) -> str | None:
    """Return the program file; None if it may not be read or the process has ended."""
    return _read_link(f"/proc/{pid}/exe")


def folder(pid: int) -> str | None:
    """Return the working directory; None if it may not be read."""
    return _read_link(f"/proc/{pid}/cwd")


def _read_link(link: str) -> str | None:
    with contextlib.suppress(OSError):
        return os.readlink(link)
    return None


def children(pid: int) -> list[int]:
    """Return the process ids of the running children of `pid`."""
    return [child for child in all_pids() if parent(child) == pid]


def is_alive(pid: int) -> bool:
    """Return whether `pid` runs; a zombie does not."""
    fields = _status(pid)
    return fields is not None and fields[0] != "Z"


def parent(pid: int) -> int | None:
    """Return the process id of the parent; None if the process has ended."""
    fields = _status(pid)
    return int(fields[1]) if fields and fields[0] != "Z" else None


def since(pid: int) -> str | None:
    """Return the time of its start, UTC; None if the process has ended."""
    fields = _status(pid)
    with contextlib.suppress(OSError, ValueError, IndexError, TypeError):
        with open("/proc/stat", encoding="ascii", errors="replace") as stream:
            booted = next(int(line.split()[1]) for line in stream if line.startswith("btime "))
        began = booted + int((fields or [])[_START_TICKS]) // os.sysconf("SC_CLK_TCK")
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(began))
    return None


def _status(pid: int) -> list[str] | None:
    with contextlib.suppress(OSError):
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as stream:
            # the name in parentheses may contain spaces and parentheses
            return stream.read().rpartition(")")[2].split()
    return None


def send(pid: int, number: int, is_right: Callable[[int], bool]) -> bool:
    """Send a signal to `pid` if `is_right(pid)`; return whether it was sent.

    A process descriptor, if the system has them, is opened before that check: another process that gets the
    same number meanwhile receives no signal.
    """
    handle = None
    try:
        handle = _open_descriptor(pid)
        if not is_right(pid):
            return False
        if handle is None:
            os.kill(pid, number)
        else:
            signal.pidfd_send_signal(handle, number)  # type: ignore[attr-defined]  # from 3.9 on
        return True
    except ProcessLookupError:
        return False
    finally:
        if handle is not None:
            os.close(handle)


def _open_descriptor(pid: int) -> int | None:
    """Open a process descriptor: from Python 3.9 and Linux 5.3 on; else None."""
    if not hasattr(os, "pidfd_open") or not hasattr(signal, "pidfd_send_signal"):
        return None
    try:
        return os.pidfd_open(pid)
    except ProcessLookupError:
        raise
    except OSError:
        return None
