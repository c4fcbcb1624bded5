"""The server's programs that verify a signature, because Python's standard library cannot."""

from __future__ import annotations

import os
import shutil
import subprocess

from _pywar.base import exits
from _pywar.base.report import Refusal

# seconds for openssl and gpg; enough for an archive of gigabytes on a slow disk
_SECONDS = 900


def program(name: str, kind: str) -> str:
    """Return the path of the server's program `name`."""
    found = shutil.which(name)
    if found is None:
        raise Refusal(
            f"Python alone cannot verify {kind}, and this server has no `{name}`",
            hints=[f"install {name}"],
            status=exits.DAMAGED,
        )
    return found


def run(words: list[str], stderr: int = subprocess.STDOUT) -> subprocess.CompletedProcess[bytes]:
    """Run a command without a terminal and with a time limit."""
    try:
        return subprocess.run(
            words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=stderr, timeout=_SECONDS, start_new_session=True
        )
    except subprocess.TimeoutExpired:
        what = f"`{os.path.basename(words[0])}` did not verify the signature within {_SECONDS} s"
        raise Refusal(what, hints=["copy the archive to a local disk"], status=exits.FAILED) from None


def mismatch(archive: str, facts: list[str]) -> Refusal:
    """Return the Refusal of a signature of other bytes, or by another key."""
    return Refusal(
        f"the signature of `{archive}` does not fit",
        facts,
        ["fetch the archive and its signature again", "check which key signed it"],
        status=exits.DAMAGED,
    )
