"""Files of the release before in a new one: only verified bytes, and nothing by which the one changes the other."""

import fcntl
import marshal
import os
import subprocess
import sys
import unittest
from unittest import mock

from deploying import DeployCase
from support import for_other_users

from _pywar.archive import record
from _pywar.base import parallel
from _pywar.deployment import bytecode, former, seal
from _pywar.deployment.directory import Deployment

BIG = "NAME = 'a library'\n" + "# a long text\n" * 2000
PYC = f"__pycache__/big.{sys.implementation.cache_tag}.pyc"


class FormerCase(DeployCase):
    """Case with the archives 1 and 2, which have the same libraries."""

    def setUp(self):
        super().setUp()
        os.chmod(self.place, 0o755)

    def archive(self, version="1", **files):
        made = super().archive(version, **files).lib("library/big.py", BIG).lib("library/small.py", "SMALL = 1\n")
        return made.lib("library/data.bin", b"\0" * 50000).lib("library/tool", "#!/bin/sh\n")

    def library(self, version, name):
        release = next(found for found in os.listdir(self.path("site", "releases")) if found.startswith(f"{version}-"))
        python = f"lib/python{sys.version_info[0]}.{sys.version_info[1]}"
        return self.path("site", "releases", release, python, "site-packages", "library", *name.split("/"))

    def bytes(self, version, name):
        with open(self.library(version, name), "rb") as stream:
            return stream.read()

    def damage(self, path, data):
        """Change the first bytes of a file in place; size and time stay."""
        found = os.stat(path)
        with open(path, "r+b") as stream:
            stream.write(data)
        os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))

    def filename(self, version, name="big"):
        """Return the path in a compiled file; it names the release for which it was compiled."""
        code = marshal.loads(self.bytes(version, PYC.replace("big", name))[16:])
        return code.co_filename.split("/releases/")[1].split("-")[0]

    def assert_complete(self):
        code, _, err = self.tool(self.archive(), "check", self.root)
        self.assertEqual(code, 0, err)


class CompiledTest(FormerCase):
    def test_compiled_files_of_unchanged_modules_are_copied(self):
        self.deploy(self.archive("1"))
        self.deploy(self.archive("2").lib("library/small.py", "SMALL = 2\n"))
        self.assertEqual((self.filename("2"), self.filename("2", "small")), ("1", "2"))
        self.assertNotEqual(os.stat(self.library("1", PYC)).st_ino, os.stat(self.library("2", PYC)).st_ino)
        self.assert_complete()

    def test_a_traceback_has_the_path_of_the_release_that_runs(self):
        self.deploy(self.archive("1"))
        self.deploy(self.archive("2"))
        code = "import library.big as big; print((lambda: 0).__code__ and big.__spec__.loader.get_code('library.big').co_filename)"
        found = subprocess.run([self.release("bin", "python"), "-c", code], stdout=subprocess.PIPE, check=True).stdout
        self.assertIn(b"/releases/2-", found)

    def test_a_compiled_file_that_changed_on_the_disk_is_not_used(self):
        self.deploy(self.archive("1"))
        with open(self.library("1", PYC), "rb") as stream:
            head = stream.read(16)
        self.damage(self.library("1", PYC), head + b"\0\0\0\0")
        self.deploy(self.archive("2"))
        self.assertEqual(self.filename("2"), "2")
        self.assertEqual(self.tool(self.archive("2"), "check", self.release())[0], 0)

    def test_a_compiled_file_of_another_interpreter_is_not_used(self):
        self.deploy(self.archive("1"))
        with mock.patch("_pywar.deployment.bytecode.HEAD", b"12345678"):
            self.deploy(self.archive("2"))
        self.assertEqual(self.bytes("2", PYC)[:8], b"12345678")

    def test_without_a_valid_seal_nothing_is_used(self):
        self.deploy(self.archive("1"))
        folder = self.path("site", ".pywar", "releases")
        for name in os.listdir(folder):
            os.unlink(os.path.join(folder, name))
        self.deploy(self.archive("2"))
        self.assertEqual(self.filename("2"), "2")

    def test_without_a_valid_record_nothing_is_used(self):
        self.deploy(self.archive("1"))
        with open(self.release("META-INF", "pywar", "DEPLOYED"), "a") as stream:
            stream.write("\n")
        with mock.patch.object(seal, "is_made", return_value=True):
            self.deploy(self.archive("2"))
        self.assertEqual(self.filename("2"), "2")

    def test_a_compiled_file_of_a_hook_is_not_used(self):
        def archive(version):
            return self.archive(version).lib("library/wrong.py", "def")

        self.deploy(archive("1"))
        name = PYC.replace("big", "wrong")
        path, data = self.library("1", name), bytecode.HEAD + b"of a hook"
        with open(path, "wb") as stream:
            stream.write(data)
        release = os.path.basename(self.release())
        rows = {os.path.relpath(path, self.release()): record.row_of_bytes(data)}
        seal.write_left_by_hooks(Deployment(self.root), release, rows)
        self.deploy(archive("2"))
        self.assertFalse(os.path.exists(self.library("2", name)))

    def test_a_file_that_is_gone_is_written_again(self):
        self.deploy(self.archive("1"))
        os.unlink(self.library("1", PYC))
        self.deploy(self.archive("2"))
        self.assertEqual(self.filename("2"), "2")

    def test_a_repair_writes_all_files_again(self):
        self.deploy(self.archive("1"))
        self.deploy(self.archive("2"))
        self.damage(self.library("2", "big.py"), b"NAMX")
        self.deploy(self.archive("2"), "--repair")
        self.assertEqual(self.filename("2"), "2")
        self.assert_complete()

    def test_what_crashes_the_compiler_is_left_to_its_importer(self):
        deep = "x = " + "-" * 100000 + "1\n"
        self.deploy(self.archive("1").lib("library/deep.py", deep))
        self.assertFalse(os.path.exists(self.library("1", PYC.replace("big", "deep"))))
        self.assert_complete()

    def test_a_folder_without_a_compiled_module_has_no_folder_for_them(self):
        self.deploy(self.archive("1").lib("templates/page.py", "{% not python %}"))
        self.assertFalse(os.path.exists(self.library("1", "../templates/__pycache__")))
        self.assert_complete()


