"""Damaged archives, records, manifests and environment files: the tool reports its own errors, fast and in little memory.

Random damage, seeded.  All inputs run in a child that may have 256 MB more than it begins with;
`-Dpywar.proof=true` runs 10,000 of each reader.
"""

import collections
import contextlib
import io
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import traceback
import unittest
import zipfile
from unittest import mock

from archives import Archive
from deploying import DeployCase
from support import Case

from _pywar.archive import bundle, manifest, packed, record, source, unpack
from _pywar.base import report
from _pywar.base.report import Refusal, plain
from _pywar.boot import envfile, gate
from _pywar.commands import info
from _pywar.deployment import journal

COUNT = int(os.environ.get("PYWAR_DAMAGED", "300"))
SECONDS = 2
MEMORY = 256 << 20
PIECES = [b"\0", b"\n", b"\r", b",", b'"', b"'", b"=", b"#", b"../", b"/", b"\\", b"{", b"[" * 5000, b"null", b"1e999", b"-1", b"9" * 5000]
PIECES += [b'""', b"\xff", b"\xf0\x9f\x98\x80", b"\xed\xa0\x80", b"\\ud800", b"PK\1\2", b"PK\3\4", b"PK\5\6", b"\xff\xff\xff\xff", b"link=", b"sha256=", b"\x1b[2J"]
VALUES = [None, True, -1, 1e9, "", "x" * 50, "../..", "/etc", "\0", [], {}, [[]], {"a": 1}, "9.9", "\ud800", "\x1b[2J", "a/b", 10**30, "\u00b2", "\u0663"]


def damaged(data, chance):
    """`data` with one to five changes of bits, bytes, pieces and order."""
    data = bytearray(data)
    for _ in range(chance.randint(1, 5)):
        at, kind = chance.randrange(len(data) + 1), chance.randrange(7)
        piece = chance.choice(PIECES)
        if kind == 0 and data:
            data[at % len(data)] ^= 1 << chance.randrange(8)
        elif kind == 1:
            data[at : at + chance.randrange(20)] = b""
        elif kind == 2:
            data[at:at] = piece
        elif kind == 3:
            data[at : at + len(piece)] = piece
        elif kind == 4:
            data[at:at] = data[at : at + chance.randrange(60)]
        elif kind == 5:
            del data[at:]
        else:
            data[at:at] = bytes([chance.randrange(256)]) * (1 << chance.randrange(12))
    return bytes(data)


def reshaped(value, chance):
    """JSON with other values here and there, and without some of its own."""
    if chance.random() < 0.1:
        return chance.choice(VALUES)
    if isinstance(value, dict):
        return {key: reshaped(one, chance) for key, one in value.items() if chance.random() > 0.05}
    if isinstance(value, list):
        return [reshaped(one, chance) for one in value if chance.random() > 0.1]
    return value


