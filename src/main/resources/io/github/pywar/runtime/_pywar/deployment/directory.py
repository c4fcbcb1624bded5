"""The deployment's directory (`/srv/shop`): every path in it, its lock, its releases."""

import contextlib
import os
import re
import time

from _pywar.archive.bundle import Bundle
from _pywar.base import exits
from _pywar.base.report import Refusal
from _pywar.boot import identity
from _pywar.deployment import atomic, lock, owner, trust

# VERSION-BUILD
_NAME = re.compile(r"[^.].*-[0-9a-f]{12}")


class Deployment:
    """`releases/`, `current`, `shared/`, `deploy.log`, and the tool's own notes in `.pywar/`."""

    def __init__(self, path):
        self.path = os.path.abspath(path)
        self.releases = self._in("releases")
        self.current_link = self._in("current")
        self.shared = self._in("shared")
        self.log = self._in("deploy.log")
        self.notes = self._in(".pywar")
        self.env = os.path.join(self.shared, "env")
        self.env_next = os.path.join(self.notes, "env.next")
        self.env_before = os.path.join(self.notes, "env.before")
        self.way_back = os.path.join(self.notes, "back")
        self.public_key = os.path.join(self.notes, "public-key")

    def _in(self, name):
        return os.path.join(self.path, name)

    @classmethod
    def existing(cls, path):
        """The deployment at `path`, refused where there is none."""
        deployment = cls(path)
        if not os.path.isdir(deployment.releases):
            raise Refusal(f"`{path}` is no deployment: it has no releases/", hints=["deploy makes one"], status=exits.USAGE)
        return deployment

    def create(self):
        """Make the directories; a directory that holds something else is left alone."""
        self._check_places()
        self._begin()
        if os.path.isdir(self.path) and os.listdir(self.path) and not os.path.isdir(self.releases):
            known = {"shared", ".pywar", "deploy.log", "lost+found"}
            strange = sorted(set(os.listdir(self.path)) - known)
            if strange:
                raise Refusal(
                    f"`{self.path}` is not empty and no deployment",
                    [f"found: {', '.join(strange[:5])}"],
                    ["name a directory of its own"],
                    status=exits.USAGE,
                )
        for folder in (self.path, self.releases, self.shared, self.notes):
            os.makedirs(folder, 0o755, exist_ok=True)

    def _check_places(self):
        """What would only be found at the switch, after the hooks."""
        if os.path.lexists(self.path) and not os.path.isdir(self.path):
            what = "a file" if os.path.exists(self.path) else "a link that leads nowhere"
            raise Refusal(f"`{self.path}` is {what}", hints=["name a directory: /srv/NAME"], status=exits.USAGE)
        if os.path.lexists(self.current_link) and not os.path.islink(self.current_link):
            raise Refusal(
                f"`{self.current_link}` is no link, so that nothing can be switched",
                hints=["move it away: deploy makes a link to a release there"],
                status=exits.USAGE,
            )

    def _begin(self):
        """Before anything is written: nobody else may change what is written to, and files are not open to all."""
        os.umask(0o022)
        trust.require(self)

    @contextlib.contextmanager
    def locked(self):
        """One command at a time."""
        self._begin()
        os.makedirs(self.notes, 0o755, exist_ok=True)
        with lock.hold(self):
            self.sweep()
            yield

    def sweep(self):
        """Remove what a killed command left half-made."""
        for folder in (self.notes, os.path.join(self.notes, "hooks")):
            for name in _names_in(folder):
                if name.endswith((".new", ".json.done", ".json.failed")):
                    os.unlink(os.path.join(folder, name))
        for path in (self.current_link + ".new", self.env_next, self.way_back, identity.word_file(self.path)):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(path)

    def env_to_try(self):
        """The environment file that counts after the next switch."""
        return self.env_next if os.path.exists(self.env_next) else self.env

    def restore_env(self):
        """The environment file that the release before had counts again."""
        atomic.move(self.env_before, self.env, owner.group_to_set(os.lstat(self.env_before).st_gid))

    def release(self, name):
        return os.path.join(self.releases, name)

    def names(self):
        """The finished releases, oldest first; what else somebody keeps there is not ours to show or to remove."""
        found = [name for name in _names_in(self.releases) if self._is_release(name)]
        return sorted(found, key=lambda name: (os.lstat(self.release(name)).st_ctime_ns, name))

    def _is_release(self, name):
        path = self.release(name)
        return bool(_NAME.fullmatch(name)) and os.path.isdir(path) and not os.path.islink(path)

    def current(self):
        """The name of the release that `current` points to, or None; one of that name elsewhere is none."""
        try:
            folder, name = os.path.split(os.path.join(self.path, os.readlink(self.current_link)))
        except OSError:
            return None
        is_here = os.path.realpath(folder) == os.path.realpath(self.releases)
        return name if is_here and os.path.isdir(self.release(name)) else None

    def switch(self, name):
        """Point `current` to release `name`, atomically; with None, remove the link.

        The entry is touched last, because mod_wsgi and uWSGI reload by its time; uWSGI counts
        whole seconds and wants a later one than it has seen, whatever the clock says now.
        """
        seen = self._entry_time()
        if name is None:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(self.current_link)
            return
        if self.current() != name:
            atomic.link(os.path.join("releases", name), self.current_link)
        self.touch_entry(seen)

    def touch_entry(self, seen=None):
        """Make the entry later than servers have seen it, and than now."""
        seen = self._entry_time() if seen is None else seen
        now = max(time.time(), seen + 1)
        os.utime(os.path.join(self.current_link, "wsgi.py"), (now, now))

    def _entry_time(self):
        try:
            return os.stat(os.path.join(self.current_link, "wsgi.py")).st_mtime
        except FileNotFoundError:
            return 0

    def prepare_return(self, name):
        """Have the link back to `name` ready, because a full disk makes no new one."""
        atomic.link(os.path.join("releases", name), self.way_back)

    def go_back(self, name):
        """Point `current` to `name` again; needs no space on the disk."""
        if name is not None and os.path.islink(self.way_back):
            seen = self._entry_time()
            atomic.rename(self.way_back, self.current_link)
            self.touch_entry(seen)
        else:
            self.switch(name)

    def bundle(self, name):
        return Bundle(self.release(name))


def _names_in(folder):
    return os.listdir(folder) if os.path.isdir(folder) else []
