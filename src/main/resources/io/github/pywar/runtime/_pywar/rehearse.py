"""`python -m _pywar.rehearse SECONDS`: a GET of $PYWAR_CHECK_URL, sent to the application in a separate process before it serves.

It prints the status and exits with 0.  It exits with 1 if the application raises, or if it still
answers 5xx after SECONDS: an application may need a warm-up.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
import traceback
import wsgiref.util
from typing import Any, Callable
from urllib.parse import SplitResult, unquote, urlsplit

from _pywar.archive import manifest
from _pywar.archive.bundle import Bundle
from _pywar.base import exits
from _pywar.base.report import Refusal, plain
from _pywar.boot import fixup

_ENOUGH = 1 << 16
_PAUSE = 0.3
_SHUTDOWN_SECONDS = 2
_ASGI = {"version": "3.0", "spec_version": "2.3"}


def main(url: str, seconds: float) -> int:
    root = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
    try:
        bundle = Bundle(root, manifest.read(root))
        application: Any = fixup.application(root, bundle.manifest, "__main__", bundle.interface)
        get = asgi if bundle.interface == "asgi" else wsgi
        status = get(application, urlsplit(url), time.monotonic() + seconds)
    except Refusal as refusal:
        sys.stderr.write(plain(refusal))
        return refusal.status
    except Exception:
        traceback.print_exc()
        return exits.FAILED
    print(status)
    return exits.FAILED if status >= 500 else exits.DONE


def wsgi(application: Callable, url: SplitResult, end: float) -> int:
    """Send a GET by PEP 3333, again after a 5xx until `end`, and return the last status."""
    while True:
        status = _wsgi(application, url)
        if status < 500 or time.monotonic() > end:
            return status
        time.sleep(_PAUSE)


def _wsgi(application: Callable, url: SplitResult) -> int:
    environ: dict[str, Any] = {
        "PATH_INFO": unquote(url.path or "/", "latin-1"),
        "QUERY_STRING": url.query,
        "HTTP_HOST": _host(url),
        "SERVER_NAME": url.hostname or "",
        "SERVER_PORT": str(_port(url)),
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": url.scheme,
        "wsgi.errors": sys.stderr,
    }
    wsgiref.util.setup_testing_defaults(environ)
    statuses: list[int] = []

    def start_response(status: str, headers: object, failure: Any = None) -> Callable:
        if failure:
            raise failure[1].with_traceback(failure[2])
        statuses[:] = [int(status.split()[0])]
        return lambda data: None

    answer = application(environ, start_response)
    try:
        size = 0
        for chunk in answer:
            size += len(chunk)
            if size > _ENOUGH:
                break
    finally:
        if hasattr(answer, "close"):
            answer.close()
    if not statuses:
        raise RuntimeError("it did not call start_response")
    return statuses[0]


def asgi(application: Callable, url: SplitResult, end: float) -> int:
    """Send a GET by ASGI 3 with its lifespan, again after a 5xx until `end`, and return the last status."""
    return asyncio.run(_asgi(application, url, end))


async def _asgi(application: Callable, url: SplitResult, end: float) -> int:
    state: dict = {}
    lifespan = _Conversation({"type": "lifespan.startup"})
    scope = {"type": "lifespan", "asgi": _ASGI, "state": state}
    reply = await lifespan.with_(application, scope)
    # an application without a lifespan raises here, and serves without it
    if reply is not None and reply["type"] == "lifespan.startup.failed":
        raise RuntimeError(f"its startup failed: {reply.get('message', '')}")
    try:
        return await _answer(application, {**_scope(url), "state": state}, end)
    finally:
        # the application releases what its startup acquired, such as a lock or an entry in a registry
        await lifespan.ended(_SHUTDOWN_SECONDS, {"type": "lifespan.shutdown"})


async def _answer(application: Callable, scope: dict, end: float) -> int:
    while True:
        request = _Conversation({"type": "http.request", "body": b"", "more_body": False})
        answer = await request.with_(application, dict(scope))
        if answer is None:
            await request.other
            raise RuntimeError("it gave no answer")
        # it may still fail in its body; an endless body ends the wait
        if await request.ended(max(0.0, end - time.monotonic())):
            await request.other
        if answer["status"] < 500 or time.monotonic() > end:
            return answer["status"]
        await asyncio.sleep(_PAUSE)


def _scope(url: SplitResult) -> dict:
    path = url.path or "/"
    return {
        "type": "http",
        "asgi": _ASGI,
        "http_version": "1.1",
        "method": "GET",
        "scheme": url.scheme,
        "path": unquote(path),
        "raw_path": path.encode("latin-1", "replace"),
        "query_string": url.query.encode("latin-1", "replace"),
        "root_path": "",
        "headers": [(b"host", _host(url).encode("latin-1", "replace"))],
        "client": ("127.0.0.1", 0),
        "server": (url.hostname, _port(url)),
    }


class _Conversation:
    """The server's side of a request or a lifespan: it sends a message, and waits for the first reply."""

    def __init__(self, message: dict) -> None:
        self._messages: asyncio.Queue[dict] = asyncio.Queue()
        self._messages.put_nowait(message)

    async def with_(self, application: Callable, scope: dict) -> dict | None:
        """Call the application, and return its first message, or None if it ended without one."""
        self._first = asyncio.get_running_loop().create_future()
        self.other = asyncio.ensure_future(application(scope, self._receive, self._send))
        await asyncio.wait([self.other, self._first], return_when=asyncio.FIRST_COMPLETED)
        return self._first.result() if self._first.done() else None

    async def ended(self, seconds: float, *messages: dict) -> bool:
        """Send `messages`, wait at most `seconds`, and return whether the application has ended."""
        for message in messages:
            self._messages.put_nowait(message)
        done, _ = await asyncio.wait([self.other], timeout=seconds)
        return bool(done)

    async def _receive(self) -> dict:
        return await self._messages.get()

    async def _send(self, message: dict) -> None:
        if not self._first.done():
            self._first.set_result(message)


def _host(url: SplitResult) -> str:
    return url.netloc.rpartition("@")[2]


def _port(url: SplitResult) -> int:
    return url.port or (443 if url.scheme == "https" else 80)


if __name__ == "__main__":
    # removed from the environment: the URL may contain a token
    CODE = main(os.environ.pop("PYWAR_CHECK_URL"), float(sys.argv[1]))
    sys.stdout.flush()
    sys.stderr.flush()
    # threads that the application started must not keep this process
    os._exit(CODE)
