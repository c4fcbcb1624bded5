"""The owner of the server's processes comes from root's configuration, and only root can hold root's lock."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
import unittest
from unittest import mock

from deploying import mode
from rooted import NOBODY, OTHER, RootCase
from support import as_root

from _pywar.base import files
from _pywar.deployment import children, configured, lock, owner, processes
from _pywar.deployment.directory import Deployment

load_tests = as_root("test_owner")


class LockTest(RootCase):
    def setUp(self):
        super().setUp()
        self.deploy(self.archive("1"))
        self.file = os.path.join(self.root, ".pywar", "lock")

    def holding(self, uid):
        """A process of that user that holds the lock, if it may open its file; gives whether it does."""
        program = (
            "import fcntl, os, sys; os.setuid(int(sys.argv[2]))\n"
            "try: stream = open(sys.argv[1]); fcntl.flock(stream, fcntl.LOCK_EX)\n"
            "except OSError: print('no', flush=True)\n"
            "else: print('held', flush=True)\n"
            "sys.stdin.read()"
        )
        words = [sys.executable, "-c", program, self.file, str(uid)]
        process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.addCleanup(process.communicate)
        return process.stdout.readline() == b"held\n"

    def test_another_user_cannot_take_it(self):
        self.assertEqual(mode(self.file), 0o600)
        self.assertFalse(self.holding(NOBODY))
        self.deploy(self.archive("2"))

    def test_one_that_is_open_to_all_from_before_is_closed(self):
        os.chmod(self.file, 0o644)
        self.deploy(self.archive("2"))
        self.assertEqual(mode(self.file), 0o600)

    def test_one_that_another_user_holds_from_before_is_made_anew(self):
        os.chmod(self.file, 0o644)
        self.assertTrue(self.holding(NOBODY))
        self.assertIn(f"of user id {NOBODY} held the lock", self.deploy(self.archive("2")))
        self.assertEqual((self.current(), mode(self.file)), ("2", 0o600))
        with Deployment(self.root).locked():
            self.assertIn("another command works", self.deploy(self.archive("3"), code=1))

    def test_one_that_root_holds_is_respected_and_its_holder_named(self):
        self.assertTrue(self.holding(0))
        with open("/proc/locks") as stream:
            holder = next(line.split()[4] for line in stream if line.split()[5].endswith(f":{os.stat(self.file).st_ino}"))
        self.assertIn(f"process {holder}\n", self.deploy(self.archive("2"), code=1))

    def test_where_the_system_lists_no_locks_the_note_in_it_names_the_holder(self):
        with Deployment(self.root).locked(), mock.patch.object(lock, "_holders", return_value=[]):
            self.assertIn(f"process {os.getpid()}\n", self.deploy(self.archive("2"), code=1))


class OwnerTest(RootCase):
    """The owner comes from what root set up, never from what a process calls itself."""

    def start(self, words, executable=None, uid=NOBODY, **options):
        # a server runs until a signal ends it; this one ends with its input
        process = subprocess.Popen(
            words, executable=executable, stdin=subprocess.PIPE, stdout=subprocess.PIPE, preexec_fn=lambda: os.setuid(uid), **options
        )
        self.addCleanup(process.communicate)
        return process

    def test_a_process_that_calls_itself_a_server_owns_nothing(self):
        env = ["--env-file", self.write("env", "PASSWORD=x\n")]
        for server, words in {
            "mod_wsgi": ["apache2", "-c", "read line"],
            "gunicorn": ["gunicorn", "-c", "read line", self.root],
            "uwsgi": ["uwsgi", "-c", "read line", f"{self.root}/current"],
        }.items():
            with self.subTest(server):
                pid = self.start(words, "/bin/sh").pid
                err = self.deploy(self.archive("1"), "--server", server, *env, code=2)
                self.assertIn(f"process {pid} of nobody looks like it", err)
                self.assertIn("--owner USER (it is remembered)", err)
                self.assertEqual(os.stat(self.in_shared()).st_uid, 0)
                self.assertFalse(os.path.exists(self.in_shared("env")))
        self.deploy(self.archive("1"), "--server", "mod_wsgi", "--owner", "daemon", *env)
        daemon = pwd.getpwnam("daemon").pw_uid
        self.assertEqual(os.stat(self.in_shared()).st_uid, daemon)
        # remembered: no process is asked again
        self.deploy(self.archive("2"))
        self.assertEqual(os.stat(self.in_shared()).st_uid, daemon)

    def server(self, name, *words, uid=0, place=None):
        """A copy of this interpreter under a server's name, with a child of its own that is user OTHER."""
        folder = place or self.path("bin")
        os.makedirs(folder, exist_ok=True)
        path = os.path.join(folder, name)
        shutil.copy(os.path.realpath(sys.executable), path)
        program = (
            "import os, sys\n"
            "child = os.fork()\n"
            f"if child == 0: os.setuid({OTHER}) if os.getuid() == 0 else None\n"
            "if child != 0: print('ready', flush=True)\n"
            "sys.stdin.read()\n"
        )
        environment = dict(os.environ, PYTHONHOME=sys.base_prefix)
        process = self.start([path, "-c", program, *words], uid=uid, env=environment)
        self.assertEqual(process.stdout.readline(), b"ready\n")
        end = time.monotonic() + 60
        while uid == 0 and OTHER not in map(processes.user, processes.children(process.pid)):
            self.assertLess(time.monotonic(), end)
        return path

    def user_of(self, server):
        found = configured.user_of(server, Deployment(self.root))
        return found and found.name

    def test_the_workers_of_a_master_of_roots_are_the_owner(self):
        path = self.server("apache2")
        self.assertEqual(self.user_of("mod_wsgi"), str(OTHER))
        # a file that another user may change proves nothing
        os.chown(path, NOBODY, NOBODY)
        self.assertIsNone(self.user_of("mod_wsgi"))
        os.chown(path, 0, 0)
        os.chmod(self.path("bin"), 0o777)
        self.assertIsNone(self.user_of("mod_wsgi"))

    def test_a_gunicorn_of_roots_counts_for_the_deployment_that_it_names(self):
        self.server("gunicorn", self.root)
        self.assertEqual(self.user_of("gunicorn"), str(OTHER))
        self.assertIsNone(configured.user_of("gunicorn", Deployment(self.root + "-two")))
        self.assertIsNone(configured.user_of("gunicorn", Deployment("/x" + self.root)))

    def test_a_master_of_another_user_proves_nothing(self):
        self.server("apache2", uid=NOBODY)
        self.assertIsNone(self.user_of("mod_wsgi"))

    def test_a_program_of_roots_that_runs_for_another_user_proves_nothing(self):
        """`exec -a apache2 su`: its effective user is root, and what it calls itself is another user's text."""
        path = self.path("setuid")
        shutil.copy("/bin/sh", path)
        os.chmod(path, 0o4755)
        # its child gives the right back, as a worker does
        process = self.start(["apache2", "-p", "-c", f"{path} -c 'read line'; true"], path)
        end = time.monotonic() + 60
        while not any(processes.program_file(pid) == path for pid in processes.children(process.pid)):
            self.assertLess(time.monotonic(), end)
        if processes.users(process.pid)[1] != 0:
            self.skipTest("setuid does not count on this file system")
        self.assertEqual(processes.users(process.pid)[0], NOBODY)
        self.assertIsNone(self.user_of("mod_wsgi"))

    def unit(self, name, user, command, folder="units", **more):
        lines = [f"{key}={value}" for key, value in {"User": user, "ExecStart": command, **more}.items()]
        path = self.write(f"{folder}/{name}.service", "[Service]\n" + "\n".join(lines) + "\n")
        patched = mock.patch.object(configured, "_UNITS", (self.path("units"), self.path("more")))
        patched.start()
        self.addCleanup(patched.stop)
        return path

    def test_the_unit_of_systemd_that_starts_the_server_tells_its_user(self):
        python = f"{self.root}/current/bin/python"
        self.unit("other", "ann", f"{self.root}-two/current/bin/python -m gunicorn x:y")
        self.unit("backup", "bob", f"/usr/bin/tar -c {self.root}")
        path = self.unit("shop", "nobody", f"-{python} -m gunicorn \\\n --preload x:y")
        self.assertEqual(self.user_of("gunicorn"), "nobody")
        self.assertIsNone(self.user_of("uwsgi"))
        self.deploy(self.archive("1"), "--server", "gunicorn")
        self.assertEqual(os.stat(self.in_shared()).st_uid, NOBODY)
        # another user's text
        os.chown(path, NOBODY, NOBODY)
        self.assertIsNone(self.user_of("gunicorn"))
        os.chown(path, 0, 0)
        self.write("more/shop.service.d/user.conf", "[Service]\nUser=daemon\nGroup=games\n")
        self.assertEqual(configured.user_of("gunicorn", Deployment(self.root)).text, "daemon:games")
        # two units, two users: root does not guess
        self.unit("shop2", "nobody", f"{python} -m gunicorn x:y")
        self.assertIsNone(self.user_of("gunicorn"))

    def test_a_unit_of_uwsgi_is_known_by_its_working_directory(self):
        self.unit("shop", "nobody", "/usr/bin/env uwsgi --ini /etc/uwsgi/shop.ini", WorkingDirectory=f"{self.root}/current")
        self.assertEqual(self.user_of("uwsgi"), "nobody")

    def test_where_nothing_runs_it_is_whose_shared_is_else_the_caller(self):
        self.assertEqual(owner.resolve(None, "gunicorn", Deployment(self.root)).uid, 0)
        os.makedirs(self.in_shared())
        os.chown(self.in_shared(), OTHER, OTHER)
        self.assertEqual(owner.resolve(None, "gunicorn", Deployment(self.root)).uid, OTHER)


class AnswerTest(RootCase):
    """Root asks a process of the owner."""

    def test_the_answer_is_the_owners(self):
        someone = owner.Owner(OTHER, NOBODY)
        self.assertEqual(children.call_as(lambda: b"%d %d" % (os.getuid(), os.getgid()), someone), b"%d %d" % (OTHER, NOBODY))
        secret = self.write("secret", "x")
        os.chmod(secret, 0o600)
        with self.assertRaises(OSError) as caught:
            children.call_as(lambda: files.read(secret, 10), someone)
        self.assertEqual((caught.exception.errno, caught.exception.filename), (13, secret))

    def test_one_that_never_comes_is_not_waited_for(self):
        with mock.patch.object(children, "_ANSWER_SECONDS", 0.2), self.assertRaises(children.Refusal):
            children.call_as(lambda: signal.pause(), owner.Owner(OTHER, OTHER))
        with mock.patch.object(children, "_ANSWER_BYTES", 1000), self.assertRaises(children.Refusal):
            children.call_as(lambda: b"x" * 5_000_000, owner.Owner(OTHER, OTHER))


if __name__ == "__main__":
    unittest.main()
