"""Opens files on the server for commands that may run as root.

Another user may have made the file, or may change it at any moment.  So a file is opened without
following a link and without waiting for a pipe, and everything is checked on the open descriptor.
"""

import errno
import os
import stat

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


class Untrusted(OSError):
    """A file that is not used; `strerror` has the reason, `filename` the path."""

    def __init__(self, path, reason, number=errno.EPERM):
        OSError.__init__(self, number, reason, path)

    def __str__(self):
        return f"{self.strerror}: `{self.filename}`"


def read(path, limit, owners=None, links=None):
    """The bytes of the regular file at `path`, at most `limit`; `owners` is the set of accepted user ids, None for any.

    A file with more than `links` hard links is refused, where that is given: it may be another user's secret.
    Raises `Untrusted` for anything else, and the usual OSError (FileNotFoundError …) where the file cannot be opened.
    """
    return _bytes(_checked(path, path, None, os.O_RDONLY, owners=owners, links=links), path, limit)


class named:
    """Gives the errors of its body this path where they have none, or a name in a directory: `No space left` must say where."""

    def __init__(self, path):
        self._path = path

    def __enter__(self):
        return self

    def __exit__(self, kind, problem, _):
        if isinstance(problem, OSError) and not (isinstance(problem.filename, str) and os.path.isabs(problem.filename)):
            problem.filename, problem.filename2 = self._path, None


class Folder:
    """An open directory; each name is one component in it, and no operation follows a link at that name.

    Links in `path` itself are followed: check it with `untrusted_ancestor` where another user may have made them.
    """

    def __init__(self, path, parent=None, create_mode=None):
        self.path = path
        self._parent = parent
        self._create_mode = create_mode
        self._handle = None

    def __enter__(self):
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

    def __exit__(self, *_):
        os.close(self._handle)
        self._handle = None

    def fileno(self):
        return self._handle

    def folder(self, name, create_mode=None):
        """The directory `name`, to be entered with `with`; made first, with these rights, where there is none."""
        if create_mode is not None:
            try:
                with named(self._path(name)):
                    os.mkdir(_one(name), create_mode, dir_fd=self._handle)
            except FileExistsError:
                create_mode = None
        return Folder(self._path(_one(name)), self, create_mode)

    def names(self):
        return sorted(os.listdir(self._handle))

    def stat(self, name="."):
        """The `lstat` of `name`, or of the directory itself; None where there is nothing."""
        if name == ".":
            return os.fstat(self._handle)
        try:
            return os.stat(_one(name), dir_fd=self._handle, follow_symlinks=False)
        except FileNotFoundError:
            return None

    def read(self, name, limit, owners=None):
        """As the function `read`."""
        return _bytes(self._open(name, os.O_RDONLY, owners=owners), self._path(name), limit)

    def append(self, name, mode=0o644, owners=None):
        """A binary stream that appends to `name` and can read it, made with `mode` where there is none.

        A file with further hard links is refused: its other name may be another user's.
        """
        handle = self._open(name, os.O_RDWR | os.O_APPEND | os.O_CREAT, mode, owners, links=1)
        return os.fdopen(handle, "ab+")

    def write(self, name, data, mode=0o644, gid=-1):
        """Replace `name` by `data`: written beside, synced, renamed."""
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

    def own(self, name, uid, gid, mode, owners=None):
        """Set owner, group (-1 leaves them) and mode of a regular file with one name."""
        handle = self._open(name, os.O_RDONLY, owners=owners, links=1)
        try:
            os.fchown(handle, uid, gid)
            os.fchmod(handle, mode)
        finally:
            os.close(handle)

    def unlink(self, name):
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

    def rename(self, source, target, to=None):
        """Rename, also into another `Folder`, and sync the target's directory."""
        to = to or self
        try:
            os.rename(_one(source), _one(target), src_dir_fd=self._handle, dst_dir_fd=to.fileno())
        except OSError as problem:
            # without the names an error of the disk would not tell the place
            raise OSError(problem.errno, problem.strerror, self._path(source), None, to._path(target)) from None
        to.sync()

    def sync(self):
        with named(self.path):
            os.fsync(self._handle)

    def symlink(self, target, name):
        """Have `name` lead to `target`, whatever it was before."""
        beside = f"{_one(name)}.new"
        self.unlink(beside)
        try:
            os.symlink(target, beside, dir_fd=self._handle)
        except OSError as problem:  # it names the target, which may be a path elsewhere
            raise OSError(problem.errno, problem.strerror, self._path(name)) from None
        self.rename(beside, name)

    def readlink(self, name):
        """Where the link `name` leads; None where there is none."""
        try:
            return os.readlink(_one(name), dir_fd=self._handle)
        except OSError as problem:
            if problem.errno not in (errno.ENOENT, errno.EINVAL):
                raise
            return None

    def _path(self, name):
        return os.path.join(self.path, name)

    def _open(self, name, flags, mode=0o600, owners=None, links=None):
        return _checked(_one(name), self._path(name), self._handle, flags, mode, owners, links)

    def _discard(self, name):
        try:
            os.unlink(name, dir_fd=self._handle)
        except OSError:
            pass


