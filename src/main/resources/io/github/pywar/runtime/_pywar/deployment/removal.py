"""Removal of releases.  Files that the deployment did not write are moved to `shared/kept/RELEASE`, never deleted.

This is the only module that removes a release, or a part of one.  A file is removed only if its name and digest
are recorded.

Kept files are first renamed into `releases/.RELEASE.kept`, on the same file system, and from there moved to
`shared/`, which may be another one.  The next command continues the work of a killed one.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat

from _pywar.archive import record
from _pywar.archive.bundle import INTERPRETERS
from _pywar.base import files
from _pywar.base.report import Refusal
from _pywar.deployment import contents, relocate, seal, verify
from _pywar.deployment.journal import Journal, report

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from typing import Collection, Iterable, Iterator

    from _pywar.archive.record import Row
    from _pywar.deployment.contents import Tree
    from _pywar.deployment.directory import Deployment

_LEFT = re.compile(r"\.(?P<name>.+-[0-9a-f]{12})\.(?P<what>part|gone|kept)(-\d+)?")
# temporary names of `atomic` and of compileall
_UNFINISHED = re.compile(r"(?P<name>.+)\.new|(?P<pyc>.+\.pyc)\.\d+")
_ROUNDS = 3
_LOGGED = 200


@contextlib.contextmanager
def locked(deployment: Deployment) -> Iterator[None]:
    """Hold the deployment's lock, and first remove what a killed command left."""
    with deployment.locked():
        sweep(deployment)
        yield


def sweep(deployment: Deployment) -> None:
    """Finish the work of a killed command: releases half made or half removed, files on their way to `shared/kept`."""
    for folder in sorted(os.listdir(deployment.releases)) if os.path.isdir(deployment.releases) else []:
        found = _LEFT.fullmatch(folder)
        if found is None or os.path.islink(deployment.release(folder)):
            continue
        try:
            if found["what"] == "kept":
                _deliver(deployment, found["name"], folder)
            else:
                _remove_tree(deployment, found["name"], folder)
        except OSError as problem:
            report(f"`{deployment.release(folder)}` could not be removed: {problem}")


def remove_release(deployment: Deployment, name: str) -> None:
    """Remove a release; it is renamed first, because a half removed tree must not look like a release."""
    doomed = f".{name}.gone"
    os.rename(deployment.release(name), deployment.release(doomed))
    _remove_tree(deployment, name, doomed)


def remove_half_made(deployment: Deployment, name: str) -> None:
    """Remove the rest of the release `name` that was not finished."""
    part = f".{name}.part"
    if os.path.isdir(deployment.release(part)):
        _remove_tree(deployment, name, part)
    seal.remove_plan(deployment, name)


def make_way(deployment: Deployment, name: str, part: str) -> None:
    """Keep files that the files of `part` would replace, and code that was added to the release.

    Other added data stays where the application looks for it.
    """
    made = seal.read_unsealed(part)
    ours = _Recorded(deployment, name, name)
    ours.accept(made)
    names, folders = set(verify.walk(part)), seal.folders_of(made)
    with contents.Tree(deployment.release(name)) as tree:
        there = tree.listing(ours.folders)
        foreign = ours.foreign(tree, there)
        code = verify.code_of(tree, ours.recorded)
        replaced = [entry for entry in foreign if entry in names and not stat.S_ISDIR(there[entry].st_mode)]
        aside = [entry for entry in foreign if entry in folders or entry in names or code.has(entry, there[entry])]
        aside += [entry for entry in there if entry in names and stat.S_ISDIR(there[entry].st_mode)]
        moved = set(aside) - set(replaced)
        _keep(deployment, name, tree, sorted(moved), sorted(replaced))
        stale = [entry for entry in there if entry not in names and entry not in moved and entry not in foreign]
        _remove(tree, [entry for entry in stale if entry not in folders or not stat.S_ISDIR(there[entry].st_mode)], there)


def _remove_tree(deployment: Deployment, name: str, folder: str) -> None:
    """Remove the tree at `releases/FOLDER`, which is of the release `name`."""
    ours = _Planned(deployment, name) if folder.endswith(".part") else _Recorded(deployment, name, folder)
    path = deployment.release(folder)
    for _ in range(_ROUNDS):
        with contents.Tree(path) as tree:
            there = tree.listing(ours.folders)
            foreign = ours.foreign(tree, there)
            _keep(deployment, name, tree, sorted(foreign))
            _remove(tree, set(there) - set(foreign), there)
        with contextlib.suppress(OSError):
            os.rmdir(path)
            break
    else:
        raise OSError(errno.ENOTEMPTY, "files keep appearing in it", path)
    if not folder.endswith(".part"):
        seal.remove(deployment, name)


