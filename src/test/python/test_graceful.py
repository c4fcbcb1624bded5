"""Graceful end of `serve` with a real waitress, of this Python or of the machine's."""

import os
import socket
import subprocess
import sys
import unittest

from archives import RUNTIME
from support import Case, measured, until

PROGRAM = """
import signal, socket, sys
sys.path.insert(0, sys.argv[1])
from _pywar.commands import graceful
signal.signal(signal.SIGTERM, signal.SIG_DFL)
graceful.SECONDS = 3600
def say(*words): print(*words, flush=True)
def listen():
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(5)
    return listener
def application(environ, start_response):
    if environ["PATH_INFO"] == "/slow":
        say("accepted")
        sys.stdin.readline()
    start_response("200 OK", [("Content-Length", "6")])
    return [b"answer"]
"""
SERVE = """
import waitress
listeners = [listen() for _ in range(int(sys.argv[2]))]
say(*[listener.getsockname()[1] for listener in listeners])
graceful.waitress(waitress.serve)(application, sockets=listeners)
say("ended")
"""
PLAIN = """
exec(sys.argv[2])
graceful.exit_at_sigterm()
try:
    say("waits")
    sys.stdin.readline()
finally:
    say("ended")
"""
GET = b"GET / HTTP/1.0\r\n\r\n"


def with_waitress():
    """Return an interpreter that has waitress, or None; CI installs it for the machine's."""
    for python in (sys.executable, "/usr/bin/python3"):
        if os.path.exists(python) and subprocess.run([python, "-c", "import waitress"], cwd="/", capture_output=True).returncode == 0:
            return python
    return "/usr/bin/python3" if os.environ.get("CI") else None


class GracefulCase(Case):
    def started(self, python, program, word):
        self.process = subprocess.Popen(
            [python, "-B", "-c", PROGRAM + program, RUNTIME, word],
            env=measured(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            universal_newlines=True,
        )
        self.addCleanup(self.process.communicate)
        self.addCleanup(self.process.kill)
        return self.process.stdout.readline().split()

    def assert_ended(self):
        self.assertEqual(self.process.communicate(timeout=60)[0], "ended\n")
        self.assertEqual(self.process.returncode, 0)


class WaitressTest(GracefulCase):
    python = with_waitress()

    def setUp(self):
        if not self.python:
            self.skipTest("no Python has waitress: apt-get install python3-waitress")
        super().setUp()

    def serving(self, listeners=1):
        self.ports = [int(word) for word in self.started(self.python, SERVE, str(listeners))]
        # the handler is there once it answers
        self.assertEqual(self.answer(self.connected(self.ports[0], GET)), b"answer")

    def connected(self, port, text):
        client = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.addCleanup(client.close)
        client.sendall(text)
        return client

    def answer(self, client):
        with client.makefile("rb") as stream:
            return stream.read()[-6:]

    def is_closed(self):
        try:
            socket.create_connection(("127.0.0.1", self.ports[0]), timeout=60).close()
        except ConnectionRefusedError:
            return True
        return False

    def test_an_idle_server_ends(self):
        self.serving()
        self.process.terminate()
        self.assert_ended()

    def test_a_request_is_answered_after_the_signal_and_no_other_is_accepted(self):
        self.serving(listeners=2)
        client = self.connected(self.ports[1], b"GET /slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        self.assertEqual(self.process.stdout.readline(), "accepted\n")
        self.process.terminate()
        until(self.is_closed)
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        self.assertEqual(self.answer(client), b"answer")
        self.assert_ended()

    def test_waiting_connections_are_answered_after_the_signal(self):
        self.serving()
        clients = [self.connected(self.ports[0], GET) for _ in range(5)]
        self.process.terminate()
        self.assertEqual([self.answer(client) for client in clients], [b"answer"] * 5)
        self.assert_ended()

    def test_a_second_signal_ends_it_at_once(self):
        self.serving()
        client = self.connected(self.ports[0], b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
        self.assertEqual(self.process.stdout.readline(), "accepted\n")
        half = self.connected(self.ports[0], b"GET / HTTP/1.1\r\n")
        self.process.terminate()
        until(self.is_closed)
        self.process.terminate()
        # the end of the input ends the first request; the second one never ends
        self.assert_ended()
        self.assertTrue(client and half)


class PlainTest(GracefulCase):
    def test_sigterm_ends_a_server_that_has_no_handler(self):
        self.assertEqual(self.started(sys.executable, PLAIN, "pass"), ["waits"])
        self.process.terminate()
        self.assert_ended()

    def test_a_handler_of_the_application_stays(self):
        own = "signal.signal(signal.SIGTERM, lambda *_: say('its own'))"
        self.assertEqual(self.started(sys.executable, PLAIN, own), ["waits"])
        self.process.terminate()
        self.assertEqual(self.process.stdout.readline(), "its own\n")
        self.assert_ended()


if __name__ == "__main__":
    unittest.main()
