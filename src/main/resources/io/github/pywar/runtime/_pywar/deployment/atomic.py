"""Write beside, sync, rename: what stands under its name is whole.

The directories are opened by their path, so they must be the deploying user's all the way up, as `trust` sees to
it; at the last name no link is followed, since the application's user may write into `shared/`.
"""

import errno
import os
import stat

from _pywar.base import exits, files
from _pywar.base.report import Refusal

# bytes of an environment file
ENV_BYTES = 1 << 20


def write(path, data, mode=0o644, gid=-1):
    """Replace `path` by `data`; readers see the old bytes or the new ones."""
    folder, name = os.path.split(os.path.abspath(path))
    with files.Folder(folder) as place:
        place.write(name, data, mode, gid)


def set_rights(path, mode, gid):
    """Set mode and group of the file itself, if there is one.

    A link of the deploying user is left alone, with what it leads to: it may be closed on purpose.  Anything else
    than a regular file is refused.
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


def check_link(path):
    """A link that another user left in `shared/` must not choose the environment of the application."""
    if not os.path.islink(path):
        return
    found = os.lstat(path)
    if found.st_uid not in (0, os.geteuid()):
        raise Refusal(
            f"`{path}` is a link of user {found.st_uid}, and is not followed",
            hints=["put a file there, or make the link as the user who deploys"],
            status=exits.FAILED,
        )


def move(source, target, gid):
    """`rename`, also to another file system, where the target becomes a file of group `gid`: `shared/` may be a volume."""
    try:
        rename(source, target)
    except OSError as problem:
        if problem.errno != errno.EXDEV:
            raise
        copy(source, target, gid)
        os.unlink(source)


def copy_if_missing(source, target, gid):
    """Have a copy of the file at `source` as `target`; what is there already stays.

    No hard link: a file in `shared/` may be the application's user's, who could change the copy, too.
    """
    if not os.path.lexists(source):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), source)
    if not os.path.lexists(target):
        copy(source, target, gid)


def copy(source, target, gid):
    """A link stays one: what it leads to may be closed to those who read `target`."""
    if os.path.islink(source):
        check_link(source)
        link(os.readlink(source), target)
        return
    data = files.read(source, ENV_BYTES, links=1)
    write(target, data, stat.S_IMODE(os.lstat(source).st_mode) & 0o755, gid)


def link(target, path):
    """Point the link `path` to `target`, whatever it pointed to before."""
    folder, name = os.path.split(os.path.abspath(path))
    with files.Folder(folder) as place:
        place.symlink(target, name)


def rename(source, target):
    """Rename, and see to it that the directory knows after a power cut."""
    os.rename(source, target)
    sync_folder(os.path.dirname(target))


def sync_folder(path):
    with files.Folder(path) as folder:
        folder.sync()
