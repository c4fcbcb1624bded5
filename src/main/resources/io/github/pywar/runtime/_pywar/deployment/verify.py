"""Every file of a release against RECORD and DEPLOYED; nothing is imported."""

import os

from _pywar import record
from _pywar.report import Refusal

_SHOWN = 20


def release(path):
    """Refuse a release with changed, missing or added files, naming them."""
    found = differences(path)
    if found:
        more = [f"… and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
        raise Refusal(
            f"{len(found)} file{'s do' if len(found) > 1 else ' does'} not match the records of `{path}`",
            [f"{kind}: {name}" for kind, name in found[:_SHOWN]] + more,
            ["python3 ARCHIVE deploy ROOT --repair writes the release again"],
            status=4,
        )


def differences(path):
    """(`changed` | `missing` | `added`, name), sorted by name."""
    recorded = recorded_rows(path)
    own = {record.RECORD, record.DEPLOYED}
    on_disk = set(walk(path)) - own
    found = [("missing", name) for name in set(recorded) - on_disk]
    found += [("added", name) for name in on_disk - set(recorded)]
    found += [("changed", name) for name in on_disk & set(recorded) if _changed(path, name, recorded[name])]
    return sorted(found, key=lambda pair: pair[1])


def recorded_rows(path):
    """The rows of RECORD, replaced and completed by those of DEPLOYED where there is one."""
    rows = {}
    for name in (record.RECORD, record.DEPLOYED):
        try:
            with open(os.path.join(path, *name.split("/")), "rb") as stream:
                rows.update(record.parse(stream.read(), name))
        except FileNotFoundError:
            if name == record.RECORD:
                raise Refusal(f"`{path}` has no {record.RECORD}", hints=["name a release"], status=4) from None
    return rows


def walk(path):
    """The names of all files and links below `path`; links to directories are not entered."""
    for folder, folders, files in os.walk(path):
        links = [name for name in folders if os.path.islink(os.path.join(folder, name))]
        for name in [*files, *links]:
            yield os.path.relpath(os.path.join(folder, name), path).replace(os.sep, "/")


def _changed(path, name, row):
    full = os.path.join(path, *name.split("/"))
    return record.row_of(full) != row
