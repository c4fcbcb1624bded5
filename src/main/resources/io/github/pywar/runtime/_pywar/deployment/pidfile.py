"""The pid files in `shared/`, which name the master process of a server.

The application's user writes them, so a number alone is no evidence: it may be left from before a reboot, or
name a process that root must not signal.
"""

from __future__ import annotations

import os

from _pywar.base import exits, files
from _pywar.base.report import Refusal
from _pywar.deployment import processes, programs
from _pywar.deployment.journal import report

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from typing import Callable

    from _pywar.deployment.directory import Deployment

SERVERS = ("gunicorn", "uwsgi", "uvicorn", "granian")
_BYTES = 64


class PidFile:
    """The file `shared/SERVER.pid`; after `master`, `why` is the reason why its process is not the server."""

    def __init__(self, deployment: Deployment, server: str, suffix: str = "") -> None:
        self.server = server
        self.why = ""
        self._deployment = deployment
        self._name = f"{server}.pid{suffix}"
        self._path = os.path.join(deployment.shared, self._name)

    def number(self) -> int | None:
        """Return the process id in the file; None if there is none.  Anything else than a regular file is refused."""
        try:
            with self._shared() as shared:
                text = shared.read(self._name, _BYTES)
        except FileNotFoundError:
            return None
        except files.Untrusted as problem:
            raise self._unusable(problem) from None
        text = text.strip()
        return int(text) if text.isdigit() and len(text) < 10 else None

    def master(self) -> int | None:
        """Return the process id of the running master, or None."""
        pid = self.number()
        fault = self._fault(pid) if pid else None
        self.why = f" (shared/{self._name} names process {pid}, which {fault})" if fault else ""
        return None if fault else pid or None

    def is_ours(self, pid: int) -> bool:
        """Return whether `pid` may be signalled: its user, its program and its deployment are those of the server."""
        return self._fault(pid) is None

    def _fault(self, pid: int) -> str | None:
        return self._other_process(pid) or self._other_user(pid)

    def _other_process(self, pid: int) -> str | None:
        if not processes.is_alive(pid):
            return "has ended"
        if not programs.can_be_switched(self.server, pid):
            return "is another program"
        # nothing is sent to uWSGI, whose command line need not name the deployment
        if self.server != "uwsgi" and not programs.is_for(pid, self._deployment):
            return f"does not name {self._deployment.path} in its command line, working directory or environment"
        return None

    def _other_user(self, pid: int) -> str | None:
        trusted = {0, os.geteuid(), os.stat(self._deployment.shared).st_uid}
        user = processes.user(pid)
        return None if user in trusted else f"runs as user id {user}"

    def remove_stale(self, is_right: Callable[[int], bool]) -> None:
        """Remove a file that is left from before a crash or a reboot, if its process is another program now."""
        with self._shared() as shared:
            found = shared.stat(self._name)
            if found is None:
                return
            try:
                pid = self.number()
            except Refusal:
                pid = None
            if pid and (is_right(pid) or not self._is_another(pid)):
                return
            try:
                shared.unlink(self._name)
                report(f"removed shared/{self._name}, which was left behind" + (f": it named process {pid}" if pid else ""))
            except files.Untrusted as problem:
                raise self._unusable(problem) from None
            except PermissionError:
                report(f"shared/{self._name} was left behind and cannot be removed: no {self.server} starts with it")

    def _is_another(self, pid: int) -> bool:
        return self._name.endswith(".2") or self._other_process(pid) not in (None, "has ended")

    def write(self, pid: int) -> None:
        """Write `pid` into the file."""
        with self._shared() as shared:
            shared.write(self._name, f"{pid}\n".encode("ascii"))

    def mark(self) -> tuple[int, int] | None:
        """Return a mark that changes with each write: the master of uvicorn or granian writes the file when new processes took over."""
        with self._shared() as shared:
            found = shared.stat(self._name)
            return found and (found.st_ino, found.st_mtime_ns)

    def _shared(self) -> files.Folder:
        return files.Folder(self._deployment.shared)

    def _unusable(self, problem: OSError) -> Refusal:
        return Refusal(
            f"`{self._path}` {problem.strerror}",
            ["the server writes its process id there"],
            ["remove it, and start the server again"],
            status=exits.FAILED,
        )
