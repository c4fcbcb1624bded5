"""Archive in a repository, read by ranges over HTTP (RFC 9110, section 14), with the proxy variables of the shell.

A server may ignore ranges: its answer is then the complete file.  Every answer must be of the same version of the
file: it is compared by its length and its strong ETag, or its time, which later requests send as If-Range.
"""

from __future__ import annotations

import contextlib
import http.client
import re
import signal
import socket
import time
import urllib.error
import urllib.request
from urllib.parse import quote, unquote, urljoin, urlsplit

from _pywar.base import exits
from _pywar.base.report import Refusal
from _pywar.deployment import address, credentials
from _pywar.deployment.credentials import LOGIN, TOKEN, Credentials
from _pywar.deployment.journal import report

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from typing import Any, Callable, Iterator

# bytes of the largest archive, and of one piece
LIMIT, _CHUNK = 16 << 30, 1 << 16
# seconds without a byte, and until the headers of an answer are complete
_STALL, _ANSWER = 30, 60
# bytes in a second, below which an answer ends
_SLOWEST = 4096
# seconds before each new attempt after a failure that may pass
PAUSES = (1.0, 2.0, 4.0)
_PASSING = (408, 429, 500, 502, 503, 504)
_CONTENT_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18})")


class Changed(Exception):
    """The file on the server is not the one of the first answer."""


class Missing(Exception):
    """There is no such file beside the archive."""


