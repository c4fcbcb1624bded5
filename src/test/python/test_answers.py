"""Rehearsal of a release before it serves, and the header with its name."""

import asyncio
import os
import subprocess
import threading
import time
import unittest
from http.server import BaseHTTPRequestHandler, HTTPServer

from archives import Archive
from deploying import SHORT, DeployCase, shorten_checks

from _pywar.archive.bundle import Bundle
from _pywar.boot import identity
from _pywar.deployment import owner, processes
from _pywar.deployment.directory import Deployment
from _pywar.deployment.state import State
from _pywar.deployment.trial import Trial

URL = "http://shop.invalid/health?x=1"
ASGI = """
async def application(scope, receive, send):
    if scope["type"] == "lifespan":
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        return
    %s
    await send({"type": "http.response.start", "status": STATUS, "headers": [(b"a", b"b")]})
    await send({"type": "http.response.body", "body": b"x"})
"""


class RehearsalTest(DeployCase):
    """No server listens at the URL: all refusals here come before the switch."""

    def setUp(self):
        super().setUp()
        self.deploy(self.archive("1"))

    def app(self, text, interface="wsgi"):
        return self.archive("2", files={"app/shop.py": text}).entry("shop:application", interface=interface)

    def refused(self, archive, *words):
        before = self.release()
        err = self.deploy(archive, "--check-url", URL, "--check-timeout", "6", *words, code=1)
        self.assertIn("was not switched to", err)
        self.assertEqual(self.release(), before)
        self.assertEqual(self.steps()[-1], ("rehearsal", "failed"))
        return err

    def passed(self, archive):
        """Return the log of the release's rehearsal."""
        self.deploy(archive)
        root = Deployment(self.root)
        return Trial(root, owner.resolve(None, None, root)).rehearse(root.current(), URL, 20)

    def wsgi(self, status, more=""):
        return self.app(
            "import threading, time\n"
            "threading.Thread(target=time.sleep, args=[600]).start()\n"
            "def application(environ, start_response):\n"
            f"    {more}\n"
            f"    start_response('{status} x', [])\n"
            "    return [b'x' * 70000, b'y']\n"
        )

    def test_an_answer_of_5xx_is_refused_before_the_switch(self):
        self.assertIn("answer in a process of its own: status 503", self.refused(self.wsgi(503)))

    def test_an_exception_is_shown_and_refused(self):
        self.assertIn("no answer", self.refused(self.wsgi(200, "raise KeyError('x')")))

    def test_an_application_that_answers_nothing_is_refused(self):
        self.refused(self.app("application = lambda environ, start_response: []"))

    def test_a_failure_in_start_response_is_refused(self):
        text = (
            "import sys\ndef application(environ, start_response):\n    try: {}['x']\n"
            "    except KeyError: start_response('500 x', [], sys.exc_info())\n    return [b'']\n"
        )
        self.refused(self.app(text))

    def test_an_application_that_does_not_end_is_refused(self):
        archive = self.wsgi(200, "time.sleep(600)")
        self.assertIn("no answer within 0.5 s", self.refused(archive, "--check-timeout", "0.5"))

    def test_an_application_has_time_to_warm_up(self):
        text = "import itertools; answers = itertools.chain(['503 x', '503 x'], itertools.repeat('200 x'))\n"
        archive = self.app(text + "def application(environ, start_response): start_response(next(answers), []); return []")
        self.assertEqual(self.passed(archive), "status 200")
        asgi = "import itertools; answers = itertools.chain([503, 503], itertools.repeat(200))" + ASGI
        self.assertEqual(self.passed(self.app(asgi % "STATUS = next(answers)", "asgi")), "status 200")

    def test_processes_that_the_application_started_end_with_it(self):
        pid = self.path("pid")
        text = (
            "import subprocess\ndef application(environ, start_response):\n"
            f"    open({pid!r}, 'w').write(str(subprocess.Popen(['sleep', '600']).pid))\n"
            "    start_response('200 x', [])\n    return []\n"
        )
        self.assertEqual(self.passed(self.app(text)), "status 200")
        child, end = int(self.read("pid")), time.monotonic() + 20
        while processes.is_alive(child) and time.monotonic() < end:
            os.sched_yield()
        self.assertFalse(processes.is_alive(child))

    def test_a_missing_page_is_no_failure(self):
        self.assertEqual(self.passed(self.wsgi(404)), "status 404")

    def test_the_request_is_that_of_the_url(self):
        keys = ("PATH_INFO", "QUERY_STRING", "HTTP_HOST", "SERVER_PORT", "REQUEST_METHOD", "wsgi.url_scheme")
        wanted = ("/health", "x=1", "shop.invalid", "80", "GET", "http")
        self.passed(self.wsgi(200, f"assert [environ[key] for key in {keys}] == list({wanted})"))

    def test_the_new_environment_file_is_tested(self):
        archive = self.wsgi(200, "import os; assert os.environ['A'] == '2'")
        env = ["--env-file", self.write("env", "A=2\n")]
        self.assertIn(("rehearsal", "done"), self.steps_of(archive, *env))

    def steps_of(self, archive, *words):
        shorten_checks(self)
        self.deploy(archive, "--check-url", URL, *SHORT, *words, code=1)
        return self.steps()

    def test_asgi_is_rehearsed_too(self):
        archive = self.app("STATUS = 200" + ASGI % "assert scope['path'] == '/health'", "asgi")
        self.assertEqual(self.passed(archive), "status 200")
        self.assertIn("status 500", self.refused(self.app("STATUS = 500" + ASGI % "pass", "asgi")))
        self.refused(self.app("STATUS = 200" + ASGI % "raise KeyError('x')", "asgi"))
        self.refused(self.app("STATUS = 200" + ASGI % "return", "asgi"))

    def test_an_asgi_shutdown_releases_what_the_startup_acquired(self):
        more = "await receive()\n        open(%r, 'w').close()\n        return" % self.path("given back")
        text = ("STATUS = 200" + ASGI % "pass").replace("await receive()\n        return", more)
        self.assertEqual(self.passed(self.app(text, "asgi")), "status 200")
        self.assertTrue(os.path.exists(self.path("given back")))

    def test_asgi_that_fails_in_its_body_is_refused_and_one_without_end_not(self):
        text = "import asyncio\nSTATUS = 200" + ASGI % "pass"
        body = 'await send({"type": "http.response.body", "body": b"x"})'
        self.refused(self.app(text.replace(body, "raise KeyError('x')"), "asgi"))
        self.assertEqual(self.passed(self.app(text.replace(body, "await asyncio.sleep(600)"), "asgi")), "status 200")

    def test_asgi_without_a_lifespan_is_fine_and_with_a_failing_one_not(self):
        text = "STATUS = 200" + ASGI % "pass"
        self.assertEqual(self.passed(self.app(text.replace('"lifespan"', '"none"'), "asgi")), "status 200")
        self.refused(self.app(text.replace("startup.complete", "startup.failed"), "asgi"))

    def test_a_rollback_is_rehearsed(self):
        marker = self.path("broken")
        text = f"import os\ndef application(environ, start_response):\n    start_response('200 x' if not os.path.exists({marker!r}) else '500 x', [])\n    return []\n"
        self.deploy(self.app(text))
        self.deploy(self.archive("3"))
        state = State(Deployment(self.root))
        state.options["check_url"] = URL
        state.save()
        self.write("broken", "")
        code, _, err = self.tool(self.archive(), "rollback", self.root)
        self.assertEqual((code, self.current()), (1, "3"), err)
        self.assertIn("was not switched to", err)


