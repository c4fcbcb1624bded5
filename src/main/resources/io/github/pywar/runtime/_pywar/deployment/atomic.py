"""Write beside, sync, rename: what stands under its name is whole."""

import contextlib
import errno
import os
import stat


def write(path, data, mode=0o644, gid=-1):
    """Replace `path` by `data`; readers see the old bytes or the new ones."""
    beside = f"{path}.new"
    with contextlib.suppress(FileNotFoundError):
        os.unlink(beside)
    try:
        _write_new(beside, data, mode, gid)
        rename(beside, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(beside)
        raise


def _write_new(path, data, mode, gid):
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as stream:
        os.fchmod(stream.fileno(), mode)
        if gid != -1:
            os.fchown(stream.fileno(), -1, gid)
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def guard(path, mode, gid):
    """Set mode and group of the file itself, if there is one.

    The application's user may write into `shared/`: a link that it left there must not
    make root open another file to it.
    """
    with contextlib.suppress(FileNotFoundError):
        found = os.lstat(path)
        if not stat.S_ISREG(found.st_mode) or found.st_nlink != 1:
            return
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            if os.path.samestat(os.fstat(handle), found):
                os.fchown(handle, -1, gid)
                os.fchmod(handle, mode)
        finally:
            os.close(handle)


def move(source, target, gid):
    """`rename`, also to another file system, where the target becomes a file of group `gid`: `shared/` may be a volume."""
    try:
        rename(source, target)
    except OSError as problem:
        if problem.errno != errno.EXDEV:
            raise
        copy(source, target, gid)
        os.unlink(source)


def keep(source, target, gid):
    """Have what stands at `source` under the name `target` too; what is there already stays."""
    try:
        os.link(source, target)
    except FileExistsError:
        pass
    except OSError as problem:
        if problem.errno != errno.EXDEV:
            raise
        if not os.path.lexists(target):
            copy(source, target, gid)


def copy(source, target, gid):
    """A link stays one: what it leads to may be closed to those who read `target`."""
    if os.path.islink(source):
        link(os.readlink(source), target)
        return
    with open(os.open(source, os.O_RDONLY | os.O_NOFOLLOW), "rb") as stream:
        write(target, stream.read(), stat.S_IMODE(os.fstat(stream.fileno()).st_mode), gid)


def link(target, path):
    """Point the link `path` to `target`, whatever it pointed to before."""
    beside = f"{path}.new"
    with contextlib.suppress(FileNotFoundError):
        os.unlink(beside)
    os.symlink(target, beside)
    rename(beside, path)


def rename(source, target):
    """Rename, and see to it that the directory knows after a power cut."""
    os.rename(source, target)
    sync_folder(os.path.dirname(target))


def sync_folder(path):
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
