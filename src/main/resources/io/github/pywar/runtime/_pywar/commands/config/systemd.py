"""A systemd unit for gunicorn, uWSGI or uvicorn."""

from _pywar.commands.config import gunicorn, uvicorn
from _pywar.commands.config.facts import comment


def text(facts):
    server = _server(facts)
    user, group = facts.owner(server).text.split(":")
    lines = [f"as /etc/systemd/system/{facts.name}.service"]
    if server == "serve":
        lines.append(f"`systemctl restart {facts.name}` after each deployment; gunicorn would not need it")
    head = comment(facts, lines + facts.owner_lines(server))
    start = "\n".join(_STARTS[server](facts))
    return f"""{head}[Unit]
Description={facts.bundle.name}
After=network.target

[Service]
User={user}
Group={group}
WorkingDirectory={facts.app}
Environment=PYWAR_ON_ERROR=raise
{start}
Restart=on-failure
TimeoutStopSec=60

[Install]
WantedBy=multi-user.target
"""


def _server(facts):
    if facts.server in _STARTS:
        return facts.server
    if facts.bundle.interface == "asgi":
        return "uvicorn"
    return "gunicorn" if facts.brings("gunicorn") else "serve"


def _gunicorn(facts):
    """A switch changes the main process: systemd follows the pid file, which is right before the old one ends.

    gunicorn does not start where the file names a living process, and after a power failure that may be any.
    """
    words = gunicorn.command(facts)
    words[-1:-1] = ["--daemon", "--enable-stdio-inheritance"]
    pid = words[words.index("--pid") + 1]
    return ["Type=forking", f"PIDFile={pid}", f"ExecStartPre=/bin/rm -f {pid}", f"ExecStart={' '.join(words)}"]


def _uvicorn(facts):
    return ["Type=exec", f"ExecStart={' '.join(uvicorn.command(facts))}", "ExecReload=/bin/kill -USR2 $MAINPID"]


def _uwsgi(facts):
    return ["Type=notify", f"ExecStart=/usr/bin/env uwsgi --ini /etc/uwsgi/{facts.name}.ini", "NotifyAccess=all"]


def _serve(facts):
    """The embedded server has no way to take over from itself."""
    return ["Type=exec", f"ExecStart={facts.python} {facts.path} serve --bind {facts.bind}"]


_STARTS = {"gunicorn": _gunicorn, "uvicorn": _uvicorn, "uwsgi": _uwsgi, "serve": _serve}
