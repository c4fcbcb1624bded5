"""The switch to a release: link, reload, health check; a failure of one switches back automatically."""

from __future__ import annotations

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
from _pywar.deployment.workers import Workers

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from typing import Any, Iterator

    from _pywar.deployment.directory import Deployment
    from _pywar.deployment.journal import Journal
    from _pywar.deployment.state import State
    from _pywar.deployment.trial import Trial

_WAY_BACK = 20


def check_url(url: str, deployment: Deployment) -> None:
    if not address.is_complete(url):
        raise Refusal(
            f"the query of the check URL `{url}` is lost",
            [f"it was in {deployment.notes}/check-url"],
            ["name the complete URL again: --check-url URL", "or deploy without the check: --check-url ''"],
            status=exits.USAGE,
        )


def _workers_or_none(options: dict[str, Any], deployment: Deployment) -> set[int]:
    """Return the workers, none at an error: a pid file that was changed meanwhile must not stop the switch back."""
    try:
        return reload.workers(options.get("server"), deployment)
    except (Refusal, OSError):
        return set()


class Switching:
    """Switch of `current`, together with the environment file."""

    def __init__(self, deployment: Deployment, state: State, journal: Journal, timeout: float) -> None:
        self.deployment = deployment
        self.state = state
        self.journal = journal
        self.timeout = timeout
        self.rehearsed = 0.0
        self.is_silent = False
        self._is_renewing = False

    def rehearse(self, trial: Trial, name: str, options: dict[str, Any]) -> None:
        """Request the check URL from the release before the switch: one that fails there is not switched to."""
        if options.get("check_url"):
            check_url(options["check_url"], self.deployment)
            began = time.monotonic()
            with self.journal.step("rehearsal") as step:
                step["detail"] = trial.rehearse(name, options["check_url"], self.timeout)
            self.rehearsed = time.monotonic() - began

    @contextlib.contextmanager
    def to(self, name: str, previous: str | None, options: dict[str, Any], back: bool = False) -> Iterator[None]:
        """Switch to `name` and let the body run; a failure anywhere switches to `previous` again."""
        if self.deployment.current() == name and self.state.history[-1:] == [name]:
            # a release that served before this run stays if the check fails
            previous = name
        # before its first release a deployment has no running server
        is_first = self.deployment.current() in (None, name) and self.state.last_but(name) is None
        workers = self._workers(options)
        others = self._others(self.deployment.current(), name)
        if previous:
            self.deployment.prepare_return(previous)
        try:
            self._switch(name)
            self._reload(options, workers)
            self._health(name, options, is_first)
            self._renew(others)
            yield
            self.state.note_served(name, back)
        except BaseException:
            if previous != name or os.path.lexists(self.deployment.env_before):
                self._return(name, previous, options)
            raise
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(self.deployment.way_back)

    def _workers(self, options: dict[str, Any]) -> set[int]:
        try:
            return reload.workers(options.get("server"), self.deployment)
        except Refusal as refusal:
            self.journal.write("switch", "failed", detail=refusal.what)
            raise

    def _others(self, before: str | None, name: str) -> Workers:
        """Return the workers beside the server; a supervisor that may not be signalled is refused before the switch."""
        others = Workers(self.deployment, before, name)
        try:
            others.check()
        except Refusal as refusal:
            self.journal.write("switch", "failed", detail=refusal.what)
            raise
        return others

    def _renew(self, others: Workers) -> None:
        """Switch the workers last: they are not disturbed by a release that the server cannot serve."""
        if others:
            with self.journal.step("workers") as step:
                self._is_renewing = True
                step["detail"] = others.switch(self.timeout)

    def _switch(self, name: str) -> None:
        with self.journal.step("switch") as step:
            if os.path.lexists(self.deployment.env_next):
                self._take_env()
            if self.deployment.current() == name:
                step["detail"] = "already current"
            self.deployment.switch(name)

    def _take_env(self) -> None:
        gid = owner.group_to_set(os.stat(self.deployment.env_next).st_gid)
        try:
            # an existing copy is of a killed run, and belongs to the release that served
            atomic.copy_if_missing(self.deployment.env, self.deployment.env_before, gid)
        except FileNotFoundError:
            # a missing file equals an empty one
            atomic.write(self.deployment.env_before, b"", 0o640, gid)
        atomic.move(self.deployment.env_next, self.deployment.env, gid)

    def _reload(self, options: dict[str, Any], workers: set[int]) -> None:
        with self.journal.step("reload") as step:
            step["detail"] = reload.reload(options.get("server"), self.deployment, self.timeout, workers)

    def _health(self, name: str, options: dict[str, Any], is_first: bool) -> None:
        if options.get("check_url"):
            with self.journal.step("health") as step, self._check_token() as token:
                check = health.Check(options["check_url"], name, token)
                may_be_silent = is_first and not reload.is_running(options.get("server"), self.deployment)
                # its start in the server may take as long as in its rehearsal, and longer on a busier machine
                answer = check.run(self.timeout, 2 * self.rehearsed, may_be_silent)
                self.is_silent = answer is None
                step["detail"] = answer or "nothing listens there yet"
                step["outcome"] = "skipped" if self.is_silent else "done"

    @contextlib.contextmanager
    def _check_token(self) -> Iterator[str]:
        """Write a token by which the application distinguishes this check from requests of other clients."""
        token, path = secrets.token_hex(16), identity.token_file(self.deployment.path)
        atomic.write(path, token.encode("ascii"), 0o640, owner.group_to_set(os.stat(self.deployment.shared).st_gid))
        try:
            yield token
        finally:
            os.unlink(path)

    def _return(self, name: str, previous: str | None, options: dict[str, Any]) -> None:
        with undisturbed(), self.journal.step("switch-back", must_log=False) as step:
            workers = _workers_or_none(options, self.deployment)
            self.deployment.go_back(previous)
            self._restore_env()
            step["detail"] = f"current is {previous or 'nothing'} again; what hooks changed stays changed"
            if previous:
                patience = max(self.timeout, _WAY_BACK)
                try:
                    # some requests reach the bad release until all workers are replaced: at least `_WAY_BACK` seconds
                    reload.reload(options.get("server"), self.deployment, patience, workers)
                except Refusal as refusal:
                    report(f"the reload after the switch back failed: {refusal.what}")
                except OSError as problem:
                    report(f"the reload after the switch back failed: {problem}")
                self._renew_back(name, previous, patience)

    def _renew_back(self, name: str, previous: str, patience: float) -> None:
        """Switch the workers back; those of the earlier release were not disturbed before the step `workers`."""
        try:
            Workers(self.deployment, name, previous).switch_back(patience, self._is_renewing)
        except Refusal as refusal:
            report(f"the workers after the switch back: {refusal.what}")
        except OSError as problem:
            report(f"the workers after the switch back: {problem}")

    def _restore_env(self) -> None:
        """Restore the environment file; an error, such as by a file of the application's user, does not stop the switch back."""
        try:
            if os.path.lexists(self.deployment.env_before):
                self.deployment.restore_env()
        except OSError as problem:
            report(f"the environment file could not be restored: {problem}")
