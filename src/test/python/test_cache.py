"""Running from the archive file: one complete tree, after any failure."""

import os
import signal
import subprocess
import sys
import unittest
import zipfile
from unittest import mock

import archives
from archives import Archive
from support import UNSHARE, Case, can_mount

from _pywar.archive import source
from _pywar.base.report import Refusal
from _pywar.commands import cache


class CacheTest(Case):
    def setUp(self):
        super().setUp()
        archive = Archive().app("shop.py", "application = print\nprint('ran')")
        for number in range(40):
            archive.lib(f"many/m{number}.py", "x = 1\n" * 2000)
        self.archive = archive.zip(self.path("shop.pywar"))

    def trees(self):
        return sorted(name for name in os.listdir(self.path("cache")) if name != ".lock")

    def start(self, **env):
        return subprocess.Popen(
            [sys.executable, "-B", self.archive, "run", "-m", "shop"],
            env=self.environment(**env),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            universal_newlines=True,
        )

    def test_eight_concurrent_first_starts_make_one_tree(self):
        for process in [self.start() for _ in range(8)]:
            out, err = process.communicate(timeout=60)
            self.assertEqual((process.returncode, out), (0, "ran\n"), err)
        self.assertEqual(len(self.trees()), 1)

    def test_the_directory_is_keyed_by_build_and_python(self):
        self.start().communicate()
        self.assertRegex(self.trees()[0], r"shop-1\.0\.0-[0-9a-f]{12}-py%s-[0-9a-f]{8}$" % archives.HERE_XY)

    def test_a_killed_start_leaves_no_tree_and_the_next_start_removes_its_files(self):
        os.environ["PYWAR_CACHE"] = self.path("cache")
        self.addCleanup(os.environ.pop, "PYWAR_CACHE")
        child = os.fork()
        if child == 0:
            written = []

            def killing(*words):
                written.append(words)
                if len(written) == 20:
                    os.kill(os.getpid(), signal.SIGKILL)
                return write(*words)

            from _pywar.archive import unpack

            write, unpack._write = unpack._write, killing
            cache.tree(self.archive)
            os._exit(0)
        self.assertEqual(os.waitpid(child, 0)[1], signal.SIGKILL)
        self.assertTrue(self.trees()[0].endswith(".part"))
        out, err = self.start().communicate(timeout=60)
        self.assertEqual(out, "ran\n", err)
        self.assertEqual(len(self.trees()), 1)
        self.assertFalse(self.trees()[0].endswith(".part"))

    def test_a_home_that_cannot_be_written_leads_to_the_next_directory(self):
        blocked = self.write("file", "not a directory")
        process = self.start(XDG_CACHE_HOME=blocked, TMPDIR=self.path(), PYWAR_CACHE="")
        out, err = process.communicate(timeout=60)
        self.assertEqual((process.returncode, out), (0, "ran\n"), err)
        self.assertIn("not unpacking into " + blocked, err)

    def test_the_directories_are_the_users_cache_and_then_shared_ones(self):
        with mock.patch.dict(os.environ, {"XDG_CACHE_HOME": "/x", "TMPDIR": "/t"}):
            os.environ.pop("PYWAR_CACHE", None)
            own = f"pywar-{os.geteuid()}"
            self.assertEqual(cache.candidates()[:3], ["/x/pywar", "/t/" + own, "/var/tmp/" + own])

    def test_an_existing_tree_is_used_also_if_it_appears_meanwhile(self):
        with mock.patch.dict(os.environ, {"PYWAR_CACHE": self.path("cache")}):
            first = cache.tree(self.archive)
            self.assertEqual(cache.tree(self.archive), first)
            real = cache._hold
            answers = [False]
            with mock.patch.object(cache, "_hold", lambda path: answers.pop() if answers else real(path)):
                self.assertEqual(cache.tree(self.archive), first)

    def test_running_the_file_becomes_running_the_tree(self):
        with mock.patch.dict(os.environ, {"PYWAR_CACHE": self.path("cache")}), mock.patch("os.execv") as execv:
            cache.rerun(self.archive, ["run", "x"])
        program, words = execv.call_args[0]
        self.assertEqual([words[0], program], [os.path.join(words[-3], "bin", "python")] * 2)
        self.assertTrue(words[-3].startswith(self.path("cache", "shop-1.0.0-")))
        self.assertEqual(words[-2:], ["run", "x"])

    def refusal(self):
        os.environ["PYWAR_CACHE"] = self.path("cache")
        self.addCleanup(os.environ.pop, "PYWAR_CACHE")
        with self.assertRaises(Refusal) as caught:
            cache.tree(self.archive)
        self.assertEqual(caught.exception.status, 1)
        return "\n".join(caught.exception.facts)

    def test_a_directory_that_others_may_write_into_is_rejected(self):
        os.mkdir(self.path("cache"))
        os.chmod(self.path("cache"), 0o777)
        self.assertIn("can be written by every user", self.refusal())

    def test_a_planted_link_is_rejected(self):
        os.mkdir(self.path("elsewhere"))
        os.symlink(self.path("elsewhere"), self.path("cache"))
        self.assertIn("is not a directory", self.refusal())

    @unittest.skipUnless(os.geteuid() == 0, "only root can give a directory away")
    def test_a_planted_directory_of_another_owner_is_rejected(self):
        os.mkdir(self.path("cache"), 0o755)
        os.chown(self.path("cache"), 12345, -1)
        self.assertIn("belongs to user id 12345", self.refusal())

    def test_a_noexec_mount_is_reported_if_the_archive_has_native_code(self):
        class NoExec:
            f_flag = os.ST_NOEXEC

        real, os.statvfs = os.statvfs, lambda path: NoExec  # type: ignore[return-value]
        self.addCleanup(setattr, os, "statvfs", real)
        native = Archive().lib("fast.so", "x").zip(self.path("native.pywar"))
        with self.assertRaises(cache.Unusable) as caught:
            cache._check_noexec(self.place, source.of(native))
        self.assertIn("noexec", str(caught.exception))
        cache._check_noexec(self.place, source.of(self.archive))

    def mounted(self, options, archive, **env):
        """Start the archive where `cache` is a small file system mounted with these options."""
        os.mkdir(self.path("cache"))
        script = 'mount -t tmpfs -o "$0,mode=700" tmpfs "$1" && shift && exec "$@"'
        words = [*UNSHARE, "sh", "-c", script, options, self.path("cache"), sys.executable, "-B", archive]
        return subprocess.run(
            [*words, "run", "-m", "shop"],
            env=self.environment(**env),
            capture_output=True,
            text=True,
        )

    @unittest.skipUnless(can_mount(), "no user namespaces here")
    def test_a_real_noexec_mount_is_reported_and_another_directory_is_used(self):
        native = Archive().lib("fast.so", "x").app("shop.py", "application = print\nprint('ran')")
        native = native.zip(self.path("native.pywar"))
        elsewhere = {"XDG_CACHE_HOME": self.path("cache"), "TMPDIR": self.path(), "PYWAR_CACHE": ""}
        done = self.mounted("noexec", native, **elsewhere)
        self.assertEqual((done.returncode, done.stdout), (0, "ran\n"), done.stderr)
        self.assertIn("is mounted noexec, so `%s/fast.so` cannot be loaded from it" % Archive().libraries, done.stderr)

    @unittest.skipUnless(can_mount(), "no user namespaces here")
    def test_a_real_read_only_mount_is_reported_and_refused_if_pywar_cache_names_it(self):
        done = self.mounted("ro", self.archive)
        self.assertEqual((done.returncode, done.stdout), (1, ""), done.stderr)
        self.assertIn("Read-only file system", done.stderr)
        self.assertIn("hint: set PYWAR_CACHE to a directory of your own", done.stderr)

    @unittest.skipUnless(can_mount(), "no user namespaces here")
    def test_a_real_read_only_home_leads_to_the_next_directory(self):
        elsewhere = {"XDG_CACHE_HOME": self.path("cache"), "TMPDIR": self.path(), "PYWAR_CACHE": ""}
        done = self.mounted("ro", self.archive, **elsewhere)
        self.assertEqual((done.returncode, done.stdout), (0, "ran\n"), done.stderr)
        self.assertIn("Read-only file system; trying the next directory", done.stderr)

    def test_a_damaged_archive_is_refused_and_nothing_is_left(self):
        Archive().zip(self.archive)
        with zipfile.ZipFile(self.archive) as old, zipfile.ZipFile(self.path("bad.pywar"), "w") as new:
            for name in old.namelist():
                new.writestr(name, b"changed" if name == "app/shop.py" else old.read(name))
        code, _, err = self.python(self.path("bad.pywar"), "check")
        self.assertEqual(code, 4, err)
        self.assertIn("`app/shop.py` does not match its record", err)
        self.assertEqual(self.trees(), [])


if __name__ == "__main__":
    unittest.main()
