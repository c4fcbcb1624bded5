"""`deploy --from`: the archive gets its own bytes from a release and a few ranges, and runs only after its check."""

import base64
import contextlib
import gzip
import hashlib
import io
import json
import os
import random
import select
import shutil
import socket
import struct
import subprocess
import sys
import tarfile
import unittest
import zipfile
import zlib
from unittest import mock

import support
from archives import Archive
from deploying import DeployCase
from repository import ARCHIVE, Repository

from _pywar.archive import record
from _pywar.base.report import Refusal
from _pywar.boot import process
from _pywar.deployment import credentials, delta, http_ranges, interpreter, origins

LINES = random.Random(7)
PROOF = os.environ.get("PYWAR_FULL") == "0"
BIG = "".join(f"NAME_{number} = {LINES.random()}\n" for number in range(5000))


class FetchCase(DeployCase):
    """Case with a repository; the new tool runs in this process."""

    def setUp(self):
        super().setUp()
        self.repository = Repository()
        self.addCleanup(self.repository.close)
        for variable in ("http_proxy", "https_proxy", "all_proxy", "NETRC"):
            os.environ.pop(variable, None)
        self.started = []
        for name, value in (("process.rerun", self.rerun), ("http_ranges.PAUSES", (0.0, 0.0))):
            module = process if name.startswith("process") else http_ranges
            patched = mock.patch.object(module, name.rpartition(".")[2], value)
            patched.start()
            self.addCleanup(patched.stop)
        patched = mock.patch.dict(os.environ, {"HOME": self.place})
        patched.start()
        self.addCleanup(patched.stop)

    def rerun(self, python, words):
        self.started.append(words)
        raise SystemExit(0)

    def archive(self, version="1", **files):
        return super().archive(version, **files).lib("library/big.py", BIG).lib("library/data.bin", b"x" * 50000)

    def fetch(self, *words, code=0, url=None):
        """Run `deploy --from` by the tool of version 1, then the new tool; return stderr of both."""
        self.started.clear()
        tool = self.path("shop-1.pywar")
        if not os.path.exists(tool):
            self.pack(self.archive())
        found, _, err = self.tool(tool, "deploy", self.root, "--from", url or self.repository.url, *words)
        if self.started and found == 0:
            self.assertEqual(self.started[0][0], "-I")
            found, _, more = self.tool(self.started[0][1], *self.started[0][2:])
            err += more
        self.assertEqual(found, code, err)
        return err

    def kept(self):
        notes = self.path("site", ".pywar")
        return [name for name in os.listdir(notes) if "pywar" in name] if os.path.isdir(notes) else []

    def assert_nothing_new(self, current="1"):
        self.assertEqual(self.current(), current)
        self.assertEqual(self.started, [])
        self.assertEqual([name for name in self.kept() if not name.startswith(f"{current}-")], [])


