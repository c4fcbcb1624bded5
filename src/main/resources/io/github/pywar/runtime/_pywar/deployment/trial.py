"""A release tried before it serves: its entry is imported, and answers the check URL, in processes of their own."""

import os

from _pywar.base import exits
from _pywar.base.report import Refusal
from _pywar.boot.preflight import preflight
from _pywar.deployment import address, children

# so long a release may answer 5xx before it is believed to mean it
_WARM_UP = 5
_IMPORT_SECONDS = 600


class Trial:
    """How a release is tried: as its owner, with the environment file that will count."""

    def __init__(self, deployment, owner):
        self._deployment = deployment
        self._owner = owner

    def _environment(self):
        return {**children.environment(self._owner), "PYWAR_ENV_FILE": self._deployment.env_to_try()}

    def preflight(self, name):
        """Import the entry, in the working directory that the server has."""
        bundle = self._deployment.bundle(name)

        def run(command):
            return children.run(command, self._owner, self._environment(), bundle.working_directory, _IMPORT_SECONDS).code

        preflight(bundle, _python(bundle), run)

    def rehearse(self, name, url, timeout):
        """Ask the application itself, without a server; gives a text for the log.

        Only an exception, an answer of 5xx or none at all refuse the release: a server may
        mount it elsewhere, so that what it has no page for proves nothing.
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


def _python(bundle):
    return os.path.join(bundle.scripts, "python")


def _refusal(bundle, url, answer):
    return Refusal(
        f"{bundle.label} does not answer `{address.redact(url)}` well, and was not switched to",
        [f"asked in a process of its own: {answer}"],
        ["its own output above says why", "--check-url '' goes on without asking"],
        status=exits.FAILED,
    )
