"""Cache of unpacked archives, from which an archive file runs.

zipimport fails for numpy, bcrypt and Django.  So the archive is unpacked beside its final
path, under a lock, and renamed.  Any number of concurrent starts and a kill -9 leave one
complete tree or none.  The tree is a virtualenv, as a release is: child processes of the
application find its libraries.

Code in a directory that another user can change or rename would run as the caller.  So each
directory from the root of the file system down to the tree must belong to the caller or to root.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import shutil
import stat
import sys
from typing import Iterator

from _pywar.archive import manifest
from _pywar.archive.bundle import Bundle
from _pywar.base import exits, files
from _pywar.base.report import Refusal
from _pywar.boot import gate, process

TYPE_CHECKING = False
if TYPE_CHECKING:  # a start from an existing tree does not pay for it
    from _pywar.archive import source

_HALF_MADE = ".part"


def tree(archive: str) -> str:
    """Return the directory of the unpacked `archive`, and make it if it does not exist.

    `cache clean` keeps it while this process lives.
    """
    found = manifest.read(archive)
    gate.require(found)
    troubles, is_full = [], False
    for place in candidates():
        try:
            with _quiet_umask():
                return _tree_in(place, _key(found), archive)
        except (OSError, Unusable) as problem:
            troubles.append(f"{place}: {getattr(problem, 'strerror', None) or problem}")
            is_full = is_full or getattr(problem, "errno", None) in (errno.ENOSPC, errno.EDQUOT)
            process.log(f"not unpacking into {troubles[-1]}; trying the next directory")
    raise Refusal(
        "there is no directory to unpack the archive into",
        troubles,
        [
            *(["free some space there"] if is_full else []),
            "set PYWAR_CACHE to a directory of your own on a file system without noexec",
            "or unpack it yourself",
        ],
        status=exits.FAILED,
    )


def rerun(archive: str, arguments: list[str]) -> None:
    """Replace this process by one that runs the unpacked tree, by the tree's interpreter, with the same arguments."""
    place = tree(archive)
    os.environ["PYWAR_ARCHIVE"] = archive
    process.rerun(os.path.join(Bundle(place).scripts, "python"), [place, *arguments])


def candidates() -> list[str]:
    """Return the directories for trees, the best first; not all of them exist."""
    named = os.environ.get("PYWAR_CACHE")
    if named:
        return [os.path.abspath(named)]
    import tempfile

    home = _home()
    own = os.environ.get("XDG_CACHE_HOME") or (home and os.path.join(home, ".cache"))
    shared = [os.environ.get("TMPDIR"), "/var/tmp", tempfile.gettempdir()]
    places = [os.path.join(own, "pywar")] if own else []
    return places + [os.path.join(place, f"pywar-{os.geteuid()}") for place in shared if place]


def check_place(place: str) -> None:
    """Refuse a directory in which another user could add code, or which another user could replace."""
    fault = files.ancestor_fault(place, os.geteuid())
    if fault:
        raise Unusable(f"`{fault[0]}`: {fault[1]}")
    found = os.lstat(place)
    if not stat.S_ISDIR(found.st_mode):
        raise Unusable("is not a directory")
    if found.st_uid != os.geteuid():
        raise Unusable(f"belongs to user id {found.st_uid}, but this runs as {os.geteuid()}")
    if found.st_mode & 0o022:
        raise Unusable("others may write into it")


@contextlib.contextmanager
def locked(place: str) -> Iterator[None]:
    """Let one process at a time change `place`, and first remove the remains of killed starts."""
    with open(os.path.join(place, ".lock"), "w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        for name in os.listdir(place):
            if name.endswith(_HALF_MADE):
                shutil.rmtree(os.path.join(place, name), ignore_errors=True)
        yield


def remove(target: str) -> bool:
    """Remove the tree `target` if no process runs it, and return whether it was removed; needs `locked`."""
    handle = os.open(target, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.rename(target, target + _HALF_MADE)
        shutil.rmtree(target + _HALF_MADE)
        return True
    except BlockingIOError:
        return False
    finally:
        os.close(handle)


class Unusable(Exception):
    """Error for a directory that exists and must not be used."""


def _home() -> str | None:
    """Return HOME if it belongs to the caller: `sudo -E` keeps the previous user's, whose files root must not run."""
    home = os.environ.get("HOME")
    try:
        if home and os.stat(home).st_uid == os.geteuid():
            return home
    except OSError:
        pass
    import pwd

    try:
        return pwd.getpwuid(os.geteuid()).pw_dir
    except KeyError:
        return None


def _key(found: dict) -> str:
    """Return the tree's name, with a mark for the interpreter: the tree contains its path."""
    import zlib

    python = os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable)
    mark = "%08x" % zlib.crc32(os.fsencode(python))
    return f"{found['name']}-{found['version']}-{found['build']['id']}-py{gate.facts()['python']}-{mark}"


def _tree_in(place: str, key: str, archive: str) -> str:
    fault = files.ancestor_fault(os.path.dirname(place), os.geteuid())
    if fault:  # before anything is made there
        raise Unusable(f"`{fault[0]}`: {fault[1]}")
    os.makedirs(place, 0o700, exist_ok=True)
    check_place(place)
    # no other user can change these links
    place = os.path.realpath(place)
    target = os.path.join(place, key)
    if not _hold(target):
        with locked(place):
            if not os.path.isdir(target):
                _make(target, archive)
            _hold(target)
    return target


def _make(target: str, archive: str) -> None:
    # a start from an existing tree does not pay for these
    from _pywar.archive import source
    from _pywar.archive.unpack import unpack
    from _pywar.deployment import release

    origin = source.of(archive)
    _check_noexec(os.path.dirname(target), origin)
    part = f"{target}.{os.getpid()}{_HALF_MADE}"
    try:
        unpack(origin, part)
        release.complete(Bundle(part))
        os.rename(part, target)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _hold(target: str) -> bool:
    """Protect the tree from `cache clean` while this process and its children live; return False if there is no tree."""
    try:
        handle = os.open(target, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except FileNotFoundError:
        return False
    with contextlib.suppress(OSError):  # some network file systems have no locks
        fcntl.flock(handle, fcntl.LOCK_SH)
    try:
        if os.path.samestat(os.fstat(handle), os.stat(target)):
            os.set_inheritable(handle, True)
            return True
    except FileNotFoundError:  # it was removed while this waited for the lock
        pass
    os.close(handle)
    return False


def _check_noexec(place: str, origin: source.Source) -> None:
    native = next((name for name in origin.names() if name.endswith(".so") or ".so." in name), None)
    if native and os.statvfs(place).f_flag & os.ST_NOEXEC:
        raise Unusable(f"is mounted noexec, so `{native}` cannot be loaded from it")


@contextlib.contextmanager
def _quiet_umask() -> Iterator[None]:
    before = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(before)
