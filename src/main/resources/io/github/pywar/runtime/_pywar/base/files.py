"""Safe access to files on the server, for commands that may run as root.

Another user may have made the file, or may change it at any moment.  So a file is opened without
following a link and without waiting for a pipe, and all checks use the open descriptor.
"""

from __future__ import annotations

import errno
import os
import stat
from typing import IO, Collection, Optional, Tuple

_FLAGS = os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY
_CHUNK = 1 << 16
_MAX_LINKS = 40  # as Linux follows them
_KINDS = (
    (stat.S_ISDIR, "a directory"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISLNK, "a symbolic link"),
)


# accepted user ids, None for any
Owners = Optional[Collection[int]]
# directory, reason, command that corrects it
Fault = Tuple[str, str, str]


class Untrusted(OSError):
    """Error for a file that is not used; `strerror` has the reason, `filename` the path."""

    def __init__(self, path: str, reason: str | None, number: int | None = errno.EPERM) -> None:
        OSError.__init__(self, number, reason, path)

    def __str__(self) -> str:
        return f"{self.strerror}: `{self.filename}`"


def read(path: str, limit: int, owners: Owners = None, links: int | None = None) -> bytes:
    """Return the bytes of the regular file at `path`, at most `limit`.

    `owners` is the set of accepted user ids, None for any.  With `links`, a file with more hard links is refused:
    it may be another user's secret.
    Raises `Untrusted` for anything else, and OSError (FileNotFoundError …) where the file cannot be opened.
    """
    return _bytes(_checked(path, path, None, os.O_RDONLY, owners=owners, links=links), path, limit)