class HttpOrigin:
    """The file at `url`; `size` is known after `start`.  `requests` and `received` count what was transferred."""

    def __init__(self, url: str, pause: Callable[[float], None] = time.sleep) -> None:
        self.url = url
        self.shown = address.redact(url)
        self.name = unquote(urlsplit(url).path.rpartition("/")[2])
        self.size = 0
        self.requests = 0
        self.received = 0
        self._pause = pause
        self._credentials = Credentials(url)
        self._opener = _opener(self._credentials)
        self._validator = ""
        self._etag: str | None = None

    def close(self) -> None:
        """Do nothing: each request closes its connection."""

    def sibling(self, name: str) -> HttpOrigin:
        """Return the file `name` in the same folder, with the credentials of this one."""
        parts = urlsplit(self.url)
        path = f"{parts.path.rpartition('/')[0]}/{quote(name)}"
        return HttpOrigin(parts._replace(path=path).geturl(), self._pause)

    def start(self, tail: int, write: Callable[[int, bytes], None], missing: tuple[int, ...] = ()) -> int:
        """Request the last `tail` bytes; return the offset from which on bytes were written: 0 for all.

        An answer whose status is in `missing` raises Missing.
        """
        first = 0
        for at, data in self._attempts(lambda: self._start(tail), missing):
            write(at, data)
            first = first if data else at
        return first

    def _start(self, tail: int) -> Iterator[tuple[int, bytes]]:
        with self._open(self.url, {"Range": f"bytes=-{tail}"}) as reply:
            at = 0
            length = reply.length
            if reply.status == 206:
                at, end, self.size = self._range_of(reply)
                length = end - at
                if end != self.size:
                    raise http.client.HTTPException(f"it answers bytes {at}-{end - 1} when asked for the last {tail}")
            self._remember(reply)
            # marks a new start, also after an attempt that failed
            yield at, b""
            for data in self._body(reply, length):
                yield at, data
                at += len(data)
            self.size = at

    def _remember(self, reply: Any) -> None:
        etag, changed = reply.headers.get("ETag"), reply.headers.get("Last-Modified")
        is_strong = etag and not etag.startswith("W/")
        self._etag, self._validator = etag, etag if is_strong else changed or ""

    def copy(self, start: int, end: int, write: Callable[[int, bytes], None]) -> None:
        """Write the bytes from `start` to `end`; after a failure that may pass, only the rest is requested again."""
        at = [start]
        for data in self._attempts(lambda: self._part(at[0], end)):
            write(at[0], data)
            at[0] += len(data)

    def _part(self, start: int, end: int) -> Iterator[bytes]:
        headers = {"Range": f"bytes={start}-{end - 1}", **({"If-Range": self._validator} if self._validator else {})}
        with self._open(self.url, headers) as reply:
            is_same = reply.status == 206 and reply.headers.get("ETag") == self._etag
            if not is_same or self._range_of(reply) != (start, end, self.size):
                raise Changed
            yield from self._body(reply, end - start)

    def beside(self, ending: str, limit: int) -> bytes | None:
        """Return the small file with this ending beside the archive, None if there is none."""
        parts = urlsplit(self.url)
        url = parts._replace(path=parts.path + ending).geturl()
        return self.small(url, limit)

    def small(self, url: str, limit: int) -> bytes | None:
        """Return the bytes of a small file, None if there is none."""
        found = bytearray()

        def read() -> Iterator[None]:
            del found[:]
            with self._open(url, {}) as reply:
                for data in self._body(reply, reply.length, limit + 1):
                    found.extend(data)
                    if len(found) > limit:
                        raise Refusal(f"`{address.redact(url)}` has more than {limit} bytes", status=exits.DAMAGED)
            yield

        try:
            for _ in self._attempts(read, (403, 404, 410)):
                pass
        except Missing:
            return None
        return bytes(found)

    def _attempts(self, request: Callable[[], Iterator[Any]], missing: tuple[int, ...] = ()) -> Iterator[Any]:
        """Yield what `request` yields, and call it again after a failure that may pass."""
        for pause in (*PAUSES, None):
            try:
                yield from request()
                return
            except (OSError, http.client.HTTPException, ValueError) as problem:
                if isinstance(problem, urllib.error.HTTPError):
                    problem.close()
                    if problem.code in missing:
                        raise Missing from None
                if pause is None or not _may_pass(problem):
                    raise self._refusal(problem) from None
                report(f"`{self.shown}` {_text(problem)}; the next attempt is in {pause:g} s")
                self._pause(pause)

    @contextlib.contextmanager
    def _open(self, url: str, headers: dict[str, str]) -> Iterator[Any]:
        request = urllib.request.Request(url, headers={"Accept-Encoding": "identity", **headers})
        secret = self._credentials.header(url)
        if secret:
            request.add_unredirected_header("Authorization", secret)
        self.requests += 1
        with _limit(_ANSWER):
            reply = self._opener.open(request, timeout=_STALL)
        with reply:
            if reply.headers.get("Content-Encoding", "identity").lower() != "identity":
                raise http.client.HTTPException(f"it answers with Content-Encoding {reply.headers['Content-Encoding'][:40]}")
            yield reply

    def _body(self, reply: Any, length: int | None, limit: int | None = None) -> Iterator[bytes]:
        """Yield the body in pieces, and refuse one that is shorter or longer; the caller needs `limit` bytes at most."""
        limit = limit or LIMIT
        count, most = 0, limit if length is None else length
        until = time.monotonic() + _STALL + min(most, limit) / _SLOWEST
        while True:
            if time.monotonic() > until:
                raise TimeoutError(f"it sends less than {_SLOWEST} bytes in a second")
            data = reply.read1(_CHUNK)
            count += len(data)
            self.received += len(data)
            if count > most:
                raise Refusal(f"`{self.shown}` has more than {most} bytes", status=exits.DAMAGED)
            if not data:
                break
            yield data
        if length is not None and count < length:
            raise http.client.IncompleteRead(b"", length - count)

    def _range_of(self, reply: Any) -> tuple[int, int, int]:
        found = _CONTENT_RANGE.fullmatch(reply.headers.get("Content-Range", ""))
        if not found:
            raise http.client.HTTPException(f"its Content-Range is `{reply.headers.get('Content-Range', '')[:60]}`")
        start, last, size = map(int, found.groups())
        if not start <= last < size <= LIMIT:
            raise http.client.HTTPException(f"its Content-Range is `{found[0]}`")
        return start, last + 1, size

    def _refusal(self, problem: Exception) -> Refusal:
        hints = []
        if isinstance(problem, urllib.error.HTTPError):
            hints = self._hints(problem.code)
        elif "CERTIFICATE_VERIFY_FAILED" in str(problem):
            hints = ["add the certificate of your authority to this machine, or name its file in SSL_CERT_FILE"]
        elif isinstance(problem, urllib.error.URLError):
            hints = ["check the host and the port, and the variables https_proxy and no_proxy of this shell"]
        return Refusal(f"the archive cannot be fetched: `{self.shown}` {_text(problem)}", [], hints, status=exits.FAILED)

    def _hints(self, code: int) -> list[str]:
        if code in (401, 403) and self._credentials.source:
            return [f"the credentials are those of {self._credentials.source}: check the password, and the permission to read"]
        if code in (401, 403):
            return [f"put a line `machine HOST login USER password PASSWORD` into ~/.netrc, or set {LOGIN} or {TOKEN}"]
        if code == 404:
            return ["check the version in the URL, and that the build has deployed it"]
        if code == 416:
            return ["the file in the repository is empty or truncated: deploy it there again"]
        return []


