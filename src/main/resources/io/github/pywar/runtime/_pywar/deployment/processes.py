"""The server's processes, as Linux's /proc tells them, and signals to them."""

import contextlib
import os
import signal

# bytes of a command line or an environment, which a process makes as long as it likes
_MOST = 1 << 20


def all_pids():
    try:
        return sorted(int(name) for name in os.listdir("/proc") if name.isdigit())
    except OSError:
        return []


def command(pid):
    """The words of a process's command line; none for a process that has gone."""
    return _read_texts(f"/proc/{pid}/cmdline")


def environment(pid):
    """`NAME=value` texts that a process was started with; none where it may not be looked at."""
    return _read_texts(f"/proc/{pid}/environ")


def _read_texts(path):
    with contextlib.suppress(OSError):
        with open(path, "rb") as stream:
            return stream.read(_MOST).decode("utf-8", "replace").split("\0")
    return []


def users(pid):
    """The real, effective, saved and file system user id; none for a process that has gone.

    A program that belongs to root and runs for another user (setuid) has that user's real one.
    """
    with contextlib.suppress(OSError):
        with open(f"/proc/{pid}/status", encoding="utf-8", errors="replace") as stream:
            rows = [line.split() for line in stream if line.startswith("Uid:")]
        return tuple(int(word) for word in rows[0][1:5]) if rows else ()
    return ()


def user(pid):
    """The effective user id; None for a process that has gone."""
    return (users(pid) or (None, None))[1]


def program_file(pid):
    """The file that it runs; None where it may not be looked at or is gone."""
    return _read_link(f"/proc/{pid}/exe")


def folder(pid):
    """Its working directory; None where it may not be looked at."""
    return _read_link(f"/proc/{pid}/cwd")


def _read_link(link):
    with contextlib.suppress(OSError):
        return os.readlink(link)
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


def send(pid, number, is_right):
    """Send a signal to `pid` if it `is_right`, a function of its number; gives whether it was sent.

    Where the system has descriptors of processes, one is held from before the question: another process that
    gets the number meanwhile gets no signal.
    """
    handle = None
    try:
        handle = _open_descriptor(pid)
        if not is_right(pid):
            return False
        if handle is None:
            os.kill(pid, number)
        else:
            signal.pidfd_send_signal(handle, number)
        return True
    except ProcessLookupError:
        return False
    finally:
        if handle is not None:
            os.close(handle)


def _open_descriptor(pid):
    """Python 3.9 and Linux 5.3 have them."""
    if not hasattr(os, "pidfd_open") or not hasattr(signal, "pidfd_send_signal"):
        return None
    try:
        return os.pidfd_open(pid)
    except ProcessLookupError:
        raise
    except OSError:
        return None
