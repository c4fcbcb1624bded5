"""`shared/env` of a deployment: the environment of the application, on every server.

mod_wsgi's SetEnv does not reach `os.environ`, and a unit file's Environment= is not there
for hooks and commands, so the file is read here, before the application is imported.
What the file says wins: gunicorn hands its environment on to its successor, and a changed
file must count there.
"""

import os

from _pywar.report import Refusal

_LINE = r"(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)"


def load(bundle):
    """Read the deployment's file, if there is one, into `os.environ`.

    PYWAR_ENV_FILE names another file: a deployment tries a new one before it counts.
    """
    paths = [os.environ.get("PYWAR_ENV_FILE")]
    if bundle.deployment is not None:
        paths.append(os.path.join(bundle.deployment, "shared", "env"))
    path = next((path for path in paths if path and os.path.lexists(path)), None)
    if path is not None:
        os.environ.update(parse(text(path), path))


def text(path):
    """What the file says."""
    try:
        with open(path, "rb") as stream:
            return decoded(stream.read(), path)
    except OSError as problem:
        raise _unreadable(path, problem) from None


def decoded(data, source):
    """The text of a file, refused in words where it is no UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise Refusal(
            f"line {line} of `{source}` is not UTF-8",
            [f"byte 0x{data[problem.start]:02x}"],
            ["save it as UTF-8: iconv -f latin1 -t utf-8"],
        ) from None


def parse(text, source):
    """`KEY=value` lines, `#` comments, optional quotes; nothing is expanded."""
    import re  # a start without such a file does not pay for it

    values = {}
    # at \n alone: str.splitlines would also cut a value at U+2028 or U+0085
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip(" \t\r")
        if not line or line.startswith("#"):
            continue
        match = re.fullmatch(_LINE, line, re.DOTALL)
        if match is None:
            raise Refusal(
                f"line {number} of `{source}` is not KEY=value",
                hints=["comments start with #, names are letters, digits and _"],
            )
        values[match.group(1)] = _unquoted(match.group(2))
    return values


def _unquoted(value):
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value


def _unreadable(path, problem):
    return Refusal(
        f"the environment file `{path}` cannot be read",
        [f"{problem.strerror}, as user id {os.geteuid()}"],
        [
            f"chgrp it to the group of the server's processes and chmod 0640 {path}",
            "python3 ARCHIVE deploy ROOT --owner USER:GROUP does both",
        ],
    )
