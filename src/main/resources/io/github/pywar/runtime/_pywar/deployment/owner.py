"""The owner of a deployment (`--owner USER[:GROUP]`), and processes that run as this user."""

from __future__ import annotations

import contextlib
import grp
import os
import pwd
import stat

from _pywar.base import exits, files
from _pywar.base.report import Refusal
from _pywar.deployment import configured, processes

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from typing import Callable

    from _pywar.deployment.directory import Deployment


class Owner:
    """User and group of the server's processes."""

    def __init__(self, uid: int, gid: int) -> None:
        self.uid = uid
        self.gid = gid

    @property
    def text(self) -> str:
        return f"{user_name(self.uid)}:{_group_name(self.gid)}"

    def become(self) -> Callable[[], None] | None:
        """Return a function that makes a forked child this user, or None if no change is needed."""
        if os.geteuid() != 0 or self.uid == 0:
            return None
        name = user_name(self.uid)

        def drop() -> None:
            if name.isdigit():
                os.setgroups([self.gid])
            else:
                os.initgroups(name, self.gid)
            os.setgid(self.gid)
            os.setuid(self.uid)

        return drop

    def environment(self) -> dict[str, str]:
        """Return HOME, USER and LOGNAME as a login of this user has them."""
        with contextlib.suppress(KeyError):
            entry = pwd.getpwuid(self.uid)
            return {"HOME": entry.pw_dir, "USER": entry.pw_name, "LOGNAME": entry.pw_name}
        return {}

    def own(self, path: str, mode: int) -> None:
        """Give the directory `path` to this user and group, with at least `mode`; the administrator may allow others more."""
        with files.Folder(path) as folder:
            if os.geteuid() == 0:
                os.fchown(folder.fileno(), self.uid, self.gid)
            found = os.fstat(folder.fileno())
            if os.geteuid() in (0, found.st_uid) and found.st_mode & mode != mode:
                with contextlib.suppress(PermissionError):
                    os.fchmod(folder.fileno(), stat.S_IMODE(found.st_mode) | mode)

    def file_group(self) -> int:
        """Return the group for files of the deployment, or -1 if this process may not set it."""
        return group_to_set(self.gid)


def resolve(text: str | None, server: str | None, deployment: Deployment) -> Owner:
    """Determine the owner; refuse if the caller may not deploy for that user, or if root would have to guess."""
    found = determine(text, server, deployment)
    if not text and server and found.uid == os.geteuid() == 0:
        _check_claims(server, deployment)
    if text and os.geteuid() not in (0, found.uid):
        raise Refusal(
            f"only root can deploy for `{user_name(found.uid)}`",
            hints=["run it with sudo", "or omit --owner"],
            status=exits.USAGE,
        )
    return found


def determine(text: str | None, server: str | None, deployment: Deployment) -> Owner:
    """Return the named owner, else the server's user, else the owner of `shared/`, else the caller."""
    if text:
        return named(text)
    if os.geteuid() == 0 and server:
        found = configured.user_of(server, deployment)
        if found is not None:
            return _with_group(int(found.name)) if found.name.isdigit() else named(found.text)
    with contextlib.suppress(FileNotFoundError):
        shared = os.stat(deployment.shared)
        return Owner(shared.st_uid, shared.st_gid)
    return Owner(os.geteuid(), os.getegid())


def _check_claims(server: str, deployment: Deployment) -> None:
    """Refuse if processes of other users look like the server: only the deploying user can name the owner."""
    claims = configured.claimants(server, deployment)
    if claims:
        raise Refusal(
            f"the user of {server} cannot be determined from root's own files and processes",
            [f"process {pid} of {user_name(processes.user(pid))} looks like it, but any user can start one" for pid in claims[:5]],
            ["name the user of the server's processes: --owner USER (it is remembered)"],
            status=exits.USAGE,
        )


def group_to_set(gid: int) -> int:
    """Return `gid`, or -1 if this process may not give files to that group."""
    return gid if os.geteuid() == 0 or gid in os.getgroups() else -1


def named(text: str) -> Owner:
    """Return the owner of a text: a user by name or number, and perhaps a group (`USER:GROUP`)."""
    user, _, group = text.partition(":")
    try:
        entry = pwd.getpwuid(int(user)) if user.isdigit() else pwd.getpwnam(user)
        gid = entry.pw_gid if not group else int(group) if group.isdigit() else grp.getgrnam(group).gr_gid
    except KeyError as problem:
        raise Refusal(
            f"`--owner {text}` names no user and group of this machine",
            [str(problem.args[0])],
            ["use --owner USER or USER:GROUP, with names of `getent passwd` and `getent group`"],
            status=exits.USAGE,
        ) from None
    return Owner(entry.pw_uid, gid)


def _with_group(uid: int) -> Owner:
    try:
        return Owner(uid, pwd.getpwuid(uid).pw_gid)
    except KeyError:
        return Owner(uid, uid)


def user_name(uid: int | None) -> str:
    with contextlib.suppress(KeyError):
        if uid is not None:  # its process has ended
            return pwd.getpwuid(uid).pw_name
    return str(uid)


def _group_name(gid: int) -> str:
    with contextlib.suppress(KeyError):
        return grp.getgrgid(gid).gr_name
    return str(gid)
