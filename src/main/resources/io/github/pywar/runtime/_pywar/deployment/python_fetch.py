"""The interpreter of an archive of `deploy --from`: copied from the archive of the run before, or fetched beside the archive."""

from __future__ import annotations

import contextlib
import hashlib
import os

from _pywar.archive import manifest
from _pywar.base import exits, files
from _pywar.base.report import Refusal
from _pywar.deployment import interpreter
from _pywar.deployment.http_ranges import Changed, Missing

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from typing import Any, Iterator

    from _pywar.deployment.delta import Part
    from _pywar.deployment.directory import Deployment
    from _pywar.deployment.origins import Origin

_CHUNK = 1 << 20
# end of the name in the repository, after the name of the archive without its ending
_ENDING, _ARCHIVE = "-python.tar.gz", ".pywar"


def copy_kept(part: Part, deployment: Deployment) -> list[tuple[int, int]]:
    """Copy the interpreter inside from an archive of an earlier run; return the ranges before the files that are not there yet."""
    first = part.first()
    with contextlib.suppress(Refusal, OSError):  # damage is reported after all bytes are there
        declared = manifest.read(part.path).get("runtime") or {}
        start = declared.get("offset", 0)
        end = start + declared.get("size", 0)
        if declared and declared.get("file") is None and end <= first:
            for path, offset in _kept(deployment, declared):
                if _copy(path, offset, part, declared):
                    return [(0, start), (end, first)]
    return [(0, first)]


def _kept(deployment: Deployment, declared: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """Yield (path, offset) of each kept archive with this interpreter inside."""
    for name in os.listdir(deployment.notes):
        path = os.path.join(deployment.notes, name)
        if name.endswith(_ARCHIVE):
            found = manifest.read(path).get("runtime") or {}
            if found.get("sha256") == declared["sha256"] and found.get("file") is None:
                yield path, found["offset"]


def _copy(path: str, offset: int, part: Part, declared: dict[str, Any]) -> bool:
    """Copy the bytes; return whether they have the digest of the manifest."""
    at, end, found = declared["offset"], declared["offset"] + declared["size"], hashlib.sha256()
    with open(path, "rb") as stream:
        stream.seek(offset)
        while at < end:
            data = stream.read(min(_CHUNK, end - at))
            if not data:
                return False
            found.update(data)
            part.write(at, data)
            at += len(data)
    return found.hexdigest() == declared["sha256"]


def is_beside(found: dict[str, Any], deployment: Deployment) -> bool:
    """Return whether the archive needs an interpreter that is a file beside it, and that is not installed."""
    declared = found.get("runtime") or {}
    return bool(declared.get("file")) and not os.path.exists(interpreter.program_of(declared, deployment))


def fetch_beside(origin: Origin, declared: dict[str, Any], deployment: Deployment) -> str:
    """Fetch and install the interpreter beside a verified archive; return a summary."""
    path, size = deployment.fetching_python, declared["size"]
    stem = origin.name[: -len(_ARCHIVE)] if origin.name.endswith(_ARCHIVE) else origin.name
    try:
        with open(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600), "w+b", 0) as stream:

            def write(at: int, data: bytes) -> None:
                if at + len(data) > size:
                    raise interpreter.damaged(declared["file"], f"it has more than {size} bytes")
                with files.named(path):
                    stream.seek(at)
                    while data:
                        data = data[stream.write(data) :]

            found = _first(origin, [stem + _ENDING, declared["file"]], size, write)
            stream.truncate(found.size)
            interpreter.install_file(stream, declared, deployment)
        return f"{found.received} bytes of {found.shown}"
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)


def _first(origin: Origin, names: list[str], size: int, write: Any) -> Origin:
    """Fetch the first file that exists: a repository names it by the archive, a build by its `<finalName>`."""
    for name in names:
        try:
            with contextlib.closing(origin.sibling(name)) as found:
                # a server may answer 403 for a file that does not exist; for the last name, its hint about credentials is shown
                found.start(size, write, (404, 410) if name == names[-1] else (403, 404, 410))
                return found
        except Missing:
            continue
        except Changed:
            raise Refusal(
                f"`{found.shown}` changes while it is fetched",
                hints=["wait until it is copied, then run this again"],
                status=exits.FAILED,
            ) from None
    raise Refusal(
        f"the interpreter of `{origin.shown}` is missing: there is no `{names[0]}` beside it",
        hints=["deploy it to the repository: a build with `<runtime>` attaches it", "or copy it beside the archive"],
        status=exits.FAILED,
    )
