"""The option `deploy --plan`: what the command would do now, and which of its checks fail; it changes nothing.

It runs no code of the application and sends no request, so import, rehearsal and health check are not part of it.
"""

from __future__ import annotations

import os

from _pywar.archive import manifest, record, source
from _pywar.base import disk, exits, report
from _pywar.base.report import Refusal
from _pywar.deployment import (
    address,
    former,
    hooks,
    lock,
    outcome,
    owner,
    provenance,
    prune,
    release,
    reload,
    requested,
    signature,
    switching,
    verify,
    workers,
)
from _pywar.deployment.directory import Deployment
from _pywar.deployment.output import printable
from _pywar.deployment.state import State

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    import argparse
    from typing import Any, Callable, Iterator, TypeVar

    T = TypeVar("T")


def main(archive: str, request: argparse.Namespace) -> int:
    """Print what would happen; the exit code is that of the first check that fails."""
    plan = Plan(archive, request)
    found = plan.collect()
    if request.json:
        outcome.print_json(found)
    else:
        for line in _lines(found):
            print(printable(line))
    for problem in plan.problems:
        report.write(problem)
    return plan.problems[0].status if plan.problems else exits.DONE


class Plan:
    """Plan of one deployment; a check that fails is noted in `problems`, and the next one goes on."""

    def __init__(self, archive: str, request: argparse.Namespace) -> None:
        self.problems: list[Refusal] = []
        self._archive = archive
        self._request = request
        self._deployment = Deployment(request.root)
        self._changes: set[str] = set()
        self._name = ""

    def collect(self) -> dict[str, Any]:
        """Return all of it, as `--json` prints it."""
        found = manifest.read(self._archive)
        self._name = release.name_of(found)
        result: dict[str, Any] = {"command": "deploy", "plan": True, "root": self._deployment.path, "release": self._name}
        result.update(self._steps(found))
        first = self.problems[0] if self.problems else None
        result.update(
            changed=bool(self._changes),
            changes=outcome.sort(self._changes),
            problems=[outcome.error(problem, self._deployment.path) for problem in self.problems],
            error=outcome.error(first, self._deployment.path),
            exitCode=outcome.code(first),
        )
        return result

    def _try(self, look: Callable[[], T]) -> T | None:
        try:
            return look()
        except Refusal as refusal:
            self.problems.append(refusal)
        except OSError as problem:
            self.problems.append(disk.refusal(problem, self._deployment.path))
        return None

    def _steps(self, found: dict[str, Any]) -> dict[str, Any]:
        """Return the results of the steps, in their order."""
        self._try(lambda: requested.check(found, self._request))
        self._try(self._deployment.require_usable)
        self._try(self._require_unlocked)
        state = self._try(lambda: State(self._deployment))
        options = state.remember(self._request) if state else {}
        self._try(lambda: requested.check_for(self._deployment, self._request, found))
        user = self._try(lambda: owner.resolve(options.get("owner"), options.get("server"), self._deployment))
        if user:
            self._try(lambda: former.links_of(release.libraries_of(found), user, self._request.hard_links))
        is_unpacked = self._is_unpacked(found)
        return {
            "current": self._deployment.current(),
            "owner": user.text if user else None,
            "signature": self._try(self._check_signature),
            "isUnpacked": is_unpacked,
            "files": None if is_unpacked else self._try(self._files),
            "environment": self._environment(),
            "hooks": self._hooks(found, state),
            **self._switch(state, options),
            "workers": self._workers(found),
        }

    def _require_unlocked(self) -> None:
        busy = lock.holders(self._deployment)
        if busy:
            raise lock.busy(self._deployment, busy, "")

    def _check_signature(self) -> str:
        signed = signature.check(self._archive, self._deployment, self._request.public_key, is_kept=False)
        sha256 = requested.VerifiedArchive(self._archive).sha256
        built = provenance.check(self._archive, sha256, self._deployment, self._request, is_kept=False)
        return ", ".join(filter(None, [signed, built]))

    def _is_unpacked(self, found: dict[str, Any]) -> bool:
        """Return whether the release is there, complete and undamaged; a damaged one is a problem without `--repair`."""
        path = self._deployment.release(self._name)
        is_there = os.path.isdir(path)
        if is_there:
            count = len(self.problems)
            self._try(lambda: verify.check_made_of(path, self._archive, found))
            is_there = count == len(self.problems)
            if not is_there and self._request.repair:
                del self.problems[count:]
        if not is_there:
            self._changes.add(outcome.RELEASE)
        return is_there

    def _files(self) -> dict[str, int | str | None]:
        """Return how many files differ from those of the release before, and how many are the same."""
        shipped = record.parse(source.read(source.of(self._archive), record.RECORD), record.RECORD)
        last, rows = former.rows_for(self._deployment, self._name)
        same = {name: row for name, row in shipped.items() if rows.get(name) == row}
        other = {name: row for name, row in shipped.items() if name not in same}
        return {
            "comparedWith": last if rows else None,
            "new": len(other),
            "newBytes": sum(int(row.size or 0) for row in other.values()),
            "unchanged": len(same),
            "unchangedBytes": sum(int(row.size or 0) for row in same.values()),
        }

    def _environment(self) -> str:
        """Return what happens to `shared/env`: `kept`, `same` or `replaced`."""
        if not self._request.env_file:
            return "kept"
        data = self._try(lambda: requested.read_env_file(self._request.env_file))
        if data == requested.present_env(self._deployment):
            return "same"
        self._changes.add(outcome.ENVIRONMENT)
        return "replaced"

    def _hooks(self, found: dict[str, Any], state: State | None) -> dict[str, list[str]]:
        """Return the hooks that would run, by phase."""
        folder = (found.get("layout") or {}).get("hooks") or "hooks"
        names = hooks.find(source.of(self._archive).names(), folder)
        option = self._request.hooks
        if option != "none":
            self._try(lambda: hooks.check_sql(names, self._request.sql, option))
        pending = {}
        for phase in hooks.PHASES:
            is_selected = hooks.selected(phase, option)
            pending[phase] = (self._try(self._pending(phase, names[phase])) or []) if is_selected else []
        if option == "only":
            last = state.options.get("hooks_only") if state else None
            is_second = last == self._name and not pending["pre-deploy"]
            pending.update({phase: [] for phase in (hooks.PHASES[:2] if is_second else hooks.PHASES[2:])})
        if any(pending.values()):
            self._changes.add(outcome.HOOKS)
        return pending

    def _pending(self, phase: str, names: list[str]) -> Callable[[], list[str]]:
        return lambda: hooks.pending(self._deployment, self._name, phase, names)

    def _switch(self, state: State | None, options: dict[str, Any]) -> dict[str, Any]:
        """Return what the switch, the reload and the removal of old releases would do."""
        server, url = options.get("server"), options.get("check_url") or None
        is_running = self._try(lambda: reload.is_running(server, self._deployment))
        result: dict[str, Any] = {"server": server, "running": None if server in (None, "mod_wsgi") else is_running}
        result["checkUrl"] = address.redact(url) if url else None
        if self._request.hooks in ("only", "post-deploy"):
            return {**result, "switches": False, "remove": []}
        if url:
            self._try(lambda: switching.check_url(url, self._deployment))
        # a release that is current, and never passed its checks, is switched to once more
        if self._deployment.current() != self._name or (state and state.history[-1:] != [self._name]):
            self._changes.add(outcome.CURRENT)
        return {**result, "switches": True, "remove": self._surplus(state) if state else []}

    def _workers(self, found: dict[str, Any]) -> dict[str, bool]:
        """Return the workers, and whether the switch finds each running; it starts none."""
        self._try(workers.Workers(self._deployment, self._deployment.current(), None).check)
        return self._try(lambda: workers.planned(self._deployment, found)) or {}

    def _surplus(self, state: State) -> list[str]:
        """Return the releases that would be removed after the switch."""
        before = state.last_but(self._name)
        kept = {self._name} | ({before} if before else set())
        return sorted(prune.surplus(self._deployment, state, kept, max(1, self._request.keep)))