class _Proxies(urllib.request.ProxyHandler):
    def proxy_open(self, req: Any, proxy: str, type: str) -> Any:
        """Use the proxy of the environment, but not for this machine: plain http to it counts as private."""
        if credentials.is_here(req.full_url):
            return None
        return urllib.request.ProxyHandler.proxy_open(self, req, proxy, type)


class _Redirects(urllib.request.HTTPRedirectHandler):
    max_redirections = 5
    http_error_308 = urllib.request.HTTPRedirectHandler.http_error_302

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        """Follow a redirect, but never from https to http; each host gets its own credentials only."""
        url = urljoin(req.full_url, newurl)
        schemes = urlsplit(req.full_url).scheme, urlsplit(url).scheme
        if schemes[1] not in ("http", "https") or schemes == ("https", "http"):
            raise Refusal(f"`{address.redact(req.full_url)}` redirects from {schemes[0]} to {schemes[1]}", status=exits.FAILED)
        if credentials.is_private(req.full_url) and not credentials.is_private(url):
            what = f"`{address.redact(req.full_url)}` redirects to another machine by plain http"
            raise Refusal(what, hints=["let it redirect to https"], status=exits.FAILED)
        # before 3.11 only 307 is known, which is the same for GET
        known = 307 if code == 308 else code
        found = urllib.request.HTTPRedirectHandler.redirect_request(self, req, fp, known, msg, headers, url)
        secret = self._credentials.header(url)
        if found is not None and secret:
            found.add_unredirected_header("Authorization", secret)
        return found


def _opener(credentials: Credentials) -> urllib.request.OpenerDirector:
    """Return an opener for http and https only, with certificate checks."""
    import ssl  # slow to import

    found = urllib.request.OpenerDirector()
    found.addheaders = [("User-Agent", "pywar")]
    for handler in (
        _Proxies(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(context=ssl.create_default_context()),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
        _Redirects(credentials),
    ):
        found.add_handler(handler)
    return found


@contextlib.contextmanager
def _limit(seconds: float) -> Iterator[None]:
    """Raise TimeoutError in the main thread after these seconds: a server can send headers byte by byte."""

    def end(number: int, frame: object) -> None:
        raise TimeoutError(f"it does not answer in {seconds:g} s")

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _may_pass(problem: Exception) -> bool:
    if isinstance(problem, urllib.error.HTTPError):
        return problem.code in _PASSING
    reason = problem.reason if isinstance(problem, urllib.error.URLError) else problem
    if isinstance(reason, socket.gaierror):
        return reason.errno == socket.EAI_AGAIN
    is_network = isinstance(reason, (ConnectionError, TimeoutError, socket.timeout, http.client.IncompleteRead))
    return is_network or isinstance(reason, http.client.BadStatusLine)


def _text(problem: Exception) -> str:
    """Describe a failure in one line."""
    if isinstance(problem, urllib.error.HTTPError):
        return f"answers {problem.code} {http.client.responses.get(problem.code, '')}".rstrip()
    if isinstance(problem, http.client.IncompleteRead):
        return f"ends {problem.expected} bytes too early" if problem.expected else "ends too early"
    reason = problem.reason if isinstance(problem, urllib.error.URLError) else problem
    return f"fails: {getattr(reason, 'strerror', None) or reason or type(reason).__name__}"
