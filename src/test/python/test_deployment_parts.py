"""The small parts of a deployment that its flow reaches only when something is odd."""

import errno
import json
import os
import pwd
import signal
import subprocess
import sys
import types
import unittest
from unittest import mock

from archives import Archive
from support import Case

from _pywar.archive import manifest
from _pywar.base.report import Refusal
from _pywar.deployment import atomic, configured, owner, processes, programs, requested, stopping
from _pywar.deployment.directory import Deployment
from _pywar.deployment.journal import Journal


class AtomicTest(Case):
    def test_a_failed_write_leaves_the_old_bytes_and_nothing_else(self):
        path = self.write("file", "old")
        with mock.patch("os.fsync", side_effect=OSError(errno.ENOSPC, "full")), self.assertRaises(OSError):
            atomic.write(path, b"new")
        self.assertEqual((self.read("file"), os.listdir(self.place)), ("old", ["file"]))

    def test_what_an_earlier_write_left_is_no_hindrance(self):
        self.write("file.new", "half")
        atomic.write(self.path("file"), b"whole", 0o640)
        os.symlink("nowhere", self.path("link.new"))
        atomic.link("file", self.path("link"))
        self.assertEqual(self.read("link"), "whole")


class RequestedTest(Case):
    def test_a_release_that_could_not_be_named_again_is_refused(self):
        request = types.SimpleNamespace(check_url=None, keep=5, env_file=None)
        found = manifest.read(Archive().zip(self.path("a.pywar")))
        requested.check(found, request)
        for key in ("x", "0123456789abc", "0123456789AB", "0123456789a", "0123456789ab "):
            found["build"]["id"] = key
            with self.subTest(key), self.assertRaisesRegex(Refusal, "has no build id") as caught:
                requested.check(found, request)
            self.assertEqual(caught.exception.status, 4)


class JournalTest(Case):
    def test_a_line_that_a_kill_cut_short_is_closed(self):
        path = self.write("deploy.log", '{"step": "unp')
        Journal(path, "deploy").write("check", "done")
        lines = self.read("deploy.log").splitlines()
        self.assertEqual(lines[0], '{"step": "unp')
        self.assertEqual(json.loads(lines[1])["step"], "check")

    def test_the_person_behind_sudo_is_logged(self):
        with mock.patch.dict(os.environ, {"SUDO_USER": "ana"}):
            self.assertEqual(Journal("x", "deploy").about["user"], "ana")

    def test_a_user_without_a_name_is_logged_by_number(self):
        with mock.patch.dict(os.environ, {"SUDO_USER": ""}), mock.patch("getpass.getuser", side_effect=KeyError):
            self.assertEqual(Journal("x", "deploy").about["user"], str(os.geteuid()))


class OwnerTest(Case):
    def setUp(self):
        super().setUp()
        self.root = Deployment(self.path("site"))

    def test_names_and_numbers_are_understood(self):
        me = pwd.getpwuid(os.geteuid())
        for text in (me.pw_name, str(me.pw_uid), f"{me.pw_name}:{me.pw_gid}"):
            found = owner.resolve(text, None, self.root)
            self.assertEqual((found.uid, found.gid), (me.pw_uid, me.pw_gid))

    def test_an_unknown_group_is_refused(self):
        with self.assertRaises(Refusal):
            owner.resolve(f"{os.geteuid()}:no-such-group", None, self.root)

    def test_without_a_name_it_is_whose_shared_is_else_the_caller(self):
        self.assertEqual(owner.resolve(None, None, self.root).uid, os.geteuid())
        os.makedirs(self.root.shared)
        self.assertEqual(owner.resolve(None, "gunicorn", self.root).uid, os.geteuid())

    @unittest.skipUnless(os.geteuid() == 0, "root looks for the server's user")
    def test_root_takes_the_user_of_the_named_server(self):
        for uid, gid in ((65534, pwd.getpwuid(65534).pw_gid), (54321, 54321)):
            with mock.patch.object(configured, "user_of", lambda server, root, uid=uid: configured.User(str(uid))):
                found = owner.resolve(None, "gunicorn", self.root)
            self.assertEqual((found.uid, found.gid), (uid, gid))

    def test_a_user_without_a_name_is_told_by_number(self):
        self.assertEqual(owner.Owner(54321, 54322).text, "54321:54322")
        self.assertEqual(owner.Owner(54321, 54322).environment(), {})

    @unittest.skipUnless(os.geteuid() == 0, "only root can become somebody else")
    def test_a_child_becomes_the_owner_with_and_without_a_name(self):
        for uid, gid in ((65534, 65534), (54321, 54322)):
            words = ["sh", "-c", "id -u; id -g"]
            out = subprocess.check_output(words, preexec_fn=owner.Owner(uid, gid).become(), cwd="/")
            self.assertEqual(out.split(), [str(uid).encode(), str(gid).encode()])

    def test_nobody_changes_into_himself(self):
        self.assertIsNone(owner.Owner(os.geteuid(), os.getegid()).become())


