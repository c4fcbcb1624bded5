"""`shared/env` of a deployment: the environment of the application, on every server.

mod_wsgi's SetEnv does not reach `os.environ`, and a unit file's Environment= does not reach
hooks and commands.  So the file is read here, before the application is imported.
The file overrides existing variables: gunicorn's successor inherits the old environment,
and a changed file must take effect there.
"""

from __future__ import annotations

import os
import sys

from _pywar.base.report import Refusal

TYPE_CHECKING = False
if TYPE_CHECKING:  # a start does not pay for it
    from _pywar.archive.bundle import Bundle

LIMIT = 1 << 20
_LINE = r"(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)"


def load(bundle: Bundle) -> None:
    """Read the deployment's file, if there is one, into `os.environ`.

    PYWAR_ENV_FILE names another file: a deployment tests a new one before it takes effect.
    """
    paths = [os.environ.get("PYWAR_ENV_FILE")]
    if bundle.deployment is not None:
        paths.append(os.path.join(bundle.deployment, "shared", "env"))
    path = next((path for path in paths if path and os.path.lexists(path)), None)
    if path is not None:
        for key, value in parse(text(path), path).items():
            _set(key, value, path)


def text(path: str) -> str:
    """Return the content of the file at `path`."""
    from _pywar.base import files  # a start without such a file does not pay for it

    try:
        # follow a link of the administrator, but never wait for a pipe or a device
        data = files.read(os.path.realpath(path), LIMIT)
    except OSError as problem:
        raise _unreadable(path, problem) from None
    return decoded(data, path)


def decoded(data: bytes, source: str) -> str:
    """Return the text of a file, and refuse other encodings than UTF-8 by the line."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise Refusal(
            f"line {line} of `{source}` is not UTF-8",
            [f"byte 0x{data[problem.start]:02x}"],
            ["save it as UTF-8: iconv -f latin1 -t utf-8"],
        ) from None


def parse(text: str, source: str) -> dict[str, str]:
    """Return the variables of `KEY=value` lines with `#` comments and optional quotes; nothing is expanded."""
    import re  # a start without such a file does not pay for it

    values = {}
    # split at \n alone: str.splitlines would also cut a value at U+2028 or U+0085
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip(" \t\r")
        if not line or line.startswith("#"):
            continue
        match = re.fullmatch(_LINE, line, re.DOTALL)
        if match is None or "\0" in line:
            raise Refusal(
                f"line {number} of `{source}` is not KEY=value",
                hints=["comments start with #, names are letters, digits and _"],
            )
        values[match.group(1)] = _unquoted(match.group(2))
    return values


def _unquoted(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value


def _set(key: str, value: str, path: str) -> None:
    try:
        os.environ[key] = value
    except UnicodeEncodeError:
        raise Refusal(
            f"`{key}` of `{path}` has characters that this process cannot have in its environment",
            [f"the encoding of its locale is {sys.getfilesystemencoding()}"],
            ["start the server with LANG=C.UTF-8"],
        ) from None


def _unreadable(path: str, problem: OSError) -> Refusal:
    return Refusal(
        f"the environment file `{path}` cannot be read",
        [f"{problem.strerror}; this runs as user id {os.geteuid()}"],
        [
            f"chgrp it to the group of the server's processes and chmod 0640 {path}",
            "python3 ARCHIVE deploy ROOT --owner USER:GROUP does both",
        ],
    )