def cloning(target, request, source):
    """Stand-in for FICLONE on a file system that has it."""
    os.sendfile(target, source, 0, os.fstat(source).st_size)
    os.lseek(target, 0, os.SEEK_SET)
    return 0


class CloneTest(FormerCase):
    def second(self, ioctl):
        self.deploy(self.archive("1"))
        with mock.patch.object(fcntl, "ioctl", side_effect=ioctl):
            return self.deploy(self.archive("2"))

    def test_large_files_are_cloned(self):
        err = self.second(cloning)
        self.assertRegex(err, r"unpack: done \(\d+ unchanged files cloned\)")
        self.assertEqual(self.bytes("1", "data.bin"), self.bytes("2", "data.bin"))
        self.assert_complete()

    def test_a_clone_of_a_changed_file_is_not_used(self):
        self.deploy(self.archive("1"))
        self.damage(self.library("1", "data.bin"), b"x")
        with mock.patch.object(fcntl, "ioctl", side_effect=cloning):
            self.deploy(self.archive("2"))
        self.assertEqual(self.bytes("2", "data.bin"), b"\0" * 50000)

    def test_a_file_system_without_clones_is_asked_once(self):
        calls = []

        def ioctl(*arguments):
            calls.append(arguments)
            raise OSError(95, "Operation not supported")

        self.assertIn("unpack: done\n", self.second(ioctl))
        self.assertEqual(len(calls), 1)
        self.assert_complete()


class OptionTest(FormerCase):
    def test_links_need_an_application_of_another_user(self):
        err = self.deploy(self.archive("1"), "--hard-links", code=2)
        self.assertIn("`--hard-links` needs an application that runs as another user", err)
        self.assertIn("hint: deploy as root, with --owner USER\n", err)
        self.assertEqual(os.listdir(self.path("site", "releases")), [])


