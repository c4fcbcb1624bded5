"""Parts of granian's start; the real one is switched under load by the integration tests."""

import os
import signal
import socket
import unittest
from unittest import mock

import archives  # noqa: F401  (it adds the runtime to the path)

from _pywar.base.report import Refusal
from _pywar.commands import granian_process, servers


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
        rows = [
            ({"gunicorn.workers.gasgi", "uvicorn"}, "_pywar.gunicorn_asgi.ASGIWorker"),
            ({"uvicorn"}, "uvicorn.workers.UvicornWorker"),
            (set(), "asgi"),
        ]
        for modules, expected in rows:
            self.assertEqual(servers.asgi_worker(modules.__contains__), expected)
        self.assertEqual(signal.getsignal(signal.SIGTERM), signal.SIG_DFL)
