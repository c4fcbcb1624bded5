"""Atomic file operations: write under a temporary name, sync, rename.  A file under its own name is complete.

Directories are opened by path, so the deploying user must own them all the way up; `trust` checks that.
No link is followed at the last component, because the application's user may write into `shared/`.
"""

from __future__ import annotations

import errno
import os
import stat

from _pywar.base import exits, files
from _pywar.base.report import Refusal

# bytes of an environment file
ENV_BYTES = 1 << 20


def write(path: str, data: bytes, mode: int = 0o644, gid: int = -1) -> None:
    """Replace the content of `path` by `data`; readers see the old bytes or the new bytes."""
    folder, name = os.path.split(os.path.abspath(path))
    with files.Folder(folder) as place:
        place.write(name, data, mode, gid)


def set_rights(path: str, mode: int, gid: int) -> None:
    """Set mode and group of a file, if it exists.

    A link of the deploying user and its target stay as they are: the target may be closed on purpose.  Anything
    else than a regular file is refused.
    """
    folder, name = os.path.split(path)
    with files.Folder(folder) as place:
        found = place.stat(name)
        if found is None or stat.S_ISLNK(found.st_mode):
            check_link(path)
            return
        try:
            place.own(name, -1, gid, mode)
        except files.Untrusted as problem:
            raise Refusal(f"`{path}` {problem.strerror}", hints=["remove it, or put a file there"], status=exits.FAILED) from None
        except PermissionError:
            if os.geteuid() == 0:
                raise


def check_link(path: str) -> None:
    """Refuse a link of another user: it must not choose the environment of the application."""
    if not os.path.islink(path):
        return
    found = os.lstat(path)
    if found.st_uid not in (0, os.geteuid()):
        raise Refusal(
            f"`{path}` is a link of user {found.st_uid}, and is not followed",
            hints=["put a file there, or make the link as the user who deploys"],
            status=exits.FAILED,
        )


def move(source: str, target: str, gid: int) -> None:
    """Move a file, also to another file system, because `shared/` may be a volume; a copy gets the group `gid`."""
    try:
        rename(source, target)
    except OSError as problem:
        if problem.errno != errno.EXDEV:
            raise
        copy(source, target, gid)
        os.unlink(source)


def copy_if_missing(source: str, target: str, gid: int) -> None:
    """Copy the file `source` to `target`, unless `target` exists.

    No hard link: the application's user may own a file in `shared/`, and could change the copy, too.
    """
    if not os.path.lexists(source):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), source)
    if not os.path.lexists(target):
        copy(source, target, gid)


def copy(source: str, target: str, gid: int) -> None:
    """Copy a file; a link stays a link, because its target may be closed to the readers of `target`."""
    if os.path.islink(source):
        check_link(source)
        link(os.readlink(source), target)
        return
    data = files.read(source, ENV_BYTES, links=1)
    write(target, data, stat.S_IMODE(os.lstat(source).st_mode) & 0o755, gid)


def link(target: str, path: str) -> None:
    """Point the link `path` to `target`, in one step."""
    folder, name = os.path.split(os.path.abspath(path))
    with files.Folder(folder) as place:
        place.symlink(target, name)


def rename(source: str, target: str) -> None:
    """Rename, and sync the directory: the new name survives a power cut."""
    os.rename(source, target)
    sync_folder(os.path.dirname(target))


def sync_folder(path: str) -> None:
    with files.Folder(path) as folder:
        folder.sync()
