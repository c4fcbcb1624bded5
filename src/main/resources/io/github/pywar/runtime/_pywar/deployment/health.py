"""`--check-url`: does the new release answer well, several times in a row?"""

import http.client
import time
import urllib.parse
from typing import NamedTuple

from _pywar.base import exits
from _pywar.base.report import Refusal
from _pywar.boot import identity
from _pywar.deployment import address, http_get

_IN_A_ROW = 3
_PAUSE = 0.3
# so many definite answers of the new release, for so long at least, are believed to be its last word
_BAD_IN_A_ROW = 5
_BAD_SECONDS = 2
# so long nothing listens before a first deployment is believed to have no server yet
_SILENT_SECONDS = 5
# one request, with its redirects and its body
_ASK_SECONDS = 10
# characters of a fault, for the log
_TEXT = 200


class Answer(NamedTuple):
    """What came of one request: `good`, `bad` (surely the new release's), `refused`, or `unclear`."""

    kind: str
    text: str


class Check:
    """Asks `url` for release `name`; `word` lets the application say which one it is."""

    def __init__(self, url, name, token):
        self.url = url
        self.shown_url = address.redact(url)
        self.name = name
        self.token = token

    def run(self, timeout, warm_up=0, may_be_silent=False):
        """Ask until three answers in a row are good; gives the last one for the log.

        The new release's own bad answers end it early, once they last longer than `warm_up` seconds
        too.  Where the server may not run yet, None says that nothing listens.
        """
        began = time.monotonic()
        streak = _Streak(began)
        while True:
            answer = self._ask(max(1.0, began + timeout - time.monotonic()))
            now = time.monotonic()
            lasted = streak.add(answer.kind, now)
            if answer.kind == "healthy" and streak.length == _IN_A_ROW:
                return answer.text
            if answer.kind == "bad" and streak.length >= _BAD_IN_A_ROW and lasted >= max(_BAD_SECONDS, warm_up):
                raise self._failed(f"the new release answered `{self.shown_url}` badly for {lasted:.1f} s", answer)
            if may_be_silent and streak.is_all and answer.kind == "refused" and lasted >= min(_SILENT_SECONDS, timeout):
                return None
            if now - began > timeout:
                hint = "--check-timeout allows more time"
                raise self._failed(f"`{self.shown_url}` did not answer well within {timeout:g} s", answer, hint)
            time.sleep(_PAUSE)

    def once(self, timeout):
        """The Answer to one request."""
        return self._ask(timeout)

    def _failed(self, what, answer, *hints):
        return Refusal(what, [f"last: {answer.text}"], ["the server's error log has the reason", *hints], status=exits.FAILED)

    def _ask(self, timeout):
        try:
            status, headers = http_get.get(self.url, {identity.ASKED: self.token}, min(timeout, _ASK_SECONDS))
        except (OSError, ValueError, http.client.HTTPException) as problem:
            kind = "refused" if isinstance(problem, ConnectionRefusedError) else "unclear"
            return Answer(kind, f"{type(problem).__name__}: {problem}"[:_TEXT])
        kind = self._kind_of_success(headers) if 200 <= status < 300 else self._kind_of_failure(headers)
        return Answer(kind, _describe(status, headers))

    def _kind_of_success(self, headers):
        """A server that was not started by the archive's entry says nothing, and is believed."""
        return "healthy" if headers.get(identity.TOLD) in (None, self.name) else "unclear"

    def _kind_of_failure(self, headers):
        """`Retry-After` says that it will be well."""
        is_sure = headers.get(identity.TOLD) == self.name and "Retry-After" not in headers
        return "bad" if is_sure else "unclear"


class _Streak:
    """How many answers of one kind came in a row, and for how long."""

    def __init__(self, began):
        self.kind = None
        self.length = 0
        self.is_all = True
        self._since = began

    def add(self, kind, now):
        """Gives the seconds between the first and this one; the first kind counts from the beginning."""
        if kind != self.kind:
            self.is_all = self.kind is None
            self._since = self._since if self.is_all else now
            self.kind, self.length = kind, 0
        self.length += 1
        return now - self._since


def _describe(status, headers):
    release = headers.get(identity.TOLD)
    return f"status {status}" + (f" from {release[:_TEXT]}" if release else "")


def check_form(url):
    """Refuse what cannot be asked before anything else happens."""
    if not url:
        return
    try:
        parts = urllib.parse.urlsplit(url)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
        fits = fits and not set(url) & set(" \t\r\n\0")
    except ValueError:  # a port that is no number
        fits = False
    if not fits:
        raise Refusal(f"`--check-url {address.redact(url)}` is no http:// or https:// address", status=exits.USAGE)
    if "@" in parts.netloc:
        # it would stand in deploy.log, and urllib does not send it
        hints = ["name a page that is open to this machine"]
        raise Refusal("`--check-url` has a user or a password, which would not be sent", hints=hints, status=exits.USAGE)
