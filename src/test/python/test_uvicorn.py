"""`_pywar.uvicorn`: one socket, processes that are replaced without losing a request.

The stand-in has uvicorn's seams (`Server.startup`, `shutdown`, `main`) and really
serves; the real one is switched under load by the integration tests.
"""

import asyncio
import contextlib
import http.client
import os
import signal
import socket
import subprocess
import threading
import unittest
from unittest import mock

from deploying import DeployCase
from support import measured

from _pywar import uvicorn_child
from _pywar.commands import prefork

UVICORN = """
import asyncio, importlib, signal, socket, sys, types
class Server:
    def __init__(self, application):
        self.application, self.started, self.servers, self.open = application, False, [], 0
        self.server_state = types.SimpleNamespace(default_headers=[])
    async def startup(self, sockets=None):
        self.servers = [await asyncio.start_server(self.answer, sock=sock) for sock in sockets]
        self.started = True
    async def answer(self, reader, writer):
        self.open += 1
        try:
            await reader.readuntil(b"\\r\\n\\r\\n")
            body = await self.application({"type": "http"}, None, None)
            writer.write(b"HTTP/1.1 200 OK\\r\\nConnection: close\\r\\nContent-Length: %d\\r\\n\\r\\n%s" % (len(body), body))
            await writer.drain()
        finally:
            self.open -= 1
            writer.close()
    async def shutdown(self, sockets=None):
        for server in self.servers: server.close()
        while self.open: await asyncio.sleep(0.01)
    async def serve(self):
        stop = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
        await self.startup()
        await stop.wait()
        await self.shutdown()
def main(words):
    module, _, name = words[-1].partition(":")
    application = getattr(importlib.import_module(module), name)
    asyncio.run(Server(application).serve())
"""


class StopAcceptingTest(unittest.TestCase):
    def test_a_connection_is_answered_or_left_to_the_next_process(self):
        for turns in range(6):
            with self.subTest(turns=turns), socket.socket() as listener:
                listener.bind(("127.0.0.1", 0))
                listener.listen()
                self.assertEqual(asyncio.run(self.stopped(listener, turns)), b"answer")

    async def stopped(self, listener, turns):
        """Return the answer for a client that connected `turns` rounds of the loop before the server stopped to accept."""

        async def answer(_, writer):
            writer.write(b"answer")
            writer.close()

        server = await asyncio.start_server(answer, sock=listener.dup())
        with socket.create_connection(listener.getsockname()) as client:
            for _ in range(turns):
                await asyncio.sleep(0)
            await uvicorn_child.stop_accepting([server])
            with contextlib.suppress(BlockingIOError):
                # the next process accepts the connections that still wait
                with listener.accept()[0] as waiting:
                    waiting.sendall(b"answer")
            client.setblocking(False)
            return await asyncio.wait_for(asyncio.get_running_loop().sock_recv(client, 100), 20)


