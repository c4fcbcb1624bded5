"""The interpreter of an archive: what is unpacked, refused and removed."""

import gzip
import hashlib
import io
import os
import sys
import tarfile
import unittest
from unittest import mock

import archives  # noqa: F401  (puts the runtime on sys.path)
from support import Case

from _pywar.archive import manifest
from _pywar.base.report import Refusal
from _pywar.deployment import interpreter
from _pywar.deployment.directory import Deployment

KEY_DIGITS = 32


def member(name, content=b"", kind=tarfile.REGTYPE, target="", mode=0o644):
    info = tarfile.TarInfo(name)
    info.type, info.linkname, info.mode, info.size = kind, target, mode, len(content)
    return info, content


class InstallTest(Case):
    def install(self, *members, **changed):
        """Unpack a tar file that is in the middle of another file."""
        data = io.BytesIO()
        with tarfile.open(fileobj=data, mode="w") as tar:
            for info, content in members:
                tar.addfile(info, io.BytesIO(content))
        region = gzip.compress(data.getvalue(), mtime=0)
        archive = self.path("shop.pywar")
        with open(archive, "wb") as stream:
            stream.write(b"#!/bin/sh\n" + region + b"PK the rest")
        declared = {"sha256": hashlib.sha256(region).hexdigest(), "offset": 10, "size": len(region), "file": None}
        declared.update(changed)
        self.declared = declared
        deployment = Deployment(self.path("srv"))
        os.makedirs(deployment.path, exist_ok=True)
        interpreter._install(archive, declared, deployment)
        return os.path.join(deployment.path, "pythons", declared["sha256"][:KEY_DIGITS])

    def assert_refused(self, why, *members, **changed):
        with self.assertRaises(Refusal) as caught:
            self.install(*members, **changed)
        self.assertEqual(caught.exception.status, 4)
        self.assertIn(why, " ".join([caught.exception.what, *caught.exception.facts]))
        place = self.path("srv/pythons")
        self.assertEqual(os.listdir(place) if os.path.isdir(place) else [], [])

    def test_files_get_plain_modes_and_links_stay(self):
        place = self.install(
            member("./python", kind=tarfile.DIRTYPE, mode=0o777),
            member("python/bin/python3", kind=tarfile.SYMTYPE, target="python3.11"),
            member("python/bin/python3.11", b"program", mode=0o4777),
            member("python/lib/os.py", b"text", mode=0o666),
            member("python/lib/copy.py", kind=tarfile.LNKTYPE, target="python/lib/os.py"),
        )
        modes = {name: os.stat(os.path.join(place, "python", name)).st_mode & 0o7777 for name in ("bin/python3.11", "lib/os.py")}
        self.assertEqual(modes, {"bin/python3.11": 0o755, "lib/os.py": 0o644})
        self.assertEqual(os.readlink(os.path.join(place, "python/bin/python3")), "python3.11")
        with open(os.path.join(place, "python/lib/copy.py"), "rb") as stream:
            self.assertEqual(stream.read(), b"text")

    def test_what_leaves_the_tree_is_refused(self):
        out = [
            member("../evil", b"x"),
            member("python/../../evil", b"x"),
            member("link", kind=tarfile.SYMTYPE, target="../../etc"),
            member("link", kind=tarfile.SYMTYPE, target="/etc/passwd"),
            member("link", kind=tarfile.LNKTYPE, target="../../etc/passwd"),
            member("pipe", kind=tarfile.FIFOTYPE),
            member("device", kind=tarfile.CHRTYPE),
        ]
        for one in out:
            with self.subTest(one[0].name, kind=one[0].type):
                self.assert_refused("cannot be unpacked", one)
        self.assertFalse(os.path.exists(self.path("evil")))

    def test_no_link_is_made_through_another_one(self):
        out = [
            member("a/b/c/up", kind=tarfile.SYMTYPE, target="../.."),
            member("out", kind=tarfile.SYMTYPE, target="a/b/c/up/../../../.."),
            member("out/evil", kind=tarfile.SYMTYPE, target="x"),
        ]
        self.assert_refused("is below a link", *out)
        self.assertFalse(os.path.lexists(self.path("evil")))

    def test_other_bytes_are_refused(self):
        complete = member("bin/python3.11", b"program")
        with mock.patch.object(interpreter, "_unpack", side_effect=AssertionError("unpacked")):
            self.assert_refused(f"and in the manifest {'0' * 64}", complete, sha256="0" * 64)
            self.assert_refused("its SHA-256 is", complete, size=20)
            self.assert_refused("its SHA-256 is", complete, offset=11)
            self.assert_refused("bytes too early", complete, size=100_000)

    def test_bytes_that_change_after_the_comparison_are_refused(self):
        unpack = interpreter._unpack

        def change(region, part, archive):
            unpack(region, part, archive)
            region._hash.update(b"x")

        with mock.patch.object(interpreter, "_unpack", change):
            self.assert_refused("its SHA-256 is", member("bin/python3.11", b"program"))

    def test_hard_links_count_as_files(self):
        links = [member(f"link{number}", kind=tarfile.LNKTYPE, target="file") for number in range(3)]
        with mock.patch.object(interpreter, "_MOST_BYTES", 35):
            self.assert_refused("it has too many bytes", member("file", b"x" * 10), *links)
            self.install(member("file", b"x" * 10), *links[:2])

    def test_headers_without_bounds_are_refused(self):
        long = member("x" * 200)
        long[0].pax_headers = {"comment": "x" * 70000}
        self.assert_refused("a header of it has 7", long)
        sparse = member("sparse", kind=tarfile.GNUTYPE_SPARSE)
        self.assert_refused("it has a sparse file", sparse)
        later = member("sparse", b"1\n0\n1\n" + b"\0" * 505)
        later[0].pax_headers = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": "1"}
        self.assert_refused("it has a sparse file", later)

    def test_a_half_made_tree_is_replaced(self):
        complete = member("bin/python3.11", b"program")
        part = self.install(complete) + ".part"
        os.makedirs(os.path.join(part, "bin"))
        place = self.install(complete)
        self.assertEqual(os.listdir(os.path.dirname(place)), [os.path.basename(place)])

    def test_a_missing_file_beside_the_archive_is_named(self):
        with self.assertRaisesRegex(Refusal, "there is no file .*shop-python.tar.gz"):
            self.install(member("x", b"x"), file="shop-python.tar.gz")