class DeltaTest(FetchCase):
    def assert_same_as_full(self, archive):
        """Assert that the release has the name and the bytes of one that was deployed from the complete file."""
        other = self.path("other")
        found, _, err = self.tool(archive, "deploy", other)
        self.assertEqual(found, 0, err)
        trees = [os.path.realpath(os.path.join(root, "current")) for root in (self.root, other)]
        self.assertEqual(*map(os.path.basename, trees))
        self.assertEqual(*map(_content, trees))

    def test_an_upgrade_fetches_the_changed_files_only(self):
        self.deploy(self.archive())
        new = self.archive("2").app("more.py", "MORE = 1\n")
        size = os.path.getsize(self.repository.put(self.pack(new)) and self.path("shop-2.pywar"))
        err = self.fetch()
        self.assertEqual(self.current(), "2")
        self.assertIn(f"of {size} bytes", err)
        self.assertIn("files of the release before", err)
        self.assertLess(self.repository.sent, size / 5)
        with open(self.path("shop-2.pywar"), "rb") as stream, open(self.path("site", ".pywar", self.kept()[0]), "rb") as made:
            self.assertEqual(made.read(), stream.read())
        self.assert_same_as_full(new)
        self.assert_no_debris()

    def test_each_member_whose_bytes_another_zlib_made_is_fetched(self):
        self.deploy(self.archive())
        self.repository.put(self.pack(self.archive("2")))
        real = zlib.compressobj
        with mock.patch.object(zlib, "compressobj", lambda *_: real(1, zlib.DEFLATED, -15)):
            self.fetch()
        self.assertEqual(self.current(), "2")
        self.assertGreater(self.repository.sent, len(self.repository.files[ARCHIVE]) / 2)

    def test_equal_lengths_of_different_streams_lead_to_a_complete_download(self):
        self.deploy(self.archive())
        self.repository.put(self.pack(self.archive("2")))
        with mock.patch.object(delta, "_encoded", _encoded_wrongly):
            self.assertIn("all of it is fetched", self.fetch())
        self.assertEqual(self.current(), "2")

    def test_a_first_deployment_and_a_repeated_one(self):
        self.repository.put(self.pack(self.archive()))
        self.fetch()
        first = self.repository.sent
        self.fetch()
        self.assertEqual(self.current(), "1")
        self.assertLess(self.repository.sent - first, first / 5)

    def test_a_release_that_the_application_has_changed_provides_no_file(self):
        self.deploy(self.archive())
        with open(
            self.release("lib", f"python{sys.version_info[0]}.{sys.version_info[1]}", "site-packages", "library", "big.py"), "r+"
        ) as out:
            out.write("EVIL")
        self.repository.put(self.pack(self.archive("2")))
        self.fetch()
        self.assert_same_as_full(self.archive("2"))

    def test_an_older_version_is_fetched_as_well(self):
        self.deploy(self.archive("2"))
        self.repository.put(self.pack(self.archive("1.5")))
        self.fetch()
        self.assertEqual(self.current(), "1.5")

    def test_a_file_of_this_machine(self):
        self.deploy(self.archive())
        packed = self.pack(self.archive("2"))
        self.assertIn("of the release before", self.fetch(url=packed))
        self.assertEqual(self.current(), "2")
        self.assertTrue(self.started[0][1].startswith(self.path("site", ".pywar", "2-")))
        self.assertNotIn("--from", self.started[0])

    def test_the_archive_of_the_run_before_is_removed(self):
        for version in ("1", "2", "3"):
            self.repository.put(self.pack(self.archive(version)))
            self.fetch()
        self.assertEqual([name.split("-")[0] for name in self.kept()], ["3"])

    def test_the_new_tool_is_another_process(self):
        self.deploy(self.archive())
        self.repository.put(self.pack(self.archive("2")))
        words = ["-I", self.path("site", "current"), "deploy", self.root, f"--from={self.repository.url}", "--keep", "2"]
        done = subprocess.run([sys.executable, *words], stderr=subprocess.PIPE, text=True, env=self.environment())
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("done: ", done.stderr)
        self.assertEqual(self.current(), "2")
        outcomes = [(line["step"], line["outcome"]) for line in self.log()[-20:]]
        self.assertIn(("fetch", "done"), outcomes)
        self.assertIn(("unpack", "done"), outcomes)


