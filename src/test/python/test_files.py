"""Files that another user made or changes meanwhile: the code refuses them, and never waits or follows a link."""

import os
import shutil
import signal
import socket
import stat
import subprocess
import unittest
from unittest import mock

import archives
from deploying import mode
from support import Case

from _pywar.base import files

IS_ROOT = os.geteuid() == 0
NOBODY, OTHER = 65534, 54321


class NoWaiting:
    """Checks that other than regular files are refused at once: an alarm ends a test that waits."""

    def setUp(self):
        super().setUp()
        self.addCleanup(signal.signal, signal.SIGALRM, signal.signal(signal.SIGALRM, signal.SIG_DFL))
        self.addCleanup(signal.alarm, 0)
        signal.alarm(60)

    def odd(self):
        """name -> (path, a part of the reason)"""
        place = self.path("odd")
        os.mkdir(place)
        made = {name: os.path.join(place, name) for name in ("link", "dangling", "pipe", "socket", "folder", "zero")}
        os.symlink(self.write("secret", "SECRET=1\n"), made["link"])
        os.symlink("nowhere", made["dangling"])
        os.mkfifo(made["pipe"])
        listener = socket.socket(socket.AF_UNIX)
        self.addCleanup(listener.close)
        listener.bind(made["socket"])
        os.mkdir(made["folder"])
        os.symlink("/dev/zero", made["zero"])
        kinds = {"pipe": "a named pipe", "socket": "a socket", "folder": "a directory"}
        return {name: (path, kinds.get(name, "a symbolic link")) for name, path in made.items()}


class ReadTest(NoWaiting, Case):
    def test_a_regular_file_is_read_up_to_its_limit(self):
        path = self.write("file", "x" * 100_000)
        self.assertEqual(len(files.read(path, 100_000)), 100_000)
        with self.assertRaises(files.Untrusted) as caught:
            files.read(path, 99_999)
        self.assertEqual(str(caught.exception), f"is larger than 99999 bytes: `{path}`")

    def test_what_is_no_regular_file_is_refused_at_once_and_in_words(self):
        for path, reason in self.odd().values():
            with self.assertRaises(files.Untrusted, msg=path) as caught:
                files.read(path, 100)
            self.assertIn(f"is {reason}, not a regular file", caught.exception.strerror)
            self.assertEqual(caught.exception.filename, path)

    def test_a_device_is_refused(self):
        with self.assertRaisesRegex(files.Untrusted, "is a device"):
            files.read("/dev/zero", 100)

    def test_a_file_that_grows_while_it_is_read_is_read_to_its_limit_only(self):
        path = self.write("file", "x")
        real = os.fstat

        def fstat(handle):
            found = real(handle)
            with open(path, "a") as stream:
                stream.write("y" * 1000)
            return found

        with mock.patch("os.fstat", fstat), self.assertRaisesRegex(files.Untrusted, "larger than 500 bytes"):
            files.read(path, 500)

    def test_a_file_that_is_replaced_by_a_link_after_it_was_looked_at_is_not_followed(self):
        path, secret = self.write("file", "A=1"), self.write("secret", "S=1")
        real = os.open

        def swapped(name, *arguments, **options):
            if name == path:
                os.unlink(path)
                os.symlink(secret, path)
            return real(name, *arguments, **options)

        with mock.patch("os.open", swapped), self.assertRaisesRegex(files.Untrusted, "symbolic link"):
            files.read(path, 500)

    def test_what_is_not_there_is_the_usual_error(self):
        with self.assertRaises(FileNotFoundError) as caught:
            files.read(self.path("none"), 10)
        self.assertEqual(caught.exception.filename, self.path("none"))

    @unittest.skipUnless(IS_ROOT, "only root gives files away")
    def test_a_file_of_another_user_is_refused(self):
        path = self.write("file", "x")
        os.chown(path, OTHER, OTHER)
        self.assertEqual(files.read(path, 10), b"x")
        self.assertEqual(files.read(path, 10, {0, OTHER}), b"x")
        with self.assertRaisesRegex(files.Untrusted, f"belongs to user id {OTHER}"):
            files.read(path, 10, {0, NOBODY})

    def test_no_descriptor_is_left_open(self):
        odd = [path for path, _ in self.odd().values()] + [self.write("big", "x" * 100), self.path("none")]
        before = os.listdir("/proc/self/fd")
        for path in odd:
            with self.assertRaises(OSError):
                files.read(path, 10)
        self.assertEqual(len(os.listdir("/proc/self/fd")), len(before))


