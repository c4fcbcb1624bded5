"""Members of an archive, from the packed file or from an unpacked tree."""

from __future__ import annotations

import io
import os
import shutil
from contextlib import contextmanager
from typing import IO, Iterator, Union

from _pywar.archive import packed, record


def of(root: str) -> Source:
    """Return the source at `root`: the archive file, or a directory."""
    return TreeSource(root) if os.path.isdir(root) else ZipSource(root)


class ZipSource:
    """The packed archive."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._zip = packed.opened(path)

    def names(self) -> list[str]:
        return [info.filename for info in self._zip.infolist() if not info.is_dir()]

    def is_executable(self, name: str) -> bool:
        return bool(self._zip.getinfo(name).external_attr >> 16 & 0o111)

    def size(self, name: str) -> int | None:
        """Return the number of bytes that `open` reads at most."""
        return self._zip.getinfo(name).file_size

    def open(self, name: str) -> packed.Member:
        return packed.Member(self._zip, name)


class TreeSource:
    """An unpacked archive; the record excludes files that a deployment or Python added."""

    def __init__(self, root: str) -> None:
        self.path = root

    def names(self) -> list[str]:
        found = []
        for folder, _, files in os.walk(self.path):
            found += [os.path.relpath(os.path.join(folder, file), self.path) for file in files]
        return sorted(name.replace(os.sep, "/") for name in found)

    def is_executable(self, name: str) -> bool:
        return os.access(os.path.join(self.path, *name.split("/")), os.X_OK)

    def size(self, name: str) -> int | None:
        """Return None: the record has the size, and a file that does not match it is refused."""
        return None

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        if name == "pyvenv.cfg":
            # a deployment completed it for its own paths; this is the content in every archive
            yield io.BytesIO(b"include-system-site-packages = false\n")
            return
        try:
            stream = open(os.path.join(self.path, *name.split("/")), "rb")
        except OSError as problem:
            raise packed.damaged(name, problem.strerror or problem) from None
        with stream:
            yield stream


Source = Union[ZipSource, TreeSource]


def read(source: Source, name: str, limit: int = 32 << 20) -> bytes:
    """Return all bytes of one member, and refuse more than `limit`."""
    with source.open(name) as stream:
        return packed.read_all(stream, name, limit)


def copy(stream: packed.Member | IO[bytes], target: IO[bytes] | record.Hashing) -> None:
    """Copy a stream, with the same buffer size for all callers."""
    shutil.copyfileobj(stream, target, 1 << 18)