class UvicornTest(DeployCase):
    def asgi(self, version, text=None):
        made = self.archive(version).entry("shop:application", interface="asgi")
        made.lib("uvicorn/__init__.py", "").lib("uvicorn/main.py", UVICORN).app("late.py", f"VERSION = {version!r}")
        return made.app(
            "shop.py",
            text or f"async def application(*_):\n    import late\n    return b'{version} ' + late.VERSION.encode()\n",
        )

    def start(self, workers="2"):
        with contextlib.closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.pid_file = os.path.join(self.root, "shared", "uvicorn.pid")
        python = os.path.join(self.root, "current", "bin", "python")
        words = [
            "-m",
            "_pywar.uvicorn",
            "--bind",
            f"127.0.0.1:{self.port}",
            "--workers",
            workers,
            "--pid",
            self.pid_file,
        ]
        process = subprocess.Popen(
            [python, *words], cwd="/", env=measured(), stderr=subprocess.PIPE, universal_newlines=True
        )
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.terminate)
        return process

    def serving(self, process):
        """Wait until the master logs that it serves."""
        for line in process.stderr:
            if " serve on " in line:
                return
        self.fail("it ended before it served")

    def ask(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        with contextlib.closing(connection):
            connection.request("GET", "/")
            return connection.getresponse().read().decode()

    def test_a_switch_under_load_loses_nothing_and_mixes_nothing(self):
        self.deploy(self.asgi("1"))
        process = self.start()
        self.serving(process)
        answers, stop, switched = [], threading.Event(), threading.Event()

        def load():
            while not stop.is_set():
                try:
                    answers.append(self.ask())
                    if answers[-1] == "2 2":
                        switched.set()
                except OSError as problem:
                    answers.append(repr(problem))

        self.addCleanup(stop.set)
        threads = [threading.Thread(target=load) for _ in range(2)]
        for thread in threads:
            thread.start()
        self.deploy(self.asgi("2"), "--server", "uvicorn")
        self.assertTrue(switched.wait(60))
        stop.set()
        for thread in threads:
            thread.join()
        self.assertEqual(set(answers), {"1 1", "2 2"})
        process.terminate()
        self.assertEqual(process.wait(20), 0)
        self.assertFalse(os.path.exists(self.pid_file))

    def test_a_long_answer_of_the_old_process_is_no_failure(self):
        self.deploy(self.asgi("1"))
        self.serving(self.start("1"))
        with socket.create_connection(("127.0.0.1", self.port)), mock.patch("_pywar.deployment.reload._STOP", 0.5):
            self.deploy(self.asgi("2"), "--server", "uvicorn", "--check-timeout", "20")
            self.assertIn("the old one still answers", [line for line in self.log() if line["step"] == "reload"][-1]["detail"])
            self.assertEqual((self.current(), self.ask()), ("2", "2 2"))

    def test_a_long_answer_does_not_hold_up_the_next_switch(self):
        self.deploy(self.asgi("1"))
        self.serving(self.start("1"))
        with socket.create_connection(("127.0.0.1", self.port)), mock.patch("_pywar.deployment.reload._STOP", 0.5):
            self.deploy(self.asgi("2"), "--server", "uvicorn", "--check-timeout", "20")
            self.deploy(self.asgi("3"), "--server", "uvicorn", "--check-timeout", "20")
            self.assertEqual((self.current(), self.ask()), ("3", "3 3"))

    def hanging(self, version):
        """Return an application that passes the preflight, and waits for ever in the server's process."""
        mark = self.path("hangs")
        text = f"import sys, time\nif 'uvicorn.main' in sys.modules: open({mark!r}, 'w').close(); time.sleep(600)\n"
        return self.asgi(version, text + "async def application(*_): pass\n")

    def test_a_release_that_does_not_come_up_does_not_hold_up_the_way_back(self):
        self.deploy(self.asgi("1"))
        self.serving(self.start("1"))
        err = self.deploy(self.hanging("2"), "--server", "uvicorn", "--check-timeout", "2", code=1)
        self.assertIn("switch-back: done", err)
        self.assertNotIn("the reload after the switch back", err)
        self.assertEqual((self.current(), self.ask()), ("1", "1 1"))

    def test_it_can_be_stopped_while_its_processes_start(self):
        self.deploy(self.hanging("1"))
        process = self.start("1")
        while not os.path.exists(self.path("hangs")):
            self.assertIsNone(process.poll())
        process.terminate()
        self.assertEqual(process.wait(20), 0)

    def test_one_that_takes_too_long_to_end_is_killed(self):
        child = subprocess.Popen(["sleep", "600"])
        master = prefork.Master(None, 1, [], None, "uvicorn")
        master.ending = [(child, 0)]
        master._reap()
        self.assertEqual(child.wait(20), -signal.SIGKILL)
        self.assertGreater(master._pause(), 1)
        master._reap()
        self.assertEqual((master.ending, master._pause()), ([], 0))

    def test_a_new_release_that_cannot_start_leaves_the_old_processes(self):
        self.deploy(self.asgi("1"))
        process = self.start("1")
        self.serving(process)
        # passes the preflight of the deployment, and fails in the server's process
        broken = "import sys\nif 'uvicorn.main' in sys.modules: raise ValueError\nasync def application(*_): pass\n"
        err = self.deploy(self.asgi("2", broken), "--server", "uvicorn", "--check-timeout", "3", code=1)
        self.assertIn("the old ones serve on", err)
        self.assertEqual((self.current(), self.ask()), ("1", "1 1"))
        self.assertIsNone(process.poll())

    def test_a_process_that_dies_is_replaced(self):
        self.deploy(self.asgi("1", "import os\nasync def application(*_): return str(os.getpid()).encode()\n"))
        self.serving(self.start("1"))
        first = int(self.ask())
        os.kill(first, signal.SIGKILL)
        self.assertNotEqual(int(self.ask()), first)

    def test_an_application_that_cannot_start_ends_with_3(self):
        self.deploy(
            self.asgi(
                "1", "import sys\nif 'uvicorn.main' in sys.modules: raise ValueError\nasync def application(*_): pass\n"
            )
        )
        process = self.start("1")
        self.assertEqual(process.wait(20), 3)
        self.assertIn("ValueError", process.stderr.read())

    def test_an_address_in_use_is_reported(self):
        self.deploy(self.asgi("1"))
        with contextlib.closing(socket.socket()) as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen(1)
            bind = f"127.0.0.1:{taken.getsockname()[1]}"
            words = [self.release("bin", "python"), "-m", "_pywar.uvicorn", "--bind", bind]
            done = subprocess.run(words, stderr=subprocess.PIPE, text=True)
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"pywar: cannot listen on `{bind}`: Address already in use", done.stderr)
        self.assertNotIn("Traceback", done.stderr)

    def test_it_listens_on_a_unix_socket(self):
        self.deploy(self.asgi("1"))
        path = self.write("socket", "left by an earlier one")
        process = subprocess.Popen(
            [self.release("bin", "python"), "-m", "_pywar.uvicorn", "--bind", "unix:" + path],
            cwd="/",
            env=measured(),
            stderr=subprocess.PIPE,
            universal_newlines=True,
        )
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.terminate)
        self.serving(process)
        self.assertTrue(self.answers_at(path))

    def answers_at(self, path):
        with contextlib.closing(socket.socket(socket.AF_UNIX)) as client:
            try:
                client.connect(path)
            except OSError:
                return False
            client.sendall(b"GET / HTTP/1.0\r\n\r\n")
            return b"1 1" in client.makefile("rb").read()


if __name__ == "__main__":
    unittest.main()
