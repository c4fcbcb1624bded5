"""The command `rollback ROOT [--to RELEASE]`: the release that served before serves again."""

from __future__ import annotations

import os

from _pywar.base import exits
from _pywar.base.report import Refusal
from _pywar.deployment import health, outcome, owner, removal, verify
from _pywar.deployment.directory import Deployment
from _pywar.deployment.journal import Journal, inform
from _pywar.deployment.state import State
from _pywar.deployment.stopping import unwind_when_stopped
from _pywar.deployment.switching import Switching
from _pywar.deployment.trial import Trial

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    import argparse

_TIMEOUT = 30


def main(_: object, request: argparse.Namespace) -> None:
    outcome.run("rollback", request, lambda result: _roll_back(request, result))


def _roll_back(request: argparse.Namespace, result: outcome.Outcome) -> None:
    health.check_form(request.check_url)
    deployment = Deployment.existing(request.root)
    unwind_when_stopped()
    with removal.locked(deployment):
        state = State(deployment)
        current = deployment.current()
        target = _target(deployment, state, current, request.to)
        journal = Journal(deployment.log, "rollback")
        result.release = journal.about["release"] = target
        with journal.step("verify") as step:
            step["detail"] = verify.warn(target, verify.check_release(deployment.release(target)))
        trial = Trial(deployment, owner.resolve(state.options.get("owner"), state.options.get("server"), deployment))
        if os.path.lexists(deployment.env_before):
            # a killed deployment replaced the environment file of the release that served
            deployment.restore_env()
        with journal.step("preflight"):
            trial.preflight(target)
        switching = Switching(deployment, state, journal, _TIMEOUT)
        options = dict(state.options)
        if request.check_url is not None:
            # for this run only: the older release may lack the page, or the check may fail with every release
            options["check_url"] = request.check_url
        switching.rehearse(trial, target, options)
        with switching.to(target, current, options, back=True):
            pass
        inform(f"{deployment.path} serves {target}; what hooks changed stays changed")


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
