"""Check of every file of a release by its records; nothing is imported, and no link is followed.

Files of the deployment must be unchanged: bytes, mode, owner, one name.  Added files are a warning, unless
Python could import them in place of the release's own code.
"""

from __future__ import annotations

import contextlib
import os
import stat
from typing import NamedTuple

from _pywar.archive import manifest, record, source
from _pywar.archive.bundle import deployment_of
from _pywar.base import exits
from _pywar.base.report import Refusal
from _pywar.deployment import contents, seal
from _pywar.deployment.directory import Deployment
from _pywar.deployment.importable import Importable
from _pywar.deployment.journal import report

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from typing import Any, Iterator, Sequence

    from _pywar.archive.record import Row
    from _pywar.deployment.contents import Tree
    from _pywar.deployment.seal import Recorded

_SHOWN = 20
_OWN = (record.RECORD, record.DEPLOYED)


class Difference(NamedTuple):
    """Difference between a release and its records: `kind` is changed, missing or added; added data is no error."""

    kind: str
    name: str
    why: str
    is_error: bool

    def __str__(self) -> str:
        return f"{self.kind}: {printable(self.name)}" + (f" ({self.why})" if self.why else "")


def check_release(path: str) -> list[Difference]:
    """Refuse a release with changed or missing files, or added code; return other added files, for a warning."""
    return _warnings(path, differences(path, _recorded(path)), f"the records of `{path}`")


def check_made_of(path: str, archive: str, described: dict[str, Any]) -> list[Difference]:
    """Refuse a release that is not made of `archive`, whose manifest is `described`; return other added files.

    The release's own records are no evidence: they may be of another archive with the same name.
    """
    shipped = record.parse(source.read(source.of(archive), record.RECORD), record.RECORD)
    own = _recorded(path)
    records = f"the record of `{archive}`"
    rows = _rows_of_archive(shipped, own)
    found = _warnings(path, differences(path, own._replace(rows=rows, folders=seal.folders_of(rows))), records)
    if _without_build(manifest.read(path)) != _without_build(described):
        _refuse(path, [Difference("changed", manifest.PATH, "", True)], records)
    return found


def _rows_of_archive(shipped: dict[str, Row], own: Recorded) -> dict[str, Row]:
    """Return the archive's rows, and the release's own rows of files that the deployment and its hooks made.

    META-INF, such as the time of the build, is no part of the build id: for it the release's own record is used.
    """
    rows = {name: row for name, row in own.rows.items() if name.startswith("META-INF/") or seal.is_made(name, row, shipped)}
    rows.update((name, row) for name, row in shipped.items() if not name.startswith("META-INF/") and name not in rows)
    return {**rows, **{name: row for name, row in own.by_hooks.items() if name not in shipped}}


def _recorded(path: str) -> Recorded:
    return seal.read_records(find_deployment(path), path)


def find_deployment(path: str) -> Deployment | None:
    """Return the deployment that has `path` as a release, None for a tree outside of one."""
    place = deployment_of(path)
    return Deployment(place) if place else None


def _without_build(found: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if key != "build"}


def _warnings(path: str, found: list[Difference], records: str) -> list[Difference]:
    """Return the differences that are no errors; refuse errors, after a warning about the others."""
    errors, others = ([one for one in found if one.is_error is kind] for kind in (True, False))
    if errors:
        warn(path, others)
    _refuse(path, errors, records)
    return others


