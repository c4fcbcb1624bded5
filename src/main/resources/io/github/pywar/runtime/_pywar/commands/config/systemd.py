"""The systemd units: of gunicorn, uWSGI, uvicorn or granian, and of all workers and timers."""

from __future__ import annotations

from _pywar.commands.config import granian, gunicorn, units, uvicorn, uwsgi
from _pywar.commands.config.facts import Facts, comment


def text(facts: Facts) -> str:
    return "\n".join(files(facts).values())


def files(facts: Facts) -> dict[str, str]:
    """Return unit name -> text; the server's own first."""
    others = units.of(facts)
    wanted_by = f"{facts.name}.target" if others else "multi-user.target"
    return {f"{facts.name}.service": _web(facts, wanted_by), **others}


def _web(facts: Facts, wanted_by: str) -> str:
    server = _server(facts)
    user, group = facts.owner(server).text.split(":")
    lines = [f"as /etc/systemd/system/{facts.name}.service"]
    if server == "serve":
        lines.append(f"`systemctl restart {facts.name}` after each deployment; gunicorn would not need it")
    head = comment(facts, lines + facts.owner_lines(server))
    start = "\n".join(_STARTS[server](facts))
    part_of = "" if wanted_by == "multi-user.target" else f"PartOf={wanted_by}\n"
    return f"""{head}[Unit]
Description={facts.bundle.name}
After=network.target
{part_of}
[Service]
User={user}
Group={group}
WorkingDirectory={facts.app}
Environment=PYWAR_ON_ERROR=raise
{start}
Restart=on-failure
TimeoutStopSec=60

[Install]
WantedBy={wanted_by}
"""


def _server(facts: Facts) -> str:
    if facts.server in _STARTS:
        return facts.server
    if facts.bundle.manifest.get("server") == "granian":
        return "granian"
    if facts.bundle.interface == "asgi":
        return "uvicorn"
    return "gunicorn" if facts.has("gunicorn") else "serve"


def _gunicorn(facts: Facts) -> list[str]:
    """Return the start with a pid file: a switch changes the main process, and systemd follows the file.

    gunicorn does not start if the file names a living process, which after a power failure may be any process.
    """
    words = gunicorn.command(facts)
    words[-1:-1] = ["--daemon", "--enable-stdio-inheritance"]
    pid = words[words.index("--pid") + 1]
    return ["Type=forking", f"PIDFile={pid}", f"ExecStartPre=/bin/rm -f {pid}", f"ExecStart={' '.join(words)}"]


def _uvicorn(facts: Facts) -> list[str]:
    return ["Type=exec", f"ExecStart={' '.join(uvicorn.command(facts))}", "ExecReload=/bin/kill -USR2 $MAINPID"]


def _granian(facts: Facts) -> list[str]:
    return ["Type=exec", f"ExecStart={' '.join(granian.command(facts))}", "ExecReload=/bin/kill -USR2 $MAINPID"]


def _uwsgi(facts: Facts) -> list[str]:
    program = uwsgi.program(facts) or "/usr/bin/env uwsgi"
    return ["Type=notify", f"ExecStart={program} --ini /etc/uwsgi/{facts.name}.ini", "NotifyAccess=all"]


def _serve(facts: Facts) -> list[str]:
    """Return the start without a reload: `serve` has no successor that takes its socket over."""
    return ["Type=exec", f"ExecStart={facts.python} {facts.path} serve --bind {facts.bind}"]


_STARTS = {"gunicorn": _gunicorn, "uvicorn": _uvicorn, "granian": _granian, "uwsgi": _uwsgi, "serve": _serve}
