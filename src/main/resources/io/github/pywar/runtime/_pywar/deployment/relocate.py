"""Moves of entries between directories that other users may write in; no link is followed, nothing is replaced."""

from __future__ import annotations

import contextlib
import errno
import os
import stat

from _pywar.deployment import contents

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from _pywar.base.files import Folder
    from _pywar.deployment.contents import Tree

_CHUNK = 1 << 20
_TAKEN = (errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR, errno.EISDIR)
_NO_LINKS = (errno.EPERM, errno.EMLINK, errno.ENOTSUP, errno.ENOSYS)


def move(source: Tree, target: Tree, name: str, keeps_source: bool = False) -> None:
    """Rename `name` from one Tree into another on the same file system, with the folders above it.

    With `keeps_source` the source stays, too: a file that is about to be replaced exists at every moment.
    """
    _make_folders(source, target, name)
    with source.parent(name) as (from_folder, last), target.parent(name) as (to_folder, _):
        if keeps_source:
            with contextlib.suppress(FileExistsError):
                try:
                    os.link(last, last, src_dir_fd=from_folder, dst_dir_fd=to_folder, follow_symlinks=False)
                    return
                except OSError as problem:
                    if problem.errno not in _NO_LINKS:
                        raise
        os.rename(last, last, src_dir_fd=from_folder, dst_dir_fd=to_folder)


def _make_folders(source: Tree, target: Tree, name: str) -> None:
    """Make the folders above `name`, with owner and mode of the source's folders."""
    for folder in sorted(contents.ancestors([name])):
        with target.parent(folder) as (handle, last), contextlib.suppress(FileExistsError):
            os.mkdir(last, 0o700, dir_fd=handle)
            with source.folder(folder) as model, target.folder(folder) as made:
                _copy_attributes(made, os.fstat(model))


def move_folder(source: Folder, folder: str, target: Folder, name: str) -> str:
    """Move `folder` of the open Folder `source` into `target` as `name`, `name.2` …; return its new name."""
    number = 1
    while True:
        free = name if number == 1 else f"{name}.{number}"
        number += 1
        if target.stat(free) is not None:
            continue
        try:
            source.rename(folder, free, target)
            return free
        except OSError as problem:
            if problem.errno == errno.EXDEV:
                return _copy(source, folder, target, free)
            if problem.errno not in _TAKEN:
                raise


def _copy(source: Folder, folder: str, target: Folder, free: str) -> str:
    """Move to another file system: copy under a hidden name, sync, rename, and then remove the source."""
    number, beside = 1, f".{free}.copy"
    while target.stat(beside) is not None:  # of a killed command
        number, beside = number + 1, f".{free}.copy-{number}"
    os.mkdir(beside, 0o700, dir_fd=target.fileno())
    with contents.Tree(source.path + "/" + folder) as old:
        there = old.listing(contents.EVERYWHERE)
        with target.folder(beside) as made:
            if os.fstat(made.fileno()).st_uid != os.geteuid():
                raise OSError(errno.EPERM, "another user replaced it", beside)
            new, done = contents.Tree(made.path, os.dup(made.fileno())), []
            with new:
                try:
                    for name in sorted(there):
                        _copy_one(old, new, name)
                        done.append(name)
                    for name in sorted(there, reverse=True):
                        if stat.S_ISDIR(there[name].st_mode):
                            with new.folder(name) as handle:
                                _copy_attributes(handle, there[name])
                except OSError:
                    _undo(new, done)
                    with contextlib.suppress(OSError):
                        os.rmdir(beside, dir_fd=target.fileno())
                    raise
            os.fchmod(made.fileno(), 0o755)
            made.sync()
        os.sync()
        target.rename(beside, free)
        _remove_copied(old, there)
    with contextlib.suppress(OSError):  # files that changed meanwhile stay for the next command
        os.rmdir(folder, dir_fd=source.fileno())
    return free


def _copy_one(old: Tree, new: Tree, name: str) -> None:
    with old.parent(name) as (from_folder, last), new.parent(name) as (to_folder, _):
        found = os.stat(last, dir_fd=from_folder, follow_symlinks=False)
        if stat.S_ISDIR(found.st_mode):
            os.mkdir(last, 0o700, dir_fd=to_folder)
        elif stat.S_ISLNK(found.st_mode):
            os.symlink(os.readlink(last, dir_fd=from_folder), last, dir_fd=to_folder)
            _copy_owner(last, found, to_folder)
        elif stat.S_ISREG(found.st_mode):
            _copy_file(last, from_folder, to_folder)
        else:
            os.mknod(last, stat.S_IFMT(found.st_mode) | 0o600, found.st_rdev, dir_fd=to_folder)
            _copy_owner(last, found, to_folder)
            os.chmod(last, stat.S_IMODE(found.st_mode), dir_fd=to_folder)


def _copy_file(name: str, from_folder: int, to_folder: int) -> None:
    flags = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    with open(os.open(name, os.O_RDONLY | flags, dir_fd=from_folder), "rb", 0) as stream:
        with open(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | flags, 0o600, dir_fd=to_folder), "wb", 0) as out:
            for chunk in iter(lambda: stream.read(_CHUNK), b""):
                view = memoryview(chunk)
                while view:
                    view = view[out.write(view) :]
            found = os.fstat(stream.fileno())
            _copy_attributes(out.fileno(), found)
            os.utime(out.fileno(), ns=(found.st_atime_ns, found.st_mtime_ns))
            os.fsync(out.fileno())


def _copy_attributes(handle: int, model: os.stat_result) -> None:
    """Set owner, group and mode of `model`; if the owner cannot be set, set-user-id bits are dropped."""
    mode = stat.S_IMODE(model.st_mode)
    try:
        os.fchown(handle, model.st_uid, model.st_gid)
    except OSError:
        mode &= 0o777
    os.fchmod(handle, mode)


def _copy_owner(name: str, model: os.stat_result, folder: int) -> None:
    with contextlib.suppress(OSError):
        os.chown(name, model.st_uid, model.st_gid, dir_fd=folder, follow_symlinks=False)


def _undo(new: Tree, done: list[str]) -> None:
    for name in reversed(done):
        with new.parent(name) as (handle, last), contextlib.suppress(OSError):
            found = os.stat(last, dir_fd=handle, follow_symlinks=False)
            (os.rmdir if stat.S_ISDIR(found.st_mode) else os.unlink)(last, dir_fd=handle)


def _remove_copied(old: Tree, there: dict[str, os.stat_result]) -> None:
    """Remove the copied files; a file that was written to meanwhile stays."""
    keys = ("st_ino", "st_size", "st_mtime_ns")
    for name in sorted(there, reverse=True):
        with old.parent(name) as (handle, last), contextlib.suppress(OSError):
            found = os.stat(last, dir_fd=handle, follow_symlinks=False)
            if stat.S_ISDIR(found.st_mode):
                os.rmdir(last, dir_fd=handle)
            elif all(getattr(found, key) == getattr(there[name], key) for key in keys):
                os.unlink(last, dir_fd=handle)