class LinkTest(FormerCase):
    WORDS = ("--owner", "nobody", "--hard-links")

    def two(self, *files):
        self.deploy(self.archive("1"), *self.WORDS)
        return self.deploy(self.archive("2"), *self.WORDS)

    def is_linked(self, name, first="1", second="2"):
        return os.path.samefile(self.library(first, name), self.library(second, name))

    @for_other_users
    def test_files_of_libraries_are_linked_and_no_others(self):
        err = self.two()
        self.assertRegex(err, r"unpack: done \(\d+ unchanged files linked\)")
        for name in ("big.py", "small.py", "data.bin", "tool", PYC):
            self.assertTrue(self.is_linked(name), name)
        for name in ("../../../../wsgi.py", "../../../../app/shop.py", "../../../../_pywar/start.py", "../../../../pyvenv.cfg", "../_pywar/__init__.py"):
            self.assertFalse(self.is_linked(name), name)
        self.assert_complete()

    @for_other_users
    def test_both_releases_serve_and_each_can_be_removed(self):
        self.two()
        code, _, err = self.tool(self.archive("2"), "rollback", self.root)
        self.assertEqual((code, self.current()), (0, "1"), err)
        self.assert_complete()
        for version in "34":
            self.deploy(self.archive(version), *self.WORDS, "--keep", "2")
        self.assertTrue(self.is_linked("data.bin", "3", "4"))
        self.assertEqual(os.stat(self.library("4", "data.bin")).st_nlink, 2)
        self.assertEqual(len(os.listdir(self.path("site", "releases"))), 2)
        self.assert_complete()

    @for_other_users
    def test_a_file_that_changed_on_the_disk_is_not_linked(self):
        self.deploy(self.archive("1"), *self.WORDS)
        self.damage(self.library("1", "data.bin"), b"x")
        self.damage(self.library("1", PYC), self.bytes("1", PYC)[:16] + b"\0\0\0\0")
        self.deploy(self.archive("2"), *self.WORDS)
        self.assertEqual(self.bytes("2", "data.bin"), b"\0" * 50000)
        self.assertFalse(self.is_linked("data.bin") or self.is_linked(PYC))
        self.assertEqual(self.tool(self.archive("2"), "check", self.release())[0], 0)

    @for_other_users
    def test_files_with_other_rights_are_not_linked(self):
        self.deploy(self.archive("1"), *self.WORDS)
        os.chmod(self.library("1", "data.bin"), 0o664)
        os.chown(self.library("1", "big.py"), 12345, -1)
        os.chown(self.library("1", "small.py"), -1, 12345)
        self.deploy(self.archive("2"), *self.WORDS)
        for name in ("data.bin", "big.py", "small.py"):
            self.assertFalse(self.is_linked(name), name)
        self.assertEqual(self.tool(self.archive("2"), "check", self.release())[0], 0)

    @for_other_users
    def test_a_file_that_was_replaced_before_the_link_is_not_linked(self):
        def link(source, target, src_dir_fd, follow_symlinks):
            with open(os.open(source, os.O_RDONLY, dir_fd=src_dir_fd), "rb") as stream, open(target, "wb") as out:
                out.write(stream.read())
            os.chown(target, 12345, -1)

        self.deploy(self.archive("1"), *self.WORDS)
        with mock.patch("os.link", link):
            self.assertIn("unpack: done\n", self.deploy(self.archive("2"), *self.WORDS))
        self.assertEqual(os.stat(self.library("2", "data.bin")).st_uid, 0)
        self.assert_complete()

    @for_other_users
    def test_another_group_is_not_given_to_the_release_that_serves(self):
        self.deploy(self.archive("1"), *self.WORDS)
        before = os.stat(self.library("1", "data.bin"))
        self.deploy(self.archive("2"), "--owner", "nobody:daemon", "--hard-links")
        self.assertEqual(os.stat(self.library("1", "data.bin")).st_gid, before.st_gid)
        self.assertFalse(self.is_linked("data.bin"))

    @for_other_users
    def test_a_repair_of_one_leaves_the_other_unchanged(self):
        self.two()
        self.damage(self.library("1", "big.py"), b"NAMX")
        code, _, err = self.tool(self.archive(), "check", self.root)
        self.assertEqual((code, err.count("changed: lib")), (4, 2), err)
        self.deploy(self.archive("2"), *self.WORDS, "--repair")
        self.assertEqual((self.bytes("2", "big.py")[:4], self.bytes("1", "big.py")[:4]), (b"NAME", b"NAMX"))
        self.assertEqual(self.tool(self.archive("2"), "check", self.release())[0], 0)

    @for_other_users
    def test_a_link_from_elsewhere_is_a_fault(self):
        self.two()
        os.link(self.library("1", "data.bin"), self.path("elsewhere"))
        code, _, err = self.tool(self.archive(), "check", self.root)
        self.assertEqual(code, 4)
        self.assertEqual(err.count("data.bin (has 3 hard links)"), 2, err)

    @for_other_users
    def test_by_several_processes(self):
        with mock.patch.object(parallel, "LEAST", 0.0001), mock.patch.object(parallel, "_BATCH", 0.001):
            self.two()
        self.assertTrue(self.is_linked("data.bin") and self.is_linked(PYC))
        self.assert_complete()

    @for_other_users
    def test_the_disk_may_refuse_links(self):
        self.deploy(self.archive("1"), *self.WORDS)
        with mock.patch("os.link", side_effect=OSError(31, "Too many links")):
            self.deploy(self.archive("2"), *self.WORDS)
        self.assertFalse(self.is_linked("data.bin"))
        self.assert_complete()
        with mock.patch.object(former.record, "row_of", side_effect=OSError(5, "Input/output error")):
            self.assertIn("Input/output error", self.deploy(self.archive("3"), *self.WORDS, code=1))


if __name__ == "__main__":
    unittest.main()
