"""Files that the hooks of a deployment write into its release: collected static files, compiled messages.

They are recorded outside of the release, so that `check` and `rollback` expect them and `prune` removes them.
A database is never recorded, because it will hold data of users.
"""

from __future__ import annotations

import os
import stat

from _pywar.archive import record
from _pywar.base import exits
from _pywar.base.report import Refusal
from _pywar.deployment import contents, seal, verify
from _pywar.deployment.journal import report

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from _pywar.archive.record import Row
    from _pywar.deployment.directory import Deployment

_SQLITE = b"SQLite format 3\0"


class Watch:
    """Comparison of a release before and after its hooks; `is_new`: only hooks can have written into it."""

    def __init__(self, deployment: Deployment, name: str, is_new: bool) -> None:
        self._deployment = deployment
        self._name = name
        self._is_new = is_new
        self._path = deployment.release(name)
        self._before = self._list()

    def _list(self) -> dict[str, os.stat_result]:
        with contents.Tree(self._path) as tree:
            return tree.listing(contents.EVERYWHERE)

    def end(self, phase: str) -> None:
        """Record added files; refuse a release whose own files were changed."""
        now = self._list()
        records = seal.read_records(self._deployment, self._path)
        own = {*records.rows} - set(records.by_hooks)
        changed = sorted(name for name in own if name in self._before and _key(now.get(name)) != _key(self._before[name]))
        added = [name for name in now if name not in self._before and not stat.S_ISDIR(now[name].st_mode)]
        if self._is_new:
            self._record([*added, *(name for name in records.by_hooks if name in now)])
        if changed:
            raise Refusal(
                f"the hooks of {phase} changed files of the release after it was verified",
                [("changed: " if name in now else "removed: ") + name for name in changed[:20]],
                [
                    "change the hooks: they may write below $PYWAR_SHARED",
                    "write the files again: deploy ROOT --repair",
                ],
                status=exits.FAILED,
            )

    def _record(self, names: list[str]) -> None:
        rows = {}
        with contents.Tree(self._path) as tree:
            databases = [name for name in names if tree.read_start(name, len(_SQLITE)) == _SQLITE]
            for name in names:
                row = None if name.startswith(tuple(databases)) else tree.row(name)
                if row and _can_be_recorded(name, row):
                    rows[name] = row
        seal.write_left_by_hooks(self._deployment, self._name, rows)
        if databases:
            report(
                f"warning: the hooks made a database inside the release: {verify.summarize(sorted(databases))}; the next "
                f"release starts without it; keep it in {self._deployment.shared}, and set its path in shared/env"
            )


def _can_be_recorded(name: str, row: Row) -> bool:
    """Return whether a record can have the row; a name that is no UTF-8 stays unrecorded, with a warning."""
    return record.is_safe(name) and not any(0xD800 <= ord(letter) <= 0xDFFF for text in (name, *row) for letter in text)


def _key(found: os.stat_result | None) -> tuple[int, int, int, int] | None:
    return found and (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
