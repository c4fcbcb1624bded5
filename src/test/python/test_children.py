"""What a deployment starts: no terminal, no environment of root's, no raw output; in one place."""

import ast
import contextlib
import io
import json
import os
import pty
import re
import select
import signal
import sys
import time
import unittest
from unittest import mock

from archives import RUNTIME
from deploying import DeployCase
from support import Case, as_root

from _pywar.deployment import children, output, owner, processes

NOBODY = 65534
load_tests = as_root("test_children")
URL = "http://shop.invalid/health?token=TOPSECRET"
# tries what code on a terminal could do to it, and says what came of it
ON_TERMINAL = """
import fcntl, json, os, sys, termios
def tried(call):
    try:
        call()
        return "done"
    except OSError as problem:
        return problem.errno
def type_into(number):
    fcntl.ioctl(number, termios.TIOCSTI, b"#")
found = {"uid": os.geteuid(), "leads": os.getsid(0) == os.getpgid(0), "cwd": os.getcwd()}
found["tty"] = tried(lambda: os.open("/dev/tty", os.O_RDWR))
found["typed"] = [tried(lambda: type_into(number)) for number in (0, 1, 2)]
found["terminals"] = [os.isatty(number) for number in (0, 1, 2)]
found["stdin"] = os.readlink("/proc/self/fd/0")
found["env"] = dict(os.environ)
found["files"] = sorted(os.readlink("/proc/self/fd/" + name) for name in os.listdir("/proc/self/fd")
                        if os.path.exists("/proc/self/fd/" + name))
os.write(2, b"\\x1b]0;owned\\x07\\x1b[2J shown \\xc2\\x9b31m\\r\\n")
with open(os.path.join(os.environ.get("PLACE") or %r, "seen-" + str(os.getpid())), "w") as stream:
    json.dump([%s, found], stream)
"""
SECRETS = {
    "PGPASSWORD": "s3cret",
    "AWS_SECRET_ACCESS_KEY": "s3cret",
    "SSH_AUTH_SOCK": "/run/agent",
    "LD_PRELOAD_OF_ROOT": "x",
    "PYTHONPATH": "/root/lib",
    "TMPDIR": "/root/tmp",
    "PYWAR_CACHE": "/root/cache",
    "SUDO_USER": "ann",
}
GIVEN = {"LANG": "C.UTF-8", "LC_TIME": "C", "TZ": "Asia/Tokyo", "LANGUAGE": "de"}


class CodeTest(unittest.TestCase):
    """A test over the runtime: one place changes the user of a process."""

    def test_no_other_place_starts_a_process_as_another_user(self):
        places = {}
        for folder, _, names in os.walk(RUNTIME):
            for name in (name for name in names if name.endswith(".py")):
                with open(os.path.join(folder, name)) as stream:
                    for found in self.changes(ast.parse(stream.read())):
                        places.setdefault(found, set()).add(name)
        # servers and supervisors reset signals for their children, and change no user
        self.assertEqual(places.pop("preexec_fn"), {"crew.py", "prefork.py", "stopping.py"})
        # the processes of `worker` run the tool's own code
        self.assertEqual(places.pop("fork"), {"children.py", "worker.py"})
        for call in ("setuid", "setgid", "initgroups", "setgroups"):
            self.assertEqual(places.pop(call), {"owner.py"}, call)
        self.assertEqual(places, {})

    def changes(self, tree):
        calls = {"setuid", "seteuid", "setreuid", "setresuid", "setgid", "initgroups", "setgroups", "fork", "forkpty"}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", None))
                yield from {name} & calls
                words = {word.arg for word in node.keywords}
                yield from words & {"preexec_fn"}
                if words & {"user", "group", "extra_groups"} and name in ("run", "Popen", "call", "check_call", "check_output"):
                    yield "user="

    def test_each_child_of_a_deployment_has_a_bound_or_is_a_hook(self):
        """`subprocess.run` and its kin wait as long as the child likes, and read what it writes."""
        found = set()
        for name in os.listdir(os.path.join(RUNTIME, "_pywar", "deployment")):
            if name.endswith(".py"):
                with open(os.path.join(RUNTIME, "_pywar", "deployment", name)) as stream:
                    tree = ast.parse(stream.read())
                found |= {name for node in ast.walk(tree) if self.is_unbounded(node)}
        self.assertEqual(found, set())

    def is_unbounded(self, node):
        if not isinstance(node, ast.Call) or getattr(getattr(node.func, "value", None), "id", None) != "subprocess":
            return False
        return node.func.attr in ("run", "call", "check_call", "check_output") and "timeout" not in {
            word.arg for word in node.keywords
        }


