"""What the plans of `deploy` and of `rollback` have in common: their checks, their result, and its text."""

from __future__ import annotations

from _pywar.base import disk, exits, report
from _pywar.base.report import Refusal
from _pywar.deployment import address, lock, outcome, reload, workers
from _pywar.deployment.directory import Deployment
from _pywar.deployment.output import printable

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    import argparse
    from typing import Any, Callable, Iterable, TypeVar

    T = TypeVar("T")


class Planned:
    """Plan of one command; a check that fails is noted in `problems`, and the next one goes on."""

    def __init__(self, command: str, request: argparse.Namespace) -> None:
        self.problems: list[Refusal] = []
        self.changes: set[str] = set()
        self.request = request
        self.deployment = Deployment(request.root)
        self._command = command

    def attempt(self, look: Callable[[], T]) -> T | None:
        try:
            return look()
        except Refusal as refusal:
            self.problems.append(refusal)
        except OSError as problem:
            self.problems.append(disk.refusal(problem, self.deployment.path))
        return None

    def require_lock(self) -> None:
        """Refuse if the command could not get the lock: another one has it, or the user may not write here."""
        lock.require_rights(self.deployment)
        busy = lock.holders(self.deployment)
        if busy:
            raise lock.busy(self.deployment, busy, "")

    def server(self, options: dict[str, Any]) -> dict[str, Any]:
        """Return the server to reload, whether it runs, and the page to request."""
        server, url = options.get("server"), options.get("check_url") or None
        is_running = self.attempt(lambda: reload.is_running(server, self.deployment))
        running = None if server in (None, "mod_wsgi") else is_running
        return {"server": server, "running": running, "checkUrl": address.redact(url) if url else None}

    def workers(self, name: str | None, found: dict[str, Any]) -> dict[str, bool]:
        """Return the workers of the release that serves and of `found`, and whether each runs; it starts none."""
        self.attempt(lambda: workers.Workers(self.deployment, self.deployment.current(), name).check())
        return self.attempt(lambda: workers.planned(self.deployment, found)) or {}

    def described(self, name: str | None, steps: dict[str, Any]) -> dict[str, Any]:
        """Return all of it, as `--json` prints it."""
        first = self.problems[0] if self.problems else None
        return {
            "command": self._command,
            "plan": True,
            "root": self.deployment.path,
            "release": name,
            **steps,
            "changed": bool(self.changes),
            "changes": outcome.sort(self.changes),
            "problems": [outcome.error(problem, self.deployment.path) for problem in self.problems],
            "error": outcome.error(first, self.deployment.path),
            "exitCode": outcome.code(first),
        }

    def show(self, found: dict[str, Any], lines: Iterable[str]) -> int:
        """Print what would happen, with `--json` as JSON; the exit code is that of the first check that fails."""
        if self.request.json:
            outcome.print_json(found)
        else:
            for line in lines:
                print(printable(line))
        for problem in self.problems:
            report.write(problem)
        return self.problems[0].status if self.problems else exits.DONE


def text_of_switch(found: dict[str, Any]) -> str:
    if not found["switches"]:
        return "none, only hooks run"
    state = {True: ", which runs", False: ", which does not run", None: ""}[found["running"]]
    text = f"reload of {found['server']}{state}" if found["server"] else "no server is configured: nothing to reload"
    return text + (f", then a check of {found['checkUrl']}" if found["checkUrl"] else ", no check URL")


def text_of_worker(is_running: bool, is_switch: bool) -> str:
    if not is_running:
        return "which does not run"
    return "switched after the server" if is_switch else "not switched"