class UndisturbedTest(unittest.TestCase):
    def test_what_stops_a_deployment_does_not_stop_its_way_back(self):
        before = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)]
        with stopping.undisturbed():
            for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
                os.kill(os.getpid(), number)
        self.assertEqual([signal.getsignal(n) for n in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)], before)


class ProcessesTest(unittest.TestCase):
    def test_this_process_is_found_with_its_words_and_its_user(self):
        me = os.getpid()
        self.assertIn(me, processes.all_pids())
        self.assertTrue(processes.is_alive(me))
        self.assertEqual(processes.user(me), os.geteuid())
        self.assertIn("unittest", " ".join(processes.command(me)))

    def test_a_process_that_is_gone_has_nothing(self):
        child = subprocess.Popen([sys.executable, "-c", ""])
        child.wait()
        self.assertEqual((processes.command(child.pid), processes.user(child.pid)), ([], None))
        self.assertFalse(processes.is_alive(child.pid))

    def test_a_child_that_was_not_waited_for_is_not_alive(self):
        child = os.fork()
        if child == 0:
            os._exit(0)
        while processes.is_alive(child):
            pass
        self.assertNotIn(child, processes.children(os.getpid()))
        os.waitpid(child, 0)

    def test_a_system_without_proc_has_no_processes(self):
        with mock.patch("os.listdir", side_effect=FileNotFoundError):
            self.assertEqual(processes.all_pids(), [])


class ProgramsTest(Case):
    """A server is known by the program that is run, whatever else a command line names."""

    def program(self, *words):
        return programs.program(words, self.place)

    def test_a_server_is_known_however_it_was_started(self):
        for words in (
            ["gunicorn", "x:y"],
            ["/srv/x/bin/gunicorn", "x:y"],
            ["gunicorn: master [/srv/x]"],
            ["/srv/x/bin/python3.11", "/srv/x/bin/gunicorn", "x:y"],
            ["python", "-m", "gunicorn", "x:y"],
            ["python3", "-B", "-X", "dev", "-Wignore", "-W", "error", "-um", "gunicorn"],
            ["python3", "--check-hash-based-pycs=never", "-mgunicorn.app.wsgiapp"],
            # as it starts its successor
            ["python3", "/srv/x/lib/python3.11/site-packages/gunicorn/__main__.py"],
            ["python3", "/srv/x/_pywar/console.py", "/srv/x/bin/gunicorn", "x:y"],
        ):
            self.assertEqual(self.program(*words), "gunicorn", words)
        self.assertEqual(self.program("python3", "-m", "_pywar.uvicorn", "--bind", "x"), "_pywar.uvicorn")

    def test_the_tool_itself_is_known_as_module_and_as_tree(self):
        os.makedirs(self.path("current", "_pywar"))
        for words in (
            ["-m", "_pywar", "serve"],
            [self.path("current"), "serve"],
            ["current/__main__.py", "serve"],
            ["current"],
            ["current", "--bind=127.0.0.1:1"],
        ):
            self.assertEqual(self.program("python3", *words, "", ""), "_pywar serve", words)
        for words in (["-m", "_pywar", "run", "worker"], ["current", "deploy"]):
            self.assertEqual(self.program("python3", *words), "_pywar", words)
        # in whose folder a shell of Python is, is no server
        self.assertEqual(programs.program(["python3", ""], self.path("current")), "")

    def test_what_only_names_a_server_is_none(self):
        for words in (
            ["vim", "gunicorn.conf.py"],
            ["less", "/usr/bin/gunicorn"],
            ["python3", "/srv/gunicorn-site/app.py"],
            ["python3", "gunicorn.txt"],
            ["python3", "-c", "import gunicorn"],
            ["python3", "-m", "http.server", "--directory", "gunicorn"],
            ["python3", "-i"],
            ["tail", "-f", "/var/log/gunicorn"],
            [],
        ):
            self.assertNotEqual(self.program(*words), "gunicorn", words)

    def test_a_plain_uvicorn_which_usr2_would_end_is_not_signalled(self):
        words = ["python3", "-m", "uvicorn", "x:y", f"--app-dir={self.place}/current"]
        with mock.patch.object(processes, "command", lambda pid: words):
            self.assertTrue(programs.is_program("uvicorn", os.getpid()))
            self.assertFalse(programs.can_be_switched("uvicorn", os.getpid()))

    def test_uwsgi_is_known_by_its_titles_and_by_its_file(self):
        for name in ("uwsgi", "/usr/bin/uwsgi-core", "uWSGI master", "uwsgi_python3", "pyuwsgi"):
            with mock.patch.object(processes, "command", lambda pid, name=name: [name]):
                self.assertTrue(programs.can_be_switched("uwsgi", os.getpid()), name)
        for words in (["vi", "uwsgi"], ["uwsgitop"], ["python3", "uwsgi.py"]):
            with mock.patch.object(processes, "command", lambda pid, words=words: words):
                self.assertFalse(programs.can_be_switched("uwsgi", os.getpid()), words)
        with mock.patch("os.readlink", return_value="/usr/bin/uwsgi-core"):
            self.assertTrue(programs.can_be_switched("uwsgi", os.getpid()))


if __name__ == "__main__":
    unittest.main()