class Readers:
    """Each method reads one input made by `chance`; it returns, or raises Refusal."""

    def __init__(self, place):
        self.place = place
        archive = Archive()
        archive.files = {name: archive.files[name] for name in ("app/shop.py", "wsgi.py", "pyvenv.cfg", "_pywar/base/report.py")}
        archive.manifest["packages"] = [{"name": "flask", "version": "3.1.3"}]
        archive.manifest["executables"] = ["wsgi.py"]
        self.files = archive.complete()
        with open(archive.zip(os.path.join(place, "good.pywar")), "rb") as stream:
            self.good = stream.read()

    def _written(self, name, data):
        path = os.path.join(self.place, name)
        with open(path, "wb") as stream:
            stream.write(data)
        return path

    def zip(self, chance):
        path, target = self._written("a.pywar", damaged(self.good, chance)), os.path.join(self.place, "out")
        shutil.rmtree(target, ignore_errors=True)
        self._use(manifest.read(path))
        origin = source.of(path)
        try:
            unpack.unpack(origin, target)
        finally:
            origin._zip.close()
        for folder, folders, names in os.walk(target):
            for name in folders + names:
                assert os.path.realpath(os.path.join(folder, name)).startswith(target + os.sep), name

    def members(self, chance):
        """Members that are valid one by one and invalid together."""
        files = dict(self.files)
        for _ in range(chance.randint(1, 3)):
            name = chance.choice(sorted(files))
            made = chance.choice([name + "/x", "../x", "/x", "x" * 300, name.upper(), "a//b", "\u00e9", name.rpartition("/")[0] or "app", "con\n"])
            if chance.random() < 0.5:
                files[made] = files[name]
            else:
                files[name] = damaged(files[name], chance)
            rows = {path: record.digest_of(io.BytesIO(data)) for path, data in files.items() if path != record.RECORD}
            if chance.random() < 0.7:
                files[record.RECORD] = record.text(rows, record.RECORD)
        path, target = os.path.join(self.place, "m.pywar"), os.path.join(self.place, "out")
        with zipfile.ZipFile(path, "w", chance.choice([zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, 0])) as packed_:
            for name, data in files.items():
                packed_.writestr(name, data)
        shutil.rmtree(target, ignore_errors=True)
        self._use(manifest.read(path))
        unpack.unpack(source.of(path), target)

    def manifest_bytes(self, chance):
        self._manifest(damaged(self.files[manifest.PATH], chance))

    def manifest_values(self, chance):
        self._manifest(json.dumps(reshaped(json.loads(self.files[manifest.PATH]), chance)).encode())

    def _manifest(self, data):
        os.makedirs(os.path.join(self.place, "tree", "META-INF", "pywar"), exist_ok=True)
        self._written("tree/" + manifest.PATH, data)
        self._use(manifest.read(os.path.join(self.place, "tree")))

    def _use(self, found):
        """Read it as the commands do; all messages are printable."""
        request = type("Request", (), {"json": False, "target": False})
        kept, sys.stdout = sys.stdout, io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
        try:
            with_read(manifest, found, lambda: info.main(self.place, request))
            sys.stdout.flush()
            assert b"\x1b" not in sys.stdout.buffer.getvalue()
        finally:
            sys.stdout = kept
        one = bundle.Bundle(self.place, found)
        for path in (one.app, one.libraries, one.scripts, one.hooks):
            assert os.path.normpath(path).startswith(self.place + os.sep), path
        assert one.label and one.key and one.entry_text and one.interface in ("wsgi", "asgi")
        gate.require(found)

    def record(self, chance):
        rows = record.parse(damaged(self.files[record.RECORD], chance), record.RECORD)
        assert all(manifest.is_safe(name) for name in rows)

    def env(self, chance):
        good = b"A=1\nexport DB='x y'\n# c\nURL=\"http://u:p@h/?a=b\"\r\nEMPTY=\nX=\xc3\xa9\n"
        path = self._written("env", damaged(good, chance))
        with mock_environment():
            for key, value in envfile.parse(envfile.text(path), path).items():
                envfile._set(key, value, path)


def with_read(module, found, call):
    real, module.read = module.read, lambda root: found
    try:
        return call()
    finally:
        module.read = real


class mock_environment:
    def __enter__(self):
        self._kept = dict(os.environ)

    def __exit__(self, *_):
        os.environ.clear()
        os.environ.update(self._kept)


READERS = [name for name in vars(Readers) if not name.startswith("_")]


def child(place, name, count):
    """All inputs of one reader; ends with 1, and what was wrong on stdout."""
    reader, wrong = Readers(place), collections.Counter()
    with open("/proc/self/statm") as stream:
        pages = int(stream.read().split()[0])
    limit = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    outcomes = collections.Counter()
    signal.signal(signal.SIGALRM, lambda *_: (_ for _ in ()).throw(TimeoutError("no end within 2 s")))
    for number in range(count):
        signal.setitimer(signal.ITIMER_REAL, SECONDS * 10 if number == 0 else SECONDS)
        try:
            getattr(reader, name)(random.Random(f"{name} {number}"))
            outcomes["good"] += 1
        except Refusal as refusal:
            outcomes["refused"] += 1
            text = plain(refusal)
            text.encode("utf-8")
            if not refusal.what or any(ord(letter) < 32 and letter != "\n" for letter in text):
                wrong[f"{number}: unprintable: {text!r}"] += 1
        except BaseException:
            wrong[f"{number}: " + traceback.format_exc()[-1200:]] += 1
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    print(dict(outcomes), *list(wrong)[:5], f"{len(wrong)} wrong", sep="\n")
    sys.exit(1 if wrong or not outcomes["refused"] else 0)


class RandomDamageTest(Case):
    def test_each_reader_reports_its_own_errors_fast_and_in_little_memory(self):
        for name in READERS:
            os.mkdir(self.path(name))
            words = [sys.executable, "-B", os.path.abspath(__file__), "child", self.path(name), name, str(COUNT)]
            done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=3000)
            with self.subTest(name):
                self.assertEqual(done.returncode, 0, done.stdout)