class TerminalTest(DeployCase):
    """A deployment on a terminal: what it starts has none, under any user."""

    def setUp(self):
        super().setUp()
        os.chmod(self.place, 0o755)
        os.mkdir(self.path("seen"))
        os.chmod(self.path("seen"), 0o777)

    def probing(self, version):
        def text(what):
            return ON_TERMINAL % (self.path("seen"), what)

        app = text("'rehearsal' if 'PYWAR_CHECK_URL' in os.environ or 'rehearse' in sys.argv[0] else 'preflight'")
        made = self.archive(version, files={"hooks/pre-deploy/1.py": text("'py'"), "hooks/pre-deploy/3.sql": text("'sql'")})
        made.add("hooks/pre-deploy/2.sh", f"#!{sys.executable}\n" + text("'sh'"))
        return made.app("shop.py", app + "def application(e, s):\n    s('200 OK', [])\n    return [b'x']\n")

    def on_terminal(self, *words):
        """Run the tool in a session with a terminal of its own; gives (exit code, what the terminal showed, what was typed)."""
        told = self.path("typed")
        pid, terminal = pty.fork()
        if pid == 0:
            code = 99
            try:
                os.environ.update(SECRETS, **GIVEN)
                code = self.direct(words)
                ready, _, _ = select.select([0], [], [], 0)
                with open(told, "wb") as stream:
                    stream.write(os.read(0, 100) if ready else b"")
            finally:
                os._exit(code)
        shown = b""
        with contextlib.suppress(OSError):  # the end of a terminal
            while True:
                part = os.read(terminal, 1 << 16)
                if not part:
                    break
                shown += part
        os.close(terminal)
        code = os.waitpid(pid, 0)[1] >> 8
        return code, shown, self.read(told)

    def direct(self, words):
        from _pywar import start

        return start.tool(words[0], [str(word) for word in words[1:]])

    def seen(self):
        found = []
        for name in sorted(os.listdir(self.path("seen"))):
            with open(self.path("seen", name)) as stream:
                found.append(json.load(stream))
            os.unlink(self.path("seen", name))
        return found

    def check(self, words, kinds, uid):
        env = ["--env-file", self.write("env", f"FROM_FILE=1\nPLACE={self.path('seen')}\n")] if words[1] == "deploy" else []
        code, shown, typed = self.on_terminal(*words, *env)
        self.assertEqual((code, typed), (0, ""), shown.decode("utf-8", "replace"))
        for bad in (b"\x1b", b"\x07", b"\x9b"):
            self.assertNotIn(bad, shown)
        self.assertIn(b"\\x1b]0;owned\\x07\\x1b[2J shown \\x9b31m", shown)
        found = self.seen()
        self.assertEqual({kind for kind, _ in found}, kinds)
        for kind, about in found:
            with self.subTest(kind):
                self.assertEqual((about["uid"], about["leads"], about["stdin"]), (uid, True, "/dev/null"))
                # no such device or address: there is no controlling terminal
                self.assertEqual(about["tty"], 6)
                self.assertNotIn("done", about["typed"])
                self.assertEqual(about["terminals"], [False] * 3)
                self.assertEqual(about["cwd"], self.release("app"))
                self.assertFalse([name for name in about["files"] if self.root in name and "/releases/" not in name])
                self.check_environment(kind, about["env"])

    def check_environment(self, kind, found):
        """Exactly what the page of the server lists."""
        allowed = {"PATH", "HOME", "USER", "LOGNAME", *GIVEN, "PYWAR_ENV_FILE", "FROM_FILE", "PLACE"}
        if kind in ("py", "sh", "sql"):
            names = ("ROOT", "RELEASE", "PREVIOUS", "SHARED", "NAME", "VERSION", "PHASE")
            allowed |= {"VIRTUAL_ENV", *(f"PYWAR_{name}" for name in names)}
        if kind == "preflight":
            allowed.add("PYWAR_RETRY")
        # Python's own, where the locale is C
        self.assertEqual(set(found) - allowed - {"LC_CTYPE", "PWD", "__PYVENV_LAUNCHER__"}, set())
        for key, value in GIVEN.items():
            self.assertEqual(found[key], value)
        self.assertEqual(found["FROM_FILE"], "1")
        self.assertFalse([value for value in found.values() if "s3cret" in value or "TOPSECRET" in value])

    def deployed(self, uid, *words):
        all_kinds = {"preflight", "py", "sh", "sql", "rehearsal"}
        sql = ["--sql", f"{sys.executable} {{}}"]
        first = self.pack(self.probing("1"))
        check = ["--check-url", URL, "--check-timeout", "20"]
        with mock.patch("_pywar.deployment.health.Check.run", return_value="status 200"):
            self.check([first, "deploy", self.root, *sql, *check, *words], all_kinds, uid)
            self.check([self.pack(self.probing("2")), "deploy", self.root, *sql], all_kinds, uid)
            self.check([first, "rollback", self.root], {"preflight", "rehearsal"}, uid)

    @unittest.skipUnless(os.geteuid() == 0, "only root can deploy for another user")
    def test_nothing_that_runs_as_another_user_reaches_the_terminal_of_root(self):
        self.deployed(NOBODY, "--owner", "nobody")

    def test_nor_does_what_runs_as_the_caller(self):
        self.deployed(os.geteuid())