class named:
    """Context that sets this path in errors of its body without an absolute one: `No space left` needs the place."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __enter__(self) -> named:
        return self

    def __exit__(self, kind: object, problem: object, _: object) -> None:
        if isinstance(problem, OSError) and not (isinstance(problem.filename, str) and os.path.isabs(problem.filename)):
            problem.filename, problem.filename2 = self._path, None


class Folder:
    """An open directory; each name is one component in it, and no operation follows a link at that name.

    Links in `path` itself are followed: check it with `untrusted_ancestor` where another user may have made them.
    """

    def __init__(self, path: str, parent: Folder | None = None, create_mode: int | None = None) -> None:
        self.path = path
        self._parent = parent
        self._create_mode = create_mode
        self._handle = -1

    def __enter__(self) -> Folder:
        if self._parent is None:
            self._handle = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            return self
        try:
            flags = os.O_RDONLY | os.O_DIRECTORY | _FLAGS
            self._handle = os.open(os.path.basename(self.path), flags, dir_fd=self._parent.fileno())
        except OSError as problem:
            if problem.errno not in (errno.ELOOP, errno.ENOTDIR):
                raise
            raise Untrusted(self.path, "is not a directory", problem.errno) from None
        if self._create_mode is not None and os.fstat(self._handle).st_uid == os.geteuid():
            os.fchmod(self._handle, self._create_mode)  # whatever the umask
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._handle)
        self._handle = -1

    def fileno(self) -> int:
        return self._handle

    def folder(self, name: str, create_mode: int | None = None) -> Folder:
        """Return the directory `name` for a `with`; with `create_mode`, make it if it does not exist."""
        if create_mode is not None:
            try:
                with named(self._path(name)):
                    os.mkdir(_one(name), create_mode, dir_fd=self._handle)
            except FileExistsError:
                create_mode = None
        return Folder(self._path(_one(name)), self, create_mode)

    def names(self) -> list[str]:
        return sorted(os.listdir(self._handle))

    def stat(self, name: str = ".") -> os.stat_result | None:
        """Return the `lstat` of `name`, or of the directory itself; None if it does not exist."""
        if name == ".":
            return os.fstat(self._handle)
        try:
            return os.stat(_one(name), dir_fd=self._handle, follow_symlinks=False)
        except FileNotFoundError:
            return None

    def read(self, name: str, limit: int, owners: Owners = None) -> bytes:
        """Return the bytes of `name`; see the function `read`."""
        return _bytes(self._open(name, os.O_RDONLY, owners=owners), self._path(name), limit)

    def append(self, name: str, mode: int = 0o644, owners: Owners = None) -> IO[bytes]:
        """Return a binary stream that appends to `name` and can read it; a new file gets `mode`.

        A file with further hard links is refused: its other name may belong to another user.
        """
        handle = self._open(name, os.O_RDWR | os.O_APPEND | os.O_CREAT, mode, owners, links=1)
        return os.fdopen(handle, "ab+")

    def write(self, name: str, data: bytes, mode: int = 0o644, gid: int = -1) -> None:
        """Replace the content of `name`: write a new file beside it, sync it, rename it."""
        beside = f"{_one(name)}.new"
        self.unlink(beside)
        handle = self._open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        try:
            with named(self._path(name)), open(handle, "wb") as stream:
                if gid != -1:
                    os.fchown(stream.fileno(), -1, gid)
                os.fchmod(stream.fileno(), mode)
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            self.rename(beside, name)
        except BaseException:
            self._discard(beside)
            raise

    def own(self, name: str, uid: int, gid: int, mode: int, owners: Owners = None) -> None:
        """Set owner, group (-1 leaves them) and mode of a regular file with one name."""
        handle = self._open(name, os.O_RDONLY, owners=owners, links=1)
        try:
            os.fchown(handle, uid, gid)
            os.fchmod(handle, mode)
        finally:
            os.close(handle)

    def unlink(self, name: str) -> None:
        """Remove the file or link `name`, if there is one."""
        try:
            with named(self._path(name)):
                os.unlink(_one(name), dir_fd=self._handle)
        except FileNotFoundError:
            pass
        except (IsADirectoryError, PermissionError) as problem:
            found = self.stat(name)
            if found is None or not stat.S_ISDIR(found.st_mode):
                raise
            raise Untrusted(self._path(name), "is a directory", problem.errno) from None

    def rename(self, source: str, target: str, to: Folder | None = None) -> None:
        """Rename, also into another `Folder`, and sync the target's directory."""
        to = to or self
        try:
            os.rename(_one(source), _one(target), src_dir_fd=self._handle, dst_dir_fd=to.fileno())
        except OSError as problem:
            # an error of the disk has only the names, not their directory
            raise OSError(problem.errno, problem.strerror, self._path(source), None, to._path(target)) from None
        to.sync()

    def sync(self) -> None:
        with named(self.path):
            os.fsync(self._handle)

    def symlink(self, target: str, name: str) -> None:
        """Replace `name` by a link to `target`."""
        beside = f"{_one(name)}.new"
        self.unlink(beside)
        try:
            os.symlink(target, beside, dir_fd=self._handle)
        except OSError as problem:  # its file name is the target, which may be a path elsewhere
            raise OSError(problem.errno, problem.strerror, self._path(name)) from None
        self.rename(beside, name)

    def readlink(self, name: str) -> str | None:
        """Return the target of the link `name`; None if it is no link."""
        try:
            return os.readlink(_one(name), dir_fd=self._handle)
        except OSError as problem:
            if problem.errno not in (errno.ENOENT, errno.EINVAL):
                raise
            return None

    def _path(self, name: str) -> str:
        return os.path.join(self.path, name)

    def _open(self, name: str, flags: int, mode: int = 0o600, owners: Owners = None, links: int | None = None) -> int:
        return _checked(_one(name), self._path(name), self._handle, flags, mode, owners, links)

    def _discard(self, name: str) -> None:
        try:
            os.unlink(name, dir_fd=self._handle)
        except OSError:
            pass


def _one(name: str) -> str:
    if not name or "/" in name or "\0" in name or name in (".", ".."):
        raise ValueError(f"not one name in a directory: {name!r}")
    return name


def _checked(
    name: str, path: str, folder: int | None, flags: int, mode: int = 0o600, owners: Owners = None, links: int | None = None
) -> int:
    """Return a descriptor of a regular file that passes the checks; the caller closes it."""
    try:
        handle = os.open(name, flags | _FLAGS, mode, dir_fd=folder)
    except OSError as problem:
        reason = _not_opened(name, folder, problem)
        if reason is None:
            problem.filename = path
            raise
        raise Untrusted(path, reason, problem.errno) from None
    reason = _fault(os.fstat(handle), owners, links)
    if reason is not None:
        os.close(handle)
        raise Untrusted(path, reason)
    return handle


