"""Pid files in `shared/`: what is left from before a crash, and numbers that name another process."""

import contextlib
import itertools
import os
import signal
import subprocess
import sys
import unittest

from reloading import GUNICORN, ReloadCase


class PidFileTest(ReloadCase):
    def stale(self):
        """What a crash or a reboot leaves in a pid file: the number of no process, of another process, or none."""
        gone = subprocess.Popen([sys.executable, "-c", ""])
        gone.wait()
        return {
            "gone": f"{gone.pid}\n",
            # with children, as a master has them
            "another": f"{os.getpid()}\n",
            "the first": "1\n",
            "empty": "",
            "no number": "x\n",
            "many": "9" * 3000,
        }

    def test_a_stranger_that_an_old_pid_file_names_stops_no_deployment(self):
        old = self.master("gunicorn", GUNICORN, "healthy").pid
        versions = itertools.cycle(["2", "1"])
        for name, text in self.stale().items():
            with self.subTest(name):
                self.write(os.path.join(self.shared, "gunicorn.pid.2"), text)
                err = self.deploy(self.archive(next(versions)), "--server", "gunicorn", "--check-timeout", "30")
                self.assertIn("removed shared/gunicorn.pid.2, which was left behind", err)
                self.assertIn(f"took over from {old}", self.detail())
                old = int(self.read(self.shared, "gunicorn.pid"))
        self.write(os.path.join(self.shared, "gunicorn.pid.2"), "1\n")
        code, _, err = self.tool(self.archive("1"), "rollback", self.root, "--to", "2")
        self.assertEqual((code, self.current()), (0, "2"), err)

    def test_odd_things_in_place_of_the_second_pid_file_are_removed_too(self):
        self.master("gunicorn", GUNICORN, "healthy")
        second = os.path.join(self.shared, "gunicorn.pid.2")
        for make in (os.mkfifo, lambda path: os.symlink("/dev/zero", path), lambda path: os.symlink("nowhere", path)):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(second)
            make(second)
            self.deploy(self.archive("2"), "--server", "gunicorn", "--check-timeout", "30")
            self.assertIn("took over from", self.detail())
        os.unlink(second)
        os.mkdir(second)
        self.assertIn("gunicorn.pid.2` is a directory", self.deploy(self.archive("1"), "--check-timeout", "30", code=1))

    def test_a_pid_file_that_names_another_process_is_removed_so_that_gunicorn_can_start(self):
        path = os.path.join(self.shared, "gunicorn.pid")
        self.write(path, str(os.getpid()))
        err = self.deploy(self.archive("2"), "--server", "gunicorn")
        self.assertIn(f"removed shared/gunicorn.pid, which was left behind: it named process {os.getpid()}", err)
        self.assertIn(f"names process {os.getpid()}, which is another program", self.detail())
        self.assertFalse(os.path.exists(path))

    def other_gunicorn(self, **options):
        """A gunicorn that serves something else, and writes down which signals it hears."""
        program = (
            "import os, signal, sys\n"
            "def hear(number, frame): print(number, flush=True)\n"
            "for number in (signal.SIGTERM, signal.SIGUSR2): signal.signal(number, hear)\n"
            "print('ready', flush=True)\n"
            "while True: signal.pause()\n"
        )
        words = [sys.executable, "-B", self.write("bin/gunicorn", program)]
        process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, cwd="/", **options)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        self.assertEqual(process.stdout.readline(), b"ready\n")
        return process

    def heard(self, process):
        """What it heard until now; HUP, which it does not take, ends it."""
        process.send_signal(signal.SIGHUP)
        return process.stdout.read()

    def test_a_gunicorn_of_another_deployment_is_not_signalled(self):
        other = self.other_gunicorn()
        self.write(os.path.join(self.shared, "gunicorn.pid"), str(other.pid))
        self.deploy(self.archive("2"), "--server", "gunicorn")
        self.assertIn(f"which does not name {self.root}", self.detail())
        self.assertEqual(self.heard(other), b"")

    @unittest.skipUnless(os.geteuid() == 0, "only root can start a process of another user")
    def test_a_gunicorn_of_another_user_is_not_signalled_whatever_it_says(self):
        os.chmod(self.place, 0o755)
        words = ["gunicorn", "-c", "echo ready; read line", self.root]
        other = subprocess.Popen(
            words, executable="/bin/sh", stdin=subprocess.PIPE, stdout=subprocess.PIPE, preexec_fn=lambda: os.setuid(54321)
        )
        self.addCleanup(other.communicate)
        self.assertEqual(other.stdout.readline(), b"ready\n")
        path = os.path.join(self.shared, "gunicorn.pid")
        self.write(path, str(other.pid))
        self.deploy(self.archive("2"), "--server", "gunicorn", "--owner", "root")
        self.assertIn("which runs as user id 54321", self.detail())
        self.assertIsNone(other.poll())
        # it may be the server all the same: its file is not ours to remove
        self.assertTrue(os.path.exists(path))

    def test_the_parent_that_a_gunicorn_claims_to_take_over_from_is_not_signalled(self):
        """Its environment may name any process that started it, such as systemd."""
        parent = self.write("parent.py", "import os, signal, subprocess, sys\n"
            "signal.signal(signal.SIGTERM, lambda *_: print('heard', flush=True))\n"
            "os.environ['GUNICORN_PID'] = str(os.getpid())\n"
            "subprocess.Popen(sys.argv[1:])\n"
            "while True: signal.pause()\n")
        command = [*self.command("gunicorn", GUNICORN), os.path.join(self.shared, "gunicorn.pid"), "healthy"]
        process = subprocess.Popen(
            [sys.executable, parent, *command], cwd=self.place, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, start_new_session=True
        )
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait)
        self.addCleanup(os.killpg, process.pid, signal.SIGKILL)
        self.assertEqual(process.stdout.readline(), b"ready\n")
        self.deploy(self.archive("2"), "--server", "gunicorn", "--check-timeout", "2", code=1)
        self.assertIsNone(process.poll())
        os.killpg(process.pid, signal.SIGKILL)
        self.assertNotIn(b"heard", process.stdout.read())


if __name__ == "__main__":
    unittest.main()
