"""End of a uWSGI worker: a substitute has the worker's loop, so that tests choose the moments on every Python.

The real one is reloaded by the integration tests.
"""

import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import unittest

from archives import RUNTIME
from support import Case

# accepts, and starts a request only after a byte from the test; ends with 17 at SIGHUP and 30 at SIGTERM, as uWSGI does
WORKER = """
import atexit, os, select, signal, socket, sys, types
server = types.ModuleType("uwsgi")
server.cores, server.loop, server.opt, server.has_threads = 1, None, {}, 1
server.worker_id, server.masterpid = lambda: 1, os.getppid
def say(*words): print(*words, flush=True)
def answer(): return b"answer"
exec(sys.argv[2])
listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen(5)
server.sockets = [listener.fileno()]
sys.modules["uwsgi"] = server
sys.path.insert(0, sys.argv[1])
from _pywar.boot import uwsgi
uwsgi.end_softly()
atexit.register(say, "atexit")
signal.signal(signal.SIGHUP, lambda *_: os._exit(17))
signal.signal(signal.SIGTERM, lambda *_: sys.exit(30))
say(listener.getsockname()[1])
sys.stdin.readline()
loop = select.epoll()
loop.register(listener, select.EPOLLIN)
say("waits")
while True:
    # Python notes a signal only between its own steps, uWSGI at once
    found = loop.poll(timeout=0.05, maxevents=1)
    if found and found[0][0] == listener.fileno():
        connection = listener.accept()[0]
        say("accepted")
        sys.stdin.readline()
        connection.sendall(answer())
        connection.close()
"""
WITHOUT_A_WORD = 29


@unittest.skipUnless(hasattr(select, "epoll"), "Linux has epoll")
class UwsgiTest(Case):
    def worker(self, differs=""):
        words = [sys.executable, "-c", WORKER, RUNTIME, differs]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.process = subprocess.Popen(words, universal_newlines=True, **pipes)
        self.addCleanup(self.process.communicate)
        self.addCleanup(self.process.kill)
        self.port = int(self.said())

    def said(self):
        return self.process.stdout.readline().strip()

    def go_on(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def waiting(self, differs=""):
        self.worker(differs)
        self.go_on()
        self.assertEqual(self.said(), "waits")

    def connect(self):
        client = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        self.addCleanup(client.close)
        return client

    def tell(self):
        self.process.send_signal(signal.SIGHUP)

    def assert_ended(self, code):
        out, _ = self.process.communicate(timeout=30)
        self.assertEqual(self.process.returncode, code)
        return out.split()

    def test_an_idle_worker_ends_at_once_and_as_python_does(self):
        self.waiting()
        self.tell()
        self.assertEqual(self.assert_ended(WITHOUT_A_WORD), ["atexit"])

    def test_the_last_accepted_connection_is_answered_and_no_other_is_accepted(self):
        self.waiting()
        first = self.connect()
        self.assertEqual(self.said(), "accepted")
        self.tell()
        self.await_closed_door()
        self.connect()
        self.go_on()
        self.assertEqual(first.recv(100), b"answer")
        self.assertEqual(self.assert_ended(WITHOUT_A_WORD), ["atexit"])

    def await_closed_door(self):
        """Until no epoll queue of the worker has its listening socket, and one has the pipe."""
        place = f"/proc/{self.process.pid}/fdinfo"
        while True:
            rows = [row for name in os.listdir(place) for row in watched(os.path.join(place, name))]
            if len(rows) == 1 and int(rows[0][3], 16) & select.EPOLLONESHOT:
                return

    def test_a_signal_during_the_start_ends_the_worker_after_its_start(self):
        self.worker()
        self.tell()
        self.go_on()
        self.assertEqual(self.assert_ended(WITHOUT_A_WORD), ["waits", "atexit"])

    def test_a_stopped_worker_ends_by_the_servers_own_handler(self):
        self.waiting()
        self.process.terminate()
        self.assertEqual(self.assert_ended(30), ["atexit"])

    def test_a_worker_with_another_loop_is_unchanged(self):
        for differs in (
            "server.cores = 2",
            "server.loop = 'gevent'",
            "server.has_threads = 0",
            "server.opt['thunder-lock'] = True",
            "server.worker_id = lambda: 0",
            "server.masterpid = lambda: 0",
        ):
            with self.subTest(differs):
                self.waiting(differs)
                self.tell()
                self.assert_ended(17)

    def test_a_process_that_the_application_forks_receives_the_signal(self):
        self.waiting("""
def answer():
    if os.fork() == 0:
        say("blocked" if signal.SIGHUP in signal.pthread_sigmask(signal.SIG_BLOCK, []) else "heard")
        os._exit(0)
    os.wait()
    return b"answer"
""")
        client = self.connect()
        self.assertEqual(self.said(), "accepted")
        self.go_on()
        self.assertEqual(self.said(), "heard")
        self.assertEqual(client.recv(100), b"answer")


def watched(file):
    """The rows of an epoll queue; none for another file, or one that is closed by now."""
    with contextlib.suppress(OSError):
        with open(file) as stream:
            return [line.split() for line in stream if line.startswith("tfd:")]
    return []


if __name__ == "__main__":
    unittest.main()