def _one(name):
    if not name or "/" in name or "\0" in name or name in (".", ".."):
        raise ValueError(f"not one name in a directory: {name!r}")
    return name


def _checked(name, path, folder, flags, mode=0o600, owners=None, links=None):
    """A descriptor of a regular file that fits; the caller closes it."""
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


def _not_opened(name, folder, problem):
    """A link, a pipe without a reader, a socket, a directory: in words; None for any other error."""
    if problem.errno not in (errno.ELOOP, errno.EMLINK, errno.ENXIO, errno.EISDIR, errno.ENODEV):
        return None
    try:
        return _kind(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
    except OSError:
        return None


def _fault(found, owners, links):
    if not stat.S_ISREG(found.st_mode):
        return _kind(found.st_mode)
    if owners is not None and found.st_uid not in owners:
        return f"belongs to user id {found.st_uid}"
    if links is not None and found.st_nlink > links:
        return f"has {found.st_nlink} hard links"
    return None


def _kind(mode):
    return next((f"is {kind}, not a regular file" for test, kind in _KINDS if test(mode)), None)


def _bytes(handle, path, limit):
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


def untrusted_ancestor(path, uid):
    """The first directory from `/` down to `path` that a user other than root and `uid` can change; None if none is.

    `path` itself counts too; what does not exist yet does not.  See `ancestor_fault`.
    """
    found = ancestor_fault(path, uid)
    return found and found[0]


def ancestor_fault(path, uid):
    """(directory, reason, command that mends it), or None.

    Each component must belong to root or `uid`, links too, and must not be writable by its group or others.
    A sticky directory such as /tmp may be: there only owners rename, and the next component's owner is checked.
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


def _parts(path):
    """The components, last first."""
    return [part for part in reversed(path.split("/")) if part not in ("", ".")]


def _ancestor(place, found, uid):
    is_link = stat.S_ISLNK(found.st_mode)
    if found.st_uid not in (0, uid) and not _is_outside(found.st_uid):
        return _fault_of(place, f"belongs to user id {found.st_uid}", f"chown {'-h ' if is_link else ''}{uid or 'root:'}")
    if is_link or (stat.S_ISDIR(found.st_mode) and found.st_mode & stat.S_ISVTX):
        return None
    if found.st_mode & 0o002:
        return _fault_of(place, "every user can write it", "chmod go-w")
    if found.st_mode & 0o020 and not _is_private_group(found.st_gid, uid):
        return _fault_of(place, f"its group, {found.st_gid}, can write it", "chmod g-w")
    return None


def _fault_of(place, reason, command):
    import shlex

    return place, reason, f"{command} {shlex.quote(place)}"


def _is_private_group(gid, uid):
    """Is it root's, or the user's own group, which on many systems has only that member, so that it changes nothing?"""
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


def _is_outside(uid):
    """Is it the user id that a user namespace shows for the owners that it does not have, such as the machine's root?"""
    try:
        if uid != int(_line("/proc/sys/kernel/overflowuid")):
            return False
        with open("/proc/self/uid_map", encoding="ascii") as stream:
            ranges = [[int(word) for word in line.split()] for line in stream]
    except (OSError, ValueError):
        return False
    return bool(ranges) and not any(first <= uid < first + count for first, _, count in ranges)


def _line(path):
    with open(path, encoding="ascii") as stream:
        return stream.readline()
