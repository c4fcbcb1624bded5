"""Reloading: signals, waiting, and what happens when the new one does not come.

Small stand-ins play the masters; the real servers are switched under load by the integration tests.
"""

import os
import signal
import subprocess
import sys
import time
import unittest
from unittest import mock

import archives  # noqa: F401  (puts the runtime on the path)
from deploying import SHORT, shorten_checks
from reloading import GUNICORN, RENEWING, ReloadCase

from _pywar.deployment import processes


class ReloadTest(ReloadCase):
    def test_gunicorn_hands_over_and_the_pid_file_names_the_new_master(self):
        old = self.master("gunicorn", GUNICORN, "healthy")
        self.deploy(self.archive("2"), "--server", "gunicorn", "--check-timeout", "20")
        self.assertIn(f"took over from {old.pid}", self.detail())
        self.assertEqual(old.wait(10), 0)
        new = int(self.read(self.shared, "gunicorn.pid"))
        self.assertNotEqual(new, old.pid)
        os.kill(new, 0)

    def test_a_gunicorn_that_does_not_come_up_leaves_the_old_one_and_switches_back(self):
        old = self.master("gunicorn", GUNICORN, "broken")
        err = self.deploy(self.archive("2"), "--server", "gunicorn", "--check-timeout", "0.5", code=1)
        self.assertIn("the old one serves on", err)
        self.assertEqual(self.current(), "1")
        self.assertIsNone(old.poll())

    def test_an_old_gunicorn_that_a_killed_deployment_left_is_ended(self):
        with mock.patch.dict(os.environ, LONG_REQUEST="0.5"):
            oldest = self.master("gunicorn", GUNICORN, "healthy")
        os.kill(oldest.pid, signal.SIGUSR2)
        self.assertEqual(oldest.stdout.readline(), b"ready\n")
        # what a deployment does before it ends the old master
        os.rename(os.path.join(self.shared, "gunicorn.pid.2"), os.path.join(self.shared, "gunicorn.pid"))
        second = int(self.read(self.shared, "gunicorn.pid"))
        self.deploy(self.archive("2"), "--server", "gunicorn", "--check-timeout", "20")
        self.assertIn(f"took over from {second}", self.detail())
        self.assertEqual(oldest.wait(20), 0)

    def test_a_long_request_of_the_old_gunicorn_is_no_failure(self):
        with mock.patch.dict(os.environ, LONG_REQUEST="30"):
            self.master("gunicorn", GUNICORN, "healthy")
        self.deploy(self.archive("2"), "--server", "gunicorn", "--check-timeout", "3")
        self.assertEqual(self.current(), "2")
        self.assertIn("the old one still answers", self.detail())

    def test_a_gunicorn_that_dies_at_its_start_is_not_waited_for(self):
        self.master("gunicorn", GUNICORN, "dying")
        began = time.monotonic()
        err = self.deploy(self.archive("2"), "--server", "gunicorn", "--check-timeout", "100", code=1)
        self.assertIn("the old one serves on", err)
        self.assertLess(time.monotonic() - began, 90)
        self.assertEqual(self.current(), "1")

    def test_a_gunicorn_that_only_comes_up_late_is_ended(self):
        old = self.master("gunicorn", GUNICORN, "late")
        self.deploy(self.archive("2"), "--server", "gunicorn", "--check-timeout", "0.5", code=1)
        self.assertEqual(self.current(), "1")
        self.assertIsNone(old.poll())
        late = [int(pid) for pid in self.read(self.shared, "gunicorn.pid.started").split()]
        self.assertEqual(len(late), 2)  # for the switch, and for the way back
        for pid in late:
            self.assertFalse(processes.is_alive(pid))

    def test_a_gunicorn_that_runs_and_listens_elsewhere_is_a_failure_at_the_first_deployment_too(self):
        self.master("gunicorn", GUNICORN, "healthy")
        words = ["--server", "gunicorn", "--check-url", "http://127.0.0.1:9/", *SHORT]
        shorten_checks(self)
        self.assertIn("Connection refused", self.deploy(self.archive("1"), *words, code=1))

    def test_no_gunicorn_running_is_told_and_no_failure(self):
        self.deploy(self.archive("2"), "--server", "gunicorn")
        self.assertIn("gunicorn is not running", self.detail())

    def test_a_pid_file_that_names_another_program_is_not_believed(self):
        words = [sys.executable, "-c", "import time; time.sleep(60)", "/etc/gunicorn.conf.py", "-m", "gunicorn"]
        other = subprocess.Popen(words, cwd="/")
        self.addCleanup(other.wait)
        self.addCleanup(other.kill)
        self.write(os.path.join(self.shared, "gunicorn.pid"), str(other.pid))
        self.deploy(self.archive("2"), "--server", "gunicorn")
        self.assertIn("gunicorn is not running", self.detail())
        self.assertIsNone(other.poll())

    def test_uvicorns_processes_are_renewed(self):
        master = self.master("uvicorn", RENEWING, "nothing")
        self.deploy(self.archive("2"), "--server", "uvicorn", "--check-timeout", "20")
        self.assertIn(f"uvicorn {master.pid} renewed", self.detail())

    def test_reports_that_no_uvicorn_runs(self):
        self.deploy(self.archive("2"), "--server", "uvicorn")
        self.assertIn("uvicorn is not running", self.detail())

    def test_uwsgis_workers_are_waited_for(self):
        master = self.master("uwsgi", RENEWING, os.path.join(self.root, "current", "wsgi.py"))
        self.deploy(self.archive("2"), "--server", "uwsgi", "--check-timeout", "20")
        self.assertIn(f"uWSGI {master.pid} renewed", self.detail())

    def test_a_uwsgi_that_does_not_reload_is_a_failure(self):
        self.master("uwsgi", RENEWING, "nothing")
        self.assertIn(
            "did not reload", self.deploy(self.archive("2"), "--server", "uwsgi", "--check-timeout", "0.5", code=1)
        )
        self.assertEqual(self.current(), "1")

    def test_without_its_pid_file_uwsgi_is_trusted_to_see_the_touch(self):
        self.deploy(self.archive("2"), "--server", "uwsgi")
        self.assertIn("no master found", self.detail())


if __name__ == "__main__":
    unittest.main()
