"""granian behind a socket that survives its processes: `_pywar.granian`."""

from __future__ import annotations

from _pywar.commands.config.facts import Facts, comment


def command(facts: Facts) -> list[str]:
    """Return the command line; USR2 switches it."""
    pid = f"{facts.state_folder}/granian.pid"
    return [facts.python, "-m", "_pywar.granian", "--bind", facts.bind, "--workers", "2", "--pid", pid]


def text(facts: Facts) -> str:
    lines = [
        "deploy --server granian switches it: USR2 starts new processes, then ends the old ones",
        "granian's own options follow after --",
    ]
    if not facts.has("granian"):
        lines.append("granian is not among the archive's packages: add it to the project's requirements")
    # a release's own interpreter finds the runtime; the machine's needs the path of a tree unpacked by hand
    path = f"PYTHONPATH={facts.path} " if facts.deployment is None else ""
    return comment(facts, lines) + f"{path}{' '.join(command(facts))}\n"
