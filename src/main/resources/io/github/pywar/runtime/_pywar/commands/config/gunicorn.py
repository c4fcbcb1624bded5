"""gunicorn, started by hand or by any supervisor."""

from __future__ import annotations

from _pywar.commands.config.facts import Facts, comment
from _pywar.commands.servers import asgi_options, asgi_worker


def command(facts: Facts) -> list[str]:
    """Return the command line; USR2 and then TERM to the old master switch it."""
    worker = asgi_options(facts.bind, [], asgi_worker(facts.has)) if facts.bundle.interface == "asgi" else []
    pid = f"{facts.state_folder}/gunicorn.pid"
    python = facts.python if facts.has("gunicorn") else facts.machine_python
    # only the tree's own interpreter finds the runtime by itself
    path = [] if python == facts.python and facts.deployment else ["--pythonpath", facts.path]
    words = [python, "-m", "gunicorn", "--preload", "--chdir", facts.app, *path, "--bind", facts.bind, "--workers", "2"]
    # a shell expands `*`, and systemd accepts the quotes
    quoted = [f"'{word}'" if "*" in word else word for word in worker]
    return [*words, *quoted, "--pid", pid, facts.entry]


def text(facts: Facts) -> str:
    lines = [
        "deploy --server gunicorn switches it: USR2, wait for the new master, TERM the old",
        "HUP would stay on the old release.",
    ]
    if facts.bundle.interface == "asgi":
        lines.append(f"the worker class is {asgi_worker(facts.has)}")
    if not facts.has("gunicorn"):
        lines.append("gunicorn is not among the archive's packages: this is the machine's own")
    return comment(facts, lines) + f"PYWAR_ON_ERROR=raise {' '.join(command(facts))}\n"
