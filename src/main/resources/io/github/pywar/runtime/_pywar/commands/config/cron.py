"""The timers as a file of /etc/cron.d, for a machine without systemd."""

from __future__ import annotations

from _pywar.archive import process_types
from _pywar.base import exits
from _pywar.base.report import Refusal
from _pywar.commands.config.facts import Facts, comment


def text(facts: Facts) -> str:
    timers = [found for found in process_types.of(facts.bundle.manifest) if found.schedule]
    if not timers:
        hints = ["declare them in the project: a <process> with a <schedule>"]
        raise Refusal(f"{facts.bundle.label} has no timers", hints=hints, status=exits.USAGE)
    user = facts.owner(None).text.split(":")[0]
    head = comment(facts, [f"as /etc/cron.d/{facts.name}", *facts.owner_lines(None)])
    # `cd` resolves `current` once, so a job runs on one release to its end
    return head + "".join(f"{found.schedule} {user} cd {facts.path} && {start(facts, found.name)}\n" for found in timers)


def start(facts: Facts, name: str) -> str:
    """Return the command that starts a process type once; a tree unpacked by hand has no interpreter of its own."""
    tool = f"{facts.python} -m _pywar" if facts.deployment else f"{facts.python} {facts.path}"
    return f"{tool} run {name}"
