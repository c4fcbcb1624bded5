"""Messages and exit codes of commands that fail."""

import errno
import marshal
import os
import signal
import subprocess
import sys
import unittest
from unittest import mock

import archives  # noqa: F401  (puts the runtime on the path)
from deploying import DeployCase

from _pywar import start
from _pywar.base import parallel
from _pywar.commands import cli
from _pywar.deployment import bytecode


class ToolTest(DeployCase):
    def test_a_missing_permission_is_reported_with_the_user(self):
        problem = PermissionError(errno.EACCES, "Permission denied", "/srv/shop/.pywar/lock")
        with mock.patch("os.makedirs", side_effect=problem):
            code, _, err = self.tool(self.archive(), "deploy", self.root)
        self.assertEqual(code, 1)
        self.assertIn("pywar: Permission denied: `/srv/shop/.pywar/lock`", err)
        self.assertIn(f"    this runs as user id {os.geteuid()}\nhint: run it as the user who deploys here", err)

    def test_a_full_disk_is_reported_in_one_line(self):
        path = self.pack(self.archive())
        with mock.patch("os.makedirs", side_effect=OSError(errno.ENOSPC, "No space left on device", "/srv/shop")):
            code, _, err = self.tool(path, "deploy", self.root)
        self.assertEqual(code, 1)
        self.assertIn("No space left on device: `/srv/shop`", err)
        self.assertIn("free some space", err)

    def test_a_closed_output_is_no_error(self):
        path = self.pack(self.archive())
        read = subprocess.run(
            ["sh", "-c", '"$0" "$1" info | true; "$0" "$1" info', sys.executable, path],
            capture_output=True,
        )
        self.assertEqual((read.returncode, read.stderr), (0, b""))

    def test_an_interrupt_ends_with_130_as_documented(self):
        self.assertIn("130 stopped by ^C", cli.USAGE)
        with mock.patch("_pywar.commands.info.main", side_effect=KeyboardInterrupt):
            self.assertEqual(start.tool(self.pack(self.archive()), ["info"]), 130)

    def test_a_dropped_connection_takes_a_switch_back(self):
        self.deploy(self.archive("1"))
        hook = {"hooks/post-deploy/1.sh": "kill -HUP $PPID; sleep 1"}
        self.assertIn("stopped by SIGHUP", self.deploy(self.archive("2", files=hook), code=1))
        self.assertEqual(self.current(), "1")

    def test_a_connection_that_nohup_lets_drop_stops_nothing(self):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        hook = {"hooks/post-deploy/1.sh": "kill -HUP $PPID; sleep 1"}
        self.deploy(self.archive("1", files=hook))
        self.assertEqual(self.current(), "1")

    def test_a_stopped_rollback_is_taken_back(self):
        for version in "12":
            self.deploy(self.archive(version))
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        stopped = {"side_effect": lambda *_: os.kill(os.getpid(), signal.SIGTERM)}
        with mock.patch("_pywar.deployment.reload.reload", **stopped):
            code, _, err = self.tool(self.archive("2"), "rollback", self.root)
        self.assertEqual((code, self.current()), (1, "2"))
        self.assertIn("stopped by SIGTERM", err)

    def test_a_failure_while_pruning_is_only_logged(self):
        with mock.patch("_pywar.deployment.prune.prune", side_effect=OSError(errno.EIO, "broken")):
            self.assertIn("could not be removed", self.deploy(self.archive("1")))
        self.assertEqual(self.current(), "1")

    def test_the_notes_of_hooks_are_removed_with_their_release(self):
        for version in "123":
            self.deploy(self.archive(version, files={"hooks/pre-deploy/1.sh": "true"}), "--keep", "2")
        self.assertEqual(len(os.listdir(os.path.join(self.root, ".pywar", "hooks"))), 2)

    def test_a_tree_cannot_be_checked_against_a_key(self):
        tree = self.archive().tree(self.path("tree"))
        self.assertIn("only a packed archive has a signature", self.deploy(tree, "--public-key", "x", code=4))

    def test_a_module_that_does_not_compile_is_left_to_its_importer(self):
        self.deploy(self.archive(files={"app/template.py": "{{ not python }}\n"}))

    def test_a_compiled_file_of_the_archive_is_not_used(self):
        part = self.write("part/shop.py", "text = 'x' * 3\n")
        half = self.path("part", "__pycache__", f"shop.{sys.implementation.cache_tag}.pyc")
        self.write(half, "half")
        self.assertEqual(list(bytecode.compile_tree(os.path.dirname(part), "/final")), [os.path.relpath(half, self.path("part"))])
        with open(half, "rb") as stream:
            code = marshal.loads(stream.read()[16:])
        self.assertEqual(code.co_filename, "/final/shop.py")

    def test_many_modules_are_compiled_by_many_processes(self):
        with mock.patch.object(parallel, "LEAST", 0.001):
            self.deploy(self.archive())
        self.assertTrue(os.path.isdir(self.release("app", "__pycache__")))


if __name__ == "__main__":
    unittest.main()
