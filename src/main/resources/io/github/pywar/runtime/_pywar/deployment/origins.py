"""Where `deploy --from` finds the archive: a URL of a repository, or a file on this machine."""

from __future__ import annotations

import os
from typing import Callable, Union
from urllib.parse import unquote, urlsplit

from _pywar.base import exits, files
from _pywar.base.report import Refusal
from _pywar.deployment import address, credentials, snapshots
from _pywar.deployment.http_ranges import LIMIT, Changed, HttpOrigin, Missing

_CHUNK = 1 << 20


def of(text: str) -> Origin:
    """Return the origin that the user named; refuse a URL with a password, which other users can read."""
    if "://" not in text:
        return FileOrigin(_newest_file(text))
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Refusal(f"`--from {address.redact(text)}` is no URL of http or https", status=exits.USAGE)
    if "@" in parts.netloc:
        raise Refusal(
            "`--from` has a user or a password in its URL, which other users of this machine can read",
            hints=[f"remove it, and use ~/.netrc, {credentials.LOGIN} or {credentials.TOKEN}"],
            status=exits.USAGE,
        )
    return HttpOrigin(text)


def newest(origin: Origin) -> Origin:
    """Return the file of the newest build if the URL names a snapshot in a repository; it reads the metadata there."""
    wanted = snapshots.of(unquote(urlsplit(origin.url).path)) if isinstance(origin, HttpOrigin) else None
    if wanted is None:
        return origin
    metadata = origin.sibling(snapshots.METADATA)
    data = metadata.beside("", snapshots.LIMIT)
    return origin if data is None else origin.sibling(snapshots.newest(wanted, data, metadata.shown))


def _newest_file(path: str) -> str:
    """Return the path of the newest build if a path names a snapshot in a repository on this machine."""
    wanted = snapshots.of(os.path.abspath(path))
    metadata = os.path.join(os.path.dirname(path), snapshots.METADATA)
    if wanted is None or not os.path.lexists(metadata):
        return path
    try:
        data = files.read(os.path.realpath(metadata), snapshots.LIMIT)
    except OSError as problem:
        raise Refusal(f"`{metadata}` cannot be read: {problem.strerror}", status=exits.USAGE) from None
    return os.path.join(os.path.dirname(path), snapshots.newest(wanted, data, metadata))


class FileOrigin:
    """The file at `path`; only the changed parts of a file on a network share are read."""

    def __init__(self, path: str) -> None:
        self.shown = path
        self.name = os.path.basename(path)
        self.size = 0
        self.requests = 0
        self.received = 0
        try:
            self._stream = open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb", 0)
        except OSError as problem:
            raise Refusal(f"`--from {path}` cannot be read: {problem.strerror}", status=exits.USAGE) from None
        if not os.path.isfile(path):
            self._stream.close()
            raise Refusal(f"`--from {path}` is no file", hints=["name the .pywar file"], status=exits.USAGE)
        self._before = self._identity()

    def close(self) -> None:
        self._stream.close()

    def sibling(self, name: str) -> FileOrigin:
        """Return the file `name` in the same folder; raise Missing if there is none."""
        path = os.path.join(os.path.dirname(self.shown), name)
        if not os.path.lexists(path):
            raise Missing
        return FileOrigin(path)

    def start(self, tail: int, write: Callable[[int, bytes], None], missing: tuple[int, ...] = ()) -> int:
        """Write the last `tail` bytes; return their offset."""
        self._before = self._identity()
        self.size = os.fstat(self._stream.fileno()).st_size
        if not 0 < self.size <= LIMIT:
            what = "is empty" if self.size == 0 else f"has more than {LIMIT} bytes"
            raise Refusal(f"`{self.shown}` {what}", hints=["copy the archive again"], status=exits.DAMAGED)
        self.copy(max(0, self.size - tail), self.size, write)
        return max(0, self.size - tail)

    def copy(self, start: int, end: int, write: Callable[[int, bytes], None]) -> None:
        """Write the bytes from `start` to `end`."""
        self.requests += 1
        while start < end:
            data = os.pread(self._stream.fileno(), min(_CHUNK, end - start), start)
            if not data or self._identity() != self._before:
                raise Changed
            write(start, data)
            start += len(data)
            self.received += len(data)

    def beside(self, ending: str, limit: int) -> bytes | None:
        """Return the small file with this ending beside the archive, None if there is none."""
        try:
            return files.read(os.path.realpath(self.shown + ending), limit)
        except FileNotFoundError:
            return None

    def _identity(self) -> tuple[int, int, int]:
        found = os.fstat(self._stream.fileno())
        return found.st_size, found.st_mtime_ns, found.st_ctime_ns


Origin = Union[HttpOrigin, FileOrigin]
