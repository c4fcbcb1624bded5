"""The log `deploy.log`: one JSON line for each step, and a message on stderr."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import sys
import time

from _pywar.base import files
from _pywar.base.report import Refusal
from _pywar.deployment.output import printable

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from typing import IO, Any, Iterator


class Record:
    """Steps and warnings of one command, for its result in JSON."""

    def __init__(self) -> None:
        self.steps: list[dict[str, Any]] = []
        self.warnings: list[str] = []


# records that are open
_records: list[Record] = []


@contextlib.contextmanager
def recording() -> Iterator[Record]:
    """Record all steps and warnings of the body."""
    record = Record()
    _records.append(record)
    try:
        yield record
    finally:
        _records.remove(record)


class Journal:
    """Writer that appends to `deploy.log`; it ends a line that a kill cut short before its own first line."""

    def __init__(self, path: str, command: str, archive_sha256: str | None = None) -> None:
        self.path = path
        self.about = {"command": command, "user": _user(), "sha256": archive_sha256, "release": None}

    def write(self, step: str, outcome: str, **details: Any) -> None:
        for record in _records:
            record.steps.append({"step": step, "outcome": outcome, **{key: details.get(key) for key in ("seconds", "detail")}})
        line = {"time": _now(), **self.about, "step": step, "outcome": outcome, **details}
        data = (json.dumps({key: value for key, value in line.items() if value is not None}) + "\n").encode("utf-8")
        folder, name = os.path.split(os.path.abspath(self.path))
        with files.named(self.path), files.Folder(folder) as place:
            with place.append(name, 0o644, {0, os.geteuid()}) as stream:
                if stream.tell() and not _ends_with_newline(stream):
                    data = b"\n" + data
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())

    @contextlib.contextmanager
    def step(self, name: str, must_log: bool = True) -> Iterator[dict[str, Any]]:
        """Log the end of one step, with the details that the body puts into the yielded dict.

        A step whose end cannot be logged (full disk) has failed, unless `must_log` is false.
        """
        details = {}
        began = time.monotonic()
        try:
            yield details
            outcome = details.pop("outcome", "done")
            with contextlib.suppress(*() if must_log else (OSError,)):
                self.write(name, outcome, seconds=round(time.monotonic() - began, 3), **details)
        except BaseException as problem:
            what = problem.what if isinstance(problem, Refusal) else f"{type(problem).__name__}: {problem}"
            with contextlib.suppress(OSError):  # a full disk must not hide the original error
                self.write(name, "failed", seconds=round(time.monotonic() - began, 3), detail=what)
            inform(f"{name}: failed")
            raise
        inform(f"{name}: {outcome}" + (f" ({details['detail']})" if details.get("detail") else ""))


def report(text: str) -> None:
    """Print one message on stderr about a fault that does not end the command."""
    for record in _records:
        record.warnings.append(text.replace("warning: ", "", 1) if text.startswith("warning: ") else text)
    inform(text)


def inform(text: str) -> None:
    """Print one message on stderr; a line end in a quoted name starts no message of its own."""
    shown = printable(text).replace("\n", "\n    ")
    with contextlib.suppress(OSError):  # a closed stderr stops no deployment
        sys.stderr.write(f"pywar: {shown}\n")
        sys.stderr.flush()


def _user() -> str:
    """Return the name of the user, before `sudo` if it was used."""
    with contextlib.suppress(KeyError, OSError, ImportError):
        return os.environ.get("SUDO_USER") or getpass.getuser()
    return str(os.geteuid())


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def _ends_with_newline(stream: IO[bytes]) -> bool:
    stream.seek(-1, os.SEEK_END)
    return stream.read(1) == b"\n"
