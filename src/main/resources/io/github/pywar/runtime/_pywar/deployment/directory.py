"""The deployment's directory (`/srv/shop`): every path in it, its lock, its releases."""

from __future__ import annotations

import contextlib
import os
import re
import time

from _pywar.archive.bundle import Bundle
from _pywar.base import exits
from _pywar.base.report import Refusal
from _pywar.boot import identity
from _pywar.deployment import atomic, lock, owner, trust

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from typing import Iterator

# VERSION-BUILD
_NAME = re.compile(r"[^.].*-[0-9a-f]{12}")


class Deployment:
    """Directory of a deployment: `releases/`, `current`, `shared/`, `deploy.log`, and the tool's notes in `.pywar/`."""

    def __init__(self, path: str) -> None:
        self.path = os.path.abspath(path)
        self.releases = self._in("releases")
        self.current_link = self._in("current")
        self.shared = self._in("shared")
        self.pythons = self._in("pythons")
        self.log = self._in("deploy.log")
        self.notes = self._in(".pywar")
        self.env = os.path.join(self.shared, "env")
        self.env_next = os.path.join(self.notes, "env.next")
        self.env_before = os.path.join(self.notes, "env.before")
        self.way_back = os.path.join(self.notes, "back")
        self.public_key = os.path.join(self.notes, "public-key")
        self.provenance = os.path.join(self.notes, "provenance")
        self.fetching_python = os.path.join(self.notes, "fetching.python.new")
        self.fetching = os.path.join(self.notes, "fetching.pywar.new")

    def _in(self, name: str) -> str:
        return os.path.join(self.path, name)

    @classmethod
    def existing(cls, path: str) -> Deployment:
        """Return the deployment at `path`; refuse a directory that is none."""
        deployment = cls(path)
        if not os.path.isdir(deployment.releases):
            raise Refusal(f"`{path}` is no deployment: it has no releases/", hints=["make one with the command deploy"], status=exits.USAGE)
        return deployment

    def create(self) -> None:
        """Make the directories; refuse a directory with other content."""
        os.umask(0o022)
        self.require_usable()
        for folder in (self.path, self.releases, self.shared, self.notes):
            os.makedirs(folder, 0o755, exist_ok=True)

    def require_usable(self) -> None:
        """Refuse a directory that no release can be deployed to, or that another user can change."""
        self.require_places()
        trust.require(self)
        if os.path.isdir(self.path) and os.listdir(self.path) and not os.path.isdir(self.releases):
            known = {"shared", "pythons", ".pywar", "deploy.log", "lost+found"}
            strange = sorted(set(os.listdir(self.path)) - known)
            if strange:
                raise Refusal(
                    f"`{self.path}` is not empty, and is no deployment",
                    [f"found: {', '.join(strange[:5])}"],
                    ["use a separate directory for the deployment"],
                    status=exits.USAGE,
                )

    def require_places(self) -> None:
        """Refuse paths that would make the switch fail, after the hooks ran."""
        if os.path.lexists(self.path) and not os.path.isdir(self.path):
            what = "a file" if os.path.exists(self.path) else "a link that leads nowhere"
            raise Refusal(f"`{self.path}` is {what}", hints=["use a directory: /srv/NAME"], status=exits.USAGE)
        if os.path.lexists(self.current_link) and not os.path.islink(self.current_link):
            raise Refusal(
                f"`{self.current_link}` is no link, so no release can be switched to",
                hints=["move it away: deploy makes a link there"],
                status=exits.USAGE,
            )

    def _begin(self) -> None:
        """Check before the first write that no other user can change the deployment, and set the umask."""
        os.umask(0o022)
        trust.require(self)

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the lock: one command at a time."""
        self._begin()
        os.makedirs(self.notes, 0o755, exist_ok=True)
        with lock.hold(self):
            self.sweep()
            yield

    def sweep(self) -> None:
        """Remove temporary files of a killed command."""
        for folder in (self.notes, os.path.join(self.notes, "hooks")):
            for name in _names_in(folder):
                if name.endswith((".new", ".new.sig", ".new.asc", ".json.done", ".json.failed")):
                    os.unlink(os.path.join(folder, name))
        for path in (self.current_link + ".new", self.env_next, self.way_back, identity.token_file(self.path)):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(path)

    def env_to_try(self) -> str:
        """Return the environment file that is used after the next switch."""
        return self.env_next if os.path.exists(self.env_next) else self.env

    def restore_env(self) -> None:
        """Restore the environment file of the release before."""
        atomic.move(self.env_before, self.env, owner.group_to_set(os.lstat(self.env_before).st_gid))

    def release(self, name: str) -> str:
        return os.path.join(self.releases, name)

    def names(self) -> list[str]:
        """Return the finished releases, oldest first; other entries of the directory are ignored."""
        found = [name for name in _names_in(self.releases) if self._is_release(name)]
        return sorted(found, key=lambda name: (os.lstat(self.release(name)).st_ctime_ns, name))

    def _is_release(self, name: str) -> bool:
        path = self.release(name)
        return bool(_NAME.fullmatch(name)) and os.path.isdir(path) and not os.path.islink(path)

    def current(self) -> str | None:
        """Return the name of the release that `current` points to; None if its target is not in `releases/`."""
        try:
            folder, name = os.path.split(os.path.join(self.path, os.readlink(self.current_link)))
        except OSError:
            return None
        is_here = os.path.realpath(folder) == os.path.realpath(self.releases)
        return name if is_here and os.path.isdir(self.release(name)) else None

    def switch(self, name: str | None) -> None:
        """Point `current` to release `name`, atomically; with None, remove the link.

        The entry is touched last, because mod_wsgi and uWSGI reload by its time.  uWSGI compares full seconds
        and needs a later one than it has seen, even if the clock was set back.
        """
        seen = self._entry_time()
        if name is None:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(self.current_link)
            return
        if self.current() != name:
            atomic.link(os.path.join("releases", name), self.current_link)
        self.touch_entry(seen)

    def touch_entry(self, seen: float | None = None) -> None:
        """Set the time of the entry to now, and later than any time that servers have seen."""
        seen = self._entry_time() if seen is None else seen
        now = max(time.time(), seen + 1)
        os.utime(os.path.join(self.current_link, "wsgi.py"), (now, now))

    def _entry_time(self) -> float:
        try:
            return os.stat(os.path.join(self.current_link, "wsgi.py")).st_mtime
        except FileNotFoundError:
            return 0

    def prepare_return(self, name: str) -> None:
        """Make the link back to `name` beforehand, because a full disk allows no new link."""
        atomic.link(os.path.join("releases", name), self.way_back)

    def go_back(self, name: str | None) -> None:
        """Point `current` to `name` again; needs no space on the disk."""
        if name is not None and os.path.islink(self.way_back):
            seen = self._entry_time()
            atomic.rename(self.way_back, self.current_link)
            self.touch_entry(seen)
        else:
            self.switch(name)

    def bundle(self, name: str) -> Bundle:
        return Bundle(self.release(name))


def _names_in(folder: str) -> list[str]:
    return os.listdir(folder) if os.path.isdir(folder) else []
