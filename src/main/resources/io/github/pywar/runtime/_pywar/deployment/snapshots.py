"""The file of a snapshot in a Maven repository, as `maven-metadata.xml` in its folder names it.

A repository has no file `shop-1.1.0-SNAPSHOT.pywar`: each build has a name of its own, with its time.  As in Maven,
the newest one with the same extension and classifier is used, and without metadata the name as it is.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from _pywar.base import exits
from _pywar.base.report import Refusal

METADATA = "maven-metadata.xml"
# bytes of the largest metadata
LIMIT = 1 << 20
_END = "-SNAPSHOT"
# time and number of a build
_BUILD = r"[0-9]{8}\.[0-9]{6}-[0-9]{1,9}"
_SHOWN = 5


class Snapshot(NamedTuple):
    """Coordinates of a path `ARTIFACT/VERSION-SNAPSHOT/ARTIFACT-VERSION-SNAPSHOT[-CLASSIFIER].EXTENSION`."""

    artifact: str
    version: str
    classifier: str
    extension: str

    @property
    def base(self) -> str:
        return self.version[: -len(_END)]

    def name(self, version: str) -> str:
        """Return the name of the file of a build."""
        classifier = f"-{self.classifier}" if self.classifier else ""
        return f"{self.artifact}-{version}{classifier}.{self.extension}"


def of(path: str) -> Snapshot | None:
    """Return the coordinates of a path in a repository; None for any other path, also of a build with its time."""
    artifact, version, name = ["", "", *path.split("/")][-3:]
    start = f"{artifact}-{version}"
    if not artifact or not version.endswith(_END) or not name.startswith(start):
        return None
    found = re.fullmatch(r"(?:-(.+))?\.([^.]+)", name[len(start) :], re.DOTALL)
    return Snapshot(artifact, version, found[1] or "", found[2]) if found else None


def newest(wanted: Snapshot, data: bytes, shown: str) -> str:
    """Return the name of the newest file; `data` is the metadata, `shown` its place for messages."""
    read = _Metadata(data, shown)
    if read.rows:
        fitting = [row for row in read.rows if (row.extension, row.classifier) == (wanted.extension, wanted.classifier)]
        if not fitting:
            raise _refusal(f"`{shown}` lists no `{wanted.name(wanted.version)}`", [f"it lists: {_text(wanted, read.rows)}"])
        return wanted.name(_checked(max(fitting, key=lambda row: row.updated).value, wanted, shown))
    if read.last.get("timestamp") and read.last.get("buildNumber"):
        # written by old tools, without a list
        return wanted.name(_checked(f"{wanted.base}-{read.last['timestamp']}-{read.last['buildNumber']}", wanted, shown))
    return wanted.name(wanted.version)


def _checked(version: str, wanted: Snapshot, shown: str) -> str:
    """Refuse a version that is no build of the snapshot: its name could lead out of the folder."""
    if version != wanted.version and not re.fullmatch(re.escape(wanted.base) + "-" + _BUILD, version):
        raise _refusal(f"`{shown}` lists `{_printable(version)}`, which is no build of {wanted.version}", [])
    return version


def _text(wanted: Snapshot, rows: list[_Row]) -> str:
    names = sorted({wanted._replace(classifier=row.classifier, extension=row.extension).name(wanted.version) for row in rows})
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(map(_printable, names[:_SHOWN])) + more


def _printable(text: str) -> str:
    return text[:200].encode("unicode_escape").decode("ascii")


def _refusal(what: str, facts: list[str]) -> Refusal:
    hint = "check that the build has deployed the archive there, or name the file with its time"
    return Refusal(what, facts, [hint], status=exits.FAILED)


class _Row(NamedTuple):
    """An entry `snapshotVersion`."""

    extension: str
    classifier: str
    value: str
    updated: str


class _Metadata:
    """Content of `versioning`: the list of files, and time and number of the last build."""

    _LAST = ["metadata", "versioning", "snapshot"]
    _ROW = ["metadata", "versioning", "snapshotVersions", "snapshotVersion"]

    def __init__(self, data: bytes, shown: str) -> None:
        from xml.parsers import expat  # most archives are no snapshots

        self.rows: list[_Row] = []
        self.last: dict[str, str] = {}
        self._row: dict[str, str] = {}
        self._path: list[str] = []
        self._text = ""
        self._shown = shown
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._add
        parser.StartDoctypeDeclHandler = self._begin_type
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, ValueError, LookupError) as problem:
            raise self._refuse(_printable(str(problem))) from None

    def _refuse(self, why: str) -> Refusal:
        return _refusal(f"`{self._shown}` is no metadata of Maven", [why])

    def _begin_type(self, *_: object) -> None:
        """Refuse a document type: its entities could expand to any size."""
        raise self._refuse("it has a document type")

    def _begin(self, name: str, _: object) -> None:
        if not self._path and name != "metadata":
            raise self._refuse(f"its first element is <{_printable(name)}>")
        self._path.append(name)
        self._text = ""

    def _add(self, text: str) -> None:
        self._text += text

    def _end(self, name: str) -> None:
        if self._path == self._ROW:
            self.rows.append(_Row(*(self._row.get(key, "") for key in _Row._fields)))
            self._row = {}
        self._path.pop()
        if self._path in (self._ROW, self._LAST):
            (self._row if self._path == self._ROW else self.last)[name] = self._text.strip()
