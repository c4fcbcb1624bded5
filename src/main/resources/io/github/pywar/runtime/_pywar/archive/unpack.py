"""Unpacking of an archive into a directory, with a check of every file against RECORD while it is written."""

from __future__ import annotations

import errno
import io
import os

from _pywar.archive import manifest, packed, record, source
from _pywar.base import exits
from _pywar.base.report import Refusal

_IMPOSSIBLE_NAMES = (errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ)


def unpack(origin: source.Source, target: str) -> None:
    """Write the files of RECORD, and no others, into the new directory `target`."""
    rows = record.parse(source.read(origin, record.RECORD, record.LIMIT), record.RECORD)
    _check_names(origin, rows)
    executables = _executables(origin, rows)
    os.mkdir(target, 0o755)
    made = {target}
    for name in [*rows, record.RECORD]:
        found = _unpack_one(origin, name, target, made, 0o755 if name in executables else 0o644)
        if name != record.RECORD and found != rows[name]:
            raise mismatch(name, rows[name], found)


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


def _unpack_one(origin: source.Source, name: str, target: str, made: set[str], mode: int) -> record.Row:
    path = os.path.join(target, *name.split("/"))
    try:
        _make_folder(os.path.dirname(path), made)
        return _write(origin, name, path, mode)
    except OSError as problem:
        if problem.errno not in _IMPOSSIBLE_NAMES:
            raise
        # one path is both a file and a folder, or a name that no file can have
        raise packed.damaged(name, problem.strerror) from None


def _make_folder(folder: str, made: set[str]) -> None:
    if folder not in made:
        os.makedirs(folder, 0o755, exist_ok=True)
        made.add(folder)


def _write(origin: source.Source, name: str, path: str, mode: int) -> record.Row:
    with origin.open(name) as stream, open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as out:
        hashing = record.Hashing(out)
        source.copy(stream, hashing)
    return hashing.row()
