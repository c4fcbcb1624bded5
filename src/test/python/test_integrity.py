"""Nothing runs that does not match its record; the records' own form."""

import importlib.util
import io
import json
import marshal
import os
import unittest
import zipfile

from archives import HELLO, HERE_XY
from deploying import DeployCase

from _pywar.archive import manifest, record
from _pywar.base.report import Refusal
from _pywar.deployment import release


class RecordTest(unittest.TestCase):
    def test_rows_survive_writing_and_reading(self):
        rows = {'a,"b".txt': record.Row("sha256=x", "1"), "bin/python": record.Row("link=/usr/bin/python3", "")}
        data = record.text(rows, "R")
        self.assertTrue(data.endswith(b"R,,\n"))
        self.assertEqual(record.parse(data, "R"), rows)
        self.assertEqual(rows["bin/python"].link, "/usr/bin/python3")
        self.assertIsNone(rows['a,"b".txt'].link)

    def test_a_wheels_digest_is_urlsafe_without_padding(self):
        self.assertEqual(record.digest_of(io.BytesIO(b"")), ("sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU", "0"))

    def test_paths_that_lead_out_are_refused(self):
        for path in ("../x", "/x", "a//b", "a/./b", "", "a\\b", "a/.."):
            with self.assertRaises(Refusal, msg=path):
                record.parse(f"{path},,\n".encode(), "R")
        self.assertTrue(record.is_safe("a/..b/c..d"))

    def test_a_row_of_another_length_is_refused(self):
        with self.assertRaises(Refusal):
            record.parse(b"a,b\n", "R")

    def test_what_is_no_text_is_refused(self):
        for data in (b"\xff,,\n", b'"a\rb,,\n' + b"x" * 200_000):
            with self.assertRaises(Refusal) as caught:
                record.parse(data, "R")
            self.assertEqual(caught.exception.status, 4)