class RunTest(Case):
    def setUp(self):
        super().setUp()
        self.me = owner.Owner(os.geteuid(), os.getegid())

    def run_it(self, program, seconds=60, **options):
        err = io.StringIO()
        with contextlib.redirect_stderr(err):
            words = [sys.executable, "-c", program]
            ended = children.run(words, self.me, children.environment(self.me), self.place, seconds, **options)
        return ended.code, err.getvalue()

    def test_output_is_shown_and_bounded(self):
        program = "import os\nfor _ in range(40): os.write(1, (b'x' * 999 + b'\\n') * 100)\nos.write(2, b'end')"
        code, shown = self.run_it(program)
        self.assertEqual(code, 0)
        self.assertLess(len(shown), 1_100_000)
        self.assertEqual(shown.splitlines()[-1], "pywar: the output is longer; the rest is not shown")

    def test_a_line_without_end_takes_no_memory(self):
        relay = output.Relay()
        with contextlib.redirect_stderr(io.StringIO()):
            for _ in range(1000):
                relay.take(b"x" * 4000)
                self.assertLessEqual(len(relay._rest), output._LINE)

    def test_the_last_line_needs_no_end_and_both_streams_come_in_order(self):
        program = "import os\nfor number in range(6): os.write(1 + number % 2, b'%d' % number)"
        self.assertEqual(self.run_it(program), (0, "012345\n"))

    def test_one_whose_time_is_over_is_ended_with_all_that_it_started(self):
        program = "import subprocess, time\nprint(subprocess.Popen(['sleep', '600']).pid, flush=True)\ntime.sleep(600)"
        code, shown = self.run_it(program, 2)
        self.assertIsNone(code)
        self.assertFalse(processes.is_alive(int(shown)))

    def test_one_that_is_stopped_may_still_say_and_do_what_its_end_needs(self):
        program = (
            "import os, signal, sys\n"
            "def end(*_):\n    print('cleaning', flush=True); open('cleaned', 'w').close(); sys.exit(3)\n"
            "signal.signal(signal.SIGTERM, end)\nopen('ready', 'w').close()\nsignal.pause()\n"
        )

        def interrupted(selector):
            if os.path.exists(self.path("ready")):
                raise KeyboardInterrupt

        err = io.StringIO()
        with mock.patch.object(children, "_relay_available", interrupted), contextlib.redirect_stderr(err):
            with self.assertRaises(KeyboardInterrupt):
                children.run([sys.executable, "-c", program], self.me, children.environment(self.me), self.place)
        self.assertEqual((err.getvalue(), os.path.exists(self.path("cleaned"))), ("cleaning\n", True))

    def test_what_stays_behind_is_not_waited_for(self):
        program = "import subprocess\nprint(subprocess.Popen(['sh', '-c', 'yes & sleep 600']).pid, flush=True)"
        began = time.monotonic()
        code, shown = self.run_it(program, ends_all=False)
        pid = int(re.findall("[0-9]+", shown)[0])  # among the lines of `yes`
        self.addCleanup(os.killpg, os.getpgid(pid), signal.SIGKILL)
        self.assertTrue(processes.is_alive(pid))
        self.assertLess(time.monotonic() - began, 60)
        self.assertEqual(code, 0)

    def test_a_program_that_is_not_there_is_the_usual_error(self):
        with self.assertRaises(FileNotFoundError):
            children.run([self.path("none")], self.me, {}, self.place)


