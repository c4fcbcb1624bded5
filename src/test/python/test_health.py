"""The check of a deployment by its URL, and the way back."""

import contextlib
import itertools
import json
import os
import socket
import subprocess
import threading
import time
import unittest
from http.server import BaseHTTPRequestHandler, HTTPServer

from deploying import DeployCase

from _pywar.deployment import health
from _pywar.report import Refusal


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
        self.impatient = [*self.url, "--check-timeout", "1"]

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
        err = self.deploy(self.archive("2"), *self.url, "--check-timeout", "4", code=1)
        self.assertIn("did not answer well within 4 s", err)

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
            self.status["1"] = itertools.chain([503] * 15, itertools.repeat(200))
            try:
                said = check.run(300, warm_up)
            except Refusal:
                said = None
            self.assertEqual(said and said.partition(" from")[0], outcome)

    def test_a_first_release_stays_when_nothing_listens_yet(self):
        with contextlib.closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            url = f"http://127.0.0.1:{probe.getsockname()[1]}/"
        words = ["--check-url", url, "--check-timeout", "2", "--server", "gunicorn"]
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


if __name__ == "__main__":
    unittest.main()
