"""The application's user owns `shared/`: what it puts there opens no file of root's, and is not waited for."""

import contextlib
import io
import itertools
import os
import signal
import socket
import unittest
from unittest import mock

from deploying import mode
from rooted import NOBODY, RootCase
from support import as_root

from _pywar.base import files
from _pywar.deployment import atomic, children, reload, stopping
from _pywar.deployment.directory import Deployment
from _pywar.deployment.pidfile import PidFile

load_tests = as_root("test_shared")


class PlantingCase(RootCase):
    """The application's user owns `shared/` and does there what it likes."""

    def setUp(self):
        super().setUp()
        self.deploy(self.archive("1"), "--owner", str(NOBODY), "--server", "gunicorn")
        self.next = self.pack(self.archive("2"))

    def plant(self, function):
        self.assertEqual(self.as_user(NOBODY, lambda: function(self.in_shared())), 0)

    def text(self, name, text):
        def write(shared):
            with open(os.path.join(shared, name), "w") as stream:
                stream.write(text)

        return write


class SharedTest(PlantingCase):
    """Each file that root reads there, replaced by something else."""

    def listening(self, name):
        def listen(shared):
            with socket.socket(socket.AF_UNIX) as made:
                made.bind(os.path.join(shared, name))

        return listen

    def odd(self, name):
        return {
            "pipe": lambda shared: os.mkfifo(os.path.join(shared, name)),
            "device": lambda shared: os.symlink("/dev/zero", os.path.join(shared, name)),
            "secret": lambda shared: os.symlink("/etc/shadow", os.path.join(shared, name)),
            "folder": lambda shared: os.mkdir(os.path.join(shared, name)),
            "socket": self.listening(name),
        }

    def remove(self, name):
        path = self.in_shared(name)
        os.rmdir(path) if os.path.isdir(path) and not os.path.islink(path) else os.unlink(path)

    def test_a_pid_file_that_is_none_is_refused_before_the_switch(self):
        for name, plant in self.odd("gunicorn.pid").items():
            with self.subTest(name):
                self.plant(plant)
                err = self.deploy(self.next, code=1)
                self.assertRegex(err, r"gunicorn\.pid` is a (named pipe|symbolic link|directory|socket)")
                self.assertNotIn(("switch", "done"), self.steps()[-4:])
                self.remove("gunicorn.pid")
        self.assertEqual(self.current(), "1")

    def test_a_pid_file_with_anything_in_it_does_no_harm(self):
        for text in ("9" * 20, "-1", "0", "1", "", "x", "1 2", "\0", "٣", "0x1", "1" * 60):
            with self.subTest(text):
                self.plant(self.text("gunicorn.pid", text))
                found = PidFile(Deployment(self.root), "gunicorn")
                self.assertIsNone(found.master())
                with contextlib.redirect_stderr(io.StringIO()):
                    found.remove_stale(lambda pid: False)
        self.plant(self.text("gunicorn.pid", "1"))
        self.deploy(self.next)
        self.plant(self.text("gunicorn.pid", "9" * 3000))
        self.assertIn("is larger than 64 bytes", self.deploy(self.next, code=1))

    def test_an_environment_that_is_none_is_refused_with_and_without_a_new_one(self):
        env = self.write("env", "A=1\n")
        ways = itertools.cycle([["--env-file", env], ["--hooks", "only"], []])
        for (name, plant), words in zip(self.odd("env").items(), ways):
            with self.subTest(name, words=words):
                self.plant(plant)
                err = self.deploy(self.next, *words, code=1)
                self.assertRegex(err, r"env` is a (named pipe|link of user|directory|socket)")
                self.remove("env")
        self.assertEqual(self.current(), "1")

    def test_reports_a_file_in_the_way_of_a_new_environment(self):
        self.plant(lambda shared: os.mkdir(os.path.join(shared, "env.new")))
        self.deploy(self.next, "--env-file", self.write("env", "A=1\n"))
        # as it comes to a volume, where nothing can be renamed to
        with self.assertRaisesRegex(files.Untrusted, "is a directory: `"):
            atomic.copy(self.in_shared("env"), self.in_shared("env"), -1)

    def test_a_link_that_comes_after_the_check_gives_the_hook_no_secret(self):
        """The pause is forced: the file is swapped right after it was looked at."""
        secret = self.write("secret.env", "ROOTSECRET=only root may read this\n")
        os.chmod(secret, 0o600)
        os.symlink(secret, self.path("bait"))
        check = atomic.check_link

        def swapping(path):
            check(path)
            if os.path.lexists(path):
                os.unlink(path)
                how(secret, path)

        archive = self.archive("3", files={"hooks/pre-deploy/1.sh": "env > $PYWAR_SHARED/seen\n"})
        # where hard links are not protected, the other name of a file of root's has the effect of a link
        for how in (os.symlink, os.link):
            self.plant(self.text("env", "A=1\n"))
            with mock.patch.object(atomic, "check_link", swapping):
                err = self.deploy(archive, "--hooks", "only", code=1)
            self.assertIn("cannot be read", err)
            self.assertIn(f"as user id {NOBODY}", err)
            self.assertFalse(os.path.exists(self.in_shared("seen")))
            os.unlink(self.in_shared("env"))
        self.plant(self.text("env", "A=1\n"))
        self.deploy(archive, "--hooks", "only")
        self.assertIn("A=1\n", self.read(self.in_shared("seen")))

    def test_guarding_the_environment_opens_no_other_file(self):
        secret = self.write("secret.env", "ROOTSECRET=x\n")
        os.chmod(secret, 0o600)
        real = files.Folder.stat

        def swapping(folder, name="."):
            found = real(folder, name)
            if name == "env":
                os.unlink(self.in_shared("env"))
                how(secret, self.in_shared("env"))
            return found

        for how in (os.symlink, os.link):
            self.plant(self.text("env", "A=1\n"))
            with mock.patch.object(files.Folder, "stat", swapping), self.assertRaises(children.Refusal):
                atomic.set_rights(self.in_shared("env"), 0o640, NOBODY)
            self.assertEqual((mode(secret), os.stat(secret).st_gid), (0o600, 0))
            os.unlink(self.in_shared("env"))