class RemoveTest(Case):
    def test_an_interpreter_that_no_release_uses_is_removed(self):
        deployment = Deployment(self.path("srv"))
        for key in ("used", "unused"):
            os.makedirs(os.path.join(deployment.path, "pythons", key, "bin"))
        for name, program in (
            ("1.0.0-0123456789ab", os.path.join(deployment.path, "pythons", "used", "bin", "python3.11")),
            ("1.1.0-0123456789ab", sys.executable),
        ):
            folder = os.path.join(deployment.release(name), "bin")
            os.makedirs(folder)
            os.symlink(program, os.path.join(folder, "python"))
        self.assertEqual(interpreter.remove_unused(deployment), ["pythons/unused"])
        self.assertEqual(os.listdir(os.path.join(deployment.path, "pythons")), ["used"])

    def test_an_interpreter_that_is_removed_in_part_does_not_count_as_installed(self):
        deployment = Deployment(self.path("srv"))
        program = os.path.join(deployment.pythons, "unused", "bin", "python3.11")
        os.makedirs(program)
        with mock.patch("shutil.rmtree", side_effect=KeyboardInterrupt), self.assertRaises(KeyboardInterrupt):
            interpreter.remove_unused(deployment)
        self.assertEqual(os.listdir(deployment.pythons), ["unused.gone"])
        os.makedirs(program)
        self.assertEqual(interpreter.remove_unused(deployment), ["pythons/unused"])
        self.assertEqual(os.listdir(deployment.pythons), [])

    def test_an_interpreter_is_used_by_releases_that_were_deployed_by_another_path(self):
        deployment = Deployment(self.path("srv"))
        program = os.path.join(deployment.path, "pythons", "used", "bin", "python3.11")
        os.makedirs(os.path.dirname(program))
        os.makedirs(os.path.join(deployment.release("1.0.0-0123456789ab"), "bin"))
        os.symlink(program, os.path.join(deployment.release("1.0.0-0123456789ab"), "bin", "python"))
        os.symlink(deployment.path, self.path("link"))
        self.assertEqual(interpreter.remove_unused(Deployment(self.path("link"))), [])

    def test_a_deployment_without_interpreters_stays_as_it_is(self):
        deployment = Deployment(self.path("srv"))
        self.assertEqual(interpreter.remove_unused(deployment), [])


class ManifestTest(unittest.TestCase):
    def test_only_complete_descriptions_are_accepted(self):
        complete = {"program": "python/bin/python3.11", "sha256": "0" * 64, "size": 5, "offset": 0, "file": None}
        self.assertTrue(manifest._is_runtime(complete))
        for key, value in (
            ("program", "../python"),
            ("program", "/bin/python"),
            ("program", None),
            ("sha256", "0" * 63),
            ("sha256", "../" + "0" * 61),
            ("size", "5"),
            ("offset", -1),
            ("file", "../x"),
        ):
            with self.subTest(key, value=value):
                self.assertFalse(manifest._is_runtime(dict(complete, **{key: value})))


if __name__ == "__main__":
    unittest.main()