class DamageTest(DeployCase):
    def rewritten(self, change):
        """The archive with its members passed through `change(name, data)`; None leaves one out."""
        good = self.pack(self.archive())
        bad = self.path("bad.pywar")
        with zipfile.ZipFile(good) as old, zipfile.ZipFile(bad, "w") as new:
            for name in old.namelist():
                data = change(name, old.read(name))
                if data is not None:
                    new.writestr(name, data)
            extra = change("extra", None)
            if extra is not None:
                new.writestr("app/extra.py", extra)
        return bad

    def refused(self, bad):
        err = self.deploy(bad, code=4)
        self.assertIsNone(self.current())
        self.assertEqual(os.listdir(os.path.join(self.root, "releases")), [])
        return err

    def test_a_changed_file(self):
        bad = self.rewritten(lambda name, data: b"evil" if name == "app/shop.py" else data)
        self.assertIn("`app/shop.py` does not match its record", self.refused(bad))

    def test_a_missing_file(self):
        bad = self.rewritten(lambda name, data: None if name == "app/shop.py" else data)
        self.assertIn("missing: app/shop.py", self.refused(bad))

    def test_an_added_file(self):
        bad = self.rewritten(lambda name, data: b"evil" if name == "extra" else data)
        self.assertIn("not recorded: app/extra.py", self.refused(bad))

    def test_a_truncated_archive(self):
        good = self.pack(self.archive())
        with open(good, "rb") as stream:
            data = stream.read()
        with open(self.path("bad.pywar"), "wb") as stream:
            stream.write(data[: len(data) // 2])
        code, _, err = self.tool(self.path("bad.pywar"), "deploy", self.root)
        self.assertEqual(code, 4)
        self.assertIn("is not a complete pywar archive", err)

    def test_flipped_bits_in_the_middle(self):
        good = self.pack(self.archive())
        with zipfile.ZipFile(good) as archive:
            offset = archive.getinfo("app/shop.py").header_offset + 60
        with open(good, "r+b") as stream:
            stream.seek(offset)
            byte = stream.read(1)[0]
            stream.seek(offset)
            stream.write(bytes([byte ^ 0xFF]))
        self.assertIn("app/shop.py", self.refused(good))


class CheckTest(DeployCase):
    def setUp(self):
        super().setUp()
        self.deploy(self.archive())

    def check(self, code):
        for place in (self.root, self.release()):
            found, out, err = self.tool(self.archive(), "check", place)
            self.assertEqual(found, code, err)
        return out + err

    def test_an_untouched_deployment_matches_both_records(self):
        self.assertIn("every file matches its record", self.check(0))

    def test_changed_missing_and_added_files_are_named(self):
        self.write(self.release("app", "shop.py"), "changed")
        self.write(self.release("app", "added.py"), "added")
        os.unlink(self.release("pyvenv.cfg"))
        told = self.check(4)
        for line in ("changed: app/shop.py", "added: app/added.py", "missing: pyvenv.cfg"):
            self.assertIn(line, told)

    def test_a_changed_pyc_is_found(self):
        pyc = self.release("app", "__pycache__", f"shop.cpython-{HERE_XY.replace('.', '')}.pyc")
        with open(pyc, "ab") as stream:
            stream.write(b"x")
        self.assertIn("changed: app/__pycache__/shop", self.check(4))

    def test_a_link_that_points_elsewhere_is_found(self):
        os.unlink(self.release("bin", "python"))
        os.symlink("/bin/true", self.release("bin", "python"))
        self.assertIn("changed: bin/python", self.check(4))

    def test_many_differences_are_counted(self):
        for number in range(30):
            self.write(self.release("app", f"added{number}.py"), "")
        told = self.check(4)
        self.assertIn("30 files do not match", told)
        self.assertIn("and 10 more", told)

    def test_a_damaged_release_is_not_deployed_again_but_repaired(self):
        self.write(self.release("app", "shop.py"), "changed")
        self.assertIn("--repair", self.deploy(self.archive(), code=4))
        self.deploy(self.archive(), "--repair")
        self.check(0)
        self.assert_no_debris()

    def planted(self, change):
        """Release 2 unpacked from another archive that claims the same build, with records that fit it."""
        good = self.archive("2")
        good.complete()
        claimed = good.manifest["build"]["id"]
        other = self.archive("2")
        change(other)
        other.complete = lambda made=other.complete: _claiming(made(), claimed)
        self.deploy(other.zip(self.path("other.pywar")))
        self.tool(good, "rollback", self.root)
        return good

    def test_a_release_that_another_archive_of_that_name_left_is_refused(self):
        good = self.planted(lambda other: other.app("shop.py", "application = print\nEVIL = 1\n").app("more.py", ""))
        err = self.deploy(good, code=4)
        self.assertIn("3 files do not match the record of `", err)
        self.assertIn("added: app/more.py", err)
        self.assertIn("added: app/__pycache__/more", err)
        self.assertIn("changed: app/shop.py", err)
        self.assertEqual(self.current(), "1")
        self.deploy(good, "--repair")
        self.assertNotIn("EVIL", self.read(self.release("app", "shop.py")))
        self.check(0)

    def test_a_release_whose_record_says_another_entry_is_refused(self):
        good = self.planted(lambda other: other.manifest["entry"].update(attribute="application.__call__"))
        self.assertIn("changed: META-INF/pywar/manifest.json", self.deploy(good, code=4))

    def test_a_changed_file_is_not_excused_by_the_record_of_what_the_deployment_made(self):
        self.write(self.release("app", "shop.py"), "EVIL = 1\n" + HELLO)
        os.unlink(self.release("META-INF", "pywar", "DEPLOYED"))
        release.write_record(self.release())
        for told in (self.check(4), self.deploy(self.archive(), code=4)):
            self.assertIn("changed: META-INF/pywar/DEPLOYED (it differs from its seal", told)
            self.assertIn("changed: app/shop.py", told)

    def test_the_same_build_made_at_another_time_is_the_same_release(self):
        later = self.archive()
        later.manifest["build"]["timestamp"] = "2027-01-01T00:00:00Z"
        self.deploy(later)
        self.assertIn(("unpack", "skipped"), self.steps())

    def test_a_pyc_that_comes_with_the_archive_is_replaced_by_one_of_its_source(self):
        name = f"app/__pycache__/shop.cpython-{HERE_XY.replace('.', '')}.pyc"
        # a header that Python takes, and a body that would take all memory
        huge = importlib.util.MAGIC_NUMBER + b"\1\0\0\0" + b"x" * 8 + b"(\xff\xff\xff\x7f"
        self.deploy(self.archive("2", files={name: huge}))
        with open(self.release(*name.split("/")), "rb") as stream:
            self.assertEqual(marshal.loads(stream.read()[16:]).co_filename, self.release("app", "shop.py"))
        self.check(0)

    def test_a_damaged_release_is_not_rolled_back_to(self):
        self.deploy(self.archive("2"))
        names = sorted(os.listdir(os.path.join(self.root, "releases")))
        self.write(os.path.join(self.root, "releases", names[0], "app", "shop.py"), "changed")
        self.assertEqual(self.tool(self.archive(), "rollback", self.root)[0], 4)
        self.assertEqual(self.current(), "2")

    def test_reports_a_tree_that_is_no_release(self):
        for place in (self.place, self.path("nowhere")):
            code, _, err = self.tool(self.archive(), "check", place)
            self.assertEqual(code, 2)
            self.assertIn(f"`{place}` is neither a deployment nor a release", err)

    def test_reports_a_release_without_its_record(self):
        self.deploy(self.archive())
        os.unlink(self.release("META-INF", "pywar", "RECORD"))
        code, _, err = self.tool(self.archive(), "check", self.root)
        self.assertEqual(code, 4)
        self.assertIn("has no META-INF/pywar/RECORD", err)


def _claiming(files, build):
    """`files` with a manifest that states this build id, and a RECORD that fits it."""
    path, old = manifest.PATH, record.parse(files[record.RECORD], record.RECORD)
    found = json.loads(files[path])
    found["build"]["id"] = build
    files[path] = json.dumps(found).encode()
    old[path] = record.digest_of(io.BytesIO(files[path]))
    return {**files, record.RECORD: record.text(old, record.RECORD)}


if __name__ == "__main__":
    unittest.main()
