"""Health check of `--check-url`: several healthy answers of the new release in a row."""

from __future__ import annotations

import time
import urllib.parse
from typing import NamedTuple

from _pywar.base import exits
from _pywar.base.report import Refusal
from _pywar.boot import identity
from _pywar.deployment import address

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from email.message import Message

_IN_A_ROW = 3
_PAUSE = 0.3
# number and least duration (in seconds) of definite failures of the new release that end the check early
_BAD_IN_A_ROW = 5
_BAD_SECONDS = 2
# seconds without a listener after which a first deployment counts as one without a server
_SILENT_SECONDS = 5
# seconds for one request, with its redirects and its body
_ASK_SECONDS = 10
_LOG_HINT = "the server's error log has the reason"
_OTHER_HINTS = [
    "the server still runs another release: --server NAME reloads it",
    "--check-url '' omits the check, for a server that you restart yourself",
]
# characters of a fault that are logged
_TEXT = 200


class Answer(NamedTuple):
    """Result of one request: `healthy`, `bad` (certainly from the new release), `other` (of another one), `refused`, `unclear`."""

    kind: str
    text: str


class Check:
    """Health check of the release `name` at `url`; for the `token` the application adds its release's name."""

    def __init__(self, url: str, name: str, token: str) -> None:
        self.url = url
        self.shown_url = address.redact(url)
        self.name = name
        self.token = token

    def run(self, timeout: float, warm_up: float = 0, may_be_silent: bool = False) -> str | None:
        """Send requests until three answers in a row are healthy; return the last one for the log.

        Bad answers of the new release end the check early, after more than `warm_up` seconds.  If the server
        `may_be_silent`, the result is None when nothing listens.
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
                raise self._failed(f"the new release answered `{self.shown_url}` badly for {lasted:.1f} s", answer, [_LOG_HINT])
            if may_be_silent and streak.is_all and answer.kind == "refused" and lasted >= min(_SILENT_SECONDS, timeout):
                return None
            if now - began > timeout:
                reasons = _OTHER_HINTS if answer.kind == "other" else [_LOG_HINT]
                hints = [*reasons, "--check-timeout allows more time"]
                raise self._failed(f"`{self.shown_url}` did not answer well within {timeout:g} s", answer, hints)
            time.sleep(_PAUSE)

    def once(self, timeout: float) -> Answer:
        """Send one request and return its Answer."""
        return self._ask(timeout)

    def _failed(self, what: str, answer: Answer, hints: list[str]) -> Refusal:
        return Refusal(what, [f"last: {answer.text}"], hints, status=exits.FAILED)

    def _ask(self, timeout: float) -> Answer:
        from http.client import HTTPException  # half of the start of a command; most commands check no URL

        from _pywar.deployment import http_get  # imports http.client

        try:
            status, headers = http_get.get(self.url, {identity.CHECK_HEADER: self.token}, min(timeout, _ASK_SECONDS))
        except (OSError, ValueError, HTTPException) as problem:
            kind = "refused" if isinstance(problem, ConnectionRefusedError) else "unclear"
            return Answer(kind, f"{type(problem).__name__}: {problem}"[:_TEXT])
        kind = self._kind_of_success(headers) if 200 <= status < 300 else self._kind_of_failure(headers)
        return Answer(kind, _describe(status, headers))

    def _kind_of_success(self, headers: Message) -> str:
        """Return the kind of a 2xx answer; one without a release's name is accepted: another entry may have started the server."""
        return "healthy" if headers.get(identity.RELEASE_HEADER) in (None, self.name) else "other"

    def _kind_of_failure(self, headers: Message) -> str:
        """Return the kind of any other answer; `Retry-After` announces that the failure is temporary."""
        is_sure = headers.get(identity.RELEASE_HEADER) == self.name and "Retry-After" not in headers
        return "bad" if is_sure else "unclear"


class _Streak:
    """Number and duration of consecutive answers of one kind."""

    def __init__(self, began: float) -> None:
        self.kind: str | None = None
        self.length = 0
        self.is_all = True
        self._since = began

    def add(self, kind: str, now: float) -> float:
        """Add an answer and return the seconds since the first of its kind; the first kind counts from the start."""
        if kind != self.kind:
            self.is_all = self.kind is None
            self._since = self._since if self.is_all else now
            self.kind, self.length = kind, 0
        self.length += 1
        return now - self._since


def _describe(status: int, headers: Message) -> str:
    release = headers.get(identity.RELEASE_HEADER)
    return f"status {status}" + (f" from {release[:_TEXT]}" if release else "")


def check_form(url: str | None) -> None:
    """Refuse a URL that cannot be requested, before anything is written."""
    if not url:
        return
    try:
        parts = urllib.parse.urlsplit(url)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
        fits = fits and not set(url) & set(" \t\r\n\0")
    except ValueError:  # the port is no number
        fits = False
    if not fits:
        raise Refusal(f"`--check-url {address.redact(url)}` is no http:// or https:// URL", status=exits.USAGE)
    if "@" in parts.netloc:
        # deploy.log would contain it, and urllib does not send it
        hints = ["use a URL that needs no password from this machine"]
        raise Refusal("`--check-url` has a user or a password, which would not be sent", hints=hints, status=exits.USAGE)
