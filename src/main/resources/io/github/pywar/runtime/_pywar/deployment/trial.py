"""Trial of a release before it serves: processes of their own import its entry and request the check URL."""

from __future__ import annotations

import os
import shlex
import stat

from _pywar.archive.bundle import Bundle
from _pywar.base import exits
from _pywar.base.report import Refusal
from _pywar.boot import loader
from _pywar.boot.preflight import preflight, require_startable
from _pywar.deployment import address, children, contents, owner, release

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from _pywar.deployment.directory import Deployment
    from _pywar.deployment.owner import Owner

# seconds during which a release may answer 5xx while it warms up
_WARM_UP = 5
_IMPORT_SECONDS = 600


class Trial:
    """Trial of releases as their owner, with the environment file that will be used."""

    def __init__(self, deployment: Deployment, user: Owner, env_file: str | None = None) -> None:
        self._deployment = deployment
        self._owner = user
        self._env_file = env_file

    def _environment(self) -> dict[str, str]:
        return {**children.environment(self._owner), "PYWAR_ENV_FILE": self._deployment.env_to_try()}

    def _retry(self, bundle: Bundle) -> str:
        """Return the command that repeats the preflight, as its user and with its environment file."""
        words = [release.interpreter(), "-I", bundle.root, "check"]
        is_other = self._owner.become() is not None
        if self._env_file:
            # the owner may be unable to read the deploying user's own file, and can read its copy
            words += ["--env-file", self._deployment.env_next if is_other else os.path.abspath(self._env_file)]
        if is_other:
            words = ["runuser", "-u", owner.user_name(self._owner.uid), "--", *words]
        return shlex.join(words)

    def preflight(self, name: str) -> None:
        """Import the entry, in the working directory that the server has."""
        bundle = self._deployment.bundle(name)

        def run(command: list[str]) -> int | None:
            environment = {**self._environment(), loader.RETRY: self._retry(bundle)}
            return children.run(command, self._owner, environment, bundle.working_directory, _IMPORT_SECONDS).code

        preflight(bundle, _python(bundle), run)

    def import_early(self, part: str, archive: str) -> None:
        """Import the entry of a tree that is not compiled yet, and leave the tree as it was unpacked."""
        bundle = Bundle(part)

        def run(command: list[str]) -> int | None:
            # the tree gets no compiled file of this import, and warnings of libraries are not shown
            words = [command[0], "-B", "-W", "ignore", *command[1:]]
            environment = {**self._environment(), "PYTHONDONTWRITEBYTECODE": "1", loader.RETRY: self._retry_of(archive)}
            return children.run(words, self._owner, environment, bundle.working_directory, _IMPORT_SECONDS).code

        before = _listing(part)
        try:
            preflight(bundle, _python(bundle), run)
        finally:
            _restore(bundle, before, _listing(part))

    def _retry_of(self, archive: str) -> str:
        """Return the command for the archive itself; none for another user, who may be unable to read it."""
        if self._owner.become() is not None:
            return ""
        file = ["--env-file", os.path.abspath(self._env_file)] if self._env_file else []
        return shlex.join([release.interpreter(), "-I", os.path.abspath(archive), "check", *file])

    def rehearse(self, name: str, url: str, timeout: float) -> str:
        """Send a request to the application itself, without a server; return a text for the log.

        The release is refused for an exception, for an answer of 5xx, and without an answer.  Any other answer is
        accepted: a server may mount the application elsewhere, so a 404 is no fault.
        """
        bundle = self._deployment.bundle(name)
        # isolated, so that the working directory offers it no modules; the URL, which may hold a token, is no argument
        command = [_python(bundle), "-I", "-m", "_pywar.rehearse", str(min(timeout / 2, _WARM_UP))]
        environment = {**self._environment(), "PYWAR_CHECK_URL": url}
        ended = children.ask(command, self._owner, environment, bundle.working_directory, timeout)
        if ended.code is None:
            raise _refusal(bundle, url, f"no answer within {timeout:g} s")
        words = ended.out.decode("utf-8", "replace").split()
        status = f"status {words[-1]}" if words and words[-1].isdigit() else "no answer"
        if ended.code != 0:
            raise _refusal(bundle, url, status)
        return status


def _listing(part: str) -> dict[str, os.stat_result]:
    with contents.Tree(part) as tree:
        return tree.listing(contents.EVERYWHERE)


def _restore(bundle: Bundle, before: dict[str, os.stat_result], now: dict[str, os.stat_result]) -> None:
    """Remove files that the import added; refuse a tree whose own files it changed."""
    for name in sorted(now.keys() - before.keys(), reverse=True):
        path = os.path.join(bundle.root, name)
        (os.rmdir if stat.S_ISDIR(now[name].st_mode) else os.unlink)(path)
    # the size of a folder differs after an added file
    own = [name for name in before if not stat.S_ISDIR(before[name].st_mode)]
    changed = sorted(name for name in own if name not in now or _key(now[name]) != _key(before[name]))
    if changed:
        raise Refusal(
            f"the import of {bundle.label} changed files of the release after it was verified",
            [f"changed: {name}" for name in changed[:20]],
            ["let the application write below shared/ of the deployment"],
            status=exits.FAILED,
        )


def _key(found: os.stat_result) -> tuple[int, int, int, int]:
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _python(bundle: Bundle) -> str:
    return os.path.join(bundle.scripts, "python")


def require_python(bundle: Bundle) -> None:
    """Refuse a release whose interpreter is gone; nothing is started."""
    require_startable(_python(bundle))


def _refusal(bundle: Bundle, url: str, answer: str) -> Refusal:
    return Refusal(
        f"{bundle.label} does not answer `{address.redact(url)}` successfully, and was not switched to",
        [f"answer in a process of its own: {answer}"],
        ["its output above has the reason", "deploy without the check: --check-url ''"],
        status=exits.FAILED,
    )
