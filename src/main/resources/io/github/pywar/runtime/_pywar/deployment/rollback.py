"""`rollback ROOT [--to RELEASE]`: the release that served before serves again."""

import os

from _pywar.base import exits
from _pywar.base.report import Refusal
from _pywar.deployment import health, kept, owner, verify
from _pywar.deployment.journal import Journal, tell
from _pywar.deployment.root import Root
from _pywar.deployment.state import State
from _pywar.deployment.stopping import unwind_when_stopped
from _pywar.deployment.switching import Switching
from _pywar.deployment.trial import Trial

_TIMEOUT = 30


def main(_, request):
    health.check_form(request.check_url)
    root = Root.existing(request.root)
    unwind_when_stopped()
    with kept.locked(root):
        state = State(root)
        current = root.current()
        target = _target(root, state, current, request.to)
        journal = Journal(root.log, "rollback")
        journal.about["release"] = target
        with journal.step("verify") as step:
            step["detail"] = verify.warn(target, verify.release(root.release(target)))
        trial = Trial(root, owner.resolve(state.options.get("owner"), state.options.get("server"), root))
        if os.path.lexists(root.env_before):
            # a killed deployment took it away from the release that served
            root.bring_env_back()
        with journal.step("preflight"):
            trial.preflight(target)
        switching = Switching(root, state, journal, _TIMEOUT)
        options = dict(state.options)
        if request.check_url is not None:
            # for this time: what the release to go back to may not have, or what is broken whichever release serves
            options["check_url"] = request.check_url
        switching.rehearse(trial, target, options)
        with switching.to(target, current, options, back=True):
            pass
        tell(f"{root.path} serves {target}; what hooks changed stays changed")


def _target(root, state, current, named):
    if named is None:
        found = state.previous(current) if current else None
        if found is None:
            raise Refusal(
                "there is no release to go back to",
                [f"current: {current or 'none'}", f"there: {', '.join(root.names()) or 'none'}"],
                ["rollback ROOT --to RELEASE names one"],
                status=exits.FAILED,
            )
        return found
    matching = [name for name in root.names() if name == named or name.rpartition("-")[0] == named]
    if len(matching) != 1:
        raise Refusal(
            f"`{named}` names {len(matching) or 'no'} releases" if matching else f"there is no release `{named}`",
            [f"there: {', '.join(root.names()) or 'none'}"],
            status=exits.USAGE,
        )
    return matching[0]