def _refuse(path: str, found: list[Difference], records: str) -> None:
    if found:
        place = [] if path in records else [f"in {path}"]
        more = [f"... and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
        raise Refusal(
            f"{len(found)} file{'s do' if len(found) > 1 else ' does'} not match {records}",
            place + [str(one) for one in found[:_SHOWN]] + more,
            ["write it again with its archive, which then serves: python3 ARCHIVE deploy ROOT --repair"],
            status=exits.DAMAGED,
        )


def differences(path: str, recorded: Recorded) -> list[Difference]:
    """Return all Differences of the release at `path`: first those of its records, then the others by name."""
    faults, found = [Difference(*fault, True) for fault in recorded.faults], []
    with contents.Tree(path) as tree:
        there = tree.listing(recorded.folders)
        own = {*recorded.rows, *_OWN} - set(recorded.by_hooks)
        found += [Difference("missing", name, "", True) for name in recorded.rows if name not in there]
        code = code_of(tree, recorded)
        found += [_added(name, there[name], code) for name in unrecorded(there, recorded)]
        own_folders = seal.folders_of(own)
        changed = tree.mismatches(recorded.rows, there)
        checked = _Attributes(recorded, path)
        for name, info in there.items():
            if name in recorded.folders and not stat.S_ISDIR(info.st_mode):
                found.append(Difference("changed", name, "is no folder", True))
            elif name in changed:
                found.append(Difference("changed", name, _kind(info.st_mode), True))
            elif name in own or name in own_folders:
                why = checked.fault(name, info)
                found += [Difference("changed", name, why, True)] if why else []
        why = checked.fault("", os.lstat(path))
        found += [Difference("changed", ".", why, True)] if why else []
    return faults + sorted(found, key=lambda one: one.name)


def unrecorded(there: dict[str, os.stat_result], recorded: Recorded) -> list[str]:
    """Return the names of a listing that the deployment did not write."""
    return [name for name in there if name not in recorded.rows and name not in recorded.folders and name not in _OWN]


def code_of(tree: Tree, recorded: Recorded) -> Importable:
    """Return the test that distinguishes code from data among added files."""
    deployment = find_deployment(tree.path)
    return Importable(tree, recorded.rows, recorded.folders, deployment.shared if deployment else None)


def _kind(mode: int) -> str:
    kinds = ((stat.S_ISDIR, "is a folder"), (stat.S_ISFIFO, "is a named pipe"), (stat.S_ISSOCK, "is a socket"))
    return next((text for is_one, text in kinds if is_one(mode)), "")


class _Attributes:
    """Check of modes, owner and hard links: `deploy --hard-links` makes some, between releases of one deployment."""

    def __init__(self, recorded: Recorded, path: str) -> None:
        self._seal = recorded.seal
        # root, and the user who owns the deployment
        deployment = find_deployment(path)
        self._owners = {0, os.lstat(deployment.notes).st_uid} if recorded.seal and deployment else set()
        self._releases = [deployment.release(other) for other in os.listdir(deployment.releases)] if deployment else []

    def fault(self, name: str, found: os.stat_result) -> str:
        """Return the fault of an entry with the right content; an empty text if there is none."""
        if self._seal is None:
            return ""  # a tree outside of a deployment has no recorded modes
        is_folder = stat.S_ISDIR(found.st_mode)
        if found.st_uid not in self._owners:
            return f"belongs to user {found.st_uid}"
        if stat.S_ISLNK(found.st_mode):
            return ""
        if not is_folder and found.st_nlink > 1 and found.st_nlink != self._names_in_releases(name, found):
            return f"has {found.st_nlink} hard links"
        mode, sealed = stat.S_IMODE(found.st_mode), self._seal.mode(name, is_folder)
        return "" if mode == sealed else f"its mode is {mode:o} instead of {sealed:o}"

    def _names_in_releases(self, name: str, found: os.stat_result) -> int:
        """Return how many releases, finished or not, have the file under this name."""
        count = 0
        for release in self._releases:
            with contextlib.suppress(OSError):
                count += os.path.samestat(os.lstat(os.path.join(release, *name.split("/"))), found)
        return count


def _added(name: str, info: os.stat_result, code: Importable) -> Difference:
    text = f"{name}/" if stat.S_ISDIR(info.st_mode) else name
    is_error = code.has(name, info)
    return Difference("added", text, "Python could run it" if is_error else "", is_error)


def list_added(path: str) -> list[str]:
    """Return the files that were added to a release, by name only: a fast check for a warning."""
    recorded = _recorded(path)
    with contents.Tree(path) as tree:
        there = tree.listing(recorded.folders)
        return sorted(f"{name}/" if stat.S_ISDIR(there[name].st_mode) else name for name in unrecorded(there, recorded))


def warn(name: str, found: Sequence[Difference | str], more: str = "") -> str | None:
    """Warn of files that were added to the release `name`; return a text for the log, None if there are none."""
    names = [one.name if isinstance(one, Difference) else one for one in found]
    if not names:
        return None
    report(f"warning: {name} has files that the deployment did not write: {summarize(names)}{more}; move such files to shared/")
    return f"not written by the deployment: {summarize(names)}"


def summarize(names: list[str], most: int = 5) -> str:
    """Return `a, b and 3 more`."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(map(printable, names[:most])) + more


def printable(name: str) -> str:
    """Return a name without line ends and control characters, for logs."""
    return name if name.isprintable() else ascii(name)[1:-1]


def check_current(deployment: Deployment) -> None:
    """Refuse a `current` that does not lead to a release of this deployment."""
    if not os.path.lexists(deployment.current_link):
        return
    target = os.readlink(deployment.current_link) if os.path.islink(deployment.current_link) else None
    place = os.path.normpath(os.path.join(deployment.path, target or ""))
    if target is None or place not in [deployment.release(name) for name in deployment.names()]:
        raise Refusal(
            f"`{deployment.current_link}` leads to no release of this deployment",
            [f"it leads to {target}" if target else "it is no link", f"releases: {', '.join(deployment.names()) or 'none'}"],
            ["switch to a release: rollback ROOT --to RELEASE", "or deploy again"],
            status=exits.DAMAGED,
        )


def walk(path: str) -> Iterator[str]:
    """Yield the names of all files and links below `path`; links to directories are not entered."""
    for folder, folders, names in os.walk(path):
        links = [name for name in folders if os.path.islink(os.path.join(folder, name))]
        for name in [*names, *links]:
            yield os.path.relpath(os.path.join(folder, name), path).replace(os.sep, "/")
