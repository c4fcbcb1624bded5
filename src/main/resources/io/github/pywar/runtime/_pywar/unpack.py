"""Archive -> directory, every file checked against RECORD while it is written."""

import os

from _pywar import record, source
from _pywar.report import Refusal


def unpack(origin, target):
    """Write all that RECORD names into the new directory `target`; nothing else gets in."""
    rows = record.parse(source.read(origin, record.RECORD), record.RECORD)
    _check_names(origin, rows)
    os.mkdir(target, 0o755)
    made = {target}
    for name in [*rows, record.RECORD]:
        path = os.path.join(target, *name.split("/"))
        _make_folder(os.path.dirname(path), made)
        found = _write(origin, name, path)
        if name != record.RECORD and found != rows[name]:
            raise mismatch(name, rows[name], found)


def mismatch(name, wanted, found):
    return Refusal(
        f"`{name}` does not match its record",
        [f"recorded: {wanted.digest} {wanted.size}", f"found:    {found.digest} {found.size}"],
        ["copy the archive again, and compare its SHA-256 with the repository's"],
        status=4,
    )


def _check_names(origin, rows):
    names = set(origin.names()) - {record.RECORD}
    missing = sorted(set(rows) - names)
    # an unpacked tree may have gained pycs and a deployment's files: those are not copied
    added = sorted(names - set(rows)) if isinstance(origin, source.ZipSource) else []
    if missing or added:
        facts = [f"missing: {name}" for name in missing[:10]] + [f"not recorded: {name}" for name in added[:10]]
        raise Refusal("the archive's files are not those of its record", facts, ["copy the archive again"], status=4)


def _make_folder(folder, made):
    if folder not in made:
        os.makedirs(folder, 0o755, exist_ok=True)
        made.add(folder)


def _write(origin, name, path):
    mode = 0o755 if origin.is_executable(name) else 0o644
    with origin.open(name) as stream, open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as out:
        hashing = record.Hashing(out)
        source.copy(stream, hashing)
    return hashing.row()
