"""Running straight from the file: unpack once, then run the tree.

zipimport fails for numpy, bcrypt and Django, so the archive is unpacked beside its final
place, under a lock, and renamed: any number of first starts and a kill -9 midway leave
one good tree or none.
"""

import contextlib
import errno
import fcntl
import os
import shutil
import stat
import sys
import tempfile

from _pywar import gate, manifest, process, source
from _pywar.report import Refusal
from _pywar.unpack import unpack


def tree(archive):
    """The directory of the unpacked `archive`, made now if need be."""
    found = manifest.read(archive)
    gate.require(found)
    key = f"{found['name']}-{found['version']}-{found['build']['id']}-py{gate.facts()['python']}"
    troubles, full = [], False
    for place in _candidates():
        try:
            with _quiet_umask():
                return _tree_in(place, key, archive)
        except (OSError, _Unusable) as problem:
            troubles.append(f"{place}: {getattr(problem, 'strerror', None) or problem}")
            full = full or getattr(problem, "errno", None) in (errno.ENOSPC, errno.EDQUOT)
            process.log(f"not unpacking into {troubles[-1]}; trying the next place")
    raise Refusal(
        "there is no directory to unpack the archive into",
        troubles,
        [*(["free some space there"] if full else []), "set PYWAR_CACHE to a directory of your own on a file system without noexec", "or unpack it yourself"],
        status=1,
    )


class _Unusable(Exception):
    """A place that must not be used, though it could be."""


def _candidates():
    named = os.environ.get("PYWAR_CACHE")
    if named:
        return [os.path.abspath(named)]
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    shared = [os.environ.get("TMPDIR"), "/var/tmp", tempfile.gettempdir()]
    return [os.path.join(home, "pywar")] + [os.path.join(place, f"pywar-{os.geteuid()}") for place in shared if place]


def _tree_in(place, key, archive):
    os.makedirs(place, 0o700, exist_ok=True)
    _check_owner(place)
    target = os.path.join(place, key)
    if os.path.lexists(target):
        return _known(target)
    origin = source.of(archive)
    _check_noexec(place, origin)
    with _lock(os.path.join(place, ".lock")):
        _sweep(place)
        if os.path.lexists(target):
            return _known(target)
        part = f"{target}.{os.getpid()}.part"
        try:
            unpack(origin, part)
            os.rename(part, target)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    return target


def _known(target):
    _check_owner(target)
    return target


def _check_owner(path):
    """Code planted by somebody else under a guessable name must not run as us."""
    found = os.lstat(path)
    if not stat.S_ISDIR(found.st_mode):
        raise _Unusable("is not a directory")
    if found.st_uid != os.geteuid():
        raise _Unusable(f"belongs to user id {found.st_uid}, not to us ({os.geteuid()})")
    if found.st_mode & 0o022:
        raise _Unusable("others may write into it")


def _check_noexec(place, origin):
    native = next((name for name in origin.names() if name.endswith(".so") or ".so." in name), None)
    if native and os.statvfs(place).f_flag & os.ST_NOEXEC:
        raise _Unusable(f"is mounted noexec, so `{native}` cannot be loaded from it")


@contextlib.contextmanager
def _lock(path):
    with open(path, "w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def _quiet_umask():
    before = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(before)


def _sweep(place):
    """What a killed start left; nobody is writing now, because the lock is ours."""
    for name in os.listdir(place):
        if name.endswith(".part"):
            shutil.rmtree(os.path.join(place, name), ignore_errors=True)


def rerun(archive, arguments):
    """Replace this process by one that runs the unpacked tree with the same arguments."""
    place = tree(archive)
    os.environ["PYWAR_ARCHIVE"] = archive
    process.rerun(sys.executable, [place, *arguments])
