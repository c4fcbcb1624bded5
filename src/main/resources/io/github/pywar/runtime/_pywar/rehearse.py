"""`python -m _pywar.rehearse SECONDS`: a GET of $PYWAR_CHECK_URL to the application in a process of its own, before it serves.

Ends with 0, and the status on stdout; with 1 when the application raises, or answers 5xx
for so many seconds: it may have to warm up.
"""

import asyncio
import os
import sys
import time
import traceback
import wsgiref.util
from urllib.parse import unquote, urlsplit

from _pywar.archive import manifest
from _pywar.archive.bundle import Bundle
from _pywar.base import exits
from _pywar.base.report import Refusal, plain
from _pywar.boot import fixup

_ENOUGH = 1 << 16
_PAUSE = 0.3
_SHUTDOWN_SECONDS = 2
_ASGI = {"version": "3.0", "spec_version": "2.3"}


def main(url, seconds):
    root = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
    try:
        bundle = Bundle(root, manifest.read(root))
        application = fixup.application(root, bundle.manifest, "__main__", bundle.interface)
        ask = asgi if bundle.interface == "asgi" else wsgi
        status = ask(application, urlsplit(url), time.monotonic() + seconds)
    except Refusal as refusal:
        sys.stderr.write(plain(refusal))
        return refusal.status
    except Exception:
        traceback.print_exc()
        return exits.FAILED
    print(status)
    return exits.FAILED if status >= 500 else exits.DONE


def wsgi(application, url, end):
    """PEP 3333: gives the status of the last answer to a GET."""
    while True:
        status = _wsgi(application, url)
        if status < 500 or time.monotonic() > end:
            return status
        time.sleep(_PAUSE)


def _wsgi(application, url):
    environ = {
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
    said = []

    def start_response(status, headers, failure=None):
        if failure:
            raise failure[1].with_traceback(failure[2])
        said[:] = [int(status.split()[0])]
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
    if not said:
        raise RuntimeError("it did not call start_response")
    return said[0]


def asgi(application, url, end):
    """ASGI 3 with its lifespan: gives the status of the last answer to a GET."""
    return asyncio.run(_asgi(application, url, end))


async def _asgi(application, url, end):
    state = {}
    lifespan = _Conversation({"type": "lifespan.startup"})
    scope = {"type": "lifespan", "asgi": _ASGI, "state": state}
    told = await lifespan.with_(application, scope)
    # an application that knows no lifespan raises here, and serves well without
    if told is not None and told["type"] == "lifespan.startup.failed":
        raise RuntimeError(f"its startup failed: {told.get('message', '')}")
    try:
        return await _answer(application, {**_scope(url), "state": state}, end)
    finally:
        # what its startup took, a lock or a place in a registry, it gives back now
        await lifespan.ended(_SHUTDOWN_SECONDS, {"type": "lifespan.shutdown"})


async def _answer(application, scope, end):
    while True:
        request = _Conversation({"type": "http.request", "body": b"", "more_body": False})
        answer = await request.with_(application, dict(scope))
        if answer is None:
            await request.other
            raise RuntimeError("it gave no answer")
        # it may yet fail in its body; one without end is not waited for
        if await request.ended(max(0.0, end - time.monotonic())):
            await request.other
        if answer["status"] < 500 or time.monotonic() > end:
            return answer["status"]
        await asyncio.sleep(_PAUSE)


def _scope(url):
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
    """The server's side of one: it says a message, and waits for the first that it is told."""

    def __init__(self, message):
        self._messages = asyncio.Queue()
        self._messages.put_nowait(message)

    async def with_(self, application, scope):
        """The first message of the application, or None where it ended without any."""
        self._first = asyncio.get_running_loop().create_future()
        self.other = asyncio.ensure_future(application(scope, self._receive, self._send))
        await asyncio.wait([self.other, self._first], return_when=asyncio.FIRST_COMPLETED)
        return self._first.result() if self._first.done() else None

    async def ended(self, seconds, *messages):
        """Say `messages`, and wait so long at most; did the application come to its end?"""
        for message in messages:
            self._messages.put_nowait(message)
        done, _ = await asyncio.wait([self.other], timeout=seconds)
        return bool(done)

    async def _receive(self):
        return await self._messages.get()

    async def _send(self, message):
        if not self._first.done():
            self._first.set_result(message)


def _host(url):
    return url.netloc.rpartition("@")[2]


def _port(url):
    return url.port or (443 if url.scheme == "https" else 80)


if __name__ == "__main__":
    # not for the application: it may hold a token
    CODE = main(os.environ.pop("PYWAR_CHECK_URL"), float(sys.argv[1]))
    sys.stdout.flush()
    sys.stderr.flush()
    # threads that the application started must not keep this process
    os._exit(CODE)
