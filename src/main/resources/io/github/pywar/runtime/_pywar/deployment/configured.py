"""The user of a server's processes, from processes and files that only root can have set up.

The name of a process is no evidence: any user can start a process with the name `apache2`.  Evidence is a master
that runs as root from a file of root, with its workers, or the systemd unit that starts the server.
"""

from __future__ import annotations

import contextlib
import glob
import os
import re
import shlex
from typing import NamedTuple

from _pywar.base import files
from _pywar.deployment import processes, programs

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from _pywar.deployment.directory import Deployment

# in systemd's order of precedence
_UNITS = ("/etc/systemd/system", "/run/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system")
_UNIT_BYTES = 1 << 20
_ROOT = (0, 0, 0, 0)
# prefixes that systemd allows before a command or a path
_MARKS = "-@:+!|"


class User(NamedTuple):
    """User by name or number, with an optional group."""

    name: str
    group: str = ""

    @property
    def text(self) -> str:
        return f"{self.name}:{self.group}" if self.group else self.name


def user_of(server: str | None, deployment: Deployment) -> User | None:
    """Return the user of the named server's processes, or None if root's files and processes do not name exactly one."""
    if server not in programs.KNOWN:
        return None
    found = _of_units(server, deployment) if server != "mod_wsgi" else set()
    found = found or _of_workers(server, deployment)
    return found.pop() if len(found) == 1 else None


def claimants(server: str, deployment: Deployment) -> list[int]:
    """Return the processes of other users that look like the named server, by their own names."""
    return [
        pid
        for pid in (processes.all_pids() if server in programs.KNOWN else ())
        if processes.user(pid) and programs.is_program(server, pid) and _is_for(server, pid, deployment)
    ]


def _is_for(server: str, pid: int, deployment: Deployment) -> bool:
    """Return whether a process serves the deployment: a machine has one Apache, but one gunicorn for each application."""
    return server == "mod_wsgi" or programs.names(processes.command(pid), deployment)


def _of_workers(server: str, deployment: Deployment) -> set[User]:
    """Return the users of workers whose master only root can have started; both run the same program."""
    found = set()
    for master in processes.all_pids():
        if processes.users(master) == _ROOT and programs.is_program(server, master) and _is_for(server, master, deployment):
            program = _trusted_program(master)
            workers = processes.children(master) if program else []
            found |= {processes.user(pid) for pid in workers if processes.program_file(pid) == program}
    return {User(str(uid)) for uid in found if uid}


def _trusted_program(pid: int) -> str | None:
    """Return the program file of `pid`, or None if another user than root can change it."""
    path = processes.program_file(pid)
    with contextlib.suppress(OSError):
        if path and os.path.samefile(f"/proc/{pid}/exe", path) and files.untrusted_ancestor(path, 0) is None:
            return path
    return None


def _of_units(server: str, deployment: Deployment) -> set[User]:
    """Return the users of the systemd units that start the server for this deployment."""
    found, seen = set(), set()
    for folder in _UNITS:
        for path in sorted(glob.glob(os.path.join(glob.escape(folder), "*.service"))):
            name = os.path.basename(path)
            if name not in seen:
                seen.add(name)
                settings = _settings(path, name)
                if _starts(settings, server, deployment):
                    found.add(User(_last(settings, "User"), _last(settings, "Group")))
    return {user for user in found if user.name and "%" not in user.text}


def _settings(path: str, name: str) -> list[tuple[str, str]]:
    """Return (key, value) of each line of the unit and its drop-ins."""
    added = [one for folder in _UNITS for one in glob.glob(os.path.join(glob.escape(folder), f"{name}.d", "*.conf"))]
    found = []
    for one in (path, *sorted(added, key=os.path.basename)):
        text = re.sub(r"\\\n", " ", _trusted_text(one))
        pairs = (line.partition("=") for line in text.splitlines() if not line.lstrip().startswith(("#", ";")))
        found += [(key.strip(), value.strip()) for key, sign, value in pairs if sign]
    return found


def _trusted_text(path: str) -> str:
    """Return the text of a file, empty if another user than root can change it."""
    with contextlib.suppress(OSError):
        real = os.path.realpath(path)
        if files.untrusted_ancestor(path, 0) is None:
            return files.read(real, _UNIT_BYTES, {0}).decode("utf-8", "replace")
    return ""


def _starts(settings: list[tuple[str, str]], server: str, deployment: Deployment) -> bool:
    commands = [_split(value) for key, value in settings if key == "ExecStart"]
    is_it = any(re.fullmatch(programs.KNOWN[server], programs.program(words, "/")) for words in commands if words)
    return is_it and programs.names([value.lstrip(_MARKS) for _, value in settings], deployment)


def _split(command: str) -> list[str]:
    """Split a command line, without systemd's prefixes and a leading `env`."""
    try:
        words = shlex.split(command.lstrip(_MARKS))
    except ValueError:
        return []
    return words[1:] if words and os.path.basename(words[0]) == "env" else words


def _last(settings: list[tuple[str, str]], key: str) -> str:
    return next((value for name, value in reversed(settings) if name == key), "")
