"""Work by several processes: order, errors, crashes, ends by signals, and the number of processors."""

import contextlib
import os
import resource
import signal
import subprocess
import sys
import textwrap
import time
import unittest
from unittest import mock

from archives import RUNTIME
from support import Case

from _pywar.base import parallel, processors, worker
from _pywar.base.report import Refusal


def long(item):
    return 1


class RunTest(unittest.TestCase):
    def test_results_are_in_the_order_of_the_items_and_of_more_than_one_process(self):
        costs = {number: number % 7 / 50 for number in range(200)}
        found = parallel.run(lambda number: [number, os.getpid()], list(costs), costs.get)
        self.assertEqual([number for number, _ in found], list(costs))
        self.assertNotIn(os.getpid(), {pid for _, pid in found})

    def test_a_little_work_is_done_by_this_process(self):
        self.assertEqual(parallel.run(lambda _: os.getpid(), [1, 2], lambda _: 0.001), [os.getpid()] * 2)
        self.assertEqual(parallel.run(lambda _: os.getpid(), [], long), [])

    def test_on_one_processor_it_is_done_by_this_process(self):
        with mock.patch.object(processors, "count", return_value=1):
            self.assertEqual(parallel.run(lambda _: os.getpid(), [1, 2], long), [os.getpid()] * 2)

    def test_more_batches_than_fit_into_one_queue(self):
        self.assertEqual(parallel.run(lambda number: number, list(range(2500)), lambda _: 5), list(range(2500)))

    def test_errors_of_the_work_are_raised_here(self):
        def refused(_):
            raise Refusal("what", ["fact"], ["hint"], status=4, causes=["cause"])

        def full(_):
            raise OSError(28, "No space left on device", "/a", None, b"/b")

        def without_number(_):
            raise OSError("closed")

        def wrong(_):
            raise KeyError("x")

        with self.assertRaises(Refusal) as caught:
            parallel.run(refused, [1, 2], long)
        found = caught.exception
        self.assertEqual((found.what, found.facts, found.hints, found.status, found.causes), ("what", ["fact"], ["hint"], 4, ["cause"]))
        with self.assertRaises(OSError) as caught:
            parallel.run(full, [1, 2], long)
        self.assertEqual((caught.exception.errno, caught.exception.filename, caught.exception.filename2), (28, "/a", "/b"))
        self.assertRaisesRegex(OSError, "closed", parallel.run, without_number, [1, 2], long)
        self.assertRaisesRegex(RuntimeError, "KeyError: 'x'", parallel.run, wrong, [1, 2], long)

    def test_a_crash_is_the_result_of_its_item_only(self):
        def crash(number):
            if number in (3, 40):
                resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
                os.abort()
            return number

        found = parallel.run(crash, list(range(50)), lambda _: 0.01, lambda number: f"crash {number}")
        expected = [f"crash {number}" if number in (3, 40) else number for number in range(50)]
        self.assertEqual(found, expected)
        self.assertRaisesRegex(Refusal, "ended by SIGABRT", parallel.run, crash, [3, 3], long)

    def test_a_process_that_is_killed_ends_all(self):
        def killed(_):
            os.kill(os.getpid(), signal.SIGKILL)

        with self.assertRaises(Refusal) as caught:
            parallel.run(killed, [1, 2], long, lambda _: None)
        self.assertEqual(caught.exception.what, "a process of this command was ended by SIGKILL")
        self.assertIn("free some memory", caught.exception.hints[0])
        self.assertRaisesRegex(Refusal, "ended by code 5", parallel.run, lambda _: os._exit(5), [1, 2], long, lambda _: None)
        self.assertRaisesRegex(Refusal, "signal", parallel.run, lambda _: os.kill(os.getpid(), signal.SIGRTMIN + 3), [1, 2], long)

    def test_without_more_processes_this_one_does_the_work(self):
        with mock.patch("os.fork", side_effect=OSError(11, "Resource temporarily unavailable")):
            before = os.listdir("/proc/self/fd")
            self.assertEqual(parallel.run(lambda _: os.getpid(), [1, 2], long, lambda _: None), [os.getpid()] * 2)
            self.assertEqual(len(os.listdir("/proc/self/fd")), len(before))

    def test_at_a_limit_of_descriptors_this_process_does_the_work(self):
        before, pipe, calls = len(os.listdir("/proc/self/fd")), os.pipe, []

        def limited():
            calls.append(None)
            if len(calls) == 3:  # the second pipe of the first process
                raise OSError(24, "Too many open files")
            return pipe()

        with mock.patch("os.pipe", limited):
            self.assertEqual(parallel.run(lambda _: os.getpid(), [1, 2], long), [os.getpid()] * 2)
        self.assertEqual(len(os.listdir("/proc/self/fd")), before)

    def test_if_no_process_takes_an_item_this_one_does_the_work(self):
        with mock.patch("os.getppid", return_value=0):
            self.assertEqual(parallel.run(lambda _: os.getpid(), [1, 2], long, lambda _: None), [os.getpid()] * 2)

    def test_a_caller_that_ignores_the_end_of_its_children(self):
        self.addCleanup(signal.signal, signal.SIGCHLD, signal.signal(signal.SIGCHLD, signal.SIG_IGN))
        self.assertEqual(parallel.run(lambda number: number, [1, 2], long), [1, 2])
        self.assertRaisesRegex(Refusal, "ended by code 5", parallel.run, lambda _: os._exit(5), [1, 2], long)

    def test_a_signal_at_the_end_leaves_no_process(self):
        def stop(number, frame):
            raise SystemExit(7)

        def end(one):
            os.kill(os.getpid(), signal.SIGTERM)
            return original(one)

        original = worker.Worker.end
        self.addCleanup(signal.signal, signal.SIGTERM, signal.signal(signal.SIGTERM, stop))
        with mock.patch.object(worker.Worker, "end", end):
            self.assertRaises(SystemExit, parallel.run, lambda number: number, [1, 2], long)
        self.assertRaises(ChildProcessError, os.waitpid, -1, os.WNOHANG)

    def test_no_result_for_too_long_is_an_error(self):
        with mock.patch.object(parallel, "_PATIENCE", 0.01):
            self.assertRaisesRegex(Refusal, "no file was finished", parallel.run, lambda _: time.sleep(60), [1, 2], long)

    def test_leaves_no_process_and_no_descriptor(self):
        before = len(os.listdir("/proc/self/fd"))
        for work in (lambda number: number, lambda number: 1 // 0):
            with contextlib.suppress(RuntimeError):
                parallel.run(work, list(range(40)), long)
        self.assertEqual(len(os.listdir("/proc/self/fd")), before)
        self.assertRaises(ChildProcessError, os.waitpid, -1, os.WNOHANG)

    def test_the_last_line_of_a_process_may_come_in_parts(self):
        reading, writing = os.pipe()
        self.addCleanup(os.close, reading)
        one = worker.Worker(0, reading, -1)
        os.write(writing, b'[1, "started", null]\n[1, "do')
        self.assertEqual(one.receive(), [(1, "started", None)])
        os.write(writing, b'ne", [2]]\n')
        os.close(writing)
        self.assertEqual(one.receive(), [(1, "done", [2])])
        self.assertIsNone(one.receive())


class EndTest(Case):
    """A command in a process of its own, whose workers wait for a pipe that nothing is written to."""

    PROGRAM = """
    import os, signal, sys
    sys.path.insert(0, sys.argv[1])
    from _pywar.base import parallel, processors
    processors.count = lambda: 2
    never = os.pipe()
    def work(number):
        os.write(1, b"%d\\n" % os.getpid())
        os.read(never[0], 1)
    def stop(number, frame):
        raise SystemExit(7)
    signal.signal(signal.SIGTERM, stop)
    parallel.run(work, [1, 2], lambda _: 1)
    """

    def ended_by(self, number):
        """End the command by a signal; return its code after all its workers have ended."""
        words = [sys.executable, "-B", "-c", textwrap.dedent(self.PROGRAM), RUNTIME]
        with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as command:
            pids = [int(command.stdout.readline()) for _ in range(2)]
            self.assertEqual(len({*pids, command.pid}), 3)
            command.send_signal(number)
            # the workers have the other ends of both pipes
            command.communicate(timeout=60)
            return command.returncode

    def test_a_killed_command_takes_its_workers_along(self):
        self.assertEqual(self.ended_by(signal.SIGKILL), -signal.SIGKILL)

    def test_a_stopped_command_ends_its_workers(self):
        self.assertEqual(self.ended_by(signal.SIGTERM), 7)
        self.assertEqual(self.ended_by(signal.SIGINT), -signal.SIGINT)


class ProcessorsTest(Case):
    def count(self, groups, processors_there=64):
        lines = self.write("cgroup", groups)
        with mock.patch("os.sched_getaffinity", return_value=range(processors_there), create=True):
            return processors.count(lines, self.path("fs"))

    def test_the_affinity_and_an_upper_bound(self):
        self.assertEqual(self.count("", 3), 3)
        self.assertEqual(self.count(""), processors.MOST)

    def test_limits_of_version_2_up_to_the_top(self):
        self.write("fs/system.slice/shop.service/cpu.max", "max 100000\n")
        self.assertEqual(self.count("0::/system.slice/shop.service\n"), processors.MOST)
        self.write("fs/system.slice/cpu.max", "250000 100000\n")
        self.assertEqual(self.count("0::/system.slice/shop.service\n"), 3)
        self.write("fs/cpu.max", "50000 100000\n")
        self.assertEqual(self.count("0::/system.slice/shop.service\n"), 1)

    def test_limits_of_version_1(self):
        self.write("fs/cpu/docker/a/cpu.cfs_quota_us", "200000\n")
        self.write("fs/cpu/docker/a/cpu.cfs_period_us", "100000\n")
        self.assertEqual(self.count("4:memory:/docker/a\n3:cpu,cpuacct:/docker/a\n1:name=systemd:/\n"), 2)
        self.write("fs/cpu/docker/a/cpu.cfs_quota_us", "-1\n")
        self.assertEqual(self.count("3:cpu,cpuacct:/docker/a\n"), processors.MOST)

    def test_what_cannot_be_read_is_no_limit(self):
        self.write("fs/cpu.max", "many 0\n")
        self.assertEqual(self.count("0::/../x\n0\n\n"), processors.MOST)
        self.assertGreaterEqual(processors.count("/nothing", "/nothing"), 1)

    def test_a_system_without_affinity(self):
        with mock.patch("os.sched_getaffinity", side_effect=AttributeError, create=True), mock.patch("os.cpu_count", return_value=None):
            self.assertEqual(processors.count("/nothing", "/nothing"), 1)


if __name__ == "__main__":
    unittest.main()
