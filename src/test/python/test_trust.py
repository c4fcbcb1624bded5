"""A deployment that another user can write is refused, with the command that mends it."""

import contextlib
import os
import stat
import subprocess
import unittest
from unittest import mock

from deploying import mode
from rooted import NOBODY, OTHER, RootCase, snapshot
from support import as_root

from _pywar.deployment import removal

load_tests = as_root("test_trust")


class PlantedTest(RootCase):
    """Files that a user puts into an own deployment never lead root to files of root."""

    def setUp(self):
        super().setUp()
        self.archives = {version: self.pack(self.archive(version)) for version in "123"}
        self.deploy(self.archives["1"], "--owner", str(NOBODY))
        self.deploy(self.archives["2"])
        self.victims = self.path("victims")
        for name in ("file", "folder/file", "releases/keep1-aaaaaaaaaaaa/file", "releases/keep2-bbbbbbbbbbbb/file"):
            os.chmod(self.write(os.path.join(self.victims, name), "root's\n"), 0o600)
        os.chmod(os.path.join(self.victims, "folder"), 0o700)
        self.before = snapshot(self.victims)

    def victim(self, *parts):
        return os.path.join(self.victims, *parts)

    def plants(self):
        """Return name -> action of the owner in the deployment."""

        def link(name, *target):
            return name, lambda path: os.symlink(self.victim(*target), path)

        return {
            "the log is a link": link("deploy.log", "file"),
            "the log is to be": link("deploy.log", "new"),
            "the log is a pipe": ("deploy.log", os.mkfifo),
            "the lock is a link": link(".pywar/lock", "file"),
            "the lock is a pipe": (".pywar/lock", os.mkfifo),
            "shared is a link": link("shared", "folder"),
            "releases is a link": link("releases", "releases"),
            "current is a link elsewhere": link("current", "releases", "keep1-aaaaaaaaaaaa"),
            "the notes are a link": link(".pywar", "folder"),
            "a note is a link": link(".pywar/state.json", "file"),
            "a note is a pipe": (".pywar/state.json", os.mkfifo),
            "the word of the check": link(".pywar/check", "file"),
            "what is swept": link(".pywar/a.new", "file"),
            "a folder that is swept": (".pywar/a.new", os.mkdir),
            "a half-made release": link("releases/.9-cccccccccccc.part", "folder"),
            "the interpreters are a link": link("pythons", "releases"),
            "the interpreters": ("pythons", os.mkdir),
            "a release": link("releases/9-cccccccccccc", "releases", "keep1-aaaaaaaaaaaa"),
        }

    @contextlib.contextmanager
    def planted(self, name, make):
        """`make` is called by the owner of the root, with what was there moved away for so long."""
        path = os.path.join(self.root, name)
        is_there = os.path.lexists(path)
        if is_there:
            os.rename(path, self.path("away"))
        self.assertEqual(self.as_user(NOBODY, lambda: make(path)), 0)
        yield
        os.rmdir(path) if os.path.isdir(path) and not os.path.islink(path) else os.unlink(path)
        if is_there:
            os.rename(self.path("away"), path)

    def given(self, uid):
        """The root and what root's tool has in it, to that user; as after a `chown` that did not think."""
        for name in ("", ".pywar", "releases"):
            os.chown(os.path.join(self.root, name), uid, uid)

    def commands(self):
        yield "deploy", [self.archives["3"], "deploy", self.root, "--keep", "1"]
        yield "rollback", [self.archives["2"], "rollback", self.root]

    def test_each_is_refused_in_words_and_leads_to_nothing(self):
        for what, (name, make) in self.plants().items():
            self.given(NOBODY)
            with self.planted(name, make):
                for is_given_back in (False, True):
                    if is_given_back:
                        self.given(0)
                    known = snapshot(self.root)
                    for command, words in self.commands():
                        with self.subTest(what, command=command, is_given_back=is_given_back):
                            code, _, err = self.tool(*words)
                            self.assertEqual((code, "hint: " in err), (2, True), err)
                            self.assertEqual(snapshot(self.victims), self.before)
                            self.assertEqual(snapshot(self.root), known)

    def test_no_command_waits_for_a_pipe_at_the_manifest_of_a_release(self):
        for release in os.listdir(os.path.join(self.root, "releases")):
            path = os.path.join(self.root, "releases", release, "META-INF", "pywar", "manifest.json")
            os.unlink(path)
            os.mkfifo(path)
        self.given(NOBODY)
        for words in (("rollback", "--plan"), ("deploy", "--plan"), ("status",)):
            with self.subTest(words):
                _, out, err = self.tool(self.archives["2"], words[0], self.root, *words[1:])
                self.assertRegex(out + err, "manifest.json|is not a complete pywar archive")

    def test_the_hints_mend_it(self):
        self.given(NOBODY)
        self.as_user(NOBODY, lambda: os.symlink(self.victim("file"), os.path.join(self.root, ".pywar", "a.new")))
        for _ in range(6):
            code, _, err = self.tool(self.archives["3"], "deploy", self.root)
            if code == 0:
                break
            self.assertEqual(code, 2, err)
            for line in err.splitlines():
                if line.startswith("hint: ") and ("chown" in line or " rm " in line):
                    command = line[len("hint: ") :].replace("if it is yours: ", "").partition(": then")[0]
                    subprocess.run(command, shell=True, check=True)
        self.assertEqual((code, self.current()), (0, "3"), err)
        self.assertEqual(snapshot(self.victims), self.before)


