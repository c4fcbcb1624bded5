"""Parts of granian's start; the real one is switched under load by the integration tests."""

import os
import signal
import socket
import subprocess
import sys
import unittest
from unittest import mock

import archives
from support import Case, measured

from _pywar.base.report import Refusal
from _pywar.commands import granian_process, servers

# the parts of granian 2.8 that are used; the native server takes one connection, and ends at SIGINT
PROGRAM = """
import importlib, os, signal, socket, sys, threading, types
def say(*words): print(*words, flush=True)
def module(name, **parts):
    sys.modules[name] = made = types.ModuleType(name)
    made.__dict__.update(parts)
    return made
class Worker:
    def __init__(self, application, holder, is_unix):
        self.application, self.socket = application, socket.socket(fileno=os.dup(holder))
        say(is_unix, application.trusted)
    def serve(self):
        readable, writable = os.pipe()
        for number in signals._get_signals(): signal.signal(number, lambda *_: os.write(writable, b"."))
        connection = self.socket.accept()[0]
        say("accepted")
        os.read(readable, 1)
        connection.sendall(self.application())
class MPServer:
    def __init__(self, interface, target):
        self.interface, self.target, self.env_files = types.SimpleNamespace(value=interface), target, ["env"]
    def _env_loader(self, files): say("reads", *files)
    def _spawn_worker(self, number, target, loader): return mp.WorkerProcess(self, number, target, (loader, self._shd))
    def serve(self): self._serve(spawn, lambda: application)
def spawn(loader, holder): mp.WSGIWorker(loader(), *holder[:2]).serve()
def application(): return b"answer"
def wrap(wrapped, trusted):
    wrapped.trusted = trusted
    return wrapped
def command(words):
    say(*words)
    cli.Server(words[1], words[-1]).serve()
class Holder(tuple):
    def __new__(kind, *words): return tuple.__new__(kind, words)
signals = module("granian._signals", _get_signals=lambda: [signal.SIGTERM])
cli = module("granian.cli", cli=command)
mp = module("granian.server.mp", MPServer=MPServer, WSGIWorker=Worker, ASGIWorker=Worker, SocketHolder=Holder)
module("granian", _signals=signals, cli=cli).__path__ = []
module("granian.server", mp=mp)
module("granian.utils", proxies=module("granian.utils.proxies", wrap_wsgi_with_proxy_headers=wrap))
sys.path.insert(0, sys.argv[1])
signal.signal(signal.SIGTERM, signal.SIG_DFL)
from _pywar.commands import granian_process
granian_process._GRACE_SECONDS = 0
exec(sys.argv[3])
granian_process.run(int(sys.argv[2]), "wsgi", ["--threads", "2"], lambda: say("announced"))
say("ended")
"""


class ProcessTest(Case):
    def serving(self, listener, differs=""):
        words = [sys.executable, "-c", PROGRAM, archives.RUNTIME, str(listener.fileno()), differs]
        self.process = subprocess.Popen(
            words, env=measured(), pass_fds=[listener.fileno()], stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True
        )
        self.addCleanup(self.process.communicate)
        self.addCleanup(self.process.kill)

    def lines(self, count):
        return [self.process.stdout.readline().strip() for _ in range(count)]

    def assert_ends_gracefully(self, listener, trusted):
        self.serving(listener)
        command = "--interface wsgi --threads 2 _pywar.entry:application"
        self.assertEqual(self.lines(4), [command, "reads env", trusted, "announced"])
        with socket.socket(listener.family) as client, socket.socket(listener.family) as late:
            client.connect(listener.getsockname())
            self.assertEqual(self.lines(1), ["accepted"])
            self.process.terminate()
            self.assertEqual(client.recv(100), b"answer")
            self.assertEqual(self.process.communicate(timeout=60), ("ended\n", ""))
            late.connect(listener.getsockname())
            listener.settimeout(20)
            listener.accept()[0].close()

    def test_it_serves_on_an_open_socket_and_ends_after_its_answers(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.assert_ends_gracefully(listener, "False 127.0.0.1,::1")

    def test_all_clients_of_a_unix_socket_are_proxies_of_this_machine(self):
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(self.path("socket"))
            listener.listen()
            self.assert_ends_gracefully(listener, "True *")

    def test_an_unknown_version_is_refused_before_it_serves(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.serving(listener, "del mp.WSGIWorker; import importlib.metadata as m; m.version = lambda _: '3.0'")
            out, err = self.process.communicate(timeout=60)
        self.assertEqual(out, "")
        self.assertIn("granian 3.0 cannot serve on a socket that is already open", err)


class GranianTest(unittest.TestCase):
    def test_a_process_that_stops_to_accept_leaves_connections_to_the_others(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            child = os.fork()
            if child == 0:
                code = 1
                try:
                    # native code has copies of the descriptor
                    copies = [socket.socket(fileno=os.dup(listener.fileno())) for _ in range(2)]
                    granian_process.stop_accepting(listener.fileno())
                    code = 0
                    for one in copies:
                        one.setblocking(False)
                        try:
                            one.accept()
                            code = 2
                        except BlockingIOError:
                            pass
                finally:
                    os._exit(code)
            with socket.create_connection(listener.getsockname()):
                self.assertEqual(os.waitpid(child, 0)[1], 0)
                listener.settimeout(20)
                listener.accept()[0].close()

    def test_options_of_several_processes_are_refused(self):
        for option in ("--workers=4", "--reload", "--port"):
            with self.subTest(option), self.assertRaises(Refusal) as refused:
                granian_process.run(0, "wsgi", [option], lambda: None)
            self.assertIn(f"`{option}` has no effect", str(refused.exception))

    def test_an_unknown_version_is_refused(self):
        module = mock.Mock()
        module.SocketHolder.side_effect = TypeError("takes 1 argument")
        with socket.create_server(("127.0.0.1", 0)) as listener, mock.patch("importlib.metadata.version", return_value="2.0.0"):
            with self.assertRaises(Refusal) as refused:
                granian_process._holder(module, listener.fileno())
        self.assertIn("granian 2.0.0 cannot serve on a socket", str(refused.exception))

    def test_the_worker_class_of_gunicorn_depends_on_its_version(self):
        handler = signal.getsignal(signal.SIGTERM)
        rows = [
            ({"gunicorn.workers.gasgi", "uvicorn"}, "_pywar.gunicorn_asgi.ASGIWorker"),
            ({"uvicorn"}, "uvicorn.workers.UvicornWorker"),
            (set(), "asgi"),
        ]
        for modules, expected in rows:
            self.assertEqual(servers.asgi_worker(modules.__contains__), expected)
        self.assertEqual(signal.getsignal(signal.SIGTERM), handler)
