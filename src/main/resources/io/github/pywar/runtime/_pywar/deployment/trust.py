"""Refusal of deployments that another user can change.

A link at `deploy.log`, `shared` or `releases` by the application's user would make root append to, give away or
remove its target.  So the deployment's directory, all directories above it, and the files of the tool in it must
belong to root or to the deploying user.  Only `shared/` belongs to the application.
"""

from __future__ import annotations

import os
import re
import shlex
import stat

from _pywar.base import exits, files
from _pywar.base.report import Refusal

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from typing import Iterator, Tuple

    from _pywar.deployment.directory import Deployment

    Fault = Tuple[str, str, str]

_SHOWN = 5
# name of a release, or of a tree that a killed command left
_TREE = re.compile(r".+-[0-9a-f]{12}(\.\w+)?", re.DOTALL)


def require(deployment: Deployment) -> None:
    """Refuse a deployment that another user can change, with the command that repairs it."""
    me = os.geteuid()
    fault = files.ancestor_fault(deployment.path, me)
    if fault:
        raise _unsafe_directory(deployment, *fault)
    faults = [fault for fault in _inside(deployment, me) if fault]
    if faults:
        raise Refusal(
            f"`{deployment.path}` has files that another user made or can change",
            [f"{path} {reason}" for path, reason, _ in faults[:_SHOWN]],
            [f"if it is yours: {command}" for _, _, command in faults[:_SHOWN]],
            status=exits.USAGE,
        )


def _unsafe_directory(deployment: Deployment, place: str, reason: str, command: str) -> Refusal:
    who = "root" if os.geteuid() == 0 else f"user id {os.geteuid()}"
    is_own = place == deployment.path
    return Refusal(
        f"`{deployment.path}` cannot be deployed to by {who}: {'it' if is_own else f'`{place}`'} {reason}",
        ["a user who can change a directory above the releases can choose which files are written, and where"],
        [
            f"{command}: then only shared/ belongs to the application (--owner USER)",
            *([] if is_own else ["or use a directory that is safe, such as /srv/NAME"]),
        ],
        status=exits.USAGE,
    )


def _inside(deployment: Deployment, me: int) -> Iterator[Fault | None]:
    for path in (deployment.releases, deployment.notes):
        yield files.ancestor_fault(path, me)
    yield _shared_fault(deployment.shared, me)
    for path in (deployment.current_link, deployment.log, *_notes(deployment)):
        yield _fault(path, me)
    yield files.ancestor_fault(deployment.pythons, me)
    for path in _interpreters(deployment):
        yield _fault(path, me)
    for path in _trees(deployment):
        # `verify` compares its mode with the seal, and `--repair` restores it
        yield _foreign(path, me)


def _notes(deployment: Deployment) -> list[str]:
    """Return all paths in the tool's own directory."""
    return _inside_of(deployment.notes)


def _interpreters(deployment: Deployment) -> list[str]:
    """Return all paths of the interpreters: root runs them, and they have no record."""
    return [] if os.path.islink(deployment.pythons) else _inside_of(deployment.pythons)


def _inside_of(place: str) -> list[str]:
    return [os.path.join(folder, name) for folder, folders, names in os.walk(place) for name in folders + names]


def _trees(deployment: Deployment) -> list[str]:
    """Return the releases, finished or not; other entries beside them are not the tool's."""
    names = os.listdir(deployment.releases) if os.path.isdir(deployment.releases) else []
    return [deployment.release(name) for name in names if _TREE.fullmatch(name)]


def _shared_fault(path: str, me: int) -> Fault | None:
    """Return the fault of `shared`: the directory is the application's; a link there and all above its target is not."""
    if not os.path.islink(path):
        return None
    return _fault(path, me) or files.ancestor_fault(os.path.dirname(os.path.realpath(path)), me)


def _fault(path: str, me: int) -> Fault | None:
    """Return the fault of a path; own files may be writable by their group."""
    foreign = _foreign(path, me)
    if foreign or not os.path.lexists(path):
        return foreign
    mode = os.lstat(path).st_mode
    if not stat.S_ISLNK(mode) and mode & 0o002:
        return path, "can be written by every user", f"chmod o-w {shlex.quote(path)}"
    return None


def _foreign(path: str, me: int) -> Fault | None:
    try:
        found = os.lstat(path)
    except FileNotFoundError:
        return None
    if found.st_uid in (0, me):
        return None
    command = f"chown -R {'root:' if me == 0 else me}" if stat.S_ISDIR(found.st_mode) else "rm"
    return path, f"belongs to user id {found.st_uid}", f"{command} {shlex.quote(path)}"