class InterpreterTest(FetchCase):
    """Archives with an interpreter: inside, or in a file beside them."""

    PROGRAM = f"python/bin/python{sys.version_info[0]}.{sys.version_info[1]}"

    def setUp(self):
        super().setUp()
        self.deploy(self.archive())
        self.region = _interpreter(self.PROGRAM)

    def declare(self, archive, offset, file):
        digest = hashlib.sha256(self.region).hexdigest()
        archive.manifest["runtime"] = {
            "program": self.PROGRAM,
            "sha256": digest,
            "size": len(self.region),
            "offset": offset,
            "file": file,
        }
        return archive

    def put_inside(self, version, without=()):
        """Put an archive that begins with a launcher and the interpreter."""
        launcher = b"#!/bin/sh\n"
        archive = self.declare(self.archive(version), len(launcher), None)
        for key in without:
            del archive.manifest["runtime"][key]
        plain = self.pack(archive)
        path = self.path("inside.pywar")
        with open(path, "wb") as out:
            out.write(launcher + self.region)
        with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "a") as target:
            for info in source.infolist():
                target.writestr(info, source.read(info))
        self.repository.put(path)

    def put_beside(self, name, region):
        self.repository.put(self.pack(self.declare(self.archive("2"), 0, "shop-2-python.tar.gz")))
        self.repository.files[f"{os.path.dirname(ARCHIVE)}/{name}"] = region

    def test_an_interpreter_inside_is_copied_from_the_archive_of_the_run_before(self):
        self.put_inside("2")
        self.fetch()
        first = self.repository.sent
        self.assertGreater(first, len(self.region))
        self.put_inside("3")
        self.fetch()
        self.assertLess(self.repository.sent - first, len(self.region) / 2)
        with open(self.path("inside.pywar"), "rb") as stream, open(self.started[0][1], "rb") as made:
            self.assertEqual(made.read(), stream.read())

    def test_a_manifest_may_leave_out_that_no_file_is_beside_the_archive(self):
        self.put_inside("2", without=["file"])
        self.fetch()
        first = self.repository.sent
        self.put_inside("3", without=["file"])
        self.fetch()
        self.assertLess(self.repository.sent - first, len(self.region) / 2)

    def test_a_changed_interpreter_inside_is_fetched(self):
        self.put_inside("2")
        self.fetch()
        first, self.region = self.repository.sent, _interpreter(self.PROGRAM, 8)
        self.put_inside("3")
        self.fetch()
        self.assertGreater(self.repository.sent - first, len(self.region))

    def test_a_kept_archive_that_was_changed_gives_no_interpreter(self):
        self.put_inside("2")
        self.fetch()
        with open(self.started[0][1], "r+b") as stream:
            stream.seek(1000)
            stream.write(b"EVIL")
        self.put_inside("3")
        self.fetch()
        with open(self.path("inside.pywar"), "rb") as stream, open(self.started[0][1], "rb") as made:
            self.assertEqual(made.read(), stream.read())

    def test_an_interpreter_beside_is_fetched_and_installed(self):
        for name in ("shop-python.tar.gz", "shop-2-python.tar.gz"):
            with self.subTest(name):
                shutil.rmtree(self.path("site", "pythons"), ignore_errors=True)
                self.repository.files.clear()
                self.put_beside(name, self.region)
                self.fetch()
                place = self.path("site", "pythons", hashlib.sha256(self.region).hexdigest()[:32])
                self.assertTrue(os.access(os.path.join(place, *self.PROGRAM.split("/")), os.X_OK))
                self.assertEqual(len(self.started), 2)
                self.assertEqual([name for name in os.listdir(self.path("site", ".pywar")) if name.endswith(".new")], [])
                sent = self.repository.sent
                self.fetch()
                self.assertLess(self.repository.sent - sent, len(self.region))
                os.unlink(os.path.join(place, *self.PROGRAM.split("/")))
                self.fetch()
                self.assertTrue(os.access(os.path.join(place, *self.PROGRAM.split("/")), os.X_OK))

    def test_an_interpreter_beside_that_is_missing_or_another_one_is_refused(self):
        self.put_beside("other.tar.gz", self.region)
        self.assertIn("there is no `shop-python.tar.gz` beside it", self.fetch(code=1))
        self.put_beside("shop-python.tar.gz", self.region[:-9] + bytes(9))
        with mock.patch.object(interpreter, "_unpack", side_effect=AssertionError("unpacked")):
            err = self.fetch(code=4)
        self.assertIn(f"and in the manifest {hashlib.sha256(self.region).hexdigest()}", err)
        self.put_beside("shop-python.tar.gz", self.region + b"x")
        self.assertIn(f"it has more than {len(self.region)} bytes", self.fetch(code=4))
        self.assert_nothing_new()

    def test_a_403_for_one_name_of_the_interpreter_is_no_end(self):
        self.put_beside("shop-2-python.tar.gz", self.region)
        folder = os.path.dirname(ARCHIVE)
        self.repository.files[f"{folder}/shop-python.tar.gz"] = lambda handler: handler.answer(403, b"")
        self.fetch()
        self.assertEqual(len(self.started), 2)
        shutil.rmtree(self.path("site", "pythons"))
        self.repository.files[f"{folder}/shop-2-python.tar.gz"] = lambda handler: handler.answer(403, b"")
        err = self.fetch(code=1)
        self.assertRegex(err, r"shop-2-python.tar.gz` answers 403 Forbidden\nhint: put a line `machine")

    @unittest.skipUnless(os.path.exists("/dev/full"), "only Linux has a full device")
    def test_a_full_disk_names_the_file_of_the_interpreter(self):
        real, places = os.open, []

        def full(path, flags, *words, **named):
            if str(path).endswith("python.new") and flags & os.O_CREAT:
                places.append(path)
                path, flags = "/dev/full", os.O_RDWR
            return real(path, flags, *words, **named)

        packed = self.packed_beside()
        with mock.patch("os.open", full):
            err = self.fetch(url=packed, code=1)
        self.assertIn(places[0], err)
        self.assertIn("No space left", err)

    def test_an_interpreter_beside_a_file(self):
        self.fetch(url=self.packed_beside())
        self.assertEqual(len(self.started), 2)

    def packed_beside(self):
        """Write an archive and the interpreter beside it; return the path of the archive."""
        with open(self.path("shop-2-python.tar.gz"), "wb") as out:
            out.write(self.region)
        return self.pack(self.declare(self.archive("2"), 0, "shop-2-python.tar.gz"))

    def test_an_interpreter_beside_a_file_that_is_being_copied_is_refused(self):
        packed = self.packed_beside()
        with mock.patch.object(origins.FileOrigin, "copy", self.copy_changed):
            self.assertIn("shop-2-python.tar.gz` changes while it is fetched\nhint: wait until", self.fetch(url=packed, code=1))
        self.assert_nothing_new()

    @staticmethod
    def copy_changed(origin, start, end, write, copy=origins.FileOrigin.copy):
        """Copy the file, of which an interpreter grows meanwhile."""

        def grow(at, data):
            with open(origin.shown, "ab") as stream:
                stream.write(b"x")
            write(at, data)

        with mock.patch.object(origins, "_CHUNK", 1000):
            copy(origin, start, end, grow if origin.shown.endswith(".tar.gz") else write)


