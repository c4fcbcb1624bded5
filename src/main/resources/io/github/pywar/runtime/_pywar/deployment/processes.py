"""The server's processes, as Linux's /proc tells them."""

import contextlib
import os


def all_pids():
    try:
        return sorted(int(name) for name in os.listdir("/proc") if name.isdigit())
    except OSError:
        return []


def command(pid):
    """The words of a process's command line; none for a process that has gone."""
    return _texts(f"/proc/{pid}/cmdline")


def environment(pid):
    """`NAME=value` texts that a process was started with; none where it may not be looked at."""
    return _texts(f"/proc/{pid}/environ")


def _texts(path):
    with contextlib.suppress(OSError):
        with open(path, "rb") as stream:
            return stream.read().decode("utf-8", "replace").split("\0")
    return []


def user(pid):
    with contextlib.suppress(OSError):
        return os.stat(f"/proc/{pid}").st_uid
    return None


def children(pid):
    """The process ids of the living children of `pid`."""
    return [child for child in all_pids() if parent(child) == pid]


def is_alive(pid):
    """Does `pid` still run?  A zombie does not."""
    fields = _status(pid)
    return bool(fields) and fields[0] != "Z"


def parent(pid):
    """The process id of its parent; None for a process that has gone."""
    fields = _status(pid)
    return int(fields[1]) if fields and fields[0] != "Z" else None


def _status(pid):
    with contextlib.suppress(OSError):
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as stream:
            # the name in parentheses may hold spaces and parentheses itself
            return stream.read().rpartition(")")[2].split()
    return None
