"""Report of a full disk or a missing permission, which is no error of the tool."""

from __future__ import annotations

import errno
import os

from _pywar.base import exits
from _pywar.base.report import Refusal

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def refusal(problem: OSError, place: str | None) -> Refusal:
    """Return the Refusal for an OSError while a command worked on `place`."""
    places = " -> ".join(str(name) for name in (problem.filename, problem.filename2) if name)
    where = f": `{places}`" if places else f", while working on `{place}`" if place else ""
    rows, hints = [], []
    if problem.errno in _FULL:
        hints = ["free some space, then run this again"]
    elif isinstance(problem, PermissionError):
        rows = [f"this runs as user id {os.geteuid()}"]
        hints = ["run it as the user who deploys here, or with sudo"]
    return Refusal(f"{problem.strerror or problem}{where}", rows, hints, status=exits.FAILED)
