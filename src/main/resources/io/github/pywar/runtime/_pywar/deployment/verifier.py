"""The server's own programs that verify a signature: Python's standard library has none."""

import os
import shutil
import subprocess

from _pywar.base import exits
from _pywar.base.report import Refusal

# so long openssl and gpg may take for an archive of gigabytes on a slow disk
_SECONDS = 900


def program(name, kind):
    """Where the server's own `name` is."""
    found = shutil.which(name)
    if found is None:
        raise Refusal(
            f"Python alone cannot verify {kind}, and this server has no `{name}`",
            hints=[f"install {name}"],
            status=exits.DAMAGED,
        )
    return found


def run(words, stderr=subprocess.STDOUT):
    """Run it without a terminal and to its end, or for a bounded time."""
    try:
        return subprocess.run(
            words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=stderr, timeout=_SECONDS, start_new_session=True
        )
    except subprocess.TimeoutExpired:
        what = f"`{os.path.basename(words[0])}` did not verify the signature within {_SECONDS} s"
        raise Refusal(what, hints=["copy the archive to a local disk"], status=exits.FAILED) from None


def mismatch(archive, facts):
    """The Refusal of a signature that is of something else, or of somebody else."""
    return Refusal(
        f"the signature of `{archive}` does not fit",
        facts,
        ["fetch the archive and its signature again", "ask who made this archive"],
        status=exits.DAMAGED,
    )
