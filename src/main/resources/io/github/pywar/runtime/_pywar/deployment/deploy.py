"""The command `deploy`: its steps in order.  Each step can be repeated, and its error names the next action."""

from __future__ import annotations

import os

from _pywar.archive import manifest, source
from _pywar.base import exits
from _pywar.base.report import Refusal
from _pywar.boot import gate
from _pywar.deployment import (
    address,
    atomic,
    bytecode,
    former,
    hookfiles,
    hooks,
    interpreter,
    outcome,
    owner,
    plan,
    provenance,
    prune,
    release,
    removal,
    requested,
    signature,
    stopping,
    switching,
    verify,
)
from _pywar.deployment.directory import Deployment
from _pywar.deployment.journal import Journal, inform, report
from _pywar.deployment.state import State
from _pywar.deployment.trial import Trial

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    import argparse
    from typing import Any


def main(archive: str, request: argparse.Namespace) -> int:
    """Deploy `archive` (a file, or an unpacked tree) to `request.root`, or print what that would change.

    With `--from`, another archive's tool does it.
    """
    if request.origin:
        outcome.run("deploy", request, lambda result: _fetch(request))
    if request.plan:
        return plan.main(archive, request)
    outcome.run("deploy", request, lambda result: _deploy(archive, request, result))
    return exits.DONE


def _fetch(request: argparse.Namespace) -> None:
    """Fetch the archive of `--from`, and replace this process by its tool."""
    if request.plan:
        hints = ["fetch the archive, and run its own tool: python3 ARCHIVE deploy ROOT --plan"]
        raise Refusal("`--plan` changes nothing, so it cannot fetch an archive with `--from`", hints=hints, status=exits.USAGE)
    from _pywar.deployment import fetch  # the network's modules are slow to import

    stopping.unwind_when_stopped()
    fetch.main(request)


def _deploy(archive: str, request: argparse.Namespace, result: outcome.Outcome) -> None:
    found = manifest.read(archive)
    result.release = release.name_of(found)
    requested.check(found, request)
    stopping.unwind_when_stopped()
    deployment = Deployment(request.root)
    deployment.create()
    interpreter.enter(archive, found, deployment, request)
    with removal.locked(deployment):
        DeployRun(archive, found, deployment, request, result).run()