class EnvironmentBeforeTest(PlantingCase):
    """What is kept of the environment file, for the way back, is root's own: the next command trusts it."""

    def setUp(self):
        super().setUp()
        self.kept = Deployment(self.root)
        self.new = self.write("new.env", "A=2\n")

    def test_a_file_of_the_applications_user_becomes_a_copy_that_it_cannot_change(self):
        self.plant(self.text("env", "A=1\n"))
        os.chmod(self.in_shared("env"), 0o666)
        atomic.copy_if_missing(self.kept.env, self.kept.env_before, NOBODY)
        found = os.lstat(self.kept.env_before)
        self.assertEqual((found.st_uid, found.st_nlink, mode(self.kept.env_before)), (0, 1, 0o644))
        # as after a kill
        self.deploy(self.next)
        self.assertFalse(os.path.lexists(self.kept.env_before))

    def test_no_link_and_no_other_name_of_a_secret_is_kept(self):
        secret = self.write("secret.env", "ROOTSECRET=x\n")
        os.chmod(secret, 0o600)
        self.plant(lambda shared: os.symlink(secret, os.path.join(shared, "env")))
        with self.assertRaises(children.Refusal):
            atomic.copy_if_missing(self.kept.env, self.kept.env_before, NOBODY)
        os.unlink(self.kept.env)
        os.link(secret, self.kept.env)
        with self.assertRaises(files.Untrusted):
            atomic.copy_if_missing(self.kept.env, self.kept.env_before, NOBODY)
        self.assertFalse(os.path.lexists(self.kept.env_before))

    def test_a_link_that_a_hook_leaves_stops_no_later_deployment(self):
        hook = "rm -f $PYWAR_SHARED/env; ln -s /nowhere $PYWAR_SHARED/env\n"
        archive = self.archive("3", files={"hooks/pre-deploy/1.sh": hook})
        self.assertIn("is not followed", self.deploy(archive, "--env-file", self.new, code=1))
        self.assertEqual(self.current(), "1")
        os.unlink(self.kept.env)
        self.deploy(self.next, "--env-file", self.new)
        self.assertEqual((self.current(), os.listdir(self.kept.notes).count("env.before")), ("2", 0))


class WayBackTest(RootCase):
    def test_a_second_signal_ends_its_waits(self):
        self.addCleanup(signal.signal, signal.SIGTERM, signal.getsignal(signal.SIGTERM))
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        with stopping.undisturbed():
            for is_last in (False, True):
                os.kill(os.getpid(), signal.SIGTERM)
                self.assertEqual(stopping.is_hurried(), is_last)
            with self.assertRaises(reload.Refusal):
                reload._wait(lambda: False, 3600, "it did not come")
        self.assertFalse(stopping.is_hurried())

    def test_a_pid_file_that_becomes_none_keeps_nobody_on_the_bad_release(self):
        self.deploy(self.archive("1"), "--server", "gunicorn")
        hook = "rm -f $PYWAR_SHARED/gunicorn.pid; mkfifo $PYWAR_SHARED/gunicorn.pid; exit 1\n"
        err = self.deploy(self.archive("2", files={"hooks/post-deploy/1.sh": hook}), code=1)
        self.assertRegex(err, r"the reload after the switch back failed: `.*gunicorn\.pid` is a named pipe")
        self.assertEqual((self.current(), self.steps()[-1]), ("1", ("switch-back", "done")))

    def test_an_environment_that_cannot_come_back_keeps_nobody_on_the_bad_release(self):
        self.deploy(self.archive("1"), "--env-file", self.write("env", "A=1\n"))
        hook = "rm $PYWAR_SHARED/env; mkdir $PYWAR_SHARED/env; exit 1\n"
        failing = self.archive("2", files={"hooks/post-deploy/1.sh": hook})
        err = self.deploy(failing, "--env-file", self.write("two", "A=2\n"), code=1)
        self.assertIn("the environment file could not be restored", err)
        self.assertEqual((self.current(), self.steps()[-1]), ("1", ("switch-back", "done")))


if __name__ == "__main__":
    unittest.main()