class ServerTest(FetchCase):
    """Servers that differ from the simple case, and their faults."""

    def setUp(self):
        super().setUp()
        self.deploy(self.archive())
        self.repository.put(self.pack(self.archive("2").app("more.py", BIG)))

    def test_a_server_without_ranges(self):
        self.repository.has_ranges = False
        self.assertIn("has no range requests", self.fetch())
        self.assertEqual(self.current(), "2")

    def test_a_redirect_to_another_host_gets_no_credentials(self):
        other = Repository()
        self.addCleanup(other.close)
        other.put(self.path("shop-2.pywar"))
        seen = []

        def redirect(handler):
            seen.append(handler.headers.get("Authorization"))
            handler.answer(302, b"", {"Location": other.url})

        def record(handler, data):
            seen.append(handler.headers.get("Authorization"))

        self.repository.files[ARCHIVE] = redirect
        other.faults = dict.fromkeys(range(1, 9), record)
        with mock.patch.dict(os.environ, PYWAR_REPOSITORY_TOKEN="secret"):
            self.fetch()
        self.assertIn("Bearer secret", seen)
        self.assertIn(None, seen)
        self.assertEqual(self.current(), "2")

    def test_a_reset_and_a_truncated_answer_are_requested_again(self):
        def reset(handler, data):
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            handler.connection.close()
            return True

        def truncated(handler, data):
            handler.send_file(data, claim=40000, change=lambda part: part[:1000])
            return True

        self.repository.faults = {1: reset, 3: truncated}
        err = self.fetch()
        self.assertIn("the next attempt is in", err)
        self.assertEqual(self.current(), "2")

    def test_an_attempt_that_ended_leaves_no_bytes_of_a_longer_version(self):
        def longer(handler, data):
            handler.send_file(data + bytes(4000), claim=len(data) + 5000)
            return True

        self.repository.has_ranges = False
        self.repository.faults = {1: longer}
        self.fetch()
        self.assertEqual(self.current(), "2")

    def test_an_error_that_may_pass_is_requested_again_but_not_without_end(self):
        def busy(handler, data):
            handler.answer(503, b"later")
            return True

        self.repository.faults = {1: busy, 2: busy}
        self.fetch()
        self.repository.faults = dict.fromkeys(range(1, 99), busy)
        self.assertIn("answers 503 Service Unavailable", self.fetch(code=1))
        self.assertEqual(self.current(), "2")

    def test_wrong_bytes(self):
        def damage(handler, data):
            handler.send_file(data, change=lambda part: b"X" * len(part))
            return True

        self.repository.faults = dict.fromkeys(range(2, 99), damage)
        err = self.fetch(code=4)
        self.assertIn("hint: ", err)
        self.assert_nothing_new()

    def test_wrong_bytes_of_every_answer_with_a_valid_checksum(self):
        self.repository.files[ARCHIVE] = bytearray(self.repository.files[ARCHIVE])
        self.repository.files[ARCHIVE][5000] ^= 1
        self.repository.has_ranges = False
        self.assertIn("is damaged", self.fetch(code=4))
        self.assert_nothing_new()

    def test_a_file_that_changes_meanwhile_is_fetched_again(self):
        def change(handler, data):
            self.repository.put(self.pack(self.archive("3").app("more.py", BIG[9:])))

        self.repository.faults = {2: change}
        # the answer that was being made is of the file before
        self.assertIn("has changed", self.fetch())
        self.assertEqual(self.current(), "3")

    def test_a_file_that_changes_each_time_is_refused(self):
        def change(handler, data):
            handler.send_file(data + bytes(len(self.repository.requests)))
            return True

        self.repository.faults = dict.fromkeys(range(1, 99), change)
        self.assertIn("changes while it is fetched", self.fetch(code=1))
        self.assert_nothing_new()

    def test_404_401_and_416(self):
        for code, hint in ((404, "check the version"), (401, "machine HOST login"), (416, "truncated"), (403, "machine HOST login")):
            self.repository.files[ARCHIVE] = lambda handler, code=code: handler.answer(code, b"")
            err = self.fetch(code=1)
            self.assertIn(f"answers {code} ", err)
            self.assertIn(hint, err)
            self.assert_nothing_new()

    def test_an_empty_file_and_a_page_of_html(self):
        self.repository.files[ARCHIVE] = b""
        self.assertIn("answers 416", self.fetch(code=1))
        self.repository.has_ranges = False
        del self.repository.files[ARCHIVE + ".sha1"]
        self.assertIn("the file is empty", self.fetch(code=4))
        self.repository.files = {ARCHIVE: b"<html>please log in</html>" * 2000}
        self.assertIn("is not a complete pywar archive", self.fetch(code=4))
        self.assert_nothing_new()

    def test_no_server_and_no_host(self):
        with socket.socket() as closed:
            closed.bind(("127.0.0.1", 0))
            err = self.fetch(code=1, url=f"http://127.0.0.1:{closed.getsockname()[1]}/x.pywar")
        self.assertIn("Connection refused", err)
        self.assertIn("https_proxy", err)

    def test_a_checksum_that_does_not_match(self):
        self.repository.files[ARCHIVE + ".sha256"] = hashlib.sha256(b"another").hexdigest().encode("ascii") + b"  shop.pywar\n"
        self.assertIn("sha256 is", self.fetch(code=4))
        self.repository.files[ARCHIVE + ".sha256"] = b"<html>"
        self.assertIn("is no sha256 checksum", self.fetch(code=4))
        self.assert_nothing_new()

    def test_without_a_checksum_the_record_is_compared(self):
        del self.repository.files[ARCHIVE + ".sha1"]
        self.fetch()
        self.assertEqual(self.current(), "2")

    def test_a_proxy_of_the_shell(self):
        url = "http://repository.example.org" + ARCHIVE
        self.repository.files[url] = self.repository.files[ARCHIVE]
        # https would need a tunnel, and plain http to another machine a key
        private = mock.patch("_pywar.deployment.credentials.is_private", return_value=True)
        with private, mock.patch.dict(os.environ, http_proxy=self.repository.url, no_proxy=""):
            self.fetch(url=url)
        self.assertEqual(self.current(), "2")

    def test_too_little_space(self):
        small = os.statvfs_result((4096, 4096, 9, 9, 1, 9, 9, 9, 0, 255))
        with mock.patch("os.statvfs", lambda _: small):
            self.assertIn("too little space", self.fetch(code=1))
        self.assert_nothing_new()


