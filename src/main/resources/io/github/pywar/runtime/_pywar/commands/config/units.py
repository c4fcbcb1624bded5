"""The systemd units of workers and timers, and the target that groups them with the server."""

from __future__ import annotations

from _pywar.archive import process_types
from _pywar.archive.process_types import ProcessType
from _pywar.commands.config import cron, oncalendar, workers
from _pywar.commands.config.facts import Facts, comment

# seconds that the supervisor needs to end after the last process
_SPARE = 10


def of(facts: Facts) -> dict[str, str]:
    """Return unit name -> text, for everything beside the server; empty if the application has no other processes."""
    found = process_types.of(facts.bundle.manifest)
    units: dict[str, str] = {}
    for process in found:
        units.update(_timer(facts, process) if process.schedule else _worker(facts, process))
    return {f"{facts.name}.target": _target(facts, units), **units} if found else {}


def _target(facts: Facts, units: dict[str, str]) -> str:
    started = [f"{facts.name}.service", *(name for name, text in units.items() if "[Install]" in text)]
    return _head(facts, f"{facts.name}.target", [f"systemctl enable --now {' '.join([f'{facts.name}.target', *started])}"]) + (
        f"[Unit]\nDescription={facts.bundle.name}: all processes\nWants={' '.join(started)}\n\n"
        "[Install]\nWantedBy=multi-user.target\n"
    )


def _worker(facts: Facts, process: ProcessType) -> dict[str, str]:
    name = f"{facts.name}-{process.name}.service"
    if facts.deployment:
        start = f"{' '.join(workers.command(facts))} {process.name}"
        lines = ["deploy switches it: USR2, TERM to its processes, and KILL when their time is over"]
        reload = "ExecReload=/bin/kill -USR2 $MAINPID\n"
    else:
        start, reload = cron.start(facts, process.name), ""
        lines = [f"`systemctl restart {name}` switches it"]
    return {
        name: f"""{_head(facts, name, lines)}[Unit]
Description={facts.bundle.name} {process.name}
After=network.target
PartOf={facts.name}.target

[Service]
Type=exec
{_user(facts)}ExecStart={start}
{reload}KillMode=mixed
Restart=on-failure
RestartSec=1
TimeoutStopSec={process.stop_seconds + _SPARE}

[Install]
WantedBy={facts.name}.target
"""
    }


def _timer(facts: Facts, process: ProcessType) -> dict[str, str]:
    name = f"{facts.name}-{process.name}"
    events = "".join(f"OnCalendar={event}\n" for event in oncalendar.events(process.schedule or ""))
    return {
        f"{name}.service": f"""{_head(facts, f"{name}.service", ["started by its timer; a running one ends on its release"])}[Unit]
Description={facts.bundle.name} {process.name}
After=network.target

[Service]
Type=oneshot
{_user(facts)}ExecStart={cron.start(facts, process.name)}
""",
        f"{name}.timer": f"""{_head(facts, f"{name}.timer", [f"{process.schedule} of cron, in the time zone of the machine"])}[Unit]
Description={facts.bundle.name} {process.name}
PartOf={facts.name}.target

[Timer]
{events}AccuracySec=1s

[Install]
WantedBy={facts.name}.target
""",
    }


def _head(facts: Facts, name: str, lines: list[str]) -> str:
    return comment(facts, [f"as /etc/systemd/system/{name}", *lines])


def _user(facts: Facts) -> str:
    user, group = facts.owner(None).text.split(":")
    return f"User={user}\nGroup={group}\nWorkingDirectory={facts.app}\n"
