"""An archive that is made on the server: unchanged files come from a release, all other bytes from the origin.

The list of files at the end of the archive has the name, size and CRC-32 of each file.  A file of the release with
the same three is deflated as nearly all builders of wheels do it (zlib, level 6).  The result is used if it has the
length that the list says.  So an unchanged file needs no transfer, and the archive gets the bytes that were signed.
Nothing here is trusted: the caller compares the complete file with its checksum, signature and RECORD.
"""

from __future__ import annotations

import contextlib
import os
import struct
import zlib
from typing import NamedTuple

from _pywar.archive import packed, record
from _pywar.base import parallel

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from typing import IO, Iterator
    from zipfile import ZipFile, ZipInfo

    from _pywar.archive.record import Row
    from _pywar.deployment.contents import Tree
    from _pywar.deployment.origins import Origin

# bytes at the end that are requested first: the record of the end, and the list of a small archive
TAIL = 16 << 10
# bytes between two parts that cost less than another request
GAP = 16 << 10
_CHUNK = 1 << 18
_STORED = 0


class Span(NamedTuple):
    """Bytes of one file in the archive, with its local header."""

    start: int
    end: int
    info: ZipInfo
    header: bytes


class Part:
    """The archive at `path` while it is made; the bytes that are not there yet are zeros."""

    def __init__(self, path: str, origin: Origin) -> None:
        self.path = path
        self._origin = origin
        self._stream: IO[bytes] | None = None
        self._spans: list[Span] = []

    def __enter__(self) -> Part:
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        self._stream = open(handle, "wb", 0)
        return self

    def __exit__(self, *_: object) -> None:
        self._file().close()

    def _file(self) -> IO[bytes]:
        assert self._stream is not None, "the part is not open"
        return self._stream

    def write(self, at: int, data: bytes) -> None:
        """Write all of `data`."""
        try:
            while data:
                count = os.pwrite(self._file().fileno(), data, at)
                at, data = at + count, data[count:]
        except OSError as problem:
            problem.filename = self.path
            raise

    def fetch(self, ranges: list[tuple[int, int]]) -> int:
        """Fetch these ranges; return their number after neighbours are merged."""
        merged = _merge(ranges)
        for start, end in merged:
            self._origin.copy(start, end, self.write)
        return len(merged)

    def truncate(self, size: int) -> None:
        """Give the file its length: an attempt before may have received a longer version of it."""
        os.truncate(self.path, size)

    def read_directory(self, tail: int) -> bool:
        """Fetch the list of files, of which the bytes from `tail` on are there; return whether it was found."""
        size = self._origin.size
        offset, length = packed.place_of_directory(self.path)
        if not 0 < offset < offset + length < size:
            return False
        if offset < tail:
            self.fetch([(offset, tail)])
        self._spans = _spans(packed.opened(self.path), offset)
        return bool(self._spans)

    def take(self, tree: Tree, rows: dict[str, Row]) -> dict[str, Row]:
        """Write the files that are unchanged in the release `tree` with `rows`; return the rows of those files."""

        def one(number: int) -> bool:
            span = self._spans[number]
            with contextlib.suppress(OSError, zlib.error):
                return _take(self._file().fileno(), span, tree, rows[span.info.filename])
            return False

        numbers = [number for number, span in enumerate(self._spans) if _is_alike(span, rows)]
        taken = parallel.run(one, numbers, lambda number: 1e-4 + self._spans[number].info.file_size / 3e7)
        names = [self._spans[number].info.filename for number, is_taken in zip(numbers, taken) if is_taken]
        return {name: rows[name] for name in names}

    def missing(self, taken: dict[str, Row]) -> list[tuple[int, int]]:
        """Return the ranges of all files but those in `taken` and RECORD, which comes last."""
        spans = [span for span in self._spans if span.info.filename not in taken and span.info.filename != record.RECORD]
        return [(span.start, span.end) for span in spans]

    def first(self) -> int:
        """Return the offset of the first file: a launcher, and an interpreter, may be before it."""
        return self._spans[0].start

    def write_record(self, taken: dict[str, Row]) -> list[tuple[int, int]]:
        """Write RECORD from the rows of all files; return its range if it must be fetched instead."""
        span = next((span for span in self._spans if span.info.filename == record.RECORD), None)
        if span is None:
            return []
        zipped, names = packed.opened(self.path), [one.info.filename for one in self._spans if one is not span]
        rows = {name: taken.get(name) or _row(zipped, name) for name in names}
        header = span.header
        is_plain = span.info.compress_type == _STORED and len(header) + span.info.file_size == span.end - span.start
        for data in _texts(rows):
            if is_plain and (len(data), zlib.crc32(data)) == (span.info.file_size, span.info.CRC):
                self.write(span.start, header + data)
                return []
        return [(span.start, span.end)]


def _merge(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(one for one in ranges if one[0] < one[1]):
        if merged and start - merged[-1][1] <= GAP:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _spans(zipped: ZipFile, end: int) -> list[Span]:
    """Return the spans of all entries; none if they overlap, or if one has values that no header can have."""
    infos = sorted(zipped.infolist(), key=lambda info: info.header_offset)
    ends = [info.header_offset for info in infos[1:]] + [end]
    try:
        spans = [Span(info.header_offset, stop, info, info.FileHeader()) for info, stop in zip(infos, ends)]
    except (struct.error, ValueError):
        return []
    is_sound = all(0 <= span.start and span.start + 30 + span.info.compress_size <= span.end for span in spans)
    return spans if is_sound else []


def _is_alike(span: Span, rows: dict[str, Row]) -> bool:
    row = rows.get(span.info.filename)
    is_plain = len(span.header) + span.info.compress_size == span.end - span.start
    return row is not None and row.link is None and row.size == str(span.info.file_size) and is_plain


def _take(handle: int, span: Span, tree: Tree, row: Row) -> bool:
    """Write one file of the release into the archive; return whether its bytes are those of both lists."""
    at, end, crc = span.start + len(span.header), span.end, 0
    hashing = record.Hashing(None)
    with tree.stream(span.info.filename) as stream:
        for data, encoded in _encoded(stream, span.info.compress_type):
            if at + len(encoded) > end:
                return False
            hashing.take(data)
            crc = zlib.crc32(data, crc)
            os.pwrite(handle, encoded, at)
            at += len(encoded)
    if at != end or crc != span.info.CRC or hashing.row() != row:
        return False
    os.pwrite(handle, span.header, span.start)
    return True


def _encoded(stream: IO[bytes], method: int) -> Iterator[tuple[bytes, bytes]]:
    """Yield parts of the content, and with each the bytes that the archive has for it: stored or deflated."""
    deflater = zlib.compressobj(6, zlib.DEFLATED, -15) if method != _STORED else None
    while True:
        data = stream.read(_CHUNK)
        if not data:
            break
        yield data, deflater.compress(data) if deflater else data
    if deflater:
        yield b"", deflater.flush()


def _texts(rows: dict[str, Row]) -> Iterator[bytes]:
    """Yield the forms of RECORD: builds sort its own row among the others, or write it last."""
    before = {name: row for name, row in rows.items() if name < record.RECORD}
    after = {name: row for name, row in rows.items() if name > record.RECORD}
    own = len(record.text({}, record.RECORD))
    yield record.text(before, record.RECORD) + record.text(after, record.RECORD)[:-own]
    yield record.text(rows, record.RECORD)


def _row(zipped: ZipFile, name: str) -> Row:
    with packed.Member(zipped, name) as stream:
        return record.digest_of(stream)  # type: ignore[arg-type]