class SlowTest(FetchCase):
    """Answers that never end."""

    def test_headers_byte_by_byte(self):
        def drip(handler):
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            with contextlib.suppress(OSError):
                while not select.select([handler.connection], [], [], 0.01)[0]:
                    handler.wfile.write(b"x")

        self.repository.files[ARCHIVE] = drip
        with mock.patch.object(http_ranges, "_ANSWER", 0.3):
            self.assertIn("does not answer in 0.3 s", self.fetch(code=1))

    def test_a_body_byte_by_byte_and_one_without_end(self):
        def drip(handler):
            handler.send_response(200)
            handler.end_headers()
            with contextlib.suppress(OSError):
                while not select.select([handler.connection], [], [], 0.01)[0]:
                    handler.wfile.write(b"x")

        self.repository.files[ARCHIVE] = drip
        with mock.patch.object(http_ranges, "_STALL", 0.3), mock.patch.object(http_ranges, "LIMIT", 1 << 10):
            self.assertIn("bytes in a second", self.fetch(code=1))
        with mock.patch.object(http_ranges, "LIMIT", 20):
            self.assertIn("has more than 20 bytes", self.fetch(code=4))


class TrustTest(FetchCase):
    """Who may choose the code that runs, and who sees the password."""

    def test_a_password_in_the_url_is_refused(self):
        err = self.fetch(code=2, url="https://me:secret@repository.example.org/x.pywar")
        self.assertNotIn("secret", err)
        self.assertIn("PYWAR_REPOSITORY_LOGIN", err)

    def test_another_scheme_and_a_missing_file_are_refused(self):
        self.assertIn("no URL of http", self.fetch(code=2, url="ftp://repository.example.org/x.pywar"))
        self.assertIn("cannot be read", self.fetch(code=2, url=self.path("none.pywar")))
        self.assertIn("Is a directory", self.fetch(code=2, url=self.place))
        os.mkfifo(self.path("pipe"))
        self.assertIn("is no file", self.fetch(code=2, url=self.path("pipe")))

    def test_a_url_of_this_machine_uses_no_proxy(self):
        proxy = Repository()
        self.addCleanup(proxy.close)
        self.deploy(self.archive())
        self.repository.put(self.pack(self.archive("2")))
        address = proxy.url[: -len(ARCHIVE)]
        with mock.patch.dict(os.environ, http_proxy=address, no_proxy="", PYWAR_REPOSITORY_TOKEN="secret"):
            self.fetch()
        self.assertEqual(proxy.requests, [])
        self.assertEqual(self.current(), "2")

    def test_plain_http_needs_a_key(self):
        err = self.fetch(code=2, url="http://repository.example.org/x.pywar")
        self.assertIn("plain http", err)
        self.assertIn("--public-key", err)

    def test_no_redirect_from_https_to_http(self):
        found = http_ranges._Redirects(mock.Mock())
        request = http_ranges.urllib.request.Request("https://repository.example.org/x.pywar?token=1")
        with self.assertRaisesRegex(Exception, "from https to http"):
            found.redirect_request(request, None, 302, "", {}, "http://repository.example.org/x")

    def test_no_redirect_from_this_machine_to_plain_http_elsewhere(self):
        found = http_ranges._Redirects(mock.Mock())
        request = http_ranges.urllib.request.Request("http://127.0.0.1:8081/x.pywar")
        with self.assertRaisesRegex(Exception, "another machine by plain http"):
            found.redirect_request(request, None, 302, "", {}, "http://repository.example.org/x")

    def test_the_default_of_netrc_is_sent_to_the_host_of_the_url_only(self):
        netrc = self.write("own.netrc", "machine other.example.org login me password mine\ndefault login you password secret\n")
        os.chmod(netrc, 0o600)
        found = credentials.Credentials("https://repository.example.org/x.pywar")
        with mock.patch.dict(os.environ, NETRC=netrc):
            self.assertIsNotNone(found.header("https://repository.example.org/x.pywar"))
            self.assertIsNotNone(found.header("https://other.example.org/x"))
            self.assertIsNone(found.header("https://bucket.example.org/x"))

    def test_credentials_that_cannot_be_sent_are_refused_without_their_value(self):
        found = credentials.Credentials("https://repository.example.org/x.pywar")
        for name, value, what in (
            ("PYWAR_REPOSITORY_TOKEN", "secret\nX-More: 1", "is not the token in one line"),
            ("PYWAR_REPOSITORY_LOGIN", "secret", "is not USER:PASSWORD in one line"),
            ("NETRC", self.write("file", "secret") + "/netrc", "cannot be read: Not a directory"),
        ):
            with mock.patch.dict(os.environ, {name: value}), self.assertRaises(Refusal) as refused:
                found.header("https://repository.example.org/x")
            self.assertIn(what, refused.exception.what)
            self.assertNotIn("secret", refused.exception.what)
        with mock.patch.dict(os.environ, PYWAR_REPOSITORY_TOKEN="secret"):
            self.assertEqual(found.header("https://repository.example.org/x"), "Bearer secret")
            self.assertIsNone(found.header("http://repository.example.org/x"))

    def test_an_error_of_the_fetch_is_in_the_json_too(self):
        self.pack(self.archive())
        code, out, err = self.tool(self.path("shop-1.pywar"), "deploy", self.root, "--from", self.repository.url, "--json")
        self.assertEqual(code, 1, err)
        found = json.loads(out)
        self.assertEqual((found["exitCode"], found["steps"][-1]["step"]), (1, "fetch"))
        self.assertIn("answers 404", found["error"]["message"])

    def test_credentials_of_variables_and_of_netrc(self):
        self.deploy(self.archive())
        self.repository.put(self.pack(self.archive("2")))
        self.repository.login = "Basic " + base64.b64encode(b"me:secret").decode("ascii")
        self.assertIn("answers 401", self.fetch(code=1))
        with mock.patch.dict(os.environ, PYWAR_REPOSITORY_LOGIN="me:wrong"):
            self.assertIn("those of PYWAR_REPOSITORY_LOGIN", self.fetch(code=1))
        with mock.patch.dict(os.environ, PYWAR_REPOSITORY_LOGIN="me:secret"):
            self.fetch()
            self.assertNotIn("PYWAR_REPOSITORY_LOGIN", os.environ)
        netrc = self.write(".netrc", "machine 127.0.0.1 login me password secret\n")
        os.chmod(netrc, 0o644)
        self.assertIn("chmod 600", self.fetch(code=2))
        os.chmod(netrc, 0o600)
        self.fetch()
        self.write(".netrc", "machine 127.0.0.1 pass secret\n")
        err = self.fetch(code=2)
        self.assertIn("line 1", err)
        self.assertNotIn("secret", err)

    @support.needs("openssl", "openssl")
    def test_a_signature_is_checked_before_the_new_tool_runs(self):
        key, public = self.path("key.pem"), self.path("public.pem")
        _openssl("genpkey", "-algorithm", "ed25519", "-out", key)
        _openssl("pkey", "-in", key, "-pubout", "-out", public)
        self.deploy(self.archive())
        packed = self.pack(self.archive("2"))
        self.repository.put(packed)
        self.assertIn("is not signed", self.fetch("--public-key", public, code=4))
        self.assert_nothing_new()
        _openssl("pkeyutl", "-sign", "-inkey", key, "-rawin", "-in", packed, "-out", packed + ".sig")
        with open(packed + ".sig", "rb") as stream:
            self.repository.files[ARCHIVE + ".sig"] = stream.read()
        self.assertEqual(self.fetch().count("signed: Ed25519"), 2)
        self.repository.put(self.pack(self.archive("3")))
        self.assertIn("does not fit", self.fetch(code=4))
        self.assert_nothing_new("2")

    def test_a_missing_provenance_stops_before_the_new_tool_runs(self):
        key, public = self.path("key.pem"), self.path("public.pem")
        _openssl("genpkey", "-algorithm", "ed25519", "-out", key)
        _openssl("pkey", "-in", key, "-pubout", "-out", public)
        self.deploy(self.archive())
        packed = self.pack(self.archive("2"))
        self.repository.put(packed)
        _openssl("pkeyutl", "-sign", "-inkey", key, "-rawin", "-in", packed, "-out", packed + ".sig")
        with open(packed + ".sig", "rb") as stream:
            self.repository.files[ARCHIVE + ".sig"] = stream.read()
        self.assertIn("has no provenance", self.fetch("--public-key", public, "--require-provenance", code=4))
        self.repository.files[ARCHIVE + ".intoto.jsonl"] = b"{}"
        self.assertIn("provenance", self.fetch(code=4))
        self.assertEqual(self.started, [])
        self.assert_nothing_new()

    def test_a_plan_fetches_nothing(self):
        self.deploy(self.archive())
        self.repository.put(self.pack(self.archive("2")))
        self.assertIn("`--plan` changes nothing", self.fetch("--plan", code=2))
        self.assert_nothing_new()

    def test_an_archive_for_another_python_does_not_run(self):
        self.deploy(self.archive())
        other = Archive(version="2", python="3.7")
        self.repository.put(self.pack(other))
        self.fetch(code=3)
        self.assert_nothing_new()