def _lines(found: dict[str, Any]) -> Iterator[str]:
    yield f"release: {found['release']}, {'already there, verified' if found['isUnpacked'] else 'to be unpacked'}"
    yield f"current: {found['current'] or 'none'}"
    if found["files"]:
        yield f"files:   {_text_of_files(found['files'])}"
    if found["owner"]:
        yield f"owner:   {found['owner']}"
    if found["signature"]:
        yield f"signed:  {found['signature']}"
    yield f"env:     shared/env {'would be' if found['environment'] == 'replaced' else 'is'} {found['environment']}"
    for phase, names in found["hooks"].items():
        yield f"hooks:   {phase}: {', '.join(names) or 'none to run'}"
    yield f"switch:  {_text_of_switch(found)}"
    for name, is_running in found["workers"].items():
        yield f"worker:  {name}, {_text_of_worker(is_running, found['switches'])}"
    yield f"remove:  {', '.join(found['remove']) or 'nothing'}"
    yield f"changes: {', '.join(found['changes']) or 'none'}"


def _text_of_files(files: dict[str, Any]) -> str:
    text = f"{files['new']} new or changed ({files['newBytes']} bytes)"
    if files["comparedWith"]:
        text += f", {files['unchanged']} as in {files['comparedWith']} ({files['unchangedBytes']} bytes)"
    return text


def _text_of_switch(found: dict[str, Any]) -> str:
    if not found["switches"]:
        return "none, only hooks run"
    state = {True: ", which runs", False: ", which does not run", None: ""}[found["running"]]
    text = f"reload of {found['server']}{state}" if found["server"] else "no server is configured: nothing to reload"
    return text + (f", then a check of {found['checkUrl']}" if found["checkUrl"] else ", no check URL")


def _text_of_worker(is_running: bool, is_switch: bool) -> str:
    if not is_running:
        return "which does not run"
    return "switched after the server" if is_switch else "not switched"
