"""The result of `deploy` and `rollback`, with `--json` as one JSON object on stdout."""

from __future__ import annotations

import contextlib
import json

from _pywar.base import disk, exits
from _pywar.base.report import Refusal
from _pywar.deployment import journal
from _pywar.deployment.directory import Deployment

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    import argparse
    from typing import Any, Callable

# what a command can change, in the order in which it is printed
RELEASE, ENVIRONMENT, CURRENT, HOOKS = "release", "environment", "current", "hooks"
_KINDS = (RELEASE, ENVIRONMENT, CURRENT, HOOKS)


class Outcome:
    """Facts of one command; the command adds the release and what it has changed."""

    def __init__(self, command: str, root: str) -> None:
        self.release: str | None = None
        self._command = command
        self._deployment = Deployment(root)
        self._before = self._deployment.current()
        self._changes: set[str] = set()

    def note(self, kind: str) -> None:
        """Record one of the kinds of changes."""
        self._changes.add(kind)

    def describe(self, record: journal.Record, problem: BaseException | None) -> dict[str, Any]:
        """Return all of it, as `--json` prints it."""
        current = self._deployment.current()
        changes = self._changes | ({CURRENT} if current != self._before else set())
        return {
            "command": self._command,
            "root": self._deployment.path,
            "release": self.release,
            "previous": self._before,
            "current": current,
            "changed": bool(changes),
            "changes": sort(changes),
            "steps": record.steps,
            "warnings": record.warnings,
            "error": error(problem, self._deployment.path),
            "exitCode": code(problem),
        }


def sort(changes: set[str]) -> list[str]:
    """Return kinds of changes in the order of the steps that make them."""
    return [kind for kind in _KINDS if kind in changes]


def run(command: str, request: argparse.Namespace, work: Callable[[Outcome], None]) -> None:
    """Do the work of a command; with `--json`, print its result, also after an error, which is raised again."""
    outcome = Outcome(command, request.root)
    if not request.json:
        work(outcome)
        return
    with journal.recording() as record:
        try:
            work(outcome)
        except BaseException as problem:
            with contextlib.suppress(OSError):  # a closed stdout must not hide the error
                print_json(outcome.describe(record, problem))
            raise
    print_json(outcome.describe(record, None))


def print_json(found: dict[str, Any]) -> None:
    """Print an object for programs; ASCII, because a log may have any encoding."""
    print(json.dumps(found, indent=2), flush=True)


def error(problem: BaseException | None, place: str) -> dict[str, Any] | None:
    """Return message, facts and hints of an error; None without one."""
    if problem is None:
        return None
    if isinstance(problem, OSError):
        problem = disk.refusal(problem, place)
    if isinstance(problem, Refusal):
        return {"message": problem.what, "facts": problem.facts, "hints": problem.hints}
    text = "stopped by ^C" if isinstance(problem, KeyboardInterrupt) else f"{type(problem).__name__}: {problem}"
    return {"message": text, "facts": [], "hints": []}


def code(problem: BaseException | None) -> int:
    """Return the exit code of the process after an error; 0 without one."""
    if problem is None:
        return exits.DONE
    if isinstance(problem, Refusal):
        return problem.status
    return exits.INTERRUPTED if isinstance(problem, KeyboardInterrupt) else exits.FAILED
