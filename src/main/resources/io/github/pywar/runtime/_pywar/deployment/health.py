"""`--check-url`: does the new release answer well, several times in a row?"""

import http.client
import time
import urllib.error
import urllib.parse
import urllib.request

from _pywar import identity
from _pywar.report import Refusal

_IN_A_ROW = 3
_PAUSE = 0.3


class Check:
    """Asks `url` for release `name`; `word` lets the application say which one it is."""

    def __init__(self, url, name, word):
        self.url = url
        self.name = name
        self.word = word

    def run(self, timeout):
        """Ask until three answers in a row are good; gives the last one for the log."""
        end = time.monotonic() + timeout
        good = 0
        while True:
            fine, said = self._ask(max(1.0, end - time.monotonic()))
            good = good + 1 if fine else 0
            if good == _IN_A_ROW:
                return said
            if time.monotonic() > end:
                raise Refusal(
                    f"`{self.url}` did not answer well within {timeout:g} s",
                    [f"last: {said}"],
                    ["the server's error log has the reason", "--check-timeout allows more time"],
                    status=1,
                )
            time.sleep(_PAUSE)

    def _ask(self, timeout):
        headers = {"User-Agent": "pywar-check", "Connection": "close", "Cache-Control": "no-cache"}
        request = urllib.request.Request(self.url, headers={**headers, identity.ASKED: self.word})
        # a proxy of the administrator's shell must not answer for the server
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=min(timeout, 10)) as reply:
                reply.read(1 << 16)
                return self._is_right(reply.headers.get(identity.TOLD)), _said(reply.status, reply.headers)
        except urllib.error.HTTPError as problem:
            with problem:
                return False, _said(problem.code, problem.headers)
        except (OSError, ValueError, http.client.HTTPException) as problem:
            return False, f"{type(problem).__name__}: {getattr(problem, 'reason', problem)}"

    def _is_right(self, release):
        """A server that was not started by the archive's entry says nothing, and is believed."""
        return release in (None, self.name)


def _said(status, headers):
    release = headers.get(identity.TOLD)
    return f"status {status}" + (f" from {release}" if release else "")


def check_form(url):
    """Refuse what cannot be asked before anything else happens."""
    if not url:
        return
    try:
        parts = urllib.parse.urlsplit(url)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:  # a port that is no number
        fits = False
    if not fits:
        raise Refusal(f"`--check-url {url}` is no http:// or https:// address", status=2)
    if "@" in parts.netloc:
        # it would stand in deploy.log, and urllib does not send it
        hints = ["name a page that is open to this machine"]
        raise Refusal("`--check-url` has a user or a password, which would not be sent", hints=hints, status=2)