class DamagedDirectoryTest(FetchCase):
    """An archive whose list of files is hostile leads to a complete download or to a message."""

    def test_random_damage_of_the_list(self):
        self.deploy(self.archive())
        packed = self.pack(self.archive("2").app("more.py", BIG))
        with open(packed, "rb") as stream:
            data = stream.read()
        chance = random.Random(11)
        for _ in range(40 if PROOF else 15):
            wrong = bytearray(data)
            for _ in range(3):
                wrong[-chance.randrange(1, 9000)] = chance.randrange(256)
            self.repository.files = {ARCHIVE: bytes(wrong)}
            self.started.clear()
            code, _, err = self.tool(self.path("shop-1.pywar"), "deploy", self.root, "--from", self.repository.url)
            self.assertIn(code, (0, 4) if self.started else (4,), err)
            self.assertNotIn("Traceback", err)


    def test_a_name_that_no_header_can_have(self):
        self.deploy(self.archive())
        packed = self.path("long.pywar")
        with zipfile.ZipFile(packed, "w") as made:
            made.writestr("x" * 60000, b"")
        with open(packed, "rb") as stream:
            data = stream.read()
        # in the old encoding each of these letters is one byte, and in UTF-8 it has two or three
        data = data.replace(b"x" * 60000, b"\xe9" * 60000)
        self.repository.files = {ARCHIVE: data}
        self.assertIn("pywar: ", self.fetch(code=4))


