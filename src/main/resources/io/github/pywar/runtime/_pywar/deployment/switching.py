"""The switch with its way back: link, reload, health check; back by itself when one fails."""

import contextlib
import os
import secrets
import time

from _pywar.base import exits
from _pywar.base.report import Refusal
from _pywar.boot import identity
from _pywar.deployment import address, atomic, health, owner, reload
from _pywar.deployment.journal import report
from _pywar.deployment.stopping import undisturbed

_WAY_BACK = 20


def _check_url(url, deployment):
    if not address.is_complete(url):
        raise Refusal(
            f"the query of the check URL `{url}` is lost",
            [f"it was in {deployment.notes}/check-url"],
            ["--check-url names the whole URL again, --check-url '' goes on without asking"],
            status=exits.USAGE,
        )


def _workers_or_none(options, deployment):
    """Nothing that is made of a pid file meanwhile may stop the way back."""
    try:
        return reload.workers(options.get("server"), deployment)
    except (Refusal, OSError):
        return set()


class Switching:
    """Moves `current`, and the environment file with it."""

    def __init__(self, deployment, state, journal, timeout):
        self.deployment = deployment
        self.state = state
        self.journal = journal
        self.timeout = timeout
        self.rehearsed = 0
        self.is_silent = False

    def rehearse(self, trial, name, options):
        """What would fail its health check is better not switched to at all."""
        if options.get("check_url"):
            _check_url(options["check_url"], self.deployment)
            began = time.monotonic()
            with self.journal.step("rehearsal") as step:
                step["detail"] = trial.rehearse(name, options["check_url"], self.timeout)
            self.rehearsed = time.monotonic() - began

    @contextlib.contextmanager
    def to(self, name, previous, options, back=False):
        """Switch to `name` and let the body run; a failure anywhere switches to `previous` again."""
        if self.deployment.current() == name and self.state.history[-1:] == [name]:
            # a release that served well before this run is not taken away by a failing check
            previous = name
        # before its first release a deployment has no server that could run
        is_first = self.deployment.current() in (None, name) and self.state.last_but(name) is None
        workers = self._workers(options)
        if previous:
            self.deployment.prepare_return(previous)
        try:
            self._switch(name)
            self._reload(options, workers)
            self._health(name, options, is_first)
            yield
            self.state.note_served(name, back)
        except BaseException:
            if previous != name or os.path.lexists(self.deployment.env_before):
                self._return(previous, options)
            raise
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(self.deployment.way_back)

    def _workers(self, options):
        try:
            return reload.workers(options.get("server"), self.deployment)
        except Refusal as refusal:
            self.journal.write("switch", "failed", detail=refusal.what)
            raise

    def _switch(self, name):
        with self.journal.step("switch") as step:
            if os.path.lexists(self.deployment.env_next):
                self._take_env()
            if self.deployment.current() == name:
                step["detail"] = "already current"
            self.deployment.switch(name)

    def _take_env(self):
        gid = owner.group_to_set(os.stat(self.deployment.env_next).st_gid)
        try:
            # what is there already was left by a killed run, and is what the good release had
            atomic.copy_if_missing(self.deployment.env, self.deployment.env_before, gid)
        except FileNotFoundError:
            # no file and an empty one say the same
            atomic.write(self.deployment.env_before, b"", 0o640, gid)
        atomic.move(self.deployment.env_next, self.deployment.env, gid)

    def _reload(self, options, workers):
        with self.journal.step("reload") as step:
            step["detail"] = reload.reload(options.get("server"), self.deployment, self.timeout, workers)

    def _health(self, name, options, is_first):
        if options.get("check_url"):
            with self.journal.step("health") as step, self._check_token() as token:
                check = health.Check(options["check_url"], name, token)
                may_be_silent = is_first and not reload.is_running(options.get("server"), self.deployment)
                # in the server it may have to warm up as it had in its rehearsal, on a busier machine
                answer = check.run(self.timeout, 2 * self.rehearsed, may_be_silent)
                self.is_silent = answer is None
                step["detail"] = answer or "nothing listens there yet"
                step["outcome"] = "skipped" if self.is_silent else "done"

    @contextlib.contextmanager
    def _check_token(self):
        """A word by which the application knows this check from a stranger's request."""
        token, path = secrets.token_hex(16), identity.word_file(self.deployment.path)
        atomic.write(path, token.encode("ascii"), 0o640, owner.group_to_set(os.stat(self.deployment.shared).st_gid))
        try:
            yield token
        finally:
            os.unlink(path)

    def _return(self, previous, options):
        with undisturbed(), self.journal.step("switch-back", must_log=False) as step:
            workers = _workers_or_none(options, self.deployment)
            self.deployment.go_back(previous)
            self._restore_env()
            step["detail"] = f"current is {previous or 'nothing'} again; what hooks changed stays changed"
            if previous:
                try:
                    # until all workers are back some requests get the bad release: a short timeout must not end this wait
                    reload.reload(options.get("server"), self.deployment, max(self.timeout, _WAY_BACK), workers)
                except Refusal as refusal:
                    report(f"the reload after switching back: {refusal.what}")
                except OSError as problem:
                    report(f"the reload after switching back: {problem}")

    def _restore_env(self):
        """What the application's user put in its place meanwhile must not keep the server on the bad release."""
        try:
            if os.path.lexists(self.deployment.env_before):
                self.deployment.restore_env()
        except OSError as problem:
            report(f"the environment file could not be brought back: {problem}")
