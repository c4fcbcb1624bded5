# -*- coding: ascii -*-
"""The packed archive as a zip file, with a Refusal for every error of the file; parses on Python 2.7.

`zipfile` raises a dozen kinds of exceptions for damaged files, some of them bare ValueErrors, and
reads as much as the file's own headers claim.
"""

import io
import os

from _pywar.base import report

TYPE_CHECKING = False
if TYPE_CHECKING:  # a start does not pay for it
    from typing import IO, List, Tuple, Union  # noqa: F401
    from zipfile import ZipFile  # noqa: F401

# stored, deflated: the methods that the build writes
_METHODS = (0, 8)
# the list of about 200,000 files
_DIRECTORY_LIMIT = 32 << 20
_SIZE_OF_DIRECTORY = 5


# the last opened archive: its list of files is read once; (path, identity of the file, ZipFile)
_last = []  # type: List[Tuple[str, Tuple[float, ...], ZipFile]]


def opened(path):
    # type: (str) -> ZipFile
    """Return the ZipFile at `path`, which its callers share; a file that is missing or not readable raises OSError."""
    if not _last or _last[0][:2] != (path, _identity(os.stat(path))):
        _last[:] = [_open(path)]
    return _last[0][2]


def _identity(found):
    # type: (os.stat_result) -> Tuple[float, ...]
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime, found.st_ctime)


def _open(path):
    # type: (str) -> Tuple[str, Tuple[float, ...], ZipFile]
    import zipfile  # a start from an unpacked tree does not pay for it

    place_of_directory(path)
    positioned = _Positioned(path)
    try:
        # the identity of the open file: `path` may be another one since
        return path, _identity(os.fstat(positioned.fileno())), zipfile.ZipFile(positioned)
    except Exception as problem:
        positioned.close()
        raise broken(path, problem)


def place_of_directory(path):
    # type: (str) -> Tuple[int, int]
    """Return (offset, size) of the list of files, from the record at the end of the file; (0, 0) without a record."""
    import zipfile  # as in `_open`

    with open(path, "rb") as stream:
        if os.fstat(stream.fileno()).st_size == 0:
            raise broken(path, "the file is empty")
        try:
            end = zipfile._EndRecData(stream)  # type: ignore[attr-defined]
            if end and end[_SIZE_OF_DIRECTORY] > _DIRECTORY_LIMIT:
                raise ValueError("its list of files has %d bytes" % end[_SIZE_OF_DIRECTORY])
        except Exception as problem:
            raise broken(path, problem)
    return (end[_SIZE_OF_DIRECTORY + 1], end[_SIZE_OF_DIRECTORY]) if end else (0, 0)


class _Positioned(io.RawIOBase):
    """File with a position of its own in each forked process: forks share the position of a descriptor."""

    def __init__(self, path):
        # type: (str) -> None
        self.name = path
        self._stream = open(path, "rb", 0)
        self._at = 0

    def fileno(self):
        # type: () -> int
        return self._stream.fileno()

    def readable(self):
        # type: () -> bool
        return True

    def seekable(self):
        # type: () -> bool
        return True

    def tell(self):
        # type: () -> int
        return self._at

    def seek(self, offset, whence=os.SEEK_SET):
        # type: (int, int) -> int
        start = (0, self._at, os.fstat(self._stream.fileno()).st_size)[whence]
        self._at = max(0, start + offset)
        return self._at

    def read(self, size=-1):
        # type: (int) -> bytes
        if size < 0:
            size = max(0, os.fstat(self._stream.fileno()).st_size - self._at)
        handle = self._stream.fileno()
        if hasattr(os, "pread"):
            data = os.pread(handle, size, self._at)  # type: ignore[attr-defined, unused-ignore]
        else:  # Python 2, which reads the manifest only to refuse the archive
            os.lseek(handle, self._at, os.SEEK_SET)
            data = os.read(handle, size)
        self._at += len(data)
        return data

    def close(self):
        # type: () -> None
        self._stream.close()
        io.RawIOBase.close(self)


class Member:
    """One file of a ZipFile, for use in a `with`."""

    def __init__(self, archive, name):
        # type: (ZipFile, str) -> None
        self._name = name
        try:
            info = archive.getinfo(name)
            if info.compress_type not in _METHODS:
                raise ValueError("compressed by method %d" % info.compress_type)
            self.size = info.file_size
            self._stream = archive.open(name)
        except Exception as problem:
            raise damaged(name, problem)

    def read(self, size=-1):
        # type: (int) -> bytes
        try:
            return self._stream.read(size)
        except Exception as problem:
            raise damaged(self._name, problem)

    def __enter__(self):
        # type: () -> Member
        return self

    def __exit__(self, *_):
        # type: (*object) -> None
        self._stream.close()


def read_all(stream, name, limit):
    # type: (Union[IO[bytes], Member], str, int) -> bytes
    """Return all bytes of a stream, and refuse more than `limit`."""
    parts, left = [], limit + 1
    while left > 0:
        part = stream.read(min(left, 1 << 18))
        if not part:
            return b"".join(parts)
        parts.append(part)
        left -= len(part)
    raise damaged(name, "it has more than %d bytes" % limit)


def broken(path, problem):
    # type: (str, object) -> report.Refusal
    """Return the Refusal of a file that is no archive, or is truncated."""
    return report.damaged("`%s` is not a complete pywar archive" % path, [_text(problem)])


def damaged(name, problem):
    # type: (str, object) -> report.Refusal
    """Return the Refusal of one damaged member."""
    return report.damaged("`%s` cannot be read from the archive" % name, [_text(problem)], "copy the archive again: it is damaged")


def _text(problem):
    # type: (object) -> str
    """Return the problem as ASCII; some exceptions have no text, or quote the file's bytes."""
    text = "%s" % (problem,) or type(problem).__name__
    return text.encode("ascii", "backslashreplace").decode("ascii")
