"""The process types of an archive beside its server: workers, which run all the time, and timers."""

from __future__ import annotations

import os
from typing import Any, NamedTuple

_STOP_SECONDS = 60


class ProcessType(NamedTuple):
    """One entry of the manifest's `processes`; a timer has a `schedule` in the five fields of cron."""

    name: str
    command: list[str]
    instances: int
    stop_seconds: int
    schedule: str | None


def of(manifest: dict[str, Any]) -> list[ProcessType]:
    """Return the process types in the order of their declaration."""
    return [
        ProcessType(
            found["name"], found["command"], found.get("instances", 1), found.get("stopSeconds", _STOP_SECONDS), found.get("schedule")
        )
        for found in manifest.get("processes") or []
    ]


def workers(manifest: dict[str, Any]) -> list[ProcessType]:
    return [found for found in of(manifest) if found.schedule is None]


def named(manifest: dict[str, Any], name: str) -> ProcessType | None:
    return next((found for found in of(manifest) if found.name == name), None)


def is_python(word: str) -> bool:
    """Return whether the first word of a command means the release's own interpreter."""
    return word == "python" or (word.startswith("python3") and word[7:].replace(".", "").isdigit()) or word == "python3"


def arguments_of_run(process: ProcessType) -> list[str]:
    """Return the command as words for the command `run`, which is an interpreter itself."""
    return process.command[1:] if is_python(process.command[0]) else process.command


def command(process: ProcessType, scripts: str) -> list[str]:
    """Return the command line that starts the process with the programs of the directory `scripts`."""
    if is_python(process.command[0]):
        return [os.path.join(scripts, "python"), "-u", "-m", "_pywar", "run", *process.command[1:]]
    return [os.path.join(scripts, process.command[0]), *process.command[1:]]