class TextTest(unittest.TestCase):
    def test_control_characters_are_written_out(self):
        for given, wanted in {
            "plain\ttext": "plain\ttext",
            "a\r\nb\rc": "a\nb\nc",
            "\x1b[31m": "\\x1b[31m",
            "\x07\x00\x7f": "\\x07\\x00\\x7f",
            "\x9b31m": "\\x9b31m",
            "a\u202eb": "a\\u202eb",
            "ü €": "ü €",
        }.items():
            self.assertEqual(output.printable(given), wanted)

    def test_a_repeated_block_is_shown_once_with_its_count(self):
        trace = ["[10:21:0%d] ERROR", "Traceback (most recent call last):", "  File x", "KeyError: 'x'"]
        lines = ["start"] + [line.replace("%d", str(number)) for number in range(9) for line in trace] + ["end", "end"]
        self.assertEqual(
            output.fold(lines),
            ["start", "[10:21:00] ERROR", *trace[1:], "pywar: the same 9 times", "end", "pywar: the same 2 times"],
        )

    def test_what_does_not_repeat_is_shown_as_it_is(self):
        for lines in ([], ["a"], ["a", "b", "a", "c", "a"], [str(chr(97 + n % 26)) + "x" * n for n in range(500)]):
            self.assertEqual(output.fold(lines), lines)


class RehearsalTest(DeployCase):
    def test_a_traceback_of_each_attempt_is_shown_once(self):
        text = (
            "import logging\nlogging.basicConfig(format='%(asctime)s %(message)s')\n"
            "def application(environ, start_response):\n"
            "    try: {}['x']\n    except KeyError: logging.exception('it failed')\n"
            "    start_response('503 x', [])\n    return [b'']\n"
        )
        words = ["--check-url", URL, "--check-timeout", "4"]
        err = self.deploy(self.archive("1", files={"app/shop.py": text}), *words, code=1)
        self.assertEqual(err.count("KeyError: 'x'"), 1, err)
        self.assertRegex(err, r"pywar: the same \d+ times")
        self.assertIn("does not answer `http://shop.invalid/health?...` successfully", err)

    def test_the_url_is_in_no_argument_and_in_no_environment_of_the_application(self):
        text = (
            "import os\n"
            "def application(environ, start_response):\n"
            "    assert environ['QUERY_STRING'] == 'token=TOPSECRET'\n"
            "    assert 'TOPSECRET' not in open('/proc/self/cmdline').read() + str(os.environ)\n"
            "    start_response('200 x', [])\n    return [b'']\n"
        )
        archive = self.archive("1", files={"app/shop.py": text})
        with mock.patch("_pywar.deployment.health.Check.run", return_value="status 200"):
            err = self.deploy(archive, "--check-url", URL)
        state = os.path.join(self.root, ".pywar", "state.json")
        for shown in (err, self.read(state), self.read(self.root, "deploy.log")):
            self.assertNotIn("TOPSECRET", shown)
        url = os.path.join(self.root, ".pywar", "check-url")
        self.assertEqual((self.read(url), os.stat(url).st_mode & 0o777), (URL, 0o600))
        # remembered completely
        with mock.patch("_pywar.deployment.health.Check", side_effect=lambda url, *_: self.fail(url)):
            with self.assertRaisesRegex(AssertionError, "TOPSECRET"):
                self.tool(self.archive("2", files={"app/shop.py": text}), "deploy", self.root)
        os.unlink(url)
        _, out, _ = self.tool(self.archive("2"), "status", self.root)
        self.assertIn("not checked: only the deploying user", out)
        self.assertIn("the query of the check URL", self.deploy(self.archive("3"), code=2))
        self.deploy(self.archive("3"), "--check-url", "")
        self.assertNotIn("check_url\": \"http", self.read(state))


if __name__ == "__main__":
    unittest.main()