class IdentityTest(DeployCase):
    def setUp(self):
        super().setUp()
        self.deploy(self.archive("1"))
        self.bundle = Bundle(self.release())
        self.name = os.path.basename(self.release())
        self.write(identity.token_file(self.root), "word")

    def wsgi(self, **environ):
        def application(environ, start_response):
            start_response("200 OK", [("A", "b")])
            return ["body"]

        started = []
        body = identity.identify(application, self.bundle)(environ, lambda *response: started.append(response))
        self.assertEqual(body, ["body"])
        return started[0][1]

    def test_only_a_request_with_the_token_gets_the_release(self):
        self.assertEqual(self.wsgi(HTTP_X_PYWAR_CHECK="word"), [("A", "b"), ("X-Pywar-Release", self.name)])
        for asked in ({}, {"HTTP_X_PYWAR_CHECK": ""}, {"HTTP_X_PYWAR_CHECK": "guess"}):
            self.assertEqual(self.wsgi(**asked), [("A", "b")])
        os.unlink(identity.token_file(self.root))
        self.assertEqual(self.wsgi(HTTP_X_PYWAR_CHECK="word"), [("A", "b")])

    def test_a_release_that_did_not_start_sends_its_name_too(self):
        broken = self.archive("2", files={"app/shop.py": "import nothing"}).tree(self.path("site", "releases", "2-x"))
        program = (
            "import runpy, sys; application = runpy.run_path(sys.argv[1])['application']\n"
            "def start(*response): print(response[0], dict(response[1]).get('X-Pywar-Release'))\n"
            "application({'HTTP_X_PYWAR_CHECK': 'word'}, start); application({}, start)"
        )
        code, out, _ = self.python("-c", program, os.path.join(broken, "wsgi.py"), env={"PYWAR_ON_ERROR": "serve"})
        error = "500 Internal Server Error"
        self.assertEqual((code, out.splitlines()), (0, [f"{error} 2-x", f"{error} None"]))

    def asgi(self, application, *headers):
        self.bundle.manifest["entry"]["interface"] = "asgi"
        messages = []

        async def send(message):
            messages.append(message)

        asyncio.run(identity.identify(application, self.bundle)({"type": "http", "headers": headers}, None, send))
        return messages[0]["headers"]

    def test_an_asgi_application_sends_its_name_too(self):
        space = {"STATUS": 200}
        exec(ASGI % "pass", space)
        self.assertEqual(self.asgi(space["application"]), [(b"a", b"b")])
        headers = self.asgi(space["application"], (b"x-pywar-check", b"word"))
        self.assertEqual(headers, [(b"a", b"b"), (b"x-pywar-release", self.name.encode())])

    def test_an_application_without_a_deployment_or_of_asgi_2_is_unchanged(self):
        plain = Bundle(Archive().tree(self.path("tree")))
        self.assertIs(identity.identify(print, plain), print)
        self.bundle.manifest["entry"]["interface"] = "asgi"
        self.assertIs(identity.identify(TwiceCalled, self.bundle), TwiceCalled)

    def test_a_check_that_the_old_release_answers_fails(self):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(handler):
                handler.send_response(200)
                if handler.headers["X-Pywar-Check"] == self.read(identity.token_file(self.root)):
                    handler.send_header("X-Pywar-Release", self.answering)
                handler.end_headers()

            def log_message(self, *_):
                pass

        server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        words = ["--check-url", f"http://127.0.0.1:{server.server_port}/", *SHORT]
        shorten_checks(self)
        self.answering = self.name
        err = self.deploy(self.archive("2"), *words, code=1)
        self.assertIn(f"last: status 200 from {self.name}", err)
        self.assertEqual(self.current(), "1")
        self.answering = next(name for name in os.listdir(os.path.join(self.root, "releases")) if name[0] == "2")
        self.deploy(self.archive("2"), *words)
        self.assertFalse(os.path.exists(identity.token_file(self.root)))

    def test_the_entry_of_a_release_sends_its_name(self):
        program = (
            "import runpy, sys; application = runpy.run_path(sys.argv[1])['application']\n"
            "application({'HTTP_X_PYWAR_CHECK': 'word'}, lambda status, headers: print(headers[-1][1]))"
        )
        words = [self.release("bin", "python"), "-c", program, self.release("wsgi.py")]
        self.assertEqual(subprocess.check_output(words, universal_newlines=True).strip(), self.name)


class TwiceCalled:
    """An application of ASGI 2: called twice."""


if __name__ == "__main__":
    unittest.main()