class RepairTest(RootCase):
    """An administrator gave a folder of a release away; its new owner does there what it likes while root repairs it."""

    def setUp(self):
        super().setUp()
        self.packed = self.pack(self.archive().app("package/sub/one.py", "X = 1\n"))
        self.deploy(self.packed)
        self.victim = self.path("victim")
        os.mkdir(self.victim, 0o700)
        os.chown(self.release("app"), NOBODY, -1)
        os.chown(self.release("app", "package"), NOBODY, -1)

    def test_a_link_that_comes_after_the_look_is_not_followed(self):
        make_way = removal.make_way
        for place in (("app", "package"), ("app", "package", "sub")):

            def swapping(*words, place=place):
                make_way(*words)
                path = self.release(*place)
                self.assertEqual(self.as_user(NOBODY, lambda: os.rename(path, f"{path}-old") or os.symlink(self.victim, path)), 0)

            with mock.patch.object(removal, "make_way", swapping):
                self.assertIn(f"{place[-1]}`", self.deploy(self.packed, "--repair", code=1))
            self.assertEqual((mode(self.victim), os.listdir(self.victim)), (0o700, []))
            self.deploy(self.packed, "--repair")
            self.assertEqual(self.tool(self.packed, "check", self.root)[0], 0)
            os.chown(self.release("app"), NOBODY, -1)
            os.chown(self.release("app", "package"), NOBODY, -1)


class PlaceTest(RootCase):
    def refused(self, place, *parts):
        path = self.pack(self.archive())
        known = snapshot(self.place)
        code, _, err = self.tool(path, "deploy", place)
        self.assertEqual(code, 2, err)
        for part in parts:
            self.assertIn(part, err)
        self.assertEqual(snapshot(self.place), known)

    def test_a_root_of_another_user_is_refused_before_anything_is_written(self):
        os.mkdir(self.root)
        os.chown(self.root, NOBODY, NOBODY)
        self.refused(self.root, f"it belongs to user id {NOBODY}", f"hint: chown root: {self.root}")

    def test_so_is_one_in_a_directory_of_another_user_or_that_others_may_write(self):
        os.makedirs(self.path("home", "user"))
        os.chown(self.path("home", "user"), NOBODY, NOBODY)
        self.refused(self.path("home", "user", "site"), "chown root:", "or use a directory that is safe")
        os.chown(self.path("home", "user"), 0, 0)
        os.chmod(self.path("home", "user"), 0o777)
        self.refused(self.path("home", "user", "site"), "chmod go-w")

    def test_so_is_a_link_that_a_user_may_turn(self):
        os.mkdir(self.path("links"))
        os.mkdir(self.root)
        os.symlink(self.root, self.path("links", "site"))
        os.chown(self.path("links", "site"), NOBODY, NOBODY, follow_symlinks=False)
        self.refused(self.path("links", "site"), "chown -h root:")

    def test_a_user_deploys_in_a_directory_of_his_own(self):
        path = self.pack(self.archive())
        os.chmod(path, 0o644)
        os.makedirs(self.path("own"))
        os.chown(self.path("own"), NOBODY, NOBODY)
        deploy = lambda: self.tool(path, "deploy", self.path("own", "site"))[0]  # noqa: E731
        self.assertEqual([self.as_user(NOBODY, deploy), self.as_user(OTHER, deploy)], [0, 2])

    def test_plans_check_the_rights_of_the_user(self):
        path = self.pack(self.archive("1"))
        os.chmod(path, 0o644)
        self.assertEqual(self.as_user(NOBODY, lambda: self.tool(path, "deploy", self.root, "--plan")[0]), 1)
        self.assertEqual(self.tool(path, "deploy", self.root, "--plan")[0], 0)
        for version in "12":
            self.deploy(self.archive(version), "--owner", str(NOBODY))
        for command in ("deploy", "rollback"):
            for user, code in ((NOBODY, 1), (0, 0)):
                with self.subTest(command, user=user):
                    plan = lambda: self.tool(path, command, self.root, "--plan")[0]  # noqa: E731
                    self.assertEqual(self.as_user(user, plan), code)

    def test_shared_may_be_a_volume_behind_a_link_of_roots(self):
        os.makedirs(self.path("volumes", "shop"))
        os.mkdir(self.root)
        os.symlink(self.path("volumes", "shop"), self.in_shared())
        self.deploy(self.archive("1"), "--owner", str(NOBODY))
        self.assertEqual(os.stat(self.path("volumes", "shop")).st_uid, NOBODY)
        os.chown(self.path("volumes"), NOBODY, NOBODY)
        self.assertIn("chown root:", self.deploy(self.archive("2"), code=2))

    def test_what_is_made_is_not_open_to_others_whatever_the_umask(self):
        for version in "12":
            self.deploy(self.archive(version))
        os.unlink(os.path.join(self.root, "deploy.log"))
        self.addCleanup(os.umask, os.umask(0))
        self.assertEqual(self.tool(self.archive("2"), "rollback", self.root)[0], 0)
        found = [path for path, about in snapshot(self.root).items() if about[0] & 0o002 and not stat.S_ISLNK(about[0])]
        self.assertEqual((found, mode(os.path.join(self.root, "deploy.log"))), ([], 0o644))


if __name__ == "__main__":
    unittest.main()
