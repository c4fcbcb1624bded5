"""Every file of a release against RECORD and DEPLOYED; nothing is imported."""

import os

from _pywar import manifest, record, source
from _pywar.report import Refusal

_SHOWN = 20


def release(path):
    """Refuse a release with changed, missing or added files, naming them."""
    _refuse(path, differences(path, recorded_rows(path)), f"the records of `{path}`")


def made_of(path, archive, described):
    """Refuse a release that is not made of `archive`, whose manifest is `described`.

    Its own record proves nothing here: it came with what is there, perhaps from another archive of the same name.
    """
    shipped = record.parse(source.read(source.of(archive), record.RECORD), record.RECORD)
    records = f"the record of `{archive}`"
    _refuse(path, differences(path, _rows_of_archive(path, shipped)), records)
    is_other = _without_build(manifest.read(path)) != _without_build(described)
    _refuse(path, [("changed", manifest.PATH)] if is_other else [], records)


def _rows_of_archive(path, shipped):
    """The archive's rows, and those of what the deployment made itself.

    What META-INF tells, such as the time of the build, is no part of the build id: there the release's own record counts.
    """
    rows = {name: row for name, row in shipped.items() if not _is_about(name)}
    rows.update((name, row) for name, row in _rows(path, record.RECORD).items() if _is_about(name))
    rows.update((name, row) for name, row in _rows(path, record.DEPLOYED).items() if _is_made(name, row))
    return rows


def _is_about(name):
    return name.startswith("META-INF/")


def _is_made(name, row):
    """Is it what a deployment makes: its virtualenv, a compiled module?"""
    folder, _, file = name.rpartition("/")
    if row.link is not None:
        return file.startswith("python")
    is_compiled = folder.rpartition("/")[2] == "__pycache__" and file.endswith(".pyc")
    return is_compiled or name == "pyvenv.cfg" or name.endswith("/site-packages/_pywar/__init__.py")


def _without_build(found):
    return {key: value for key, value in found.items() if key != "build"}


def _refuse(path, found, records):
    if found:
        place = [] if path in records else [f"in {path}"]
        more = [f"… and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
        raise Refusal(
            f"{len(found)} file{'s do' if len(found) > 1 else ' does'} not match {records}",
            place + [f"{kind}: {name}" for kind, name in found[:_SHOWN]] + more,
            ["python3 ARCHIVE deploy ROOT --repair writes the release again"],
            status=4,
        )


def differences(path, recorded):
    """(`changed` | `missing` | `added`, name) by the rows that are `recorded`, sorted by name."""
    own = {record.RECORD, record.DEPLOYED}
    on_disk = set(walk(path)) - own
    found = [("missing", name) for name in set(recorded) - on_disk]
    found += [("added", name) for name in on_disk - set(recorded)]
    found += [("changed", name) for name in on_disk & set(recorded) if _changed(path, name, recorded[name])]
    return sorted(found, key=lambda pair: pair[1])


def recorded_rows(path):
    """The rows of RECORD, replaced and completed by those of DEPLOYED where there is one."""
    return {**_rows(path, record.RECORD), **_rows(path, record.DEPLOYED)}


def _rows(path, name):
    try:
        with open(os.path.join(path, *name.split("/")), "rb") as stream:
            return record.parse(stream.read(), name)
    except FileNotFoundError:
        if name == record.RECORD:
            raise Refusal(f"`{path}` has no {record.RECORD}", hints=["name a release"], status=4) from None
        return {}


def walk(path):
    """The names of all files and links below `path`; links to directories are not entered."""
    for folder, folders, files in os.walk(path):
        links = [name for name in folders if os.path.islink(os.path.join(folder, name))]
        for name in [*files, *links]:
            yield os.path.relpath(os.path.join(folder, name), path).replace(os.sep, "/")


def _changed(path, name, row):
    full = os.path.join(path, *name.split("/"))
    return record.row_of(full) != row