class FolderTest(NoWaiting, Case):
    def setUp(self):
        super().setUp()
        os.mkdir(self.path("place"))
        folder = files.Folder(self.path("place"))
        self.folder = folder.__enter__()
        self.addCleanup(folder.__exit__)

    def names(self):
        return sorted(os.listdir(self.path("place")))

    def test_a_name_is_one_component(self):
        for name in ("", ".", "..", "a/b", "/etc/passwd", "../x", "a\0b"):
            for call in (
                lambda name: self.folder.read(name, 10),
                lambda name: self.folder.write(name, b""),
                lambda name: self.folder.append(name),
                lambda name: self.folder.own(name, -1, -1, 0o600),
                lambda name: self.folder.unlink(name),
                lambda name: self.folder.rename(name, "x"),
                lambda name: self.folder.rename("x", name),
                lambda name: self.folder.symlink("x", name),
                lambda name: self.folder.readlink(name),
                lambda name: self.folder.folder(name),
            ):
                with self.assertRaises(ValueError, msg=name):
                    call(name)

    def test_a_write_replaces_whatever_the_umask_and_leaves_nothing_beside(self):
        before = os.umask(0o077)
        self.addCleanup(os.umask, before)
        self.write("place/file.new", "half")
        for data in (b"one", b"two"):
            self.folder.write("file", data, 0o644)
        self.assertEqual((self.folder.read("file", 10), mode(self.path("place", "file"))), (b"two", 0o644))
        self.assertEqual(self.names(), ["file"])

    def test_a_write_replaces_a_link_and_not_what_it_leads_to(self):
        outside = self.write("outside", "root's")
        for name in ("file", "file.new"):
            os.symlink(outside, self.path("place", name))
        self.folder.write("file", b"new")
        self.assertEqual((self.read("outside"), self.folder.read("file", 10)), ("root's", b"new"))

    def test_a_directory_at_the_path_of_a_write_is_reported(self):
        os.mkdir(self.path("place", "file.new"))
        with self.assertRaisesRegex(files.Untrusted, "is a directory: `.*file.new`"):
            self.folder.write("file", b"")
        self.assertEqual(self.names(), ["file.new"])

    def test_a_write_that_fails_leaves_the_old_bytes(self):
        self.folder.write("file", b"old")
        with mock.patch("os.fsync", side_effect=OSError(28, "full")), self.assertRaises(OSError):
            self.folder.write("file", b"new")
        self.assertEqual((self.folder.read("file", 10), self.names()), (b"old", ["file"]))

    def test_appending_and_owning_follow_no_link_and_touch_no_second_name(self):
        outside = self.write("outside", "root's\n")
        os.chmod(outside, 0o600)
        os.symlink(outside, self.path("place", "link"))
        os.link(outside, self.path("place", "hard"))
        for name, reason in (("link", "symbolic link"), ("hard", "has 2 hard links")):
            with self.assertRaisesRegex(files.Untrusted, reason):
                self.folder.append(name)
            with self.assertRaisesRegex(files.Untrusted, reason):
                self.folder.own(name, -1, -1, 0o666)
        self.assertEqual((self.read("outside"), mode(outside)), ("root's\n", 0o600))

    def test_appending_makes_the_file_with_its_mode(self):
        for line in (b"1\n", b"2\n"):
            with self.folder.append("log", 0o600) as stream:
                stream.write(line)
        self.assertEqual((self.folder.read("log", 10), mode(self.path("place", "log"))), (b"1\n2\n", 0o600))

    def test_odd_files_are_refused_by_each_operation(self):
        for path, reason in self.odd().values():
            name = os.path.basename(path)
            os.rename(path, self.path("place", name))
            for call in (
                lambda: self.folder.read(name, 10),
                lambda: self.folder.append(name),
                lambda: self.folder.own(name, -1, -1, 0o600),
            ):
                with self.assertRaisesRegex(files.Untrusted, reason, msg=path):
                    call()

    def test_a_child_directory_is_entered_but_not_through_a_link(self):
        os.mkdir(self.path("outside"))
        os.symlink(self.path("outside"), self.path("place", "link"))
        self.write("place/file", "")
        for name in ("link", "file"):
            with self.assertRaisesRegex(files.Untrusted, "is not a directory"), self.folder.folder(name, 0o755):
                pass
        before = os.umask(0o077)
        self.addCleanup(os.umask, before)
        for _ in range(2):
            with self.folder.folder("child", 0o755) as child:
                child.write("x", b"1")
                child.rename("x", "y", self.folder)
        self.assertEqual((mode(self.path("place", "child")), self.folder.read("y", 10)), (0o755, b"1"))

    def test_links_are_made_read_and_replaced(self):
        self.assertIsNone(self.folder.readlink("link"))
        for target in ("one", "two"):
            self.folder.symlink(target, "link")
        self.assertEqual((self.folder.readlink("link"), self.names()), ("two", ["link"]))
        self.assertIsNone(self.folder.unlink("link") or self.folder.unlink("link"))

    def test_a_link_that_cannot_be_made_is_named_and_not_its_target(self):
        os.rmdir(self.folder.path)
        with self.assertRaises(FileNotFoundError) as caught:
            self.folder.symlink("/usr/bin/python3", "python")
        self.assertEqual(caught.exception.filename, os.path.join(self.folder.path, "python"))
        self.assertIsNone(caught.exception.filename2)

    def test_a_folder_that_is_renamed_meanwhile_stays_the_one_that_was_opened(self):
        os.mkdir(self.path("outside"))
        os.rename(self.path("place"), self.path("moved"))
        os.symlink(self.path("outside"), self.path("place"))
        self.folder.write("file", b"1")
        self.assertEqual((os.listdir(self.path("outside")), os.listdir(self.path("moved"))), ([], ["file"]))


