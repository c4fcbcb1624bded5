"""The check of a deployment by its URL, and the way back."""

import contextlib
import http.client
import itertools
import json
import os
import select
import socket
import subprocess
import threading
import time
import unittest
from http.server import BaseHTTPRequestHandler, HTTPServer
from unittest import mock

from deploying import SHORT, DeployCase, shorten_checks
from support import Case

from _pywar.base.report import Refusal
from _pywar.deployment import address, health, http_get


class HealthTest(DeployCase):
    """A server that answers by what `current` is, as a reloaded one would."""

    def setUp(self):
        super().setUp()
        case = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                status = case.status.get(case.current(), 200)
                self.send_response(next(status) if hasattr(status, "__next__") else status)
                for header in case.headers.items():
                    self.send_header(*header)
                if case.tells:
                    self.send_header("X-Pywar-Release", os.path.basename(case.release()))
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.status, self.headers, self.tells = {}, {}, False
        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        thread.start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.url = ["--check-url", f"http://127.0.0.1:{self.server.server_port}/"]
        self.impatient = [*self.url, *SHORT]
        shorten_checks(self)
        for shorter in (mock.patch.object(health, "_PAUSE", 0.02), mock.patch.object(health, "_BAD_SECONDS", 0.2)):
            shorter.start()
            self.addCleanup(shorter.stop)

    def test_a_healthy_release_stays(self):
        self.deploy(self.archive("1"), *self.url)
        self.assertIn(("health", "done"), self.steps())

    def test_an_unhealthy_one_is_switched_back_by_itself(self):
        self.deploy(self.archive("1"), *self.url)
        self.status["2"] = 503
        err = self.deploy(self.archive("2"), *self.impatient, code=1)
        self.assertIn("last: status 503", err)
        self.assertEqual(self.current(), "1")
        self.assertEqual(self.steps()[-2:], [("health", "failed"), ("switch-back", "done")])
        rows = json.loads(self.tool(self.archive(), "list", self.root, "--json")[1])
        self.assertEqual([row["served"] for row in rows], [True, False])

    def test_definite_bad_answers_of_the_new_release_are_not_waited_out(self):
        self.deploy(self.archive("1"), *self.url)
        self.tells = True
        for status in (503, 404):
            self.status["2"] = status
            began = time.monotonic()
            err = self.deploy(self.archive("2"), *self.url, "--check-timeout", "300", code=1)
            self.assertRegex(err, rf"the new release answered `\S+` badly for [\d.]+ s\n    last: status {status} from 2-")
            self.assertLess(time.monotonic() - began, 200)
            self.assertEqual(self.current(), "1")

    def test_who_asks_for_time_gets_it(self):
        self.deploy(self.archive("1"), *self.url)
        self.tells, self.headers, self.status["2"] = True, {"Retry-After": "1"}, 503
        err = self.deploy(self.archive("2"), *self.impatient, code=1)
        self.assertIn("did not answer well within 0.5 s", err)

    def test_a_server_that_was_not_reloaded_is_reported(self):
        self.deploy(self.archive("1"), *self.url)
        self.headers = {"X-Pywar-Release": "1-before"}
        err = self.deploy(self.archive("2"), *self.impatient, code=1)
        self.assertIn("last: status 200 from 1-before\nhint: the server still runs another release: --server NAME", err)
        self.assertIn("hint: --check-url ''", err)
        self.assertNotIn("error log", err)

    def test_a_release_that_warms_up_is_waited_for(self):
        self.deploy(self.archive("1"), *self.url)
        self.tells = True
        self.status["2"] = itertools.chain([503] * 4, itertools.repeat(200))
        self.deploy(self.archive("2"), *self.url)
        self.assertEqual(self.current(), "2")

    def test_one_that_had_to_warm_up_in_its_rehearsal_gets_that_time_in_the_server_too(self):
        self.deploy(self.archive("1"))
        self.tells = True
        check = health.Check(self.url[1], os.path.basename(self.release()), "word")
        for warm_up, outcome in ((0, None), (60, "status 200")):
            self.status["1"] = itertools.chain([503] * 20, itertools.repeat(200))
            try:
                said = check.run(300, warm_up)
            except Refusal:
                said = None
            self.assertEqual(said and said.partition(" from")[0], outcome)

    def test_a_first_release_stays_when_nothing_listens_yet(self):
        with contextlib.closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            url = f"http://127.0.0.1:{probe.getsockname()[1]}/"
        words = ["--check-url", url, *SHORT, "--server", "gunicorn"]
        for _ in range(2):
            err = self.deploy(self.archive("1"), *words)
            self.assertIn(f"nothing listens at {url} yet", err)
            self.assertEqual((self.current(), self.log()[-2]["step"]), ("1", "hooks/post-deploy"))
            self.assertIn(("health", "skipped"), self.steps())
        command = err.splitlines()[-1].partition(": ")[2]
        self.assertIn(b"gunicorn --preload", subprocess.check_output(command.split(), cwd="/"))
        # with one to go back to, a server that is not there is a failure
        self.assertIn("Connection refused", self.deploy(self.archive("2"), *words, code=1))
        self.assertEqual(self.current(), "1")

    def test_a_first_release_that_is_unhealthy_leaves_nothing_current(self):
        self.status["1"] = 500
        self.deploy(self.archive("1"), *self.impatient, code=1)
        self.assertIsNone(self.current())

    def test_a_failing_check_does_not_take_away_what_served_before(self):
        self.deploy(self.archive("1"), *self.url)
        self.deploy(self.archive("2"), *self.url)
        self.status["2"] = 500
        self.deploy(self.archive("2"), *self.impatient, code=1)
        self.assertEqual(self.current(), "2")

    def test_an_older_release_that_is_unhealthy_leaves_the_one_that_served(self):
        for version in "123":
            self.deploy(self.archive(version), *self.url)
        for version in "12":
            self.status[version] = 503
            self.deploy(self.archive(version), *self.impatient, code=1)
            self.assertEqual(self.current(), "3")

    def test_a_failing_check_of_what_serves_brings_the_old_environment_back(self):
        self.deploy(self.archive("1"), *self.url, "--env-file", self.write("one", "A=1\n"))
        self.status["1"] = 503
        self.deploy(self.archive("1"), *self.impatient, "--env-file", self.write("two", "A=2\n"), code=1)
        self.assertEqual((self.current(), self.read(self.root, "shared", "env")), ("1", "A=1\n"))
        self.assertEqual(self.steps()[-1], ("switch-back", "done"))
        self.assertFalse(os.path.exists(os.path.join(self.root, ".pywar", "env.before")))