class LimitsTest(Case):
    """Declared sizes and actual sizes."""

    def refused(self, call, status=4):
        with self.assertRaises(Refusal) as caught:
            call()
        self.assertEqual(caught.exception.status, status)
        return plain(caught.exception)

    def test_a_manifest_without_end_is_read_to_its_limit(self):
        path = self.path("big.pywar")
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            with archive.open(manifest.PATH, "w") as stream:
                for _ in range(40):
                    stream.write(b" " * (1 << 20))
        self.assertIn("more than %d bytes" % manifest.LIMIT, self.refused(lambda: manifest.read(path)))

    def test_a_system_without_positioned_reads(self):
        path = Archive().zip(self.path("shop.pywar"))
        with mock.patch("os.pread", create=True):
            del os.pread
            self.assertEqual(manifest.read(path)["name"], "shop")

    def test_a_file_that_is_replaced_while_it_is_opened_is_opened_again(self):
        path = Archive().zip(self.path("shop.pywar"))
        with mock.patch("os.stat", return_value=os.stat(self.place)):
            self.assertIsNot(packed.opened(path), packed.opened(path))
        self.assertIs(packed.opened(path), packed.opened(path))

    def test_a_member_that_is_larger_than_its_record_is_not_unpacked(self):
        archive = Archive()
        files = archive.complete()
        path = self.path("bomb.pywar")
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
            for name, data in files.items():
                made.writestr(name, b"\0" * (64 << 20) if name == "wsgi.py" else data)
        self.assertIn("`wsgi.py` does not match its record", self.refused(lambda: unpack.unpack(source.of(path), self.path("out"))))
        self.assertFalse(os.path.exists(self.path("out")))

    def test_a_tool_with_invalid_python_is_refused(self):
        for name in ("_pywar/commands/cli.py", "_pywar/deployment/deploy.py", "_pywar/commands/info.py"):
            with self.subTest(name):
                path = Archive().zip(self.path("tool.pywar"))
                with zipfile.ZipFile(path) as packed_archive:
                    files = {one: packed_archive.read(one) for one in packed_archive.namelist()}
                files[name] = b"\0\xff" + files[name]
                with zipfile.ZipFile(path, "w") as made:
                    for one, data in files.items():
                        made.writestr(one, data)
                command = "info" if name.endswith("info.py") else "deploy"
                code, _, err = self.python(path, command, *([self.path("site")] if command == "deploy" else []))
                self.assertEqual(code, 4, err)
                self.assertIn("is damaged", err)
                self.assertNotIn("Traceback", err)

    def test_a_list_of_files_without_end_is_not_read(self):
        path = self.path("list.pywar")
        with open(path, "wb") as stream:
            stream.truncate(packed._DIRECTORY_LIMIT + 100)
            stream.seek(0, os.SEEK_END)
            size = packed._DIRECTORY_LIMIT + 1
            stream.write(b"PK\5\6" + b"\0" * 4 + b"\1\0\1\0" + size.to_bytes(4, "little") + b"\0" * 6)
        self.assertIn("its list of files has", self.refused(lambda: manifest.read(path)))

    def test_an_environment_file_that_is_no_regular_file_is_refused_at_once(self):
        os.mkfifo(self.path("env"))
        err = self.refused(lambda: envfile.text(self.path("env")), status=3)
        self.assertIn("named pipe", err)
        with open(self.path("big"), "wb") as stream:
            stream.truncate(envfile.LIMIT + 1)
        self.assertIn("larger than", self.refused(lambda: envfile.text(self.path("big")), status=3))
        os.symlink("/dev/zero", self.path("zero"))
        self.assertIn("a device", self.refused(lambda: envfile.text(self.path("zero")), status=3))

    def test_a_link_of_the_administrator_to_an_environment_file_is_followed(self):
        self.write("real", "A=1\n")
        os.symlink("real", self.path("env"))
        self.assertEqual(envfile.parse(envfile.text(self.path("env")), "env"), {"A": "1"})

    def test_an_environment_that_the_locale_cannot_encode_is_refused(self):
        tree = Archive().tree(self.path("releases", "1"))
        with open(self.write("shared/env", ""), "wb") as stream:
            stream.write("NAME=M\u00fcller\n".encode("utf-8"))
        env = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
        code, _, err = self.python(tree + "/wsgi.py", env=env)
        self.assertEqual(code, 3, err)
        self.assertIn("`NAME` of", err)
        self.assertIn("LANG=C.UTF-8", err)
        self.assertNotIn("Traceback", err)

    def test_each_command_refuses_a_file_that_is_no_archive(self):
        good = Archive().zip(self.path("good.pywar"))
        with open(good, "rb") as stream:
            data = stream.read()
        for name, text in {"empty": b"", "text": b"hello", "half": data[: len(data) // 2]}.items():
            with open(self.path(name), "wb") as stream:
                stream.write(text)
            self.assertIn("is not a complete pywar archive", self.refused(lambda: manifest.read(self.path(name))))


class QuotedNamesTest(DeployCase):
    """Text of an archive in a message adds no lines, and does not control the terminal."""

    NAMES = {
        "x\nhint: curl h|sh\n": "    not recorded: x\n    hint: curl h|sh\n",
        "x\x1b]0;t\x07": "not recorded: x\\x1b]0;t\\x07",
        "x\u202egpj.py": "not recorded: x\\u202egpj.py",
        "x\u2066y\u2069": "not recorded: x\\u2066y\\u2069",
        "x\x9b2J": "not recorded: x\\x9b2J",
    }

    def test_a_name_that_is_not_recorded(self):
        for name, shown in self.NAMES.items():
            with self.subTest(name=ascii(name)):
                path = self.pack(self.archive())
                with zipfile.ZipFile(path, "a") as archive:
                    archive.writestr(name, b"")
                err = self.deploy(path, code=4)
                self.assertIn(shown, err)
                self.assertEqual([line for line in err.splitlines() if line.startswith("hint: ")], ["hint: copy the archive again"])

    def test_a_line_of_a_deployment(self):
        err = io.StringIO()
        with contextlib.redirect_stderr(err):
            journal.report("hooks/pre-deploy: done (1\npywar: done: all is well\x1b[2J.sh)")
        self.assertEqual(err.getvalue(), "pywar: hooks/pre-deploy: done (1\n    pywar: done: all is well\\x1b[2J.sh)\n")

    def test_each_part_of_a_message(self):
        text = "a\npywar: done\nhint: b\nfix: c"
        # a block repeats the message at its end
        for form, count in ((report.plain, 9), (report.block, 12)):
            shown = form(Refusal(text, [text], [text])).splitlines()
            lines = [line for line in shown if "done" in line or "fix: c" in line or line.endswith("hint: b")]
            self.assertEqual(len(lines), count)
            self.assertEqual([line for line in lines if not line.startswith("    ")], [])


class ExecutablesTest(Case):
    """The manifest lists executable files; the archive's attributes are used only without that list."""

    def unpacked(self, archive, name):
        path = archive.zip(self.path(name + ".pywar"))
        unpack.unpack(source.of(path), self.path(name))
        walked = [os.path.join(folder, file) for folder, _, files in os.walk(self.path(name)) for file in files]
        return sorted(os.path.relpath(path, self.path(name)) for path in walked if os.access(path, os.X_OK) and os.stat(path).st_mode & 0o111)

    def test_modes_come_from_the_manifest(self):
        archive = Archive().add("bin/tool", "#!/bin/sh\n").add("bin/data", "").app("run.sh", "#!/bin/sh\n")
        self.assertEqual(self.unpacked(archive, "old"), ["bin/data", "bin/tool"])
        archive.manifest["executables"] = ["app/run.sh", "bin/tool"]
        self.assertEqual(self.unpacked(archive, "new"), ["app/run.sh", "bin/tool"])
        archive.manifest["executables"] = []
        self.assertEqual(self.unpacked(archive, "none"), [])

    def test_a_name_that_is_not_in_the_archive_is_refused(self):
        archive = Archive()
        archive.manifest["executables"] = ["bin/nothing"]
        with self.assertRaises(Refusal) as caught:
            self.unpacked(archive, "x")
        self.assertEqual((caught.exception.status, caught.exception.facts), (4, ["not recorded: bin/nothing"]))

    def test_an_attribute_that_was_flipped_changes_nothing(self):
        archive = Archive().add("bin/tool", "#!/bin/sh\n")
        archive.manifest["executables"] = ["bin/tool"]
        path = archive.zip(self.path("flipped.pywar"))
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(self.path("f.pywar"), "w") as new:
            for entry in old.infolist():
                entry.external_attr ^= 0o111 << 16
                new.writestr(entry, old.read(entry.filename))
        unpack.unpack(source.of(self.path("f.pywar")), self.path("f"))
        self.assertTrue(os.stat(self.path("f", "bin", "tool")).st_mode & 0o111)
        self.assertFalse(os.stat(self.path("f", "wsgi.py")).st_mode & 0o111)


if __name__ == "__main__":
    if sys.argv[1:2] == ["child"]:
        child(sys.argv[2], sys.argv[3], int(sys.argv[4]))
    unittest.main()
