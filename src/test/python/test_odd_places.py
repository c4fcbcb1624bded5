"""Unusual conditions on a server: links, other file systems, damaged notes, other users' files, empty arguments."""

import json
import os
import shutil
import tempfile
import unittest

from deploying import DeployCase, mode
from support import for_other_users


class PlacesTest(DeployCase):
    def test_a_volume_of_its_own_has_a_folder_for_what_was_lost(self):
        os.makedirs(os.path.join(self.root, "lost+found"))
        self.deploy(self.archive("1"))
        self.assertEqual(self.current(), "1")

    def test_other_files_beside_the_releases_are_neither_shown_nor_removed(self):
        self.deploy(self.archive("1"))
        releases = os.path.join(self.root, "releases")
        others = ["notes.txt", ".snapshot/x", "backup-2024/x", ".tool.part/x"]
        for name in others:
            self.write(os.path.join(releases, name), "mine")
        os.symlink(self.release(), os.path.join(releases, "9-0123456789ab"))
        for version in "23":
            self.deploy(self.archive(version), "--keep", "1")
        rows = json.loads(self.tool(self.archive(), "list", self.root, "--json")[1])
        self.assertEqual([row["version"] for row in rows], ["2", "3"])
        self.assertEqual(self.tool(self.archive(), "check", self.root)[0], 0)
        for name in others:
            self.assertEqual(self.read(releases, name), "mine")

    def test_a_current_that_is_no_link_is_refused_before_any_hook_runs(self):
        self.deploy(self.archive("1"))
        os.unlink(os.path.join(self.root, "current"))
        os.mkdir(os.path.join(self.root, "current"))
        archive = self.archive("2", files={"hooks/pre-deploy/1.sh": "touch $PYWAR_SHARED/ran"})
        self.assertIn("current` is no link", self.deploy(archive, code=2))
        self.assertFalse(os.path.exists(os.path.join(self.root, "shared", "ran")))

    def test_a_current_that_leads_nowhere_is_replaced(self):
        self.deploy(self.archive("1"))
        shutil.rmtree(self.release())
        self.deploy(self.archive("2"))
        self.assertEqual(self.current(), "2")

    def test_a_file_and_a_link_to_nowhere_are_no_root(self):
        os.symlink("nowhere", self.path("dangling"))
        for place, what in ((self.write("file", ""), "a file"), (self.path("dangling"), "a link that leads nowhere")):
            code, _, err = self.tool(self.archive(), "deploy", place)
            self.assertEqual((code, f"` is {what}" in err), (2, True), err)

    def test_a_root_behind_a_link_is_one(self):
        os.mkdir(self.path("volume"))
        os.symlink("volume", self.root)
        for version in "12":
            self.deploy(self.archive(version))
        self.assertEqual((self.current(), self.tool(self.archive(), "check", self.root)[0]), ("2", 0))

    def test_a_relative_root_is_relative_to_the_current_directory(self):
        self.addCleanup(os.chdir, os.getcwd())
        os.chdir(self.place)
        path = self.pack(self.archive("1", files={"hooks/pre-deploy/1.sh": 'echo "$PYWAR_ROOT" > $PYWAR_SHARED/root'}))
        self.assertEqual(self.tool(path, "deploy", "site")[0], 0)
        self.assertEqual(self.read(self.root, "shared", "root"), self.root + "\n")


class VolumeTest(DeployCase):
    """`shared/` is on another file system, which a rename does not reach."""

    def setUp(self):
        super().setUp()
        if not os.path.isdir("/dev/shm") or os.stat("/dev/shm").st_dev == os.stat(self.place).st_dev:
            self.skipTest("there is no second file system to write to")
        self.volume = tempfile.mkdtemp(dir="/dev/shm")
        self.addCleanup(shutil.rmtree, self.volume)
        os.mkdir(self.root)
        os.symlink(self.volume, os.path.join(self.root, "shared"))

    def env(self):
        self.assertEqual([name for name in os.listdir(self.volume) if name.endswith(".new")], [])
        return self.read(self.volume, "env")

    def test_an_environment_file_gets_there_and_comes_back(self):
        self.deploy(self.archive("1"), "--env-file", self.write("one", "A=1\n"))
        self.assertEqual((self.env(), mode(os.path.join(self.volume, "env"))), ("A=1\n", 0o640))
        failing = self.archive("2", files={"hooks/post-deploy/1.sh": "exit 1"})
        self.deploy(failing, "--env-file", self.write("two", "A=2\n"), code=1)
        self.assertEqual((self.current(), self.env()), ("1", "A=1\n"))
        self.deploy(self.archive("3"), "--env-file", self.path("two"))
        self.assertEqual((self.env(), sorted(os.listdir(os.path.join(self.root, ".pywar")))), ("A=2\n", ["hooks", "lock", "releases", "state.json"]))

    def test_a_link_stays_a_link(self):
        self.deploy(self.archive("1"))
        os.symlink(self.write("elsewhere", "A=0\n"), os.path.join(self.volume, "env"))
        failing = self.archive("2", files={"hooks/post-deploy/1.sh": "exit 1"})
        self.deploy(failing, "--env-file", self.write("two", "A=2\n"), code=1)
        self.assertEqual(os.readlink(os.path.join(self.volume, "env")), self.path("elsewhere"))

    def test_files_that_a_killed_deployment_kept_are_not_overwritten(self):
        self.deploy(self.archive("1"), "--env-file", self.write("one", "A=1\n"))
        self.write(os.path.join(self.root, ".pywar", "env.before"), "A=0\n")
        failing = self.archive("2", files={"hooks/post-deploy/1.sh": "exit 1"})
        self.deploy(failing, "--env-file", self.path("one"), code=1)
        self.assertEqual(self.env(), "A=0\n")


