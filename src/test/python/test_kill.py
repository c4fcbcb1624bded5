"""kill -9 at every point of a deployment and of a repair: what served serves, the next run finishes.

The points are Python's audit events: each file opened, renamed, linked, removed, each process
started.  `PYWAR_KILLS` says how many are spread over all of them (default 25).
"""

import collections
import fcntl
import os
import shutil
import signal
import sys
import unittest
from unittest import mock

from archives import HELLO
from faulting import FaultCase, report

from _pywar.base import parallel

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
)


def others_can_run(program):
    folders = [os.path.realpath(program)]
    while folders[-1] != "/":
        folders.append(os.path.dirname(folders[-1]))
    return all(os.stat(folder).st_mode & 0o001 for folder in folders)


class KillTest(FaultCase):
    def killed_at(self, point, *words):
        """Run the tool and kill it at that point; gives (wait status, points passed, step that was under way)."""
        passed = self.path("passed")

        def watch():
            command, log = os.getpid(), os.open(passed, os.O_RDWR | os.O_CREAT | os.O_TRUNC)

            def hook(event, arguments):
                if event in POINTS and self.concerns(event, arguments):
                    # the processes of the command count in one file
                    fcntl.lockf(log, fcntl.LOCK_EX)
                    count = 1 + int(os.pread(log, 20, 0) or 0)
                    os.pwrite(log, b"%d\n" % count, 0)
                    fcntl.lockf(log, fcntl.LOCK_UN)
                    if count == point:
                        os.kill(command, signal.SIGKILL)

            sys.addaudithook(hook)

        logged = len(self.log())
        status, _ = self.in_child(*words, before=watch)
        ended = [line["step"] for line in self.log()[logged:]]
        return status, int(self.read(passed).split()[0]), ended[-1] if ended else "start"

    def concerns(self, event, arguments):
        if event == "subprocess.Popen":
            return True
        first = arguments[0] if arguments else None
        name = os.fsdecode(first) if isinstance(first, (str, bytes)) else self.place
        # one name alone is in a directory that is open
        return name.startswith((self.root, "releases")) or not os.path.isabs(name)

    def spread(self, *words):
        """Points over the complete run, denser around the switch, which comes late."""
        _, total, _ = self.killed_at(None, *words)
        return sorted({*range(1, total + 1, max(1, total // KILLS)), *range(max(1, total - 30), total + 1, 6)})

    def kills(self, words, outcome, again):
        """Kill at each of the points; `outcome` names what came of it, `again` prepares the next one."""
        table = collections.Counter()
        for point in self.spread(*words):
            again()
            with self.subTest(point=point):
                status, count, step = self.killed_at(point, *words)
                # a later run has a few points fewer than the first, which made the directories
                self.assertTrue(status == signal.SIGKILL or (status == 0 and count < point), status)
                table[f"killed after {step}" if status else "not reached", outcome()] += 1
        return [f"{step:32s} {count:4d}  {what}" for (step, what), count in table.items()]

    def test_a_deployment(self):
        words = ["deploy", self.root, *self.env]

        def outcome():
            self.assert_serves("12")
            served = "old" if self.current() == "1" else "new"
            told = self.hook_was_interrupted()
            self.deploy(self.new, *self.env, *(["--hooks=none"] if told else []))
            self.assertEqual(self.current(), "2")
            self.assert_no_debris()
            return f"the {served} one serves, the next run finishes{', hook told as interrupted' if told else ''}"

        report("kill-deploy", self.kills(words, outcome, self.reset))

    @unittest.skipUnless(os.geteuid() == 0, "only root can link files that the application cannot write")
    @unittest.skipUnless(others_can_run(sys.executable), "the application's user cannot run this Python")
    def test_a_deployment_by_several_processes_with_links(self):
        words = ["deploy", self.root, "--hooks=none", "--hard-links", "--owner", "nobody"]
        os.chmod(self.place, 0o755)
        archive = self.archive("2")
        for number in range(30):
            archive.lib(f"library/module{number}.py", f"NUMBER = {number}\n" * 20)
        self.new = self.pack(archive)
        archive.manifest["version"] = "1"
        self.deploy(self.pack(archive.app("shop.py", HELLO)), *words[2:])
        before = self.contents()

        def outcome():
            self.assertEqual(self.contents(), before)
            served = "old" if self.current() == "1" else "new"
            self.deploy(self.new, *words[2:])
            self.assertEqual(self.current(), "2")
            self.assert_no_debris()
            return f"the {served} one serves unchanged, the next run finishes"

        with mock.patch.object(parallel, "LEAST", 0.0001), mock.patch.object(parallel, "_BATCH", 0.005):
            report("kill-links", self.kills(words, outcome, self.reset))

    def contents(self):
        """Return name -> bytes of release 1."""
        folder = os.path.join(self.root, "releases")
        first = os.path.join(folder, next(name for name in os.listdir(folder) if name.startswith("1-")))
        found = {}
        for place, _, names in os.walk(first):
            for path in (os.path.join(place, name) for name in names):
                if not os.path.islink(path):
                    with open(path, "rb") as stream:
                        found[path] = stream.read()
        return found

    def test_a_repair_of_the_release_that_serves(self):
        words = ["deploy", self.root, "--repair"]
        self.deploy(self.new, *self.env)

        def outcome():
            self.assert_serves("2")
            self.deploy(self.new, "--repair")
            self.assert_no_debris()
            return "it serves, the next run finishes"

        self.damage()
        report("kill-repair", self.kills(words, outcome, self.damage))

    def test_a_first_start_from_the_file(self):
        place = self.path("cache")
        self.root = place
        words = ["check"]

        def again():
            shutil.rmtree(place, ignore_errors=True)

        def outcome():
            trees = [name for name in os.listdir(place) if name != ".lock"] if os.path.isdir(place) else []
            whole = [name for name in trees if not name.endswith(".part")]
            self.assertLessEqual(len(trees), 1)
            self.assertEqual(self.tool(self.new, "check")[0], 0)
            trees = [name for name in os.listdir(place) if name != ".lock"]
            self.assertEqual(len(trees), 1)
            self.assertFalse(trees[0].endswith(".part"))
            return f"{'the whole tree' if whole else 'none'} is there, the next start has one"

        with mock.patch.dict(os.environ, {"PYWAR_CACHE": place}):
            report("kill-start", self.kills(words, outcome, again))

    def log(self):
        return super().log() if os.path.exists(os.path.join(self.root, "deploy.log")) else []

    def damage(self):
        """A changed file, a missing one, added ones, and a folder where a file was."""
        with open(self.release("app", "shop.py"), "a") as stream:
            stream.write("# changed\n")
        os.unlink(self.release("pyvenv.cfg"))
        for place in (self.release("added.d", "x"), self.release("_pywar", "shell.py", "x")):
            if os.path.isfile(os.path.dirname(place)):
                os.unlink(os.path.dirname(place))
            os.makedirs(os.path.dirname(place), exist_ok=True)
            with open(place, "w") as stream:
                stream.write("added")


if __name__ == "__main__":
    unittest.main()