class RawServer:
    """Answers each request by a function of its connection; `seen` holds the requests."""

    def __init__(self, case, how):
        self.seen = []
        self._how = how
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/"
        thread = threading.Thread(target=self._serve, daemon=True)
        thread.start()
        case.addCleanup(thread.join)
        case.addCleanup(self._socket.close)
        case.addCleanup(self._socket.shutdown, socket.SHUT_RDWR)

    def _serve(self):
        with contextlib.suppress(OSError):
            while True:
                connection = self._socket.accept()[0]
                threading.Thread(target=self._one, args=(connection,), daemon=True).start()

    def _one(self, connection):
        with contextlib.suppress(OSError), connection:
            self.seen.append(connection.recv(65536).decode("latin-1"))
            self._how(connection)


OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"


def drip(head, each):
    """Something always comes, so that no time-out of one read ends it; it ends when the client has gone."""

    def how(connection):
        connection.sendall(head)
        while True:
            connection.sendall(each)
            select.select([connection], [], [], 0.02)  # a client that has gone

    return how


def flood(head, each):
    def how(connection):
        connection.sendall(head)
        while True:
            connection.sendall(each)

    return how


class AskingTest(Case):
    """A server that means ill, or is broken, is asked for so long and for so many bytes."""

    def answer(self, server, seconds=1.0):
        return http_get.get(server.url, {"X-Pywar-Check": "word"}, seconds)

    def test_each_answer_without_end_ends_in_time(self):
        for name, how in {
            "body": drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n", b": beat\n"),
            "chunks": drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
            "header": drip(b"HTTP/1.1 200 OK\r\nX-", b"a"),
            "headers": drip(b"HTTP/1.1 200 OK\r\n", b"X: a\r\n"),
            "informational": drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
            "status": drip(b"HTTP/1.1 200 ", b"O"),
            "silence": lambda connection: connection.recv(1),
            "flood of headers": flood(b"HTTP/1.1 200 OK\r\n", b"X: " + b"a" * 60000 + b"\r\n"),
            "flood of informations": flood(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000),
            "a long header": flood(b"HTTP/1.1 200 OK\r\nX: ", b"a" * 60000),
            "redirects": lambda connection: connection.sendall(
                b"HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            ),
        }.items():
            with self.subTest(name):
                began = time.monotonic()
                with self.assertRaises((OSError, ValueError, http.client.HTTPException)):
                    self.answer(RawServer(self, how), 0.3)
                self.assertLess(time.monotonic() - began, 60)

    def test_the_check_as_a_whole_keeps_its_time(self):
        server = RawServer(self, drip(b"HTTP/1.1 200 OK\r\nX-", b"a"))
        began = time.monotonic()
        with self.assertRaises(Refusal) as caught:
            health.Check(server.url, "1", "word").run(1)
        self.assertRegex(caught.exception.facts[0], "last: (TimeoutError|timeout)")
        self.assertLess(time.monotonic() - began, 60)

    def test_a_large_body_is_not_read_to_its_end(self):
        server = RawServer(self, flood(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", b"x" * 65536))
        self.assertEqual(self.answer(server, 20)[0], 200)

    def test_a_body_that_breaks_off_is_a_fault(self):
        server = RawServer(self, lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"))
        with self.assertRaises(http.client.IncompleteRead):
            self.answer(server)

    def test_the_word_goes_to_no_other_origin(self):
        other = RawServer(self, lambda connection: connection.sendall(OK))

        def to(place):
            head = f"HTTP/1.1 302 Found\r\nLocation: {place}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            return RawServer(self, lambda connection: connection.sendall(head.encode()))

        first = to(other.url)
        self.assertEqual(self.answer(first, 20)[0], 200)
        self.assertEqual(("X-Pywar-Check: word" in first.seen[0], "X-Pywar-Check" in other.seen[0]), (True, False))
        for place in ("file:///etc/passwd", "ftp://127.0.0.1/", "gopher://x/"):
            with self.assertRaisesRegex(ValueError, "it redirects to"):
                self.answer(to(place), 20)

    def test_the_word_stays_with_a_redirect_to_the_same_origin(self):
        answers = iter([b"HTTP/1.1 307 x\r\nLocation: b?c=1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", OK])
        server = RawServer(self, lambda connection: connection.sendall(next(answers)))
        self.assertEqual(self.answer(server, 20)[0], 200)
        self.assertIn("GET /b?c=1 HTTP/1.1", server.seen[1])
        self.assertIn("X-Pywar-Check: word", server.seen[1])

    def test_a_name_that_is_looked_up_for_ever_is_not_waited_for(self):
        release = threading.Event()
        self.addCleanup(release.set)
        with mock.patch("socket.getaddrinfo", side_effect=lambda *_, **__: release.wait(600)):
            with self.assertRaisesRegex(OSError, "is not found in time"):
                http_get.get("http://name.test/", {}, 0.2)

    def test_a_proxy_of_the_shell_is_not_asked(self):
        server = RawServer(self, lambda connection: connection.sendall(OK))
        with mock.patch.dict(os.environ, {"http_proxy": "http://127.0.0.1:1", "all_proxy": "http://127.0.0.1:1"}):
            self.assertEqual(self.answer(server, 20)[0], 200)

    def test_what_is_shown_of_an_address_has_no_query(self):
        for url, shown in {
            "http://h/a": "http://h/a",
            "http://h/a?token=x": "http://h/a?...",
            "http://h?token=x#y": "http://h?...",
            "http://h/a#y": "http://h/a",
            "http://h/?a?b": "http://h/?...",
        }.items():
            self.assertEqual(address.redact(url), shown)
            self.assertEqual(address.redact(shown), shown)


if __name__ == "__main__":
    unittest.main()