class SharedTest(DeployCase):
    def shared(self):
        return os.path.join(self.root, "shared")

    def test_permissions_of_others_stay_unchanged(self):
        self.deploy(self.archive("1"))
        self.assertEqual(mode(self.shared()), 0o2775)
        os.chmod(self.shared(), 0o750)
        self.deploy(self.archive("2"))
        self.assertEqual(mode(self.shared()), 0o2770)

    @for_other_users
    def test_its_owners_group_may_write_when_root_deploys(self):
        os.chmod(self.place, 0o755)
        self.deploy(self.archive("1"), "--owner", "nobody")
        self.assertEqual(mode(self.shared()), 0o2775)


class WordsTest(DeployCase):
    def test_an_empty_argument_is_refused(self):
        for words in (["deploy", ""], ["rollback", ""], ["list", ""], ["check", ""], ["config", "gunicorn", ""]):
            code, _, err = self.tool(self.archive(), *words)
            self.assertEqual((code, "must not be empty" in err), (2, True), words)
        for option in ("--public-key", "--env-file", "--owner", "--sql"):
            self.assertIn("must not be empty", self.deploy(self.archive(), option, "", code=2))
        self.assertFalse(os.path.exists(self.root))

    def test_a_rollback_requests_another_url_or_none_this_time(self):
        for version in "12":
            self.deploy(self.archive(version))
        state = os.path.join(self.root, ".pywar", "state.json")
        kept = self.read(state).replace('"options": {}', '"options": {"check_url": "http://127.0.0.1:9/"}')
        self.write(state, kept)
        self.assertEqual(self.tool(self.archive(), "rollback", self.root, "--check-url", "ftp://x")[0], 2)
        code, _, err = self.tool(self.archive(), "rollback", self.root, "--check-url", "")
        self.assertEqual((code, self.current()), (0, "1"), err)
        self.assertIn("http://127.0.0.1:9/", self.read(state))

    def test_an_infinite_time_is_refused(self):
        for word in ("nan", "inf", "0", "soon"):
            self.assertIn("--check-timeout", self.deploy(self.archive(), "--check-timeout", word, code=2))


class DamagedTest(DeployCase):
    def setUp(self):
        super().setUp()
        self.deploy(self.archive("1"))
        self.deploy(self.archive("2"))

    def test_damaged_notes_are_reported_by_a_message(self):
        path = os.path.join(self.root, ".pywar", "state.json")
        for text in ("", "{", "[]", "null", '{"history": 5}', '{"ever": [5]}', '{"options": []}'):
            self.write(path, text)
            for words in (["list"], ["rollback"], ["deploy"], ["config", "systemd"]):
                code, _, err = self.tool(self.archive("3"), *words, self.root)
                self.assertEqual((code, f"`{path}` is damaged" in err), (1, True), err)
        self.assertEqual(self.current(), "2")
        os.unlink(path)
        self.deploy(self.archive("3"))

    def test_damaged_notes_of_hooks_are_reported_and_an_entry_by_hand_is_enough(self):
        archive = self.archive("3", files={"hooks/pre-deploy/1.sh": "exit 1"})
        self.deploy(archive, code=1)
        folder = os.path.join(self.root, ".pywar", "hooks")
        path = os.path.join(folder, os.listdir(folder)[0])
        self.write(path, "{")
        self.assertIn("is damaged", self.deploy(archive, code=1))
        self.write(path, '{"pre-deploy/1.sh": "done"}')
        self.deploy(archive)
        self.assertEqual(self.current(), "3")

    def test_a_damaged_release_hides_no_other(self):
        self.write(self.release("META-INF", "pywar", "manifest.json"), "{")
        code, out, err = self.tool(self.archive(), "list", self.root)
        self.assertEqual(code, 0, err)
        self.assertRegex(out, r"< 1-\w+  1  made \S+\n\* 2-\w+  2  made \S+  damaged: run check for details\n")

    def test_check_looks_at_every_release(self):
        for name in sorted(os.listdir(os.path.join(self.root, "releases"))):
            self.write(os.path.join(self.root, "releases", name, "app", "more.py"), "")
        self.deploy(self.archive("3"))
        code, out, err = self.tool(self.archive(), "check", self.root)
        self.assertEqual((code, err.count("added: app/more.py")), (4, 2))
        self.assertRegex(out, r"/3-\w+: every file matches its record\n")
        self.assertIn("2 of 3 releases", err)


if __name__ == "__main__":
    unittest.main()