class _Recorded:
    """Files of a release that equal their records; none, if no record can be trusted."""

    def __init__(self, deployment: Deployment, name: str, folder: str) -> None:
        self.recorded = seal.Recorded({}, {}, seal.folders_of({}), None, [])
        if seal.read(deployment, name):
            with contextlib.suppress(Refusal):
                self.recorded = seal.read_records(deployment, deployment.release(folder), name, is_strict=True)
        self.folders = self.recorded.folders
        self._rows = [self.recorded.rows]
        wrong = {fault[1] for fault in self.recorded.faults}
        self._own = {record.RECORD, record.DEPLOYED} - wrong if self.recorded.seal else set()

    def accept(self, rows: dict[str, Row]) -> None:
        """Accept files that equal these rows, too."""
        self._rows.append(rows)
        self.folders = self.folders | seal.folders_of(rows)
        self.recorded = self.recorded._replace(rows={**self.recorded.rows, **rows}, folders=self.folders)

    def foreign(self, tree: Tree, there: dict[str, os.stat_result]) -> set[str]:
        """Return the names of a listing that the deployment did not write, or that changed since."""
        others = {name: info for name, info in there.items() if not stat.S_ISDIR(info.st_mode) and name not in self._own}
        changed = [tree.mismatches(rows, others) | (others.keys() - rows.keys()) for rows in self._rows]
        found = set.intersection(*changed) | {name for name in there.keys() - others.keys() if not self._is_own(name, there[name])}
        # a journal beside a file shows that the file is a database in use
        hooked = set(self.recorded.by_hooks) & set(there) - found
        return found | {name for name in hooked if any(other.startswith(name) for other in found)}

    def _is_own(self, name: str, info: os.stat_result) -> bool:
        """Return whether a folder or a record is the deployment's."""
        return name in self.folders if stat.S_ISDIR(info.st_mode) else name in self._own


class _Planned:
    """Files of an unfinished release, by their names, because they may be half written."""

    def __init__(self, deployment: Deployment, name: str) -> None:
        names = seal.read_plan(deployment, name)
        self._names = names | {record.RECORD, record.DEPLOYED} if names else set()
        folders = contents.ancestors(self._names) | ({"", "bin", INTERPRETERS} if names else set())
        doors = {f"{folder}/_pywar" for folder in folders if folder.endswith("/site-packages")}
        caches = {f"{folder}/__pycache__".lstrip("/") for folder in folders | doors}
        self.folders = (folders | doors | caches) - {""}

    def foreign(self, tree: object, there: dict[str, os.stat_result]) -> set[str]:
        return {name for name, info in there.items() if not self._has(name, info)}

    def _has(self, name: str, info: os.stat_result) -> bool:
        if stat.S_ISDIR(info.st_mode):
            return name in self.folders
        unfinished = _UNFINISHED.fullmatch(name)
        name = (unfinished["name"] or unfinished["pyc"]) if unfinished else name
        folder, _, last = name.rpartition("/")
        is_of_environment = name == "pyvenv.cfg" or (folder in ("bin", INTERPRETERS) and last.startswith("python"))
        is_made = name.endswith("/site-packages/_pywar/__init__.py") or (folder.endswith("__pycache__") and ".pyc" in last)
        return name in self._names or (bool(self._names) and is_of_environment) or (folder in self.folders and is_made)


def _remove(tree: Tree, names: Iterable[str], there: dict[str, os.stat_result]) -> None:
    """Remove files that have not changed since the listing, and the folders that are empty then."""
    for name in sorted(names, reverse=True):
        with contextlib.suppress(FileNotFoundError), tree.parent(name) as (handle, last):
            if stat.S_ISDIR(there[name].st_mode):
                with contextlib.suppress(OSError):  # the next round finds files that appeared in it meanwhile
                    os.rmdir(last, dir_fd=handle)
            elif _is_same(there[name], os.stat(last, dir_fd=handle, follow_symlinks=False)):
                os.unlink(last, dir_fd=handle)


def _is_same(one: os.stat_result, other: os.stat_result) -> bool:
    return all(getattr(one, key) == getattr(other, key) for key in ("st_ino", "st_size", "st_mtime_ns"))


def _keep(deployment: Deployment, name: str, tree: Tree, moved: Iterable[str], linked: Collection[str] = ()) -> None:
    """Move entries out of a release; those of `linked` stay, because a rename replaces them afterwards."""
    entries = sorted([*moved, *linked])
    if not entries:
        return
    # logged before it is done: a kill must not lose the entry
    text = f"not written by the deployment: {verify.summarize(entries)}"
    Journal(deployment.log, "keep").write("keep", "moving", release=name, detail=text, files=entries[:_LOGGED])
    report(f"keep: {text}")
    folder = _new_folder(deployment, name)
    with contents.Tree(deployment.release(folder)) as aside:
        for entry in entries:
            with contextlib.suppress(FileNotFoundError):
                relocate.move(tree, aside, entry, entry in linked)
    _deliver(deployment, name, folder)


def _new_folder(deployment: Deployment, name: str) -> str:
    """Make an empty folder that only this user can write in."""
    number = 1
    while True:
        folder = f".{name}.kept" + (f"-{number}" if number > 1 else "")
        try:
            os.mkdir(deployment.release(folder), 0o700)
            return folder
        except FileExistsError:
            number += 1


def _deliver(deployment: Deployment, name: str, folder: str) -> None:
    """Move `releases/FOLDER` to `shared/kept/NAME`, or to NAME.2 and so on if that exists; nothing is replaced."""
    source = deployment.release(folder)
    with contextlib.suppress(OSError):
        os.rmdir(source)
        return  # empty: a killed command moved nothing into it
    try:
        os.chmod(source, 0o755)
        with files.Folder(deployment.releases) as releases, files.Folder(deployment.shared) as shared:
            with shared.folder("kept", create_mode=0o755) as kept:
                target = relocate.move_folder(releases, folder, kept, name)
        place = os.path.join(deployment.shared, "kept", target)
    except OSError as problem:
        report(f"keep: `shared/kept` cannot take it ({problem}); it stays in {source}, and the next command tries again")
        return
    Journal(deployment.log, "keep").write("keep", "done", release=name, detail=place)
    report(f"keep: moved to {place}")
