"""The supervisor of all workers, for a machine without systemd."""

from __future__ import annotations

from _pywar.archive import process_types
from _pywar.base import exits
from _pywar.base.report import Refusal
from _pywar.commands.config.facts import Facts, comment


def text(facts: Facts) -> str:
    names = [found.name for found in process_types.workers(facts.bundle.manifest)]
    if not names:
        raise Refusal(f"{facts.bundle.label} has no workers", hints=["declare them in the project: <processes>"], status=exits.USAGE)
    lines = [
        f"all workers: {', '.join(names)}; name some of them to run only these",
        f"Run it as {facts.owner(None).text}, by a program that starts it again.",
        "deploy switches them: USR2, TERM to their processes, and KILL when their time is over",
    ]
    return comment(facts, lines + facts.owner_lines(None)) + " ".join(command(facts)) + "\n"


def command(facts: Facts) -> list[str]:
    """Return the command line of the supervisor; isolated, so that no directory of the application offers it modules."""
    return [facts.python, "-I", "-m", "_pywar.workers"]
