"""No signal goes to the number of a process that was reaped: another process may have it."""

import importlib.util
import os
import signal
import subprocess
import sys
import types
import unittest
from unittest import mock

from archives import RUNTIME
from support import Case

from _pywar.archive import process_types
from _pywar.deployment import children, crew, owner, processes, stopping

OTHERS = os.path.dirname(RUNTIME.rstrip("/"))


class ReusedNumbersTest(Case):
    """Case that records each signal to a group, with whether its number still belonged to the child."""

    def setUp(self):
        super().setUp()
        self.sent = []
        real = os.killpg

        def killpg(number, sign):
            if sign:
                self.sent.append((sign, os.path.exists(f"/proc/{number}")))
            real(number, sign)

        patched = mock.patch.object(os, "killpg", killpg)
        patched.start()
        self.addCleanup(patched.stop)

    def assert_only_own(self, *signals):
        self.assertEqual(self.sent, [(number, True) for number in signals])

    def ended(self):
        child = subprocess.Popen([sys.executable, "-c", ""], start_new_session=True)
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        return child

    def worker(self):
        bundle = types.SimpleNamespace(root=self.place, scripts=self.place, working_directory=self.place)
        process = types.SimpleNamespace(name="mail", stop_seconds=1)
        with mock.patch.object(process_types, "command", lambda *_: [sys.executable, "-c", ""]):
            child = crew.Child(process, bundle, 1, b"")
        self.addCleanup(child.stream.close)
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        return child

    def test_a_worker_that_ended_itself(self):
        for act in (crew.Child.code, crew.Child.kill, lambda child: child.terminate(1)):
            child = self.worker()
            del self.sent[:]
            act(child)
            self.assertEqual(child.code(), 0)
            child.kill()
            self.assert_only_own(signal.SIGKILL)

    def test_a_command_of_a_deployment(self):
        found = children.run([sys.executable, "-c", ""], owner.Owner(os.geteuid(), os.getegid()), dict(os.environ), self.place)
        self.assertEqual(found.code, 0)
        self.assert_only_own(signal.SIGTERM, signal.SIGKILL)

    def test_a_session_whose_leader_has_ended(self):
        stopping.end(self.ended(), 0)
        self.assert_only_own(signal.SIGTERM, signal.SIGKILL)

    def test_an_end_is_found_without_waitid(self):
        child = self.ended()
        with mock.patch.object(os, "waitid"):
            del os.waitid
            self.assertTrue(stopping.has_ended(child))
        running = subprocess.Popen(["sleep", "600"])
        self.addCleanup(running.wait)
        self.addCleanup(running.kill)
        with mock.patch.object(os, "waitid"):
            del os.waitid
            self.assertFalse(stopping.has_ended(running))

    def test_the_supervisor_of_a_server(self):
        supervise = _module("app/server/supervise.py")
        child = self.ended()
        with mock.patch.object(supervise, "children", list):
            supervise.end(child, 1)
            child.wait()
            supervise.end(child, 1)
        self.assert_only_own(signal.SIGTERM, signal.SIGKILL)

    def test_the_supervisor_of_a_command(self):
        supervise = _module("python/interpreter/supervise.py")
        child = self.ended()
        self.assertEqual(supervise.next_ended(child.pid), (child.pid, 0))
        child.returncode = 0
        self.assert_only_own(signal.SIGKILL)

    def test_supervisors_whose_caller_ignores_the_end_of_children(self):
        program = (
            "import subprocess, sys; print(subprocess.Popen(['sleep', '30'], start_new_session=True, stdout=subprocess.DEVNULL).pid,"
            " flush=True); sys.exit(3)"
        )
        for words in (["app/server/supervise.py", "", "1000"], ["python/interpreter/supervise.py"]):
            with self.subTest(words[0]):
                command = [sys.executable, os.path.join(OTHERS, words[0]), *words[1:], sys.executable, "-c", program]
                supervisor = subprocess.Popen(
                    command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    preexec_fn=lambda: signal.signal(signal.SIGCHLD, signal.SIG_IGN),
                )
                with supervisor:
                    left = int(supervisor.stdout.readline())
                    self.assertEqual(supervisor.wait(60), 3)
                self.assertFalse(processes.is_alive(left))

    def test_the_supervisor_of_a_server_that_was_reaped_elsewhere(self):
        supervise, child = _module("app/server/supervise.py"), self.ended()
        os.waitpid(child.pid, 0)
        supervise.wait_for_end(child)
        with mock.patch.object(supervise, "children", list):
            supervise.end(child, 1)
        self.assert_only_own()


def _module(path):
    spec = importlib.util.spec_from_file_location("supervise", os.path.join(OTHERS, *path.split("/")))
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


if __name__ == "__main__":
    unittest.main()
