"""The actual content of a release, read through directory descriptors, so that no link is followed.

Only recorded folders are entered.  A folder that the deployment did not make is one entry, however many files
it has: years of media files must not make each command slow.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat

from _pywar.archive import record
from _pywar.base import parallel

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from typing import IO, Container, Iterable, Iterator

    from _pywar.archive.record import Row

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class _All:
    """Set of all names."""

    def __contains__(self, name: object) -> bool:
        return True


# for `Tree.listing`: every folder is entered
EVERYWHERE = _All()


class Tree:
    """Open directory; names in it are relative, with `/`, and `""` is the directory itself."""

    def __init__(self, path: str, handle: int | None = None) -> None:
        self.path = path
        self._handle = handle
        self._last: tuple[str, int] | None = None

    def __enter__(self) -> Tree:
        if self._handle is None:
            self._handle = os.open(self.path, _FOLDER)
        return self

    def __exit__(self, *_: object) -> None:
        self._close_last()
        os.close(self._descriptor())

    def _descriptor(self) -> int:
        assert self._handle is not None, "the tree is not open"
        return self._handle

    @contextlib.contextmanager
    def folder(self, name: str) -> Iterator[int]:
        """Open the folder `name`, each component without following a link."""
        if self._last is None or self._last[0] != name:
            # names come folder by folder, so a cache of one descriptor is enough
            self._close_last()
            last = self._last = name, self._open(name)
        else:
            last = self._last
        yield last[1]

    def _open(self, name: str) -> int:
        handle = os.dup(self._descriptor())
        for part in name.split("/") if name else []:
            try:
                below = os.open(part, _FOLDER, dir_fd=handle)
            finally:
                os.close(handle)
            handle = below
        return handle

    def _close_last(self) -> None:
        if self._last is not None:
            os.close(self._last[1])
            self._last = None

    def listing(self, folders: Container[str]) -> dict[str, os.stat_result]:
        """Return name -> lstat of all entries in those of `folders` that exist; a link at a folder's name is an entry."""
        found = {}
        waiting = [""]
        while waiting:
            name = waiting.pop()
            with self.folder(name) as handle:
                for entry in os.listdir(handle):
                    full = f"{name}/{entry}" if name else entry
                    with contextlib.suppress(FileNotFoundError):  # gone since
                        found[full] = os.stat(entry, dir_fd=handle, follow_symlinks=False)
                        if full in folders and stat.S_ISDIR(found[full].st_mode):
                            waiting.append(full)
        return found

    def stat(self, name: str) -> os.stat_result | None:
        """Return the lstat of `name`, None if it does not exist."""
        try:
            with self.parent(name) as (handle, last):
                return os.stat(last, dir_fd=handle, follow_symlinks=False)
        except (FileNotFoundError, NotADirectoryError):
            return None

    def row(self, name: str, size: str | None = None) -> Row | None:
        """Return the Row of a file or link; None for anything else, and for a file of another size than `size`."""
        with self.parent(name) as (handle, last):
            found = os.stat(last, dir_fd=handle, follow_symlinks=False)
            if stat.S_ISLNK(found.st_mode):
                return record.Row(f"link={os.readlink(last, dir_fd=handle)}", "")
            if not stat.S_ISREG(found.st_mode) or size not in (None, str(found.st_size)):
                return None
            with open(os.open(last, _FILE, dir_fd=handle), "rb") as stream:
                return record.digest_of(stream) if stat.S_ISREG(os.fstat(stream.fileno()).st_mode) else None

    def matches(self, name: str, row: Row) -> bool:
        """Return whether `name` is the file or link that `row` describes; a file of another size is not read."""
        try:
            return self.row(name, row.size or None) == row
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return False
        except OSError:
            if stat.S_ISREG(getattr(self.stat(name), "st_mode", 0)):
                raise  # a file that cannot be read is an error, anything else no file
            return False

    def mismatches(self, rows: dict[str, Row], there: dict[str, os.stat_result]) -> set[str]:
        """Return the names of `rows` in a listing that `matches` refuses, hashed on all processors."""
        names = [name for name in rows if name in there]
        found = parallel.run(lambda name: self.matches(name, rows[name]), names, lambda name: 5e-5 + there[name].st_size / 6e8)
        return {name for name, is_same in zip(names, found) if not is_same}

    def read_start(self, name: str, size: int) -> bytes:
        """Return the first bytes of a regular file; empty for anything else."""
        with self.parent(name) as (handle, last):
            if not stat.S_ISREG(os.stat(last, dir_fd=handle, follow_symlinks=False).st_mode):
                return b""
            with open(os.open(last, _FILE, dir_fd=handle), "rb") as stream:
                return stream.read(size) if stat.S_ISREG(os.fstat(stream.fileno()).st_mode) else b""

    @contextlib.contextmanager
    def stream(self, name: str) -> Iterator[IO[bytes]]:
        """Open a regular file; anything else is an OSError."""
        with self.parent(name) as (handle, last), open(os.open(last, _FILE, dir_fd=handle), "rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise OSError(errno.EINVAL, "is no regular file", name)
            yield stream

    @contextlib.contextmanager
    def parent(self, name: str) -> Iterator[tuple[int, str]]:
        """Open the folder of `name`: (descriptor, last component)."""
        folder, _, last = name.rpartition("/")
        with self.folder(folder) as handle:
            yield handle, last


def ancestors(names: Iterable[str]) -> set[str]:
    """Return the folders that contain `names`, without the top one."""
    found = set()
    for name in names:
        folder = name.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found
