"""The lock that allows one command at a time on a deployment; the kernel releases it when the process ends.

A user who can open a file can lock it, so only the deploying user may open it.  Earlier versions of this tool
left it open to all users: a lock file that another user has locked is replaced.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import time

from _pywar.base import exits, files
from _pywar.base.report import Refusal
from _pywar.deployment import processes
from _pywar.deployment.journal import report

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from typing import IO, Iterator

    from _pywar.deployment.directory import Deployment

_NAME = "lock"
_TABLE_BYTES = 1 << 22
# seconds
_ENDING = 5
_POLL = 0.02


@contextlib.contextmanager
def hold(deployment: Deployment) -> Iterator[None]:
    """Hold the lock of the deployment, or refuse and name the process that has it."""
    with files.Folder(deployment.notes) as notes, contextlib.closing(_acquire(deployment, notes)) as stream:
        stream.truncate(0)
        stream.write(str(os.getpid()).encode("ascii"))
        stream.flush()
        yield


def _acquire(deployment: Deployment, notes: files.Folder) -> IO[bytes]:
    for _ in range(2):
        stream = notes.append(_NAME, 0o600, {0, os.geteuid()})
        try:
            os.fchmod(stream.fileno(), 0o600)
            _lock(stream)
            return stream
        except BlockingIOError:
            found = os.fstat(stream.fileno())
            stream.seek(0)
            noted = stream.read(20).decode("ascii", "replace").strip()
            stream.close()
            holders = _holders(found)
            if not holders or not all(map(_is_foreign, holders)):
                raise busy(deployment, holders, noted) from None
            report(f"process {holders[0]} of user id {processes.user(holders[0])} held the lock; the lock file is replaced")
            named = notes.stat(_NAME)
            if named and os.path.samestat(named, found):
                notes.unlink(_NAME)
        except BaseException:
            stream.close()
            raise
    raise busy(deployment, [], "")


def holders(deployment: Deployment) -> list[int]:
    """Return the processes of commands that work on the deployment now; none on systems without `/proc/locks`."""
    with contextlib.suppress(OSError):
        return _holders(os.lstat(_path(deployment)))
    return []


def require_rights(deployment: Deployment) -> None:
    """Refuse a user who may not open the lock, or make it; nothing is written."""
    place = _path(deployment)
    if os.path.lexists(place):
        os.close(os.open(place, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC))
        return
    while not os.path.lexists(place):
        place = os.path.dirname(place)
    if not os.access(place, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), place)


def _path(deployment: Deployment) -> str:
    return os.path.join(deployment.notes, _NAME)


def _lock(stream: IO[bytes]) -> None:
    """Lock the file, or raise BlockingIOError; the processes of a killed command have the lock until they have ended, too."""
    until = time.monotonic() + _ENDING
    while True:
        try:
            return fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            stream.seek(0)
            noted = stream.read(20).decode("ascii", "replace").strip()
            if not noted.isdecimal() or processes.user(int(noted)) is not None or time.monotonic() > until:
                raise
        time.sleep(_POLL)


def _is_foreign(pid: int) -> bool:
    """Return whether the process is of a user who may not deploy here; one that has ended is not."""
    return processes.user(pid) not in (None, 0, os.geteuid())


def _holders(found: os.stat_result) -> list[int]:
    """Return the processes that hold a lock of the file, as Linux lists them; none on other systems."""
    with contextlib.suppress(OSError, ValueError):
        with open("/proc/locks", "rb") as stream:
            rows = [line.split() for line in stream.read(_TABLE_BYTES).decode("ascii").splitlines()]
        # `1: FLOCK ADVISORY WRITE 4711 08:02:1234 0 EOF`; the numbers of a device differ between file systems' views
        rows = [row for row in rows if len(row) == 8 and row[1] == "FLOCK"]
        return [int(row[4]) for row in rows if int(row[5].rpartition(":")[2]) == found.st_ino]
    return []


def busy(deployment: Deployment, holders: list[int], noted: str) -> Refusal:
    who = ", ".join(f"{pid}" for pid in holders) or noted or "unknown"
    return Refusal(
        f"another command works on `{deployment.path}`",
        [f"process {who}"],
        ["wait for it, then run this again"],
        status=exits.FAILED,
    )
