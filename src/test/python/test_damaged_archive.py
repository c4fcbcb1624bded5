"""Damage of an archive whose release is there already."""

import os
import unittest
import zipfile
from unittest import mock

from deploying import DeployCase

from _pywar.archive import unpack

PLAIN = "DATA = '" + "pywar" * 50 + "'\n"


class ArchiveOfAReleaseTest(DeployCase):
    def setUp(self):
        super().setUp()
        self.packed = self.pack(self.archive("1", files={"app/plain.py": PLAIN}))

    def damage(self, old, new, is_stored=True):
        """Change bytes of a file in the archive; as a stored file, it has a valid checksum of the zip afterwards."""
        with zipfile.ZipFile(self.packed) as before, zipfile.ZipFile(self.path("other.pywar"), "w") as after:
            for info in before.infolist():
                data = before.read(info)
                after.writestr(info.filename, data.replace(old, new), zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED)
        os.replace(self.path("other.pywar"), self.packed)

    def test_a_changed_file_of_the_archive_is_refused_although_the_release_is_complete(self):
        self.deploy(self.packed)
        self.damage(b"pywar" * 50, b"PYWAR" * 50)
        for words in ((), ("--plan",), ("--repair",)):
            err = self.deploy(self.packed, *words, code=4)
            self.assertRegex(err, r"plain\.py")
            self.assertIn("hint: copy the archive again", err)
        self.assertEqual(self.current(), "1")
        self.assertEqual(self.tool(self.packed, "check", self.root)[0], 0)

    def test_bytes_that_cannot_be_read_are_refused(self):
        self.deploy(self.packed)
        self.damage(b"", b"")
        with open(self.packed, "rb+") as stream:
            at = stream.read().index(b"pywarpywar")
            stream.seek(at)
            stream.write(b"x")
        for words in ((), ("--plan",)):
            self.assertRegex(self.deploy(self.packed, *words, code=4), r"app/plain\.py")

    def test_a_damaged_archive_is_a_problem_of_the_plan_of_a_new_release(self):
        self.damage(b"pywar" * 50, b"PYWAR" * 50)
        self.assertIn("plain.py", self.deploy(self.packed, "--plan", code=4))
        self.assertFalse(os.path.exists(self.root))

    def test_another_packing_of_the_same_files_is_accepted(self):
        self.deploy(self.packed)
        self.damage(b"", b"", is_stored=False)
        self.deploy(self.packed)
        self.assertIn(("unpack", "skipped"), self.steps())

    def test_the_archive_of_the_release_is_not_read_again(self):
        self.deploy(self.packed)
        with mock.patch.object(unpack, "mismatches", side_effect=AssertionError("read again")):
            self.deploy(self.packed)
            self.deploy(self.packed, "--plan")
            self.deploy(os.path.realpath(os.path.join(self.root, "current")))

    def test_a_damaged_tree_is_refused(self):
        tree = self.archive("1", files={"app/plain.py": PLAIN}).tree(self.path("tree"))
        self.deploy(tree)
        self.deploy(tree)
        self.write(os.path.join(tree, "app", "plain.py"), "DATA = 1\n")
        self.assertIn("plain.py", self.deploy(tree, code=4))


if __name__ == "__main__":
    unittest.main()
