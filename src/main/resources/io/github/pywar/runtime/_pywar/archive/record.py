"""META-INF/pywar/RECORD and DEPLOYED: lists of files with digests, in the CSV form of a wheel's RECORD.

A row is `path,sha256=<urlsafe base64 without padding>,size`; a record's own row has empty
fields; a link's row in DEPLOYED is `path,link=target,`.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import os
from typing import IO, NamedTuple

from _pywar.archive.manifest import is_safe
from _pywar.base import exits
from _pywar.base.report import Refusal

RECORD = "META-INF/pywar/RECORD"
DEPLOYED = "META-INF/pywar/DEPLOYED"
LIMIT = 32 << 20


class Row(NamedTuple):
    """One file (`sha256=…`, its size) or one link (`link=target`, no size)."""

    digest: str
    size: str

    @property
    def link(self) -> str | None:
        """The link's target, or None for a file."""
        return self.digest[5:] if self.digest.startswith("link=") else None


def parse(data: bytes, name: str) -> dict[str, Row]:
    """Return a Row for each path, without the record's own row."""
    rows: dict[str, Row] = {}
    try:
        for number, row in enumerate(csv.reader(io.StringIO(data.decode("utf-8"), newline="")), 1):
            if len(row) != 3 or not is_safe(row[0]) or (name == RECORD != row[0] and not _is_of_file(*row[1:])):
                shown = ascii(",".join(row))[1:-1]
                raise Refusal(f"row {number} of `{name}` is invalid: {shown[:200]}", status=exits.DAMAGED)
            if row[0] != name:
                rows[row[0]] = Row(row[1], row[2])
    except (UnicodeDecodeError, csv.Error) as problem:
        raise Refusal(f"`{name}` cannot be read", [str(problem)], status=exits.DAMAGED) from None
    return rows


def _is_of_file(digest: str, size: str) -> bool:
    return digest.startswith("sha256=") and len(digest) == 50 and size.isascii() and size.isdecimal() and len(size) < 20


def text(rows: dict[str, Row], name: str) -> bytes:
    """Return the bytes of a record: rows sorted by path, the record's own row last."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    for path in sorted(rows):
        writer.writerow([path, *rows[path]])
    writer.writerow([name, "", ""])
    return out.getvalue().encode("utf-8")


def digest_of(stream: IO[bytes]) -> Row:
    """Return the Row for the rest of `stream`."""
    found = Hashing(None)
    while found.take(stream.read(1 << 18)):
        pass
    return found.row()


def row_of(path: str) -> Row:
    """Return the Row of the file or link at `path` on disk."""
    if os.path.islink(path):
        return Row(f"link={os.readlink(path)}", "")
    with open(path, "rb") as stream:
        return digest_of(stream)


def row_of_bytes(data: bytes) -> Row:
    """Return the Row of a file with these bytes."""
    return digest_of(io.BytesIO(data))


class Hashing:
    """A writer that computes the digest of all data, and writes the data to `target`, if there is one."""

    def __init__(self, target: IO[bytes] | None) -> None:
        self._target = target
        self._sha = hashlib.sha256()
        self._size = 0

    def take(self, chunk: bytes) -> int:
        """Add `chunk` to the digest without writing it."""
        self._sha.update(chunk)
        self._size += len(chunk)
        return len(chunk)

    def write(self, chunk: bytes) -> int:
        self.take(chunk)
        return self._target.write(chunk) if self._target else len(chunk)

    def row(self) -> Row:
        """Return the Row of all data so far."""
        encoded = base64.urlsafe_b64encode(self._sha.digest()).rstrip(b"=").decode("ascii")
        return Row(f"sha256={encoded}", str(self._size))
