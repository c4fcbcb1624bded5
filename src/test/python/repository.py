"""A repository of archives on loopback: ranges, ETags and redirects as real servers have them, and faults on request."""

import hashlib
import http.server
import re
import threading

ARCHIVE = "/com/example/shop/shop.pywar"


class Repository:
    """Files by path; `faults` has, for the number of a request of the archive, a function (handler, data) -> bool."""

    def __init__(self):
        self.files = {}
        self.faults = {}
        self.has_ranges = True
        self.login = None
        self.requests = []
        self.sent = 0
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"repository": self}))
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    def close(self):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_port}{ARCHIVE}"

    def put(self, path, checksum="sha1"):
        """Put the archive at the file `path`, with its checksum beside it, as Maven does it."""
        with open(path, "rb") as stream:
            self.files[ARCHIVE] = stream.read()
        if checksum:
            self.files[f"{ARCHIVE}.{checksum}"] = hashlib.new(checksum, self.files[ARCHIVE]).hexdigest().encode("ascii")
        return self.url

    def ranges(self):
        """Return the Range of each request of the archive."""
        return [found for path, found in self.requests if path == ARCHIVE]


class _Handler(http.server.BaseHTTPRequestHandler):
    repository = None
    wbufsize = 0

    def log_message(self, *_):
        pass

    def do_GET(self):
        mine = self.repository
        mine.requests.append((self.path, self.headers.get("Range")))
        if mine.login and self.headers.get("Authorization") != mine.login:
            self.answer(401, b"who are you?")
            return
        data = mine.files.get(self.path)
        if callable(data):
            data(self)
            return
        fault = mine.faults.get(len(mine.ranges())) if self.path == ARCHIVE else None
        if fault and fault(self, data):
            return
        if data is None:
            self.answer(404, b"not here")
        else:
            self.send_file(data)

    def send_file(self, data, claim=None, change=bytes):
        """Send the file or its range; `claim` is another Content-Length, `change` makes other bytes."""
        etag = f'"{hashlib.sha1(data).hexdigest()}"'
        found = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", ""))
        start, end, status = 0, len(data), 200
        if found and self.repository.has_ranges and self.headers.get("If-Range", etag) == etag:
            status = 206
            start = int(found[1]) if found[1] else max(0, len(data) - int(found[2]))
            end = min(int(found[2]) + 1, len(data)) if found[1] and found[2] else len(data)
            if start >= end:
                self.answer(416, b"", {"Content-Range": f"bytes */{len(data)}"})
                return
        more = {"Content-Range": f"bytes {start}-{end - 1}/{len(data)}"} if status == 206 else {}
        self.answer(status, change(data[start:end]), {"ETag": etag, **more}, claim)

    def answer(self, status, body, headers=None, claim=None):
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(claim or len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.repository.sent += len(body)
