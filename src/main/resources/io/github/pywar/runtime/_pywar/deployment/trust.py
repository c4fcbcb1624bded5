"""A deployment that another user can change is refused: it would lead root's hand elsewhere.

A link at `deploy.log`, `shared` or `releases` that the application's user made would have root append, give away or
remove what it leads to.  So the root and all above it must belong to root or to the deploying user, and so must
what the tool keeps in it; `shared/` alone is the application's.
"""

import os
import re
import shlex
import stat

from _pywar.base import exits, files
from _pywar.base.report import Refusal

_SHOWN = 5
# of a release, or what a killed command left of one
_TREE = re.compile(r".+-[0-9a-f]{12}(\.\w+)?", re.DOTALL)


def require(deployment):
    """Refuse, with the command that mends it, before anything is written."""
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


def _unsafe_directory(deployment, place, reason, command):
    who = "root" if os.geteuid() == 0 else f"user id {os.geteuid()}"
    is_own = place == deployment.path
    return Refusal(
        f"`{deployment.path}` cannot be deployed to by {who}: {'it' if is_own else f'`{place}`'} {reason}",
        ["whoever can change a directory above the releases chooses what is written, and where"],
        [
            f"{command}: then only shared/ is the application's (--owner USER)",
            *([] if is_own else ["or name a directory that is safe, such as /srv/NAME"]),
        ],
        status=exits.USAGE,
    )


def _inside(deployment, me):
    for path in (deployment.releases, deployment.notes):
        yield files.ancestor_fault(path, me)
    yield _shared_fault(deployment.shared, me)
    for path in (deployment.current_link, deployment.log, *_notes(deployment)):
        yield _fault(path, me)
    for path in _trees(deployment):
        # its mode is compared with its record, which `--repair` brings back
        yield _foreign(path, me)


def _notes(deployment):
    """All that is in the tool's own directory."""
    return [os.path.join(folder, name) for folder, folders, names in os.walk(deployment.notes) for name in folders + names]


def _trees(deployment):
    """The releases, finished or not; what else is kept beside them is not the tool's."""
    names = os.listdir(deployment.releases) if os.path.isdir(deployment.releases) else []
    return [deployment.release(name) for name in names if _TREE.fullmatch(name)]


def _shared_fault(path, me):
    """The directory itself is the application's; a link there, and what is above its end, is not."""
    if not os.path.islink(path):
        return None
    return _fault(path, me) or files.ancestor_fault(os.path.dirname(os.path.realpath(path)), me)


def _fault(path, me):
    """The files of one's own may be writable by a private group."""
    foreign = _foreign(path, me)
    if foreign or not os.path.lexists(path):
        return foreign
    mode = os.lstat(path).st_mode
    if not stat.S_ISLNK(mode) and mode & 0o002:
        return path, "every user can write it", f"chmod o-w {shlex.quote(path)}"
    return None


def _foreign(path, me):
    try:
        found = os.lstat(path)
    except FileNotFoundError:
        return None
    if found.st_uid in (0, me):
        return None
    command = f"chown -R {'root:' if me == 0 else me}" if stat.S_ISDIR(found.st_mode) else "rm"
    return path, f"belongs to user id {found.st_uid}", f"{command} {shlex.quote(path)}"
