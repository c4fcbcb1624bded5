"""Unpacking of an archive into a directory, with a check of every file against RECORD while it is written."""

from __future__ import annotations

import contextlib
import errno
import io
import os

from _pywar.archive import manifest, packed, record, source
from _pywar.base import exits, parallel
from _pywar.base.report import Refusal

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from typing import Callable, Iterator

    Reuse = Callable[[str, record.Row, int, str], str]

_IMPOSSIBLE_NAMES = (errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ)


def unpack(origin: source.Source, target: str, reuse: Reuse | None = None) -> list[str]:
    """Write the files of RECORD, and no others, into the new directory `target`, on all processors.

    `reuse(name, row, mode, path)` may provide a file with these bytes; it returns how, or an empty text.
    Returns these texts, one for each file.
    """
    rows = record.parse(source.read(origin, record.RECORD, record.LIMIT), record.RECORD)
    _check_names(origin, rows)
    executables = _executables(origin, rows)
    os.mkdir(target, 0o755)
    _make_folders(rows, target)

    def one(name: str) -> str:
        mode = 0o755 if name in executables else 0o644
        path = os.path.join(target, *name.split("/"))
        found = reuse(name, rows[name], mode, path) if reuse and name in rows else ""
        if not found:
            _unpack_one(origin, name, path, mode, rows.get(name))
        return found

    return parallel.run(one, [*rows, record.RECORD], lambda name: _seconds(int(rows[name].size) if name in rows else 0))


def mismatches(origin: source.Source) -> list[str]:
    """Return the names of files that differ from RECORD; refuse an archive that lacks files, or has other ones, or of other sizes."""
    rows = record.parse(source.read(origin, record.RECORD, record.LIMIT), record.RECORD)
    _check_names(origin, rows)
    names = sorted(rows)

    def fits(name: str) -> bool:
        with origin.open(name) as stream:
            hashing = record.Hashing(None)
            source.copy(stream, hashing)
        return hashing.row() == rows[name]

    found = parallel.run(fits, names, lambda name: _seconds(int(rows[name].size)))
    return [name for name, is_same in zip(names, found) if not is_same]


def _seconds(size: int) -> float:
    """Estimate the time for one file: to create it, to inflate and hash it, to write it."""
    return 1e-4 + size / 2e8


def mismatch(name: str, expected: record.Row, found: record.Row) -> Refusal:
    """Return the Refusal of a file that differs from its record."""
    return Refusal(
        f"`{name}` does not match its record",
        [f"recorded: {expected.digest} {expected.size}", f"found:    {found.digest} {found.size}"],
        ["copy the archive again, and compare its SHA-256 with the repository's"],
        status=exits.DAMAGED,
    )


def _check_names(origin: source.Source, rows: dict[str, record.Row]) -> None:
    names = set(origin.names()) - {record.RECORD}
    missing = sorted(set(rows) - names)
    # an unpacked tree may also have pycs and a deployment's files, which are not copied
    added = sorted(names - set(rows)) if isinstance(origin, source.ZipSource) else []
    if missing or added:
        facts = [f"missing: {name}" for name in missing[:10]] + [f"not recorded: {name}" for name in added[:10]]
        raise Refusal("the archive's files are not those of its record", facts, ["copy the archive again"], status=exits.DAMAGED)
    for name in rows:
        size = origin.size(name)
        if size is not None and str(size) != rows[name].size:
            raise mismatch(name, rows[name], record.Row("not read", str(size)))


def _executables(origin: source.Source, rows: dict[str, record.Row]) -> set[str]:
    """Return the names of executable files, from the manifest, or from the zip's attributes of an older build."""
    data = source.read(origin, manifest.PATH, manifest.LIMIT)
    if manifest.PATH in rows and record.digest_of(io.BytesIO(data)) != rows[manifest.PATH]:
        raise mismatch(manifest.PATH, rows[manifest.PATH], record.digest_of(io.BytesIO(data)))
    listed = manifest.parse(data, origin.path).get("executables")
    if listed is None:
        return {name for name in rows if origin.is_executable(name)}
    unknown = sorted(set(listed) - set(rows))
    if unknown:
        facts = [f"not recorded: {name}" for name in unknown[:10]]
        raise Refusal("the archive's executables are not among its files", facts, ["copy the archive again"], status=exits.DAMAGED)
    return set(listed)


def _make_folders(rows: dict[str, record.Row], target: str) -> None:
    made = {target}
    for name in [*rows, record.RECORD]:
        folder = os.path.dirname(os.path.join(target, *name.split("/")))
        if folder not in made:
            with _possible(name):
                os.makedirs(folder, 0o755, exist_ok=True)
            made.add(folder)


@contextlib.contextmanager
def _possible(name: str) -> Iterator[None]:
    """Refuse an archive in which one path is both a file and a folder, or a name that no file can have."""
    try:
        yield
    except OSError as problem:
        if problem.errno not in _IMPOSSIBLE_NAMES:
            raise
        raise packed.damaged(name, problem.strerror) from None


def _unpack_one(origin: source.Source, name: str, path: str, mode: int, row: record.Row | None) -> None:
    with _possible(name):
        found = _write(origin, name, path, mode)
    if row is not None and found != row:
        raise mismatch(name, row, found)


def _write(origin: source.Source, name: str, path: str, mode: int) -> record.Row:
    with origin.open(name) as stream, open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as out:
        hashing = record.Hashing(out)
        source.copy(stream, hashing)
    return hashing.row()
