"""Checks one response of an application: of WSGI (PEP 3333) by `wsgiref.validate`, of ASGI by the rules of its specification.

`python ARCHIVE run conformance.py PATH REPORT` runs it in the environment of the archive.  It writes JSON to the file
REPORT: the status, the violations, and the error of the application, if there is one.
"""

import asyncio
import inspect
import io
import json
import os
import sys
import traceback
import warnings
from urllib.parse import unquote
from wsgiref import util, validate

ENOUGH_BYTES = 1 << 20
ENOUGH_SECONDS = 10
MOST = 20

# it keeps the case of header names on purpose, and no project can change that
DJANGO = "django.core.handlers.asgi"


def main(path, report):
    from _pywar.archive import manifest
    from _pywar.archive.bundle import Bundle
    from _pywar.boot import fixup

    root = sys._pywar["root"]
    found = manifest.read(root)
    interface = Bundle(root, found).interface
    result = Result()
    try:
        application = fixup.application(root, found, "__main__", interface)
        if interface == "asgi":
            asyncio.run(asgi(application, path, result))
        else:
            wsgi(application, path, result)
    except BaseException:
        result.error = traceback.format_exc(limit=-5)
    result.write(report)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)  # threads that the application started must not keep this process


class Result:
    def __init__(self):
        self.status = None
        self.violations = []
        self.error = None

    def violation(self, text):
        if text not in self.violations and len(self.violations) < MOST:
            self.violations.append(text[:500])

    def write(self, path):
        with open(path, "w", encoding="utf-8") as file:
            json.dump({"status": self.status, "violations": self.violations, "error": self.error}, file)


def wsgi(application, path, result):
    environ = {
        "PATH_INFO": unquote(path.partition("?")[0], "latin-1"),
        "SCRIPT_NAME": "",
        "QUERY_STRING": path.partition("?")[2],
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.errors": sys.stderr,
        "wsgi.input": io.BytesIO(),
    }
    util.setup_testing_defaults(environ)

    def start_response(status, headers, exc_info=None):
        result.status = int(status[:3])
        return lambda data: None

    # its rules of Content-Type are not those of PEP 3333, and frameworks violate them in responses such as 204
    validate.check_content_type = lambda status, headers: None
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("ignore")
        warnings.simplefilter("always", validate.WSGIWarning)
        try:
            read(validate.validator(application)(environ, start_response))
        except AssertionError as problem:
            if not is_of_validator(problem):
                raise
            result.violation(str(problem) or last_line(problem))
    for one in caught:
        if issubclass(one.category, validate.WSGIWarning):
            result.violation(str(one.message))


def read(answer):
    size = 0
    try:
        for chunk in answer:
            size += len(chunk)
            if size > ENOUGH_BYTES:
                break
    finally:
        answer.close()


def is_of_validator(problem):
    return traceback.extract_tb(problem.__traceback__)[-1].filename == validate.__file__


def last_line(problem):
    return "it fails the rule `%s`" % traceback.extract_tb(problem.__traceback__)[-1].line


async def asgi(application, path, result):
    call = application if inspect.isroutine(application) else type(application).__call__
    if not inspect.iscoroutinefunction(call):
        return  # ASGI 2, or a kind that only a call shows
    state = {}
    lifespan = Lifespan(result)
    running = asyncio.ensure_future(application(lifespan.scope(state), lifespan.receive, lifespan.send))
    running.add_done_callback(retrieve)
    await asyncio.wait([running, lifespan.started], timeout=ENOUGH_SECONDS, return_when=asyncio.FIRST_COMPLETED)
    request = Request(result)
    scope = dict(request.scope(path), state=dict(state))
    answering = asyncio.ensure_future(application(scope, request.receive, request.send))
    answering.add_done_callback(retrieve)
    done, _ = await asyncio.wait([answering], timeout=ENOUGH_SECONDS)
    if done:
        answering.result()
        request.check_end()
    await lifespan.end(running)


