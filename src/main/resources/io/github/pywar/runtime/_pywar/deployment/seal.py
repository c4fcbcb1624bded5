"""Records of the files that the deployment wrote into a release: RECORD, DEPLOYED, and files of its hooks.

The records are in the release; their digests, with the modes of its files, are in `.pywar/releases/NAME.json`,
outside of it.  A row that is added to a record later is ignored.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
from typing import NamedTuple

from _pywar.archive import record
from _pywar.archive.bundle import INTERPRETERS
from _pywar.base import exits, files
from _pywar.base.report import Refusal
from _pywar.deployment import atomic, contents, state

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from typing import Any, Iterable

    from _pywar.archive.bundle import Bundle
    from _pywar.archive.record import Row
    from _pywar.deployment.directory import Deployment

# bytes of the longest record: some 300,000 files
LIMIT = 32 << 20
_FILE, _FOLDER = 0o644, 0o755
# name of the record of hooks in its own messages
_HOOKS = ".hooks"
_DOOR = "/site-packages/_pywar/__init__.py"


class Seal(NamedTuple):
    """Seal of the release `build` of the application `key`; `archive` is the archive's SHA-256, None for a tree."""

    archive: str | None
    key: str
    build: str
    record: str
    deployed: str
    modes: dict[str, int]

    def mode(self, name: str, is_folder: bool) -> int:
        """Return the mode that the deployment set."""
        return self.modes.get(name, _FOLDER if is_folder else _FILE)


class Recorded(NamedTuple):
    """`rows` of all expected files, `by_hooks` among them; `faults` of the records themselves: (kind, name, why)."""

    rows: dict[str, record.Row]
    by_hooks: dict[str, record.Row]
    folders: set[str]
    seal: Seal | None
    faults: list[tuple[str, str, str]]


def write(deployment: Deployment, name: str, bundle: Bundle, archive_sha256: str | None) -> None:
    """Seal the finished tree of `bundle`, which becomes the release `name`."""
    modes = {}
    for folder, folders, names in os.walk(bundle.root):
        for entry in [*folders, *names]:
            path = os.path.join(folder, entry)
            found = os.lstat(path)
            usual = _FOLDER if stat.S_ISDIR(found.st_mode) else _FILE
            if not stat.S_ISLNK(found.st_mode) and stat.S_IMODE(found.st_mode) != usual:
                modes[os.path.relpath(path, bundle.root).replace(os.sep, "/")] = stat.S_IMODE(found.st_mode)
    shipped, made = (_digest(_bytes(bundle.root, path)) for path in (record.RECORD, record.DEPLOYED))
    sealed = Seal(archive_sha256, bundle.key, bundle.build_id, shipped, made, modes)
    os.makedirs(_folder(deployment), 0o755, exist_ok=True)
    text = json.dumps(sealed._asdict(), indent=1, sort_keys=True) + "\n"
    atomic.write(_path(deployment, name, "json"), text.encode("utf-8"))


def read(deployment: Deployment, name: str) -> Seal | None:
    """Return the seal of the release `name`; None if it is missing or damaged."""
    try:
        found = state.read(_path(deployment, name, "json"), "the digests of the release's records", LIMIT)
        return Seal(**{key: found[key] for key in Seal._fields}) if _fits(found) else None
    except Refusal:
        return None


def _fits(found: dict[str, Any]) -> bool:
    texts = [found.get(key) for key in ("key", "build", "record", "deployed")]
    modes = found.get("modes")
    return (
        all(isinstance(text, str) for text in texts)
        and isinstance(found.get("archive"), (str, type(None)))
        and "archive" in found
        and isinstance(modes, dict)
        and all(type(mode) is int for mode in modes.values())
    )


def read_unsealed(path: str) -> dict[str, Row]:
    """Return the rows of both records of a tree that this process has just made."""
    return {**_sealed_rows(path, record.RECORD, None)[0], **_sealed_rows(path, record.DEPLOYED, None)[0]}


def read_records(deployment: Deployment | None, path: str, name: str | None = None, is_strict: bool = False) -> Recorded:
    """Return the records of the release at `path`; a tree outside of a deployment (None) has no seal.

    A record that differs from its seal is a fault; its rows only help to name more faults, unless `is_strict`.
    """
    name = name or os.path.basename(path)
    sealed = read(deployment, name) if deployment else None
    shipped, faults = _sealed_rows(path, record.RECORD, sealed and sealed.record)
    made, more = _sealed_rows(path, record.DEPLOYED, sealed and sealed.deployed)
    if is_strict:
        shipped, made = {} if faults else shipped, {} if more else made
    faults += more
    for odd in [key for key, row in made.items() if not is_made(key, row, shipped)]:
        faults.append(("changed", record.DEPLOYED, f"has a row that no deployment makes: {odd}"))
        del made[odd]
    if deployment and sealed is None:
        seal_path = os.path.relpath(_path(deployment, name, "json"), deployment.path)
        faults.append(("missing", seal_path, "it has the digests of the release's records"))
    by_hooks = read_left_by_hooks(deployment, name) if deployment else {}
    rows = {**by_hooks, **shipped, **made}
    return Recorded(rows, by_hooks, folders_of(rows), sealed, faults)


