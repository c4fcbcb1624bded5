"""kill -9 and a full disk at every point of a deployment: the old release serves, the next run finishes.

The points are Python's audit events: each file opened, renamed, linked, removed, each process
started.  `PYWAR_KILLS` says how many are spread over all of them (default 25).
"""

import errno
import os
import signal
import subprocess
import sys
import unittest

from deploying import DeployCase

KILLS = int(os.environ.get("PYWAR_KILLS", "25"))
POINTS = (
    "open",
    "os.rename",
    "os.mkdir",
    "os.symlink",
    "os.remove",
    "os.utime",
    "os.link",
    "os.chmod",
    "os.chown",
    "os.rmdir",
    "shutil.rmtree",
    "subprocess.Popen",
    "ctypes.call_function",
)


class FaultTest(DeployCase):
    def setUp(self):
        super().setUp()
        self.deploy(self.archive("1"))
        self.env = ["--env-file", self.write("env", "A=1\n")]
        self.new = self.pack(self.archive("2", files={"hooks/pre-deploy/1.sh": "true\n"}))

    def faulty(self, act):
        """Deploy version 2 in a child that calls `act(number, event, arguments)` at each point."""
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            count = [0]

            def hook(event, arguments):
                if event in POINTS and self.concerns(event, arguments):
                    count[0] += 1
                    act(count[0], event, arguments)

            sys.addaudithook(hook)
            code = self.tool(self.new, "deploy", self.root, *self.env)[0]
            os.write(writer, str(count[0]).encode())
            os._exit(code)
        os.close(writer)
        with os.fdopen(reader) as stream:
            count = stream.read()
        return os.waitpid(child, 0)[1], int(count or 0)

    def concerns(self, event, arguments):
        first = arguments[0] if arguments else None
        return event in ("subprocess.Popen", "ctypes.call_function") or (
            isinstance(first, (str, bytes)) and os.fsdecode(first).startswith((self.root, "releases"))
        )

    def points(self):
        """How many points one undisturbed deployment has."""
        code, count = self.faulty(lambda number, event, arguments: None)
        self.assertEqual(code, 0)
        self.reset()
        return count

    def spread(self):
        """Points over the whole deployment, denser around the switch, which comes late."""
        total = self.points()
        return sorted({*range(1, total + 1, max(1, total // KILLS)), *range(max(1, total - 30), total + 1, 6)})

    def reset(self):
        """Version 1 serves, and nothing of version 2 is there."""
        if self.current() == "2":
            self.assertEqual(self.tool(self.new, "rollback", self.root)[0], 0)
        for folder, drop in (("releases", "2-"), (".pywar/hooks", "2-")):
            path = os.path.join(self.root, folder)
            for name in os.listdir(path) if os.path.isdir(path) else []:
                if name.startswith(drop):
                    subprocess.run(["rm", "-r", os.path.join(path, name)], check=True)

    def assert_serves(self, versions):
        """`current` leads to a whole release whose entry imports."""
        self.assertIn(self.current(), versions)
        done = subprocess.run([self.release("bin", "python"), self.release("wsgi.py")], stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, 0, done.stderr)

    def hook_was_interrupted(self):
        folder = os.path.join(self.root, ".pywar", "hooks")
        for name in os.listdir(folder) if os.path.isdir(folder) else []:
            with open(os.path.join(folder, name)) as stream:
                if '"started"' in stream.read():
                    return True
        return False

    def test_a_kill_at_any_point_leaves_a_whole_release_and_the_next_run_finishes(self):
        for point in self.spread():
            with self.subTest(point=point):

                def act(number, event, arguments, point=point):
                    if number == point:
                        os.kill(os.getpid(), signal.SIGKILL)

                outcome, count = self.faulty(act)
                # a later run has a few points fewer than the first, which made the directories
                self.assertTrue(outcome == signal.SIGKILL or (outcome == 0 and count < point), outcome)
                self.assert_serves("12")
                words = ["--hooks=none"] if self.hook_was_interrupted() else []
                self.deploy(self.new, *self.env, *words)
                self.assertEqual(self.current(), "2")
                self.assert_no_debris()
                self.reset()

    def test_a_full_disk_at_any_write_leaves_the_old_release_and_no_debris(self):
        for point in self.spread():
            with self.subTest(point=point):

                def act(number, event, arguments, point=point):
                    # from here on nothing new can be written, as on a full disk; removing goes on
                    writes = event in ("os.mkdir", "os.symlink", "os.link") or (event == "open" and _writes(arguments))
                    if number >= point and writes:
                        raise OSError(errno.ENOSPC, "No space left on device", arguments[0])

                code, _ = self.faulty(act)
                version = "2" if code == 0 else "1"
                self.assertIn(code, (0, 1 << 8), point)
                self.assert_serves(version)
                self.deploy(self.new, *self.env, *(["--hooks=none"] if self.hook_was_interrupted() else []))
                self.assert_no_debris()
                self.reset()


def _writes(arguments):
    return bool(arguments[2] & (os.O_WRONLY | os.O_RDWR))


if __name__ == "__main__":
    unittest.main()