def retrieve(task):
    """Take the exception of a task that is not awaited; otherwise asyncio prints it."""
    if not task.cancelled():
        task.exception()


class Lifespan:
    """The server's side of the protocol `lifespan`. An application that does not support it may raise."""

    def __init__(self, result):
        self.result = result
        self.started = asyncio.get_running_loop().create_future()
        self.messages = asyncio.Queue()
        self.messages.put_nowait({"type": "lifespan.startup"})

    def scope(self, state):
        return {"type": "lifespan", "asgi": {"version": "3.0", "spec_version": "2.3"}, "state": state}

    async def receive(self):
        return await self.messages.get()

    async def send(self, message):
        kind = message.get("type") if isinstance(message, dict) else None
        names = ["lifespan.%s.%s" % (phase, end) for phase in ("startup", "shutdown") for end in ("complete", "failed")]
        if kind not in names:
            self.result.violation("it sends the event %r in the protocol `lifespan`" % (kind,))
        if not self.started.done():
            self.started.set_result(kind)

    async def end(self, running):
        self.messages.put_nowait({"type": "lifespan.shutdown"})
        await asyncio.wait([running], timeout=2)


class Request:
    """The server's side of one GET request, which checks each event of the application."""

    def __init__(self, result):
        self.result = result
        self.is_started = False
        self.is_ended = False
        self.ended = asyncio.Event()
        self.is_sent = False

    def scope(self, path):
        name, _, query = path.partition("?")
        return {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": unquote(name),
            "raw_path": name.encode("latin-1", "replace"),
            "query_string": query.encode("latin-1", "replace"),
            "root_path": "",
            "headers": [(b"host", b"127.0.0.1")],
            "client": ("127.0.0.1", 50000),
            "server": ("127.0.0.1", 80),
        }

    async def receive(self):
        if not self.is_sent:
            self.is_sent = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self.ended.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        if not isinstance(message, dict):
            self.result.violation("it sends %s instead of a dict" % type(message).__name__)
        elif message.get("type") == "http.response.start":
            self.start(message)
        elif message.get("type") == "http.response.body":
            self.body(message)
        else:
            self.result.violation("it sends the event %r, which the server has not offered" % (message.get("type"),))

    def start(self, message):
        if self.is_started:
            self.result.violation("it sends `http.response.start` twice")
        self.is_started = True
        status = message.get("status")
        if type(status) is not int or not 100 <= status <= 599:
            self.result.violation("`status` of `http.response.start` is %r, not a number from 100 to 599" % (status,))
        else:
            self.result.status = status
        for header in message.get("headers", ()):
            self.header(header)

    def header(self, header):
        try:
            name, value = header
        except (TypeError, ValueError):
            self.result.violation("the header %r is not a pair" % (header,))
            return
        if not isinstance(name, bytes) or not isinstance(value, bytes):
            self.result.violation("the header %r is not a pair of bytes" % (header,))
        elif name != name.lower() and DJANGO not in sys.modules:
            self.result.violation("the header name %r is not in lower case" % (name,))
        elif b"\n" in value or b"\r" in value:
            self.result.violation("the header %r has a line end" % (name,))

    def body(self, message):
        if not self.is_started:
            self.result.violation("it sends `http.response.body` before `http.response.start`")
        if self.is_ended:
            self.result.violation("it sends `http.response.body` after the end of the response")
        if not isinstance(message.get("body", b""), bytes):
            self.result.violation("`body` of `http.response.body` is %s, not bytes" % type(message["body"]).__name__)
        if not isinstance(message.get("more_body", False), bool):
            self.result.violation("`more_body` of `http.response.body` is %r, not a bool" % (message["more_body"],))
        if not message.get("more_body", False):
            self.is_ended = True
            self.ended.set()

    def check_end(self):
        if not self.is_started:
            self.result.violation("it returns without a response")
        elif not self.is_ended:
            self.result.violation("it returns before the end of the response")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
