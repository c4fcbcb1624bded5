"""What `check ROOT` says about SELinux: wrong labels of the deployment, and booleans that its server needs.

Only the kernel's own files and the labels are read; no program of SELinux is run.  The expected types are those of
the targeted policy.  A site may have a policy of its own, so a difference is reported and is no failure.
"""

from __future__ import annotations

import os
import re
import shlex
from typing import NamedTuple

from _pywar.base import files
from _pywar.deployment.directory import Deployment

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from typing import Iterator

_PLACE = "/sys/fs/selinux"
_ATTRIBUTE = "security.selinux"
# bytes of one of the kernel's files; entries of shared/ that are looked at
_SMALL, _ENTRIES = 64, 1000
_CONTENT, _LIBRARY, _WRITABLE = "httpd_sys_content_t", "lib_t", "httpd_sys_rw_content_t"
_CONNECT, _DATABASE = "httpd_can_network_connect", "httpd_can_network_connect_db"
_DRIVERS = frozenset(
    "asyncpg cx-oracle mysql-connector-python mysqlclient oracledb psycopg psycopg-binary psycopg2 psycopg2-binary pymysql".split()
)


class Wrong(NamedTuple):
    """Path whose label does not have the expected type; `found` is None if it has no label."""

    path: str
    pattern: str
    expected: str
    found: str | None

    def __str__(self) -> str:
        found = f"has the type `{self.found}`" if self.found else "has no label"
        return f"{self.path} {found}, expected: `{self.expected}`"


class Host:
    """The facts of this host about SELinux."""

    def __init__(self, place: str | None = None) -> None:
        self._place = place or _PLACE
        self.enforce = self._read("enforce")

    @property
    def mode(self) -> str:
        return "enforcing" if self.enforce == "1" else "permissive"

    def is_off(self, boolean: str) -> bool:
        """Return whether the policy has the boolean, and it is off now."""
        return self._read(f"booleans/{boolean}").startswith("0")

    def type_of(self, path: str) -> str | None:
        """Return the type in the label of a path; None if it has none."""
        try:
            label = os.getxattr(path, _ATTRIBUTE, follow_symlinks=False)
        except (OSError, AttributeError):
            return None
        parts = label.rstrip(b"\0").decode("ascii", "replace").split(":")
        return parts[2] if len(parts) > 2 and re.fullmatch(r"\w+", parts[2]) else None

    def _read(self, name: str) -> str:
        try:
            return files.read(os.path.join(self._place, name), _SMALL).decode("ascii", "replace").strip()
        except OSError:
            return ""


def report(deployment: Deployment, server: str | None, packages: list[str], host: Host) -> list[str]:
    """Return lines about what must be changed; none if SELinux is off or all is as expected."""
    if not host.enforce:
        return []
    wrong = list(_wrong(deployment, host))
    off = [(name, why) for name, why in _needed(server, packages) if host.is_off(name)]
    if not wrong and not off:
        return []
    lines = [f"SELinux is {host.mode}, and its targeted policy expects:"]
    lines += [f"    {one}" for one in wrong]
    lines += [f"    the boolean `{name}` is off: {why}" for name, why in off]
    lines.append("as root:")
    for kind, pattern in sorted({(one.expected, one.pattern) for one in wrong}, key=lambda one: one[1]):
        lines.append(f"    semanage fcontext -a -t {kind} {shlex.quote(pattern)}")
    if wrong:
        lines.append(f"    restorecon -R {shlex.quote(deployment.path)}")
    lines += [f"    setsebool -P {name} on" for name, _ in off]
    return lines


def _wrong(deployment: Deployment, host: Host) -> Iterator[Wrong]:
    for path, expected, place in _places(deployment):
        found = host.type_of(path)
        if found != expected:
            yield Wrong(path, _pattern(place), expected, found)


def _places(deployment: Deployment) -> Iterator[tuple[str, str, str]]:
    """Yield path, expected type, and the directory whose rule sets it; a moved file keeps the label of its old place."""
    yield deployment.path, _CONTENT, deployment.path
    yield deployment.releases, _LIBRARY, deployment.releases
    for name in deployment.names():
        yield deployment.release(name), _LIBRARY, deployment.releases
    yield deployment.shared, _WRITABLE, deployment.shared
    for name in sorted(os.listdir(deployment.shared))[:_ENTRIES]:
        yield os.path.join(deployment.shared, name), _WRITABLE, deployment.shared


def _pattern(path: str) -> str:
    return re.sub(r"([.^$*+?()\[\]{}|\\])", r"\\\1", path) + "(/.*)?"


def _needed(server: str | None, packages: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the booleans that the server needs, and why."""
    drivers = sorted(_DRIVERS.intersection(packages))
    if server == "mod_wsgi":
        if drivers:
            yield _DATABASE, f"Apache cannot connect to the database of `{drivers[0]}`"
    elif server in ("gunicorn", "granian", "uvicorn", "uwsgi"):
        yield _CONNECT, f"nginx or Apache cannot forward to {server}"
