"""A full disk, a real one: a small tmpfs in a namespace of its own, filled to so many blocks or files.

`PYWAR_FULL` says how many fillings are spread over each series (default 6; 0 means all).
Without a namespace, a limit on the size of files takes its place; the report names the one in use.
"""

import collections
import contextlib
import os
import re
import resource
import shutil
import subprocess
import sys
import unittest

from deploying import DeployCase
from faulting import FaultCase, report
from support import UNSHARE, can_mount

FILLINGS = int(os.environ.get("PYWAR_FULL", "6"))
PRIVATE = "PYWAR_PRIVATE_MOUNTS"
BLOCK = 4096
FULL = "No space left on device"


def spread(numbers):
    numbers = list(numbers)
    step = max(1, len(numbers) // FILLINGS) if FILLINGS else 1
    return sorted({*numbers[::step], *numbers[-1:]})


class Outside(unittest.TestCase):
    """Runs this module again where it may mount."""

    def test_on_a_small_tmpfs(self):
        words = [*UNSHARE, sys.executable, "-B", "-m", "unittest", "-v", "test_full_disk"]
        done = subprocess.run(words, env={**os.environ, PRIVATE: "1"}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        text = done.stdout.decode("utf-8", "replace")
        sys.stdout.write(text)
        self.assertEqual(done.returncode, 0, text)


class Disk:
    """A tmpfs of 24 MB, mounted at `path`."""

    def __init__(self, path):
        self.path = path
        os.mkdir(path)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m,nr_inodes=6000", "tmpfs", path], check=True)
        self._ballast = os.open(os.path.join(path, "ballast"), os.O_CREAT | os.O_WRONLY)

    def close(self):
        os.close(self._ballast)
        subprocess.run(["umount", self.path], check=True)

    def used(self):
        """(blocks, files)."""
        found = os.statvfs(self.path)
        return found.f_blocks - found.f_bfree, found.f_files - found.f_ffree

    @contextlib.contextmanager
    def with_room(self, blocks=None, files=None):
        """So much is left for a while."""
        found = os.statvfs(self.path)
        if blocks is not None:
            os.posix_fallocate(self._ballast, 0, (found.f_bfree - blocks) * found.f_frsize)
        if files is not None:
            self._limit(found.f_files - found.f_ffree + files)
        try:
            yield
        finally:
            os.ftruncate(self._ballast, 0)
            self._limit(6000)

    def _limit(self, files):
        subprocess.run(["mount", "-o", f"remount,nr_inodes={files}", self.path], check=True)


class OnTmpfs(FaultCase):
    """The deployment is on the full disk, the archive is not."""

    def setUp(self):
        DeployCase.setUp(self)
        self.disk = Disk(self.path("disk"))
        self.addCleanup(self.disk.close)
        self.root = self.path("disk", "site")
        self.prepare()
        self.all_compiled = self.compiled()
        self.table = collections.Counter()

    def fill(self, series, fillings, words, outcome, again):
        """Run the tool on the fuller and fuller disk."""
        for room in fillings:
            again()
            with self.subTest(series=series, room=room):
                with self.disk.with_room(**room):
                    status, told = self.in_child(*words)
                    code = os.WEXITSTATUS(status)
                    self.assertIn(code, (0, 1), told)
                    if code:
                        self.assertIn(FULL, told)
                        self.assertIn("hint: free some space", told)
                        self.assertRegex(told, f"pywar: {FULL}(: |, while working on )`{self.disk.path}")
                    self.assertNotIn("Traceback", told)
                    what = outcome(code)
                failed = re.findall("pywar: (\\S+): failed", told)
                step = f"failed at {failed[0] if failed else 'no step'}" if code else "enough room"
                self.table[series, step, what] += 1

    def tell(self, name):
        lines = [f"{series:8s} {step:28s} {count:4d}  {what}" for (series, step, what), count in self.table.items()]
        report(f"full-{name}", ["on a tmpfs", *lines])

    def deployed_or_not(self, code):
        """On the disk that is still full: the old release serves and nothing half-made is there."""
        self.assertEqual(self.current(), "1" if code else "2")
        self.assert_serves("12")
        self.assert_no_debris()
        self.assertEqual(self.compiled(), self.all_compiled)
        return "the old one serves, no debris" if code else "the new one serves"

    def compiled(self):
        """How many modules of the current release are compiled: a full disk must not pass for a module's fault."""
        return sum(name.endswith(".pyc") for _, _, names in os.walk(self.release()) for name in names)

    def finished(self, outcome, *words):
        """`outcome`, and then the next run succeeds."""

        def both(code):
            what = outcome(code)
            os.ftruncate(self.disk._ballast, 0)
            self.disk._limit(6000)
            self.deploy(self.new, *words)
            self.assertEqual(self.current(), "2")
            self.assert_no_debris()
            return what + ", the next run finishes"

        return both

    def test_a_deployment(self):
        words = ["deploy", self.root, *self.env]
        before = self.disk.used()
        self.assertEqual(self.in_child(*words)[0], 0)
        blocks, files = (after - first for after, first in zip(self.disk.used(), before))
        self.reset()
        outcome = self.finished(self.deployed_or_not, *self.env)
        rooms = [{"blocks": left} for left in spread(range(blocks + 8))]
        rooms += [{"files": left} for left in spread(range(files + 8))]
        for room in rooms:
            self.fill(next(iter(room)), [room], words, outcome, self.reset)
        self.tell("deploy")

    def test_the_steps_after_unpacking(self):
        """The release is there; what is still to be written is small, so every step meets the full disk."""
        words = ["deploy", self.root, *self.env]

        self.deploy(self.new, *self.env)
        outcome = self.finished(self.deployed_or_not, *self.env)
        for name in ("blocks", "files"):
            self.fill(name, [{name: left} for left in spread(range(8))], words, outcome, self.reset_but_release)
        self.tell("steps")

    def test_every_line_of_the_log(self):
        """The log's last block has room for so many bytes, and the disk for what else is written."""
        words = ["deploy", self.root, "--hooks=none"]
        self.deploy(self.new, "--hooks=none")
        outcome = self.finished(self.deployed_or_not, "--hooks=none")
        for slack in spread(range(0, 3000, 60)):
            rooms = [{"blocks": 0}, {"blocks": 1}]
            self.fill("log", rooms, words, outcome, lambda slack=slack: self.pad_log(slack))
        self.tell("log")

    def pad_log(self, slack):
        self.reset_but_release()
        path = os.path.join(self.root, "deploy.log")
        missing = (-os.path.getsize(path) - slack) % BLOCK
        with open(path, "ab") as stream:
            stream.write(b"\n" * missing)

    def reset_but_release(self):
        """Version 1 serves, version 2 is there; its hook has not run."""
        if self.current() == "2":
            self.assertEqual(self.tool(self.new, "rollback", self.root)[0], 0)
        shutil.rmtree(os.path.join(self.root, ".pywar", "hooks"), ignore_errors=True)

    def test_a_repair(self):
        self.deploy(self.new, *self.env)

        def again():
            with open(self.release("app", "shop.py"), "a") as stream:
                stream.write("# changed\n")

        def outcome(code):
            self.assert_serves("2")
            return "it serves" if code else "repaired"

        words = ["deploy", self.root, "--repair"]
        again()
        before = self.disk.used()[0]
        rooms = [{"blocks": left} for left in spread(range(before // 2 + 20))]
        self.fill("blocks", rooms, words, self.finished(outcome, "--repair"), again)
        self.tell("repair")

    def test_a_rollback(self):
        self.deploy(self.new, *self.env)

        def again():
            self.deploy(self.new, *self.env)

        def outcome(code):
            self.assert_serves("2" if code else "1")
            self.assert_no_debris()
            return "the current one serves, no debris" if code else "rolled back"

        for name in ("blocks", "files"):
            self.fill(name, [{name: left} for left in range(5)], ["rollback", self.root], outcome, again)
        self.tell("rollback")

    def test_a_hook_that_fills_the_disk_is_still_noted_as_done(self):
        text = "echo ran >> $PYWAR_ROOT/../../ran\ndd if=/dev/zero of=$PYWAR_SHARED/big bs=4096 2>/dev/null\ntrue\n"
        archive = self.pack(self.archive("3", files={"hooks/pre-deploy/1.sh": text}))
        self.tool(archive, "deploy", self.root)
        self.assertEqual(os.statvfs(self.root).f_bavail // 4, 0)
        os.unlink(os.path.join(self.root, "shared", "big"))
        self.deploy(archive)
        self.assertEqual((self.current(), self.read("ran")), ("3", "ran\n"))
        self.assert_no_debris()

    def test_the_output_of_config_and_info(self):
        for words in (["config", "nginx", self.root], ["info"], ["list", self.root]):
            with self.disk.with_room(blocks=0), open(self.path("disk", "out"), "w") as out:
                done = self.packed(words, stdout=out)
            self.assertEqual(done.returncode, 1, done.stderr)
            self.assertEqual(done.stderr.count(b"\n"), 2, done.stderr)
            self.assertIn(FULL.encode(), done.stderr)

    def packed(self, words, **settings):
        env = self.environment(PYWAR_CACHE=self.path("disk", "cache"))
        return subprocess.run([sys.executable, "-B", self.new, *words], env=env, stderr=subprocess.PIPE, **settings)

    def test_the_first_start_straight_from_the_file(self):
        cache = self.path("disk", "cache")
        before = self.disk.used()
        self.assertEqual(self.packed(["run", "-m", "shop"]).returncode, 0)
        blocks, files = (after - first for after, first in zip(self.disk.used(), before))
        rooms = [{"blocks": left} for left in spread(range(blocks))] + [{"files": left} for left in spread(range(files))]
        for room in rooms:
            shutil.rmtree(cache)
            with self.subTest(room=room), self.disk.with_room(**room):
                done = self.packed(["run", "-m", "shop"])
                self.assertEqual(done.returncode, 1, done.stderr)
                self.assertIn(FULL.encode(), done.stderr)
                self.assertIn(b"hint: free some space there", done.stderr)
                self.assertFalse([name for name in os.listdir(cache) if name != ".lock"] if os.path.isdir(cache) else [])
            self.assertEqual(self.packed(["run", "-m", "shop"]).returncode, 0)
            self.table[next(iter(room)), "refused", "nothing is left, the next start succeeds"] += 1
        self.tell("start")


class UnderALimit(FaultCase):
    """Where nothing can be mounted: no file may grow beyond so many bytes."""

    def test_a_deployment(self):
        table = collections.Counter()
        # what the tool says goes to a file too, and must have room
        sizes = spread(range(BLOCK, 40_000, 512 if FILLINGS else 64))
        for size in sizes:
            with self.subTest(size=size):
                limit = (size, resource.getrlimit(resource.RLIMIT_FSIZE)[1])
                status, told = self.in_child(
                    "deploy",
                    self.root,
                    *self.env,
                    before=lambda limit=limit: resource.setrlimit(resource.RLIMIT_FSIZE, limit),
                )
                self.assertIn(status, (0, 1 << 8), told)
                self.assert_serves("1" if status else "2")
                self.assert_no_debris()
                self.deploy(self.new, *self.env)
                self.reset()
                table["failed, the old one serves, the next run finishes" if status else "deployed"] += 1
        report("full-limit", ["under RLIMIT_FSIZE", *(f"{count:4d}  {what}" for what, count in table.items())])


def load_tests(loader, tests, pattern):
    chosen = OnTmpfs if PRIVATE in os.environ else Outside if can_mount() else UnderALimit
    return loader.loadTestsFromTestCase(chosen)


if __name__ == "__main__":
    unittest.main()
