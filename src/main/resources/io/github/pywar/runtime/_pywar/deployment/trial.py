"""A release tried before it serves: its entry is imported, and answers the check URL, in processes of their own."""

import os
import subprocess
import tempfile

from _pywar import check
from _pywar.deployment import stopping
from _pywar.report import Refusal


# so long a release may answer 5xx before it is believed to mean it
_WARM_UP = 5


class Trial:
    """How a release is tried: as its owner, with the environment file that will count."""

    def __init__(self, root, owner):
        self._root = root
        self._owner = owner

    def _environment(self):
        return {**os.environ, **self._owner.environment(), "PYWAR_ENV_FILE": self._root.env_to_try()}

    def preflight(self, name):
        """Import the entry."""
        bundle = self._root.bundle(name)
        check.preflight(bundle, _python(bundle), self._environment(), self._owner.become())

    def rehearse(self, name, url, timeout):
        """Ask the application itself, without a server; gives a text for the log.

        Only an exception, an answer of 5xx or none at all refuse the release: a server may
        mount it elsewhere, so that what it has no page for proves nothing.
        """
        bundle = self._root.bundle(name)
        command = [_python(bundle), "-m", "_pywar.rehearse", url, str(min(timeout / 2, _WARM_UP))]
        # a file, not a pipe: processes that the application started would keep that open
        with tempfile.TemporaryFile() as out:
            child = subprocess.Popen(
                command,
                cwd=bundle.root,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=out,
                preexec_fn=self._owner.become(),
                start_new_session=True,
            )
            try:
                code = child.wait(timeout)
            except subprocess.TimeoutExpired:
                raise _refusal(bundle, url, f"no answer within {timeout:g} s") from None
            finally:
                # pools and other helpers of the application would stay for ever
                stopping.end(child, 0)
            out.seek(0)
            said = out.read().decode("utf-8", "replace").split()
        status = f"status {said[-1]}" if said and said[-1].isdigit() else "no answer"
        if code != 0:
            raise _refusal(bundle, url, status)
        return status


def _python(bundle):
    return os.path.join(bundle.scripts, "python")


def _refusal(bundle, url, said):
    return Refusal(
        f"{bundle.label} does not answer `{url}` well, and was not switched to",
        [f"asked in a process of its own: {said}"],
        ["its own output above says why", "--check-url '' goes on without asking"],
        status=1,
    )