class PartsTest(unittest.TestCase):
    def test_both_orders_of_record(self):
        rows = {name: record.row_of_bytes(b"x") for name in ("META-INF/a", "app/x.py", "META-INF/pywar/manifest.json")}
        first, last = (text.decode("ascii").splitlines() for text in delta._texts(rows))
        self.assertEqual([line.partition(",")[0] for line in first], sorted([*rows, record.RECORD]))
        self.assertEqual([line.partition(",")[0] for line in last], [*sorted(rows), record.RECORD])

    def test_near_ranges_are_one(self):
        self.assertEqual(
            delta._merge([(0, 10), (delta.GAP + 10, delta.GAP + 20), (10**6, 10**6 + 1)]), [(0, delta.GAP + 20), (10**6, 10**6 + 1)]
        )

    def test_a_url_is_shown_without_its_query(self):
        self.assertEqual(origins.of("https://repository.example.org/x.pywar?token=1").shown, "https://repository.example.org/x.pywar?...")


def _interpreter(program, seed=7):
    """Return a tar.gz with a program of bytes that cannot be compressed."""
    content = b"#!/bin/sh\n" + random.Random(seed).getrandbits(8 * 300_000).to_bytes(300_000, "big")
    info = tarfile.TarInfo(program)
    info.size, info.mode = len(content), 0o755
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as tar:
        tar.addfile(info, io.BytesIO(content))
    return gzip.compress(data.getvalue(), mtime=0)


def _openssl(*words):
    subprocess.run(["openssl", *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _encoded_wrongly(stream, method):
    """Yield a stream with the right length and other bytes."""
    data = stream.read()
    deflater = zlib.compressobj(6, zlib.DEFLATED, -15)
    encoded = deflater.compress(data) + deflater.flush()
    yield data, encoded[:-1] + bytes([encoded[-1] ^ 1])


def _content(tree):
    found = {}
    for folder, _, names in os.walk(tree):
        for name in names:
            path = os.path.join(folder, name)
            with open(path, "rb") as stream:
                data = stream.read()
            if name.endswith(".pyc") or name in ("pyvenv.cfg", "DEPLOYED"):
                data = len(data) if name == "pyvenv.cfg" else None  # these have the path of the release
            found[os.path.relpath(path, tree)] = (os.readlink(path) if os.path.islink(path) else data, os.lstat(path).st_mode)
    return found


if __name__ == "__main__":
    unittest.main()
