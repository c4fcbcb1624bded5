"""Credentials for the repository of `deploy --from`: from variables or from netrc, never from the command line.

Other users can read command lines, so a URL with a password is refused.  A variable is sent to the origin of the
URL only, a line of netrc to its own host, `default` to the host of the URL, and none by plain http to another machine.
"""

from __future__ import annotations

import base64
import os
import stat
from urllib.parse import urlsplit

from _pywar.base import exits
from _pywar.base.report import Refusal
from _pywar.deployment import address

TOKEN, LOGIN = "PYWAR_REPOSITORY_TOKEN", "PYWAR_REPOSITORY_LOGIN"
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def is_private(url: str) -> bool:
    """Return whether no other machine can read or change what is sent: https, or this machine itself."""
    return address.origin(url)[0] == "https" or is_here(url)


def is_here(url: str) -> bool:
    """Return whether the URL names this machine; no proxy is used for it."""
    return address.origin(url)[1] in _LOOPBACK


class Credentials:
    """Credentials for `url` and for the URLs that it redirects to."""

    def __init__(self, url: str) -> None:
        self._home = address.origin(url)
        self.source = ""

    def header(self, url: str) -> str | None:
        """Return the value of `Authorization` for `url`, None for none."""
        if not is_private(url):
            return None
        if address.origin(url) == self._home:
            if os.environ.get(TOKEN):
                return self._from(TOKEN, "Bearer " + _printable(TOKEN))
            if os.environ.get(LOGIN):
                return self._from(LOGIN, _basic(_printable(LOGIN)))
        host = urlsplit(url).hostname or ""
        path, found = _netrc([host, "default"] if host == self._home[1] else [host])
        return self._from(path, _basic(found)) if found else None

    def _from(self, source: str, value: str) -> str:
        self.source = source
        return value


def forget() -> None:
    """Remove the variables: the tool of the new archive does not need them."""
    for name in (TOKEN, LOGIN):
        os.environ.pop(name, None)


def _printable(name: str) -> str:
    value = os.environ[name]
    if not value.isprintable() or (name == LOGIN and ":" not in value):
        form = "USER:PASSWORD" if name == LOGIN else "the token"
        raise Refusal(f"the variable `{name}` is not {form} in one line", status=exits.USAGE)
    return value


def _basic(login: str) -> str:
    return "Basic " + base64.b64encode(login.encode("utf-8")).decode("ascii")


def _netrc(hosts: list[str]) -> tuple[str, str | None]:
    """Return (path, `user:password`) of the line for the first of `hosts`; a file that other users can read or change is refused."""
    import netrc  # not every deployment has one

    path = os.environ.get("NETRC") or os.path.expanduser("~/.netrc")
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return path, None
    except OSError as problem:
        raise Refusal(f"`{path}` cannot be read: {problem.strerror}", status=exits.USAGE) from None
    with open(handle, encoding="utf-8") as stream:
        found = os.fstat(stream.fileno())
        if not stat.S_ISREG(found.st_mode) or found.st_uid not in (0, os.geteuid()) or found.st_mode & 0o077:
            hint = f"make it a file of this user alone: chmod 600 {path}, or name another one in NETRC"
            raise Refusal(f"`{path}` can be used by other users, and may hold a password", hints=[hint], status=exits.USAGE)
        try:
            lines = netrc.netrc(f"/proc/self/fd/{stream.fileno()}").hosts
            login = next((lines[host] for host in hosts if host in lines), None)
        except (netrc.NetrcParseError, UnicodeDecodeError) as problem:
            # the parser quotes words of the file, which may be the password
            where = f", line {problem.lineno}" if isinstance(problem, netrc.NetrcParseError) else ""
            raise Refusal(f"`{path}` is no valid netrc file{where}", status=exits.USAGE) from None
    return path, f"{login[0]}:{login[2]}" if login else None
