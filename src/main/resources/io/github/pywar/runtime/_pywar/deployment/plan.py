"""The option `deploy --plan`: what the command would do now, and which of its checks fail; it changes nothing.

It runs no code of the application and sends no request, so import, rehearsal and health check are not part of it.
"""

from __future__ import annotations

import os

from _pywar.archive import manifest, record, source
from _pywar.deployment import (
    former,
    hooks,
    outcome,
    owner,
    planning,
    provenance,
    prune,
    release,
    requested,
    signature,
    switching,
    verify,
)
from _pywar.deployment.planning import Planned
from _pywar.deployment.state import State

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    import argparse
    from typing import Any, Callable, Iterator


def main(archive: str, request: argparse.Namespace) -> int:
    """Print what would happen; the exit code is that of the first check that fails."""
    plan = Plan(archive, request)
    found = plan.collect()
    return plan.show(found, _lines(found))


class Plan(Planned):
    """Plan of one deployment."""

    def __init__(self, archive: str, request: argparse.Namespace) -> None:
        Planned.__init__(self, "deploy", request)
        self._archive = archive
        self._name = ""

    def collect(self) -> dict[str, Any]:
        """Return all of it, as `--json` prints it."""
        found = manifest.read(self._archive)
        self._name = release.name_of(found)
        self._verified = requested.VerifiedArchive(self._archive)
        return self.described(self._name, self._steps(found))

    def _steps(self, found: dict[str, Any]) -> dict[str, Any]:
        """Return the results of the steps, in their order."""
        self.attempt(lambda: requested.check(found, self.request))
        self.attempt(self.deployment.require_usable)
        self.attempt(self.require_lock)
        state = self.attempt(lambda: State(self.deployment))
        options = state.remember(self.request) if state else {}
        self.attempt(lambda: requested.check_for(self.deployment, self.request, found))
        user = self.attempt(lambda: owner.resolve(options.get("owner"), options.get("server"), self.deployment))
        if user:
            self.attempt(lambda: former.links_of(release.libraries_of(found), user, self.request.hard_links))
        self.attempt(lambda: self._verified.require_undamaged(self._archive, self.deployment, self._name))
        is_unpacked = self._is_unpacked(found)
        return {
            "current": self.deployment.current(),
            "owner": user.text if user else None,
            "signature": self.attempt(self._check_signature),
            "isUnpacked": is_unpacked,
            "files": None if is_unpacked else self.attempt(self._files),
            "environment": self._environment(),
            "hooks": self._hooks(found, state),
            **self._switch(state, options),
            "workers": self.workers(None, found),
        }

    def _check_signature(self) -> str:
        signed = signature.check(self._archive, self.deployment, self.request.public_key, is_kept=False)
        built = provenance.check(self._archive, self._verified.sha256, self.deployment, self.request, is_kept=False)
        return ", ".join(filter(None, [signed, built]))

    def _is_unpacked(self, found: dict[str, Any]) -> bool:
        """Return whether the release is there, complete and undamaged; a damaged one is a problem without `--repair`."""
        path = self.deployment.release(self._name)
        is_there = os.path.isdir(path)
        if is_there:
            count = len(self.problems)
            self.attempt(lambda: verify.check_made_of(path, self._archive, found))
            is_there = count == len(self.problems)
            if not is_there and self.request.repair:
                del self.problems[count:]
        if not is_there:
            self.changes.add(outcome.RELEASE)
        return is_there

    def _files(self) -> dict[str, int | str | None]:
        """Return how many files differ from those of the release before, and how many are the same."""
        shipped = record.parse(source.read(source.of(self._archive), record.RECORD), record.RECORD)
        last, rows = former.rows_for(self.deployment, self._name)
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
        if not self.request.env_file:
            return "kept"
        data = self.attempt(lambda: requested.read_env_file(self.request.env_file))
        if data == requested.present_env(self.deployment):
            return "same"
        self.changes.add(outcome.ENVIRONMENT)
        return "replaced"

    def _hooks(self, found: dict[str, Any], state: State | None) -> dict[str, list[str]]:
        """Return the hooks that would run, by phase."""
        folder = (found.get("layout") or {}).get("hooks") or "hooks"
        names = hooks.find(source.of(self._archive).names(), folder)
        option = self.request.hooks
        if option != "none":
            self.attempt(lambda: hooks.check_sql(names, self.request.sql, option))
        pending = {}
        for phase in hooks.PHASES:
            is_selected = hooks.selected(phase, option)
            pending[phase] = (self.attempt(self._pending(phase, names[phase])) or []) if is_selected else []
        if option == "only":
            last = state.options.get("hooks_only") if state else None
            is_second = last == self._name and not pending["pre-deploy"]
            pending.update({phase: [] for phase in (hooks.PHASES[:2] if is_second else hooks.PHASES[2:])})
        if any(pending.values()):
            self.changes.add(outcome.HOOKS)
        return pending

    def _pending(self, phase: str, names: list[str]) -> Callable[[], list[str]]:
        return lambda: hooks.pending(self.deployment, self._name, phase, names)

    def _switch(self, state: State | None, options: dict[str, Any]) -> dict[str, Any]:
        """Return what the switch, the reload and the removal of old releases would do."""
        result = self.server(options)
        if self.request.hooks in ("only", "post-deploy"):
            return {**result, "switches": False, "remove": []}
        url = options.get("check_url")
        if url:
            self.attempt(lambda: switching.check_url(url, self.deployment))
        # a release that is current, and never passed its checks, is switched to once more
        if self.deployment.current() != self._name or (state and state.history[-1:] != [self._name]):
            self.changes.add(outcome.CURRENT)
        return {**result, "switches": True, "remove": self._surplus(state) if state else []}

    def _surplus(self, state: State) -> list[str]:
        """Return the releases that would be removed after the switch."""
        before = state.last_but(self._name)
        kept = {self._name} | ({before} if before else set())
        return sorted(prune.surplus(self.deployment, state, kept, max(1, self.request.keep)))


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
    yield f"switch:  {planning.text_of_switch(found)}"
    for name, is_running in found["workers"].items():
        yield f"worker:  {name}, {planning.text_of_worker(is_running, found['switches'])}"
    yield f"remove:  {', '.join(found['remove']) or 'nothing'}"
    yield f"changes: {', '.join(found['changes']) or 'none'}"


def _text_of_files(files: dict[str, Any]) -> str:
    text = f"{files['new']} new or changed ({files['newBytes']} bytes)"
    if files["comparedWith"]:
        text += f", {files['unchanged']} as in {files['comparedWith']} ({files['unchangedBytes']} bytes)"
    return text
