"""The command `rollback ROOT [--to RELEASE]`: the release that served before serves again.

With `--plan` it prints what would happen; it changes nothing, runs no code of the application and sends no request.
"""

from __future__ import annotations

import os

from _pywar.base import exits
from _pywar.base.report import Refusal
from _pywar.deployment import health, hooks, outcome, owner, planning, removal, switching, trial, verify
from _pywar.deployment.directory import Deployment
from _pywar.deployment.journal import Journal, inform
from _pywar.deployment.planning import Planned
from _pywar.deployment.state import State
from _pywar.deployment.stopping import unwind_when_stopped

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    import argparse
    from typing import Any, Iterator

_TIMEOUT = 30


def main(_: object, request: argparse.Namespace) -> int:
    if request.plan:
        plan = Plan(request)
        found = plan.collect()
        return plan.show(found, _lines(found))
    outcome.run("rollback", request, lambda result: _roll_back(request, result))
    return exits.DONE


def _roll_back(request: argparse.Namespace, result: outcome.Outcome) -> None:
    health.check_form(request.check_url)
    deployment = Deployment.existing(request.root)
    deployment.require_places()
    unwind_when_stopped()
    with removal.locked(deployment):
        state = State(deployment)
        current = deployment.current()
        target = _target(deployment, state, current, request.to)
        journal = Journal(deployment.log, "rollback")
        result.release = journal.about["release"] = target
        with journal.step("verify") as step:
            step["detail"] = verify.warn(target, verify.check_release(deployment.release(target)))
        tried = trial.Trial(deployment, owner.resolve(state.options.get("owner"), state.options.get("server"), deployment))
        if os.path.lexists(deployment.env_before):
            # a killed deployment replaced the environment file of the release that served
            deployment.restore_env()
            result.note(outcome.ENVIRONMENT)
        with journal.step("preflight"):
            tried.preflight(target)
        switch = switching.Switching(deployment, state, journal, _TIMEOUT)
        options = _options(state, request)
        switch.rehearse(tried, target, options)
        with switch.to(target, current, options, back=True):
            pass
        inform(f"{deployment.path} serves {target}; what hooks changed stays changed")


def _options(state: State, request: argparse.Namespace) -> dict[str, Any]:
    """Return the remembered options, with the check URL of this run."""
    options = dict(state.options)
    if request.check_url is not None:
        # for this run only: the older release may lack the page, or the check may fail with every release
        options["check_url"] = request.check_url
    return options


def _target(deployment: Deployment, state: State, current: str | None, named: str | None) -> str:
    if named is None:
        found = state.previous(current) if current else None
        if found is None:
            raise Refusal(
                "there is no release to go back to",
                [f"current: {current or 'none'}", f"there: {', '.join(deployment.names()) or 'none'}"],
                ["name a release: rollback ROOT --to RELEASE"],
                status=exits.FAILED,
            )
        return found
    matching = [name for name in deployment.names() if name == named or name.rpartition("-")[0] == named]
    if len(matching) != 1:
        raise Refusal(
            f"`{named}` names {len(matching) or 'no'} releases" if matching else f"there is no release `{named}`",
            [f"there: {', '.join(deployment.names()) or 'none'}"],
            status=exits.USAGE,
        )
    return matching[0]


class Plan(Planned):
    """Plan of one rollback, with the fields that a plan of `deploy` has."""

    def __init__(self, request: argparse.Namespace) -> None:
        Planned.__init__(self, "rollback", request)
        self._name: str | None = None

    def collect(self) -> dict[str, Any]:
        """Return all of it, as `--json` prints it."""
        self.attempt(lambda: health.check_form(self.request.check_url))
        is_there = self.attempt(lambda: Deployment.existing(self.request.root))
        state = self.attempt(self._state) if is_there else None
        self._name = self.attempt(lambda: self._target(state)) if state else None
        steps = self._steps(state)
        return self.described(self._name, steps)

    def _state(self) -> State:
        self.attempt(self.deployment.require_usable)
        self.attempt(self.require_lock)
        return State(self.deployment)

    def _target(self, state: State) -> str:
        return _target(self.deployment, state, self.deployment.current(), self.request.to)

    def _steps(self, state: State | None) -> dict[str, Any]:
        """Return the results of the steps; a rollback unpacks nothing, runs no hooks and removes no release."""
        options = _options(state, self.request) if state else {}
        user = self.attempt(lambda: owner.resolve(options.get("owner"), options.get("server"), self.deployment)) if state else None
        return {
            "current": self.deployment.current(),
            "owner": user.text if user else None,
            "signature": None,
            "isUnpacked": self._is_undamaged(),
            "files": None,
            "environment": self._environment(),
            "hooks": {phase: [] for phase in hooks.PHASES},
            **self._switch(state, options),
            "remove": [],
            "workers": self._workers(),
        }

    def _is_undamaged(self) -> bool:
        """Return whether the files of the release match its records; a release that does not is a problem."""
        name = self._name
        return name is not None and self.attempt(lambda: verify.check_release(self.deployment.release(name))) is not None

    def _environment(self) -> str:
        """Return what happens to `shared/env`: `kept`, or `restored` if a killed deployment has replaced it."""
        if not os.path.lexists(self.deployment.env_before):
            return "kept"
        self.changes.add(outcome.ENVIRONMENT)
        return "restored"

    def _switch(self, state: State | None, options: dict[str, Any]) -> dict[str, Any]:
        url = options.get("check_url")
        if url:
            self.attempt(lambda: switching.check_url(url, self.deployment))
        # as with `deploy --plan`: a current release that never passed its checks is switched to once more
        if self._name and (self.deployment.current() != self._name or (state and state.history[-1:] != [self._name])):
            self.changes.add(outcome.CURRENT)
        return {**self.server(options), "switches": self._name is not None}

    def _workers(self) -> dict[str, bool]:
        name = self._name
        found = self.attempt(lambda: self.deployment.bundle(name)) if name else None
        if not found:
            return {}
        self.attempt(lambda: trial.require_python(found))
        return self.workers(name, found.manifest)


def _lines(found: dict[str, Any]) -> Iterator[str]:
    yield f"release: {found['release'] or 'none'}{', already there, verified' if found['isUnpacked'] else ''}"
    yield f"current: {found['current'] or 'none'}"
    if found["owner"]:
        yield f"owner:   {found['owner']}"
    yield f"env:     shared/env {'would be' if found['environment'] == 'restored' else 'is'} {found['environment']}"
    yield "hooks:   none run; what hooks changed stays changed"
    yield f"switch:  {planning.text_of_switch(found) if found['switches'] else 'none'}"
    for name, is_running in found["workers"].items():
        yield f"worker:  {name}, {planning.text_of_worker(is_running, found['switches'])}"
    yield f"changes: {', '.join(found['changes']) or 'none'}"