class DeployRun:
    """One run of `deploy`; its attributes are the results of earlier steps."""

    def __init__(
        self, archive: str, found: dict[str, Any], deployment: Deployment, request: argparse.Namespace, result: outcome.Outcome
    ) -> None:
        self.archive = archive
        self.found = found
        self.result = result
        self.deployment = deployment
        self.request = request
        self.name = release.name_of(found)
        self.final = deployment.release(self.name)
        self.hooks = hooks.find(source.of(archive).names(), (found.get("layout") or {}).get("hooks") or "hooks")
        self.state = State(deployment)
        self.options = self.state.remember(request)
        self.verified = requested.VerifiedArchive(archive)
        self.journal = Journal(deployment.log, "deploy", self.verified.sha256)
        self.journal.about["release"] = self.name
        self.is_silent = False

    def run(self) -> None:
        self.check()
        self.verify()
        self.stage_env()
        self.unpack()
        self.warn()
        if self.request.hooks == "only":
            self.hooks_only()
        elif self.request.hooks == "post-deploy":
            self.run_hooks("post-deploy")
        else:
            self.serve()
        self.report_end()

    def serve(self) -> None:
        self.run_hooks("prepare")
        self.preflight()
        self.run_hooks("pre-deploy")
        # not `previous`: after an older release is deployed again, a rollback returns to the release that serves now
        previous = self.state.last_but(self.name)
        switch = switching.Switching(self.deployment, self.state, self.journal, self.request.check_timeout)
        switch.rehearse(self.trial, self.name, self.options)
        with switch.to(self.name, previous, self.options):
            self.run_hooks("post-deploy")
        self.is_silent = switch.is_silent
        self.prune()

    def report_end(self) -> None:
        deployment = self.deployment
        if self.is_silent:
            server = self.options.get("server") or "systemd"
            url = address.redact(self.options["check_url"])
            inform(f"done: {self.name} is current, and nothing listens at {url} yet; how to start it:")
            # not by the release's own interpreter: that runs lines of the libraries' .pth files as the user of the shell
            inform(f"{release.interpreter()} -I {deployment.current_link} config {server} {deployment.path}")
        else:
            inform(f"done: {deployment.path} serves {deployment.current() or 'nothing yet'}")

    def check(self) -> None:
        with self.journal.step("check") as step:
            requested.check_for(self.deployment, self.request, self.found)
            self.owner = owner.resolve(self.options.get("owner"), self.options.get("server"), self.deployment)
            if self.request.owner and not self.state.history:
                # a first deployment that fails is repeated for the same user
                self.state.save()
            if self.request.hooks != "none":
                hooks.check_sql(self.hooks, self.request.sql, self.request.hooks)
            self.links = former.links_of(release.libraries_of(self.found), self.owner, self.request.hard_links)
            self.trial = Trial(self.deployment, self.owner, self.request.env_file)
            self.owner.own(self.deployment.shared, 0o2770)
            step["detail"] = f"{gate.describe(gate.facts())}, owner {self.owner.text}"

    def verify(self) -> None:
        with self.journal.step("verify") as step:
            signed = signature.check(self.archive, self.deployment, self.request.public_key)
            built = provenance.check(self.archive, self.verified.sha256, self.deployment, self.request)
            step["detail"] = ", ".join(filter(None, [signed, built]))

    def unpack(self) -> None:
        """Unpack and compile; a release gets its name when it is complete."""
        if self._is_unpacked():
            return
        self.result.note(outcome.RELEASE)
        part = release.part_of(self.deployment, self.name)
        try:
            with self.journal.step("unpack") as step:
                step["detail"] = self._count(release.unpack_archive(self.deployment, self.name, self.archive, part, self.links))
            self.import_early(part)
            with self.journal.step("compile"):
                compiled = release.compile_modules(self.deployment, self.name, part, self.links)
                release.write_record(part, compiled)
                release.make_readable(part, self.owner.file_group())
                self.verified.check(self.archive)
                release.finish(self.deployment, part, self.name, self.verified.sha256)
        finally:
            removal.remove_half_made(self.deployment, self.name)

    def _count(self, ways: dict[str, int]) -> str:
        """Return a text about files that were not unpacked, empty if there are none."""
        return ", ".join(f"{number} unchanged files {way}" for way, number in ways.items())

    def import_early(self, part: str) -> None:
        """Import the entry before a long compile step: a missing variable is reported in seconds.

        An application with hooks of `prepare` may need them first, so it is imported after them only.
        """
        if self.request.hooks != "only" and not self.hooks["prepare"] and self._compiles_long(part):
            with self.journal.step("import"):
                self.trial.import_early(part, self.archive)

    def _compiles_long(self, part: str) -> bool:
        with release.last_of(self.deployment, self.name, part, self.links) as last:
            return bytecode.takes_long(part, last)

    def _is_unpacked(self) -> bool:
        if not os.path.isdir(self.final):
            return False
        with self.journal.step("unpack") as step:
            step.update(outcome="skipped", detail="already there, verified")
            self.verified.require_undamaged(self.archive, self.deployment, self.name)
            try:
                found = verify.check_made_of(self.final, self.archive, self.found)
                step["detail"] = "; ".join(filter(None, [step["detail"], verify.warn(self.name, found)]))
            except Refusal as refusal:
                if not self.request.repair:
                    raise
                step.update(outcome="repairing", detail=refusal.what)
                return False
            # the release that serves is only written again with --repair
            if not self._has_interpreter() and (self.request.repair or self.deployment.current() != self.name):
                step.update(outcome="repairing", detail="its bin/python is not this Python, or gone")
                return False
        return True

    def _has_interpreter(self) -> bool:
        """Return whether the release's interpreter exists and is the one that runs this command."""
        link = os.path.join(self.final, "bin", "python")
        return os.path.exists(link) and os.readlink(link) == release.interpreter()

    def warn(self) -> None:
        """Warn of files that appeared in the release that serves: the next one starts without them, such as a database."""
        current = self.deployment.current()
        if current is None or current == self.name:
            return
        try:
            names = verify.list_added(self.deployment.release(current))
        except (OSError, Refusal) as problem:
            report(f"{current} cannot be checked for added files: {getattr(problem, 'what', problem)}")
            return
        if names:
            self.journal.write("added", "warning", detail=verify.warn(current, names, f"; {self.name} starts without them"))

    def preflight(self) -> None:
        with self.journal.step("preflight"):
            self.trial.preflight(self.name)

    def stage_env(self) -> None:
        """Stage a new environment file: preflight and hooks use it at once, the server from the switch on."""
        atomic.set_rights(self.deployment.env, 0o640, self.owner.file_group())
        if self.request.env_file:
            data = requested.read_env_file(self.request.env_file)
            if data != requested.present_env(self.deployment):
                self.result.note(outcome.ENVIRONMENT)
            atomic.write(self.deployment.env_next, data, 0o640, self.owner.file_group())

    def run_hooks(self, phase: str) -> None:
        if phase == "prepare" and not self.hooks[phase]:
            return
        with self.journal.step(f"hooks/{phase}") as step:
            if not hooks.selected(phase, self.request.hooks):
                step.update(outcome="skipped", detail=f"--hooks={self.request.hooks}")
                return
            found = self._hooks()
            watch = self._watch() if found.pending(phase, self.hooks[phase]) else None
            try:
                ran = found.run(phase, self.hooks[phase], self.state.last_but(self.name))
                done = "none to run: each has run for this release" if self.hooks[phase] else "none to run"
                step["detail"] = ", ".join(ran) or done
                if ran:
                    self.result.note(outcome.HOOKS)
            except Refusal as refusal:
                if self.owner.become():
                    refusal.hints.append(f"a hook runs as {self.owner.text} and cannot write into the release: it writes to $PYWAR_SHARED")
                raise
            finally:
                if watch:
                    watch.end(phase)

    def _watch(self) -> hookfiles.Watch:
        is_new = self.name not in self.state.ever and self.deployment.current() != self.name
        return hookfiles.Watch(self.deployment, self.name, is_new)

    def _hooks(self) -> hooks.Hooks:
        return hooks.Hooks(self.deployment, self.deployment.bundle(self.name), self.owner, self.request.sql)

    def hooks_only(self) -> None:
        """Run the hooks of one phase: the first run is before the servers get the code, the second run after."""
        if os.path.exists(self.deployment.env_next):
            # no server uses this deployment, and the second run needs the file, too
            atomic.move(self.deployment.env_next, self.deployment.env, self.owner.file_group())
        pending = self._hooks().pending("pre-deploy", self.hooks["pre-deploy"])
        phase = "pre-deploy" if pending or not self._is_second_run() else "post-deploy"
        if phase == "pre-deploy":
            self.run_hooks("prepare")
        self.run_hooks(phase)
        self.state.options["hooks_only"] = self.name
        self.state.save()
        if phase == "pre-deploy" and self.hooks["post-deploy"]:
            inform("deploy to the servers with --hooks=prepare, then run this again for hooks/post-deploy")
        self.prune()

    def _is_second_run(self) -> bool:
        return self.state.options.get("hooks_only") == self.name

    def prune(self) -> None:
        """Remove old releases; a failure is only reported, because the new release serves."""
        try:
            with self.journal.step("prune") as step:
                gone = prune.prune(self.deployment, self.state, self.request.keep)
                gone += interpreter.remove_unused(self.deployment)
                if os.path.lexists(self.deployment.env_before):
                    os.unlink(self.deployment.env_before)
                self.state.save()
                step["detail"] = ", ".join(gone) or "nothing to remove"
        except OSError as problem:
            report(f"old releases could not be removed: {problem}")