def _not_opened(name: str, folder: int | None, problem: OSError) -> str | None:
    """Describe a link, a pipe without a reader, a socket or a directory; return None for any other error."""
    if problem.errno not in (errno.ELOOP, errno.EMLINK, errno.ENXIO, errno.EISDIR, errno.ENODEV):
        return None
    try:
        return _kind(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
    except OSError:
        return None


def _fault(found: os.stat_result, owners: Owners, links: int | None) -> str | None:
    if not stat.S_ISREG(found.st_mode):
        return _kind(found.st_mode)
    if owners is not None and found.st_uid not in owners:
        return f"belongs to user id {found.st_uid}"
    if links is not None and found.st_nlink > links:
        return f"has {found.st_nlink} hard links"
    return None


def _kind(mode: int) -> str | None:
    return next((f"is {kind}, not a regular file" for test, kind in _KINDS if test(mode)), None)


def _bytes(handle: int, path: str, limit: int) -> bytes:
    """Read to the end, at most `limit` bytes, and close."""
    with open(handle, "rb", 0) as stream:
        parts, left = [], limit + 1
        while left > 0:
            part = stream.read(min(left, _CHUNK))
            if not part:
                return b"".join(parts)
            parts.append(part)
            left -= len(part)
    raise Untrusted(path, f"is larger than {limit} bytes", errno.EFBIG)


def untrusted_ancestor(path: str, uid: int) -> str | None:
    """Return the first directory from `/` down to `path` that a user other than root and `uid` can change, or None.

    `path` itself is included; paths that do not exist yet are not.  See `ancestor_fault`.
    """
    found = ancestor_fault(path, uid)
    return found[0] if found else None


def ancestor_fault(path: str, uid: int) -> Fault | None:
    """Return (directory, reason, command that corrects it), or None.

    Each component must belong to root or `uid`, links too, and must not be writable by its group or others.
    A sticky directory such as /tmp may be writable: only owners rename there, and the next component's owner is checked.
    """
    place, rest, links = "/", _parts(os.path.abspath(path)), 0
    fault = _ancestor(place, os.lstat(place), uid)
    while rest and not fault:
        place = os.path.join(place, rest.pop())
        try:
            found = os.lstat(place)
        except FileNotFoundError:
            return None
        fault = _ancestor(place, found, uid)
        if stat.S_ISLNK(found.st_mode) and not fault:
            links += 1
            if links > _MAX_LINKS:
                raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), path)
            # `..` of the target is the parent of where it really is
            target = os.path.join(os.path.dirname(place), os.readlink(place))
            rest += _parts(target)
            place = "/"
        elif place.endswith("/.."):
            place = os.path.dirname(os.path.dirname(place)) or "/"
    return fault


def _parts(path: str) -> list[str]:
    """Return the components, last first."""
    return [part for part in reversed(path.split("/")) if part not in ("", ".")]


def _ancestor(place: str, found: os.stat_result, uid: int) -> Fault | None:
    is_link = stat.S_ISLNK(found.st_mode)
    if found.st_uid not in (0, uid) and not _is_outside(found.st_uid):
        return _fault_of(place, f"belongs to user id {found.st_uid}", f"chown {'-h ' if is_link else ''}{uid or 'root:'}")
    if is_link or (stat.S_ISDIR(found.st_mode) and found.st_mode & stat.S_ISVTX):
        return None
    if found.st_mode & 0o002:
        return _fault_of(place, "can be written by every user", "chmod go-w")
    if found.st_mode & 0o020 and not _is_private_group(found.st_gid, uid):
        return _fault_of(place, f"can be written by its group, {found.st_gid}", "chmod g-w")
    return None


def _fault_of(place: str, reason: str, command: str) -> Fault:
    import shlex  # most paths have no fault

    return place, reason, f"{command} {shlex.quote(place)}"


def _is_private_group(gid: int, uid: int) -> bool:
    """Return whether it is root's group, or a group whose only member is the user, as many systems make it."""
    if gid == 0:
        return True
    import grp  # needed where a group may write, which is rare
    import pwd

    try:
        user, group = pwd.getpwuid(uid), grp.getgrgid(gid)
    except KeyError:
        return False
    if user.pw_gid != gid or group.gr_name != user.pw_name or set(group.gr_mem) - {user.pw_name}:
        return False
    # those who have it as their first group are not among its members
    return not any(other.pw_gid == gid and other.pw_uid != uid for other in pwd.getpwall())


def _is_outside(uid: int) -> bool:
    """Return whether a user namespace shows this id for owners outside of it, such as the machine's root."""
    try:
        if uid != int(_line("/proc/sys/kernel/overflowuid")):
            return False
        with open("/proc/self/uid_map", encoding="ascii") as stream:
            ranges = [[int(word) for word in line.split()] for line in stream]
    except (OSError, ValueError):
        return False
    return bool(ranges) and not any(first <= uid < first + count for first, _, count in ranges)


def _line(path: str) -> str:
    with open(path, encoding="ascii") as stream:
        return stream.readline()
