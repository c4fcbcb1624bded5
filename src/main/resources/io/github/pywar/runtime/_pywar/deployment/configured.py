"""The user of a server's processes, from what root alone can have set up.

The name of a process proves nothing: any user can start one that calls itself `apache2`.  What counts is a master
that runs as root from a file of root, and its workers; or the unit of systemd that starts the server.
"""

import contextlib
import glob
import os
import re
import shlex
from typing import NamedTuple

from _pywar.base import files
from _pywar.deployment import processes, programs

# later ones count first, as for systemd
_UNITS = ("/etc/systemd/system", "/run/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system")
_UNIT_BYTES = 1 << 20
_ROOT = (0, 0, 0, 0)
# in front of a command or a path
_MARKS = "-@:+!|"


class User(NamedTuple):
    """A user, by name or number, and perhaps another group than its own."""

    name: str
    group: str = ""

    @property
    def text(self):
        return f"{self.name}:{self.group}" if self.group else self.name


def user_of(server, deployment):
    """The user of the named server's processes, or None where root's own files and processes do not tell just one."""
    if server not in programs.KNOWN:
        return None
    found = _of_units(server, deployment) if server != "mod_wsgi" else set()
    found = found or _of_workers(server, deployment)
    return found.pop() if len(found) == 1 else None


def claimants(server, deployment):
    """The processes of other users that look like the named server's, by what they say of themselves."""
    return [
        pid
        for pid in (processes.all_pids() if server in programs.KNOWN else ())
        if processes.user(pid) and programs.is_program(server, pid) and _is_for(server, pid, deployment)
    ]


def _is_for(server, pid, deployment):
    """A machine has one Apache, but a gunicorn or uWSGI for each application."""
    return server == "mod_wsgi" or programs.names(processes.command(pid), deployment)


def _of_workers(server, deployment):
    """The users of the children of masters that only root can have started, of the same program."""
    found = set()
    for master in processes.all_pids():
        if processes.users(master) == _ROOT and programs.is_program(server, master) and _is_for(server, master, deployment):
            program = _trusted_program(master)
            workers = processes.children(master) if program else []
            found |= {processes.user(pid) for pid in workers if processes.program_file(pid) == program}
    return {User(str(uid)) for uid in found if uid}


def _trusted_program(pid):
    """The file that `pid` runs, where no user but root can change it; else None."""
    path = processes.program_file(pid)
    with contextlib.suppress(OSError):
        if path and os.path.samefile(f"/proc/{pid}/exe", path) and files.untrusted_ancestor(path, 0) is None:
            return path
    return None


def _of_units(server, deployment):
    """The users of those systemd units that start the server for this deployment."""
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


def _settings(path, name):
    """(key, value) of each line of the unit and of what adds to it."""
    added = [one for folder in _UNITS for one in glob.glob(os.path.join(glob.escape(folder), f"{name}.d", "*.conf"))]
    found = []
    for one in (path, *sorted(added, key=os.path.basename)):
        text = re.sub(r"\\\n", " ", _trusted_text(one))
        pairs = (line.partition("=") for line in text.splitlines() if not line.lstrip().startswith(("#", ";")))
        found += [(key.strip(), value.strip()) for key, sign, value in pairs if sign]
    return found


def _trusted_text(path):
    """Of a file that no user but root can change; else nothing."""
    with contextlib.suppress(OSError):
        real = os.path.realpath(path)
        if files.untrusted_ancestor(path, 0) is None:
            return files.read(real, _UNIT_BYTES, {0}).decode("utf-8", "replace")
    return ""


def _starts(settings, server, deployment):
    commands = [_split(value) for key, value in settings if key == "ExecStart"]
    is_it = any(re.fullmatch(programs.KNOWN[server], programs.program(words, "/")) for words in commands if words)
    return is_it and programs.names([value.lstrip(_MARKS) for _, value in settings], deployment)


def _split(command):
    """The words after systemd's own marks, and without a leading `env`."""
    try:
        words = shlex.split(command.lstrip(_MARKS))
    except ValueError:
        return []
    return words[1:] if words and os.path.basename(words[0]) == "env" else words


def _last(settings, key):
    return next((value for name, value in reversed(settings) if name == key), "")