@unittest.skipUnless(IS_ROOT, "only root gives directories away")
class AncestorTest(Case):
    def setUp(self):
        super().setUp()
        os.makedirs(self.path("a", "b", "c"))

    def first(self, uid=0, path="a/b/c"):
        return files.untrusted_ancestor(self.path(path), uid)

    def test_directories_of_root_and_of_the_user_are_trusted(self):
        self.assertIsNone(self.first())
        os.chown(self.path("a", "b"), OTHER, OTHER)
        self.assertIsNone(self.first(OTHER))
        self.assertEqual(self.first(0), self.path("a", "b"))

    def test_each_component_counts_the_last_and_a_file_too(self):
        for part in ("a", "a/b", "a/b/c"):
            os.chown(self.path(part), NOBODY, NOBODY)
            self.assertEqual(self.first(), self.path(part))
            os.chown(self.path(part), 0, 0)
        os.chown(self.write("a/b/c/file", ""), NOBODY, NOBODY)
        self.assertEqual(self.first(path="a/b/c/file"), self.path("a/b/c/file"))

    def test_what_does_not_exist_yet_is_no_fault_and_what_is_above_it_may_be(self):
        self.assertIsNone(self.first(path="a/b/c/d/e"))
        os.chown(self.path("a"), NOBODY, NOBODY)
        self.assertEqual(self.first(path="a/b/c/d/e"), self.path("a"))

    def test_who_else_may_write_counts_unless_the_directory_is_sticky(self):
        for bits, is_fault in ((0o777, True), (0o757, True), (0o1777, False), (0o1757, False), (0o755, False)):
            os.chmod(self.path("a", "b"), bits)
            self.assertEqual(self.first(), self.path("a", "b") if is_fault else None, oct(bits))

    def test_a_group_that_may_write_counts_unless_it_is_roots(self):
        os.chmod(self.path("a", "b"), 0o775)
        self.assertIsNone(self.first())
        os.chown(self.path("a", "b"), 0, OTHER)
        self.assertEqual(self.first(), self.path("a", "b"))

    def test_the_users_own_group_of_that_name_may_write(self):
        from grp import struct_group
        from pwd import struct_passwd

        os.chown(self.path("a"), OTHER, OTHER)
        os.chmod(self.path("a"), 0o775)
        user = struct_passwd(("ana", "x", OTHER, OTHER, "", "/", ""))
        for name, members, is_fault in (("ana", [], False), ("ana", ["ana"], False), ("ana", ["bo"], True), ("web", [], True)):
            group = struct_group((name, "x", OTHER, members))
            with mock.patch("pwd.getpwuid", return_value=user), mock.patch("grp.getgrgid", return_value=group):
                self.assertEqual(self.first(OTHER), self.path("a") if is_fault else None, (name, members))
        group = struct_group(("ana", "x", OTHER, []))
        for uid, is_fault in ((OTHER, False), (OTHER + 1, True)):
            other = struct_passwd(("bo", "x", uid, OTHER, "", "/", ""))
            with mock.patch("pwd.getpwuid", return_value=user), mock.patch("grp.getgrgid", return_value=group):
                with mock.patch("pwd.getpwall", return_value=[user, other]):
                    self.assertEqual(self.first(OTHER), self.path("a") if is_fault else None, uid)

    def test_a_link_counts_with_its_owner_and_with_all_on_its_way(self):
        os.makedirs(self.path("x", "y"))
        os.symlink("../x/./y/../y", self.path("a", "link"))
        self.assertIsNone(self.first(path="a/link/z"))
        os.chown(self.path("a", "link"), NOBODY, NOBODY, follow_symlinks=False)
        self.assertEqual(self.first(path="a/link/z"), self.path("a", "link"))
        os.chown(self.path("a", "link"), 0, 0, follow_symlinks=False)
        os.chown(self.path("x"), NOBODY, NOBODY)
        self.assertEqual(self.first(path="a/link/z"), self.path("x"))

    def test_a_circle_of_links_ends(self):
        os.symlink("two", self.path("one"))
        os.symlink("one", self.path("two"))
        with self.assertRaises(OSError):
            self.first(path="one")

    def test_the_fault_has_a_reason_and_a_command_that_corrects_it(self):
        os.chown(self.path("a"), OTHER, OTHER)
        place, reason, command = files.ancestor_fault(self.path("a/b"), 0)
        self.assertEqual((place, reason), (self.path("a"), f"belongs to user id {OTHER}"))
        subprocess.run(command, shell=True, check=True)
        os.chmod(self.path("a", "b"), 0o777)
        subprocess.run(files.ancestor_fault(self.path("a/b"), 0)[2], shell=True, check=True)
        self.assertEqual((self.first(), stat.S_IMODE(os.stat(self.path("a/b")).st_mode)), (None, 0o755))

    @unittest.skipUnless(shutil.which("unshare"), "unshare is not installed")
    def test_owners_that_a_user_namespace_does_not_have_are_outside_it(self):
        os.chown(self.path("a"), OTHER, OTHER)
        os.chmod(self.place, 0o755)
        program = f"import sys; sys.path[:0] = {[archives.RUNTIME]!r}; from _pywar.base import files; print(files.untrusted_ancestor({self.path('a/b')!r}, 0))"
        _, out, err = self.python("-c", program)
        self.assertEqual(out.strip(), self.path("a"), err)
        # only root is there: another owner is the machine's, and cannot act inside
        words = ["unshare", "--user", "--map-root-user", os.path.realpath("/proc/self/exe"), "-c", program]
        found = subprocess.run(words, capture_output=True, text=True)
        if found.returncode != 0:
            self.skipTest(found.stderr)
        self.assertEqual(found.stdout.strip(), "None")


if __name__ == "__main__":
    unittest.main()
