# -*- coding: ascii -*-
"""The packed archive as a zip file: every fault of the file is a Refusal; parses on Python 2.7.

`zipfile` raises a dozen kinds of exceptions for damaged files, some of them bare ValueErrors, and
reads as much as the file's own headers claim.
"""

import os

from _pywar.base import exits
from _pywar.base.report import Refusal

# stored, deflated: the methods that the build writes
_METHODS = (0, 8)
# of about 200,000 files
_DIRECTORY_LIMIT = 32 << 20
_SIZE_OF_DIRECTORY = 5


def opened(path):
    """The ZipFile at `path`; a file that is missing or may not be read raises OSError as ever."""
    import zipfile

    with open(path, "rb") as stream:
        if os.fstat(stream.fileno()).st_size == 0:
            raise broken(path, "the file is empty")
        try:
            end = zipfile._EndRecData(stream)
            if end and end[_SIZE_OF_DIRECTORY] > _DIRECTORY_LIMIT:
                raise ValueError("its list of files has %d bytes" % end[_SIZE_OF_DIRECTORY])
        except Exception as problem:
            raise broken(path, problem)
    try:
        return zipfile.ZipFile(path)
    except Exception as problem:
        raise broken(path, problem)


class Member:
    """One file of a ZipFile, to be read in a `with`."""

    def __init__(self, archive, name):
        self._name = name
        try:
            info = archive.getinfo(name)
            if info.compress_type not in _METHODS:
                raise ValueError("compressed by method %d" % info.compress_type)
            self.size = info.file_size
            self._stream = archive.open(name)
        except Exception as problem:
            raise damaged(name, problem)

    def read(self, size):
        try:
            return self._stream.read(size)
        except Exception as problem:
            raise damaged(self._name, problem)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._stream.close()


def whole(stream, name, limit):
    """All bytes of a stream, refused where there are more than `limit`."""
    parts, left = [], limit + 1
    while left > 0:
        part = stream.read(min(left, 1 << 18))
        if not part:
            return b"".join(parts)
        parts.append(part)
        left -= len(part)
    raise damaged(name, "it has more than %d bytes" % limit)


def broken(path, problem):
    return Refusal(
        "`%s` is not a complete pywar archive" % path,
        [_said(problem)],
        ["copy the archive again, and compare its SHA-256 with the repository's"],
        status=exits.DAMAGED,
    )


def damaged(name, problem):
    return Refusal(
        "`%s` cannot be read from the archive" % name,
        [_said(problem)],
        ["copy the archive again: it is damaged"],
        status=exits.DAMAGED,
    )


def _said(problem):
    """The problem in printable words; some exceptions say nothing, or quote the file's bytes."""
    text = "%s" % (problem,) or type(problem).__name__
    return text.encode("ascii", "backslashreplace").decode("ascii")
