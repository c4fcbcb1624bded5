"""The switch with its way back: link, reload, health check; back by itself when one fails."""

import contextlib
import os

from _pywar.deployment import atomic, health, reload
from _pywar.deployment.journal import tell
from _pywar.report import Refusal


class Switching:
    """Moves `current`, and the environment file with it."""

    def __init__(self, root, state, journal, timeout):
        self.root = root
        self.state = state
        self.journal = journal
        self.timeout = timeout

    @contextlib.contextmanager
    def to(self, name, previous, options, back=False):
        """Switch to `name` and let the body run; a failure anywhere switches to `previous` again."""
        before = self.root.current()
        if previous:
            self.root.prepare_return(previous)
        try:
            self._switch(name)
            self._reload(options)
            self._health(options)
            yield
            self.state.served(name, back)
        except BaseException:
            # a release that served well before this run is not taken away by a failing check
            if not (before == name and name in self.state.history):
                self._return(previous, options)
            raise
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(self.root.way_back)

    def _switch(self, name):
        with self.journal.step("switch") as step:
            if os.path.exists(self.root.env_next):
                self._take_env()
            if self.root.current() == name:
                step["detail"] = "already current"
            self.root.switch(name)

    def _take_env(self):
        # what is there already was left by a killed run, and is what the good release had
        with contextlib.suppress(FileNotFoundError, FileExistsError):
            os.link(self.root.env, self.root.env_before)
        atomic.rename(self.root.env_next, self.root.env)

    def _reload(self, options):
        with self.journal.step("reload") as step:
            step["detail"] = reload.reload(options.get("server"), self.root, self.timeout)

    def _health(self, options):
        if options.get("check_url"):
            with self.journal.step("health") as step:
                step["detail"] = health.check(options["check_url"], self.timeout)

    def _return(self, previous, options):
        with self.journal.step("switch-back", must_log=False) as step:
            self.root.go_back(previous)
            if os.path.exists(self.root.env_before):
                atomic.rename(self.root.env_before, self.root.env)
            step["detail"] = f"current is {previous or 'nothing'} again; what hooks changed stays changed"
            if previous:
                try:
                    reload.reload(options.get("server"), self.root, self.timeout)
                except Refusal as refusal:
                    tell(f"the reload after switching back: {refusal.what}")