def folders_of(rows: Iterable[str]) -> set[str]:
    """Return the folders of a release with these rows."""
    return contents.ancestors([*rows, record.RECORD])


def _sealed_rows(path: str, name: str, digest: str | None) -> tuple[dict[str, Row], list[tuple[str, str, str]]]:
    """Return (rows, faults) of one record."""
    try:
        data = _bytes(path, name)
    except FileNotFoundError:
        if name == record.RECORD:
            raise Refusal(f"`{path}` has no {record.RECORD}", hints=["name a release"], status=exits.DAMAGED) from None
        return {}, [("missing", name, "")] if digest else []
    except OSError as problem:
        raise Refusal(f"`{os.path.join(path, name)}` cannot be read", [str(problem.strerror)], status=exits.DAMAGED) from None
    if digest and _digest(data) != digest:
        return _lenient(data, name), [("changed", name, "it differs from its seal, so it is ignored")]
    return record.parse(data, name), []


def _lenient(data: bytes, name: str) -> dict[str, Row]:
    """Return the rows of a record that differs from its seal; none if it cannot be parsed."""
    try:
        return record.parse(data, name)
    except Refusal:
        return {}


def _bytes(path: str, name: str) -> bytes:
    return files.read(os.path.join(path, *name.split("/")), LIMIT)


def is_made(name: str, row: Row, shipped: dict[str, Row]) -> bool:
    """Return whether a deployment makes such a file: part of its virtualenv, or a compiled module of the archive."""
    folder, _, file = name.rpartition("/")
    if row.link is not None:
        return folder in ("bin", INTERPRETERS) and file.startswith("python") and name not in shipped
    package, _, cache = folder.rpartition("/")
    if cache == "__pycache__" and file.endswith(".pyc"):
        source = f"{package}/{file.rsplit('.', 2)[0]}.py".lstrip("/")
        return source in shipped or source.endswith(_DOOR)
    return name == "pyvenv.cfg" or name.endswith(_DOOR)


def read_left_by_hooks(deployment: Deployment, name: str) -> dict[str, Row]:
    """Return the rows of files that the hooks wrote into the release before it served."""
    path = _path(deployment, name, "hooks")
    try:
        return record.parse(files.read(path, LIMIT), _HOOKS)
    except (FileNotFoundError, files.Untrusted, Refusal):
        return {}  # files without a record are kept


def write_left_by_hooks(deployment: Deployment, name: str, rows: dict[str, Row]) -> None:
    """Record the files that the hooks of the release `name` have left."""
    os.makedirs(_folder(deployment), 0o755, exist_ok=True)
    atomic.write(_path(deployment, name, "hooks"), record.text(rows, _HOOKS))


def forget_lost_of_hooks(deployment: Deployment, name: str, path: str) -> None:
    """Drop the rows of lost files from the record of hooks: a repair does not run the hooks again."""
    rows = read_left_by_hooks(deployment, name)
    if rows:
        with contents.Tree(path) as tree:
            write_left_by_hooks(deployment, name, {entry: row for entry, row in rows.items() if tree.matches(entry, row)})


def write_plan(deployment: Deployment, name: str, data: bytes) -> None:
    """Save the RECORD of the archive before it is unpacked: files that it names may be half written."""
    os.makedirs(_folder(deployment), 0o755, exist_ok=True)
    atomic.write(_path(deployment, name, "plan"), data)


def read_plan(deployment: Deployment, name: str) -> set[str]:
    """Return the names of files in the unfinished release; empty if there is no plan."""
    try:
        return set(record.parse(files.read(_path(deployment, name, "plan"), LIMIT), record.RECORD))
    except (FileNotFoundError, files.Untrusted, Refusal):
        return set()


def remove_plan(deployment: Deployment, name: str) -> None:
    with contextlib.suppress(FileNotFoundError):
        os.unlink(_path(deployment, name, "plan"))


def remove(deployment: Deployment, name: str) -> None:
    """Remove the notes of a removed release."""
    for kind in ("json", "hooks", "plan"):
        with contextlib.suppress(FileNotFoundError):
            os.unlink(_path(deployment, name, kind))


def _folder(deployment: Deployment) -> str:
    return os.path.join(deployment.notes, "releases")


def _path(deployment: Deployment, name: str, kind: str) -> str:
    return os.path.join(_folder(deployment), f"{name}.{kind}")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
