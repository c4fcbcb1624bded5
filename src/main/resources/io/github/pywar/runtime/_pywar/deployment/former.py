"""Files of the release that serves, for a new release in which they are unchanged.

A file is used only if its row equals the row of the new archive, and if its bytes match that row after it is at its
new place.  There are three ways:

clone   the file system shares the blocks, and each file can be changed alone (Btrfs, XFS, bcachefs …)
link    `--hard-links`: one file with two names, of a library, that only root can write
copy    of a compiled module; all other files are unpacked from the archive instead
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import stat

from _pywar.archive import record
from _pywar.base import exits
from _pywar.base.report import Refusal
from _pywar.deployment import bytecode, contents, seal

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from typing import Iterator

    from _pywar.archive.record import Row
    from _pywar.deployment.contents import Tree
    from _pywar.deployment.directory import Deployment
    from _pywar.deployment.owner import Owner

# a smaller file is unpacked in the time in which it would be cloned
_SMALL = 1 << 14
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_UNABLE = (errno.EOPNOTSUPP, errno.ENOTTY, errno.EINVAL, errno.EXDEV, errno.ENOSYS)
# number of the system call FICLONE, which differs on these machines
_CLONE = 0x80049409 if os.uname().machine.startswith(("ppc", "mips", "sparc", "alpha", "parisc")) else 0x40049409


@contextlib.contextmanager
def opened(deployment: Deployment, name: str, shipped: dict[str, Row], links: Links | None) -> Iterator[Former | None]:
    """Open the release that serves, or the newest one, for the release `name` with the rows `shipped`; None if there is none."""
    last, rows = rows_for(deployment, name)
    if not rows or not last:
        yield None
        return
    with contents.Tree(deployment.release(last)) as tree:
        yield Former(last, tree, rows, shipped, links)


def rows_for(deployment: Deployment, name: str) -> tuple[str | None, dict[str, Row]]:
    """Return the release whose files the release `name` may use, with their rows; no rows if there is none."""
    last = deployment.current() or next(iter(reversed(deployment.names())), None)
    return last, read_rows(deployment, last) if last and last != name else {}


def read_rows(deployment: Deployment, name: str) -> dict[str, Row]:
    """Return the rows of a release whose records match its seal."""
    with contextlib.suppress(Refusal, OSError):
        found = seal.read_records(deployment, deployment.release(name), name, is_strict=True)
        # hooks may have run as another user
        return {key: row for key, row in found.rows.items() if found.by_hooks.get(key) != row} if found.seal else {}
    return {}


class Links:
    """Condition for a hard link: a file of a library, as the deployment would make it, that no other user can write."""

    def __init__(self, libraries: str, gid: int) -> None:
        self._libraries = libraries
        self._gid = os.getegid() if gid == -1 else gid

    def allow(self, name: str, found: os.stat_result, mode: int) -> bool:
        is_alike = (found.st_uid, found.st_gid, found.st_mode) == (os.geteuid(), self._gid, stat.S_IFREG | mode)
        return is_alike and name.startswith(self._libraries + "/")


def links_of(libraries: str, user: Owner, is_requested: bool) -> Links | None:
    """Return the condition for hard links, None without the option; refuse them if the application could write the files."""
    if not is_requested:
        return None
    if user.become() is None:
        raise Refusal(
            "`--hard-links` needs an application that runs as another user than the one who deploys",
            [f"the application runs as {user.text}, and could change the files of two releases at once"],
            ["deploy as root, with --owner USER", "or omit --hard-links: unchanged files are then written again"],
            status=exits.USAGE,
        )
    return Links(libraries, user.file_group())


class Former:
    """The open release `name`."""

    def __init__(self, name: str, tree: Tree, rows: dict[str, Row], shipped: dict[str, Row], links: Links | None) -> None:
        self.name = name
        self._tree = tree
        self._rows = rows
        self._shipped = shipped
        self._links = links
        self._can_clone = True

    def provide(self, name: str, row: Row, mode: int, path: str) -> str:
        """Make the file `path` with these bytes; return `linked` or `cloned`, or an empty text without a file."""
        if self._rows.get(name) != row or row.link is not None:
            return ""
        if self._link(name, row, mode, path):
            return "linked"
        return "cloned" if self._can_clone and int(row.size) >= _SMALL and self._clone(name, row, mode, path) else ""

    def has_compiled(self, name: str, compiled: str) -> bool:
        """Return whether the module `name` is unchanged and has the compiled file `compiled`."""
        return name in self._rows and self._rows[name] == self._shipped.get(name) and compiled in self._rows

    def provide_compiled(self, name: str, compiled: str, path: str) -> Row | None:
        """Make the compiled file `path` of an unchanged module; None if there is none for this interpreter."""
        if not self.has_compiled(name, compiled):
            return None
        row, data = self._rows[compiled], b""
        with contextlib.suppress(OSError):
            if self._tree.read_start(compiled, len(bytecode.HEAD)) != bytecode.HEAD:
                return None
            if self._link(compiled, row, 0o644, path):
                return row
            data = self._tree.read_start(compiled, int(row.size) + 1)
        # an error at writing is raised
        return bytecode.write(path, data) if record.row_of_bytes(data) == row else None

    def _link(self, name: str, row: Row, mode: int, path: str) -> bool:
        if self._links is None:
            return False
        with contextlib.suppress(OSError), self._tree.parent(name) as (handle, last):
            if not self._links.allow(name, os.stat(last, dir_fd=handle, follow_symlinks=False), mode):
                return False
            os.link(last, path, src_dir_fd=handle, follow_symlinks=False)
            is_same = False
            try:
                # another file may have got the name since; no other user can replace the one at `path`
                is_same = self._links.allow(name, os.lstat(path), mode) and record.row_of(path) == row
            finally:
                if not is_same:
                    os.unlink(path)
            return is_same
        return False

    def _clone(self, name: str, row: Row, mode: int, path: str) -> bool:
        with contextlib.suppress(OSError), self._tree.parent(name) as (handle, last):
            with contextlib.ExitStack() as stack:
                source = stack.enter_context(open(os.open(last, _READ, dir_fd=handle), "rb"))
                target = stack.enter_context(open(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, mode), "w+b"))
                is_same = False
                try:
                    fcntl.ioctl(target.fileno(), _CLONE, source.fileno())
                    is_same = record.digest_of(target) == row
                except OSError as problem:
                    self._can_clone = problem.errno not in _UNABLE
                finally:
                    if not is_same:
                        os.unlink(path)
                return is_same
        return False
