"""`deploy --from` of a snapshot: `maven-metadata.xml` names the file of the newest build."""

import contextlib
import gc
import os
import select
import unittest
import warnings
from unittest import mock

from repository import ARCHIVE
from test_fetch import FetchCase

from _pywar.base.report import Refusal
from _pywar.deployment import http_ranges, origins, snapshots

FOLDER = "/releases/com/example/shop/2-SNAPSHOT/"
NAMED = snapshots.of(FOLDER + "shop-2-SNAPSHOT.pywar")
OLD, NEW = "2-20260102.030405-9", "2-20260102.030406-10"


def row(value, updated, extension="pywar", classifier=""):
    classifier = f"<classifier>{classifier}</classifier>" if classifier else ""
    text = f"{classifier}<extension>{extension}</extension><value>{value}</value><updated>{updated}</updated>"
    return f"<snapshotVersion>{text}</snapshotVersion>"


def metadata(*rows, last=""):
    listed = f"<snapshotVersions>{''.join(rows)}</snapshotVersions>" if rows else ""
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<metadata modelVersion="1.1.0"><versioning>{last}{listed}</versioning></metadata>\n'
    return text.encode("utf-8")


class NewestTest(unittest.TestCase):
    def newest(self, data, wanted=NAMED):
        return snapshots.newest(wanted, data, "maven-metadata.xml")

    def refused(self, data):
        with self.assertRaises(Refusal) as caught:
            self.newest(data)
        return "\n".join([caught.exception.what, *caught.exception.facts])

    def test_coordinates_are_those_of_the_path(self):
        self.assertEqual(NAMED, ("shop", "2-SNAPSHOT", "", "pywar"))
        found = snapshots.of("a/shop/2-SNAPSHOT/shop-2-SNAPSHOT-linux-3.11.pywar")
        self.assertEqual((found.classifier, found.extension), ("linux-3.11", "pywar"))
        self.assertEqual(found.name(NEW), f"shop-{NEW}-linux-3.11.pywar")
        for path in (f"shop/2-SNAPSHOT/shop-{NEW}.pywar", "shop-2-SNAPSHOT.pywar", "shop/2/shop-2.pywar", "builds/shop-2-SNAPSHOT.pywar"):
            self.assertIsNone(snapshots.of(path), path)

    def test_newest_row_of_the_extension_and_classifier_is_used(self):
        rows = (
            row(NEW, "20260102030406"),
            row(OLD, "20260102030405"),
            row("2-20260103.000000-11", "20260103000000", "pom"),
            row("2-20260104.000000-12", "20260104000000", classifier="arm"),
        )
        self.assertEqual(self.newest(metadata(*rows)), f"shop-{NEW}.pywar")
        self.assertEqual(self.newest(metadata(*rows), NAMED._replace(classifier="arm")), "shop-2-20260104.000000-12-arm.pywar")

    def test_metadata_without_a_list_has_the_last_build(self):
        last = "<snapshot><timestamp>20260102.030405</timestamp><buildNumber>9</buildNumber></snapshot>"
        self.assertEqual(self.newest(metadata(last=last)), f"shop-{OLD}.pywar")
        self.assertEqual(self.newest(metadata(last="<snapshot><localCopy>true</localCopy></snapshot>")), "shop-2-SNAPSHOT.pywar")
        self.assertEqual(self.newest(metadata(row("2-SNAPSHOT", "1"))), "shop-2-SNAPSHOT.pywar")

    def test_missing_archive_lists_what_is_there(self):
        text = self.refused(metadata(row(NEW, "1", "pom"), row(NEW, "1", classifier="arm")))
        self.assertIn("lists no `shop-2-SNAPSHOT.pywar`", text)
        self.assertIn("it lists: shop-2-SNAPSHOT-arm.pywar, shop-2-SNAPSHOT.pom", text)

    def test_value_that_is_no_build_of_the_snapshot_is_refused(self):
        for value in ("../../other", "3-20260102.030405-9", "2-20260102.030405-9/..", "", OLD + "\n/x", "2-\u0662\u0660260102.030405-9"):
            self.assertIn("which is no build of 2-SNAPSHOT", self.refused(metadata(row(value, "1"))))
        last = "<snapshot><timestamp>../..</timestamp><buildNumber>9</buildNumber></snapshot>"
        self.assertIn("which is no build of 2-SNAPSHOT", self.refused(metadata(last=last)))

    def test_other_content_is_refused(self):
        bomb = b'<!DOCTYPE metadata [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><metadata>&b;</metadata>'
        for data, why in (
            (b"", "no element found"),
            (b"<metadata>", "no element found"),
            (b"<html></html>", "its first element is <html>"),
            (bomb, "it has a document type"),
            (b'<?xml version="1.0" encoding="no-such"?><metadata/>', "unknown encoding"),
            (b"\xff\xfe\x00", ""),
        ):
            self.assertRegex(self.refused(data), f"(?s)is no metadata of Maven.*{why}")

    def test_large_metadata_takes_no_time_of_a_square(self):
        many = snapshots.LIMIT // 8
        self.assertEqual(self.newest(b"<metadata>" + b"<a>" * many + b"</a>" * many + b"</metadata>"), "shop-2-SNAPSHOT.pywar")
        name = b"n" * (snapshots.LIMIT // 2)
        self.newest(b"<metadata><" + name + b">" + b"<a/>" * many + b"</" + name + b"></metadata>")


class SnapshotTest(FetchCase):
    def put(self, version, name):
        """Put an archive of a build into the repository, with its checksum."""
        self.repository.put(self.pack(self.archive(version)))
        for ending in ("", ".sha1"):
            self.repository.files[FOLDER + name + ending] = self.repository.files.pop(ARCHIVE + ending)

    @property
    def url(self):
        return self.repository.url.replace(ARCHIVE, FOLDER + "shop-2-SNAPSHOT.pywar")

    def test_newest_build_is_deployed_with_the_checksum_beside_it(self):
        self.put("1.9", f"shop-{OLD}.pywar")
        self.put("2", f"shop-{NEW}.pywar")
        self.repository.files[FOLDER + "maven-metadata.xml"] = metadata(row(OLD, "1"), row(NEW, "2"))
        self.assertIn(f"shop-{NEW}.pywar: ", self.fetch(url=self.url))
        self.assertEqual(self.current(), "2")
        self.assertIn((f"{FOLDER}shop-{NEW}.pywar.sha1", None), self.repository.requests)
        self.repository.files[f"{FOLDER}shop-{NEW}.pywar.sha1"] = b"0" * 40
        self.assertIn(f"shop-{NEW}.pywar` is damaged", self.fetch(url=self.url, code=4))

    def test_repository_without_metadata_has_the_file_itself(self):
        self.put("2", "shop-2-SNAPSHOT.pywar")
        self.fetch(url=self.url)
        self.assertEqual(self.current(), "2")

    def test_missing_build_and_large_metadata_stop_before_the_archive(self):
        self.repository.files[FOLDER + "maven-metadata.xml"] = metadata(row(NEW, "2", "jar"))
        self.assertIn("lists no `shop-2-SNAPSHOT.pywar`", self.fetch(url=self.url, code=1))
        self.repository.files[FOLDER + "maven-metadata.xml"] = b" " * (snapshots.LIMIT + 1)
        self.assertIn(f"maven-metadata.xml` has more than {snapshots.LIMIT} bytes", self.fetch(url=self.url, code=4))
        self.repository.files[FOLDER + "maven-metadata.xml"] = lambda handler: handler.answer(401, b"")
        self.assertIn("maven-metadata.xml` answers 401", self.fetch(url=self.url, code=1))
        self.assertEqual([path for path, _ in self.repository.requests if path.endswith(".pywar")], [])
        self.assert_nothing_new(None)

    def test_metadata_in_pieces_of_a_byte_takes_no_time_of_a_square(self):
        count = 1 << 18

        def answer(handler):
            handler.send_response(200)
            handler.send_header("Transfer-Encoding", "chunked")
            handler.end_headers()
            handler.wfile.write(b"1\r\n \r\n" * count + b"0\r\n\r\n")

        self.repository.files[FOLDER + "maven-metadata.xml"] = answer
        self.assertIn("no element found", self.fetch(url=self.url, code=1))

    def test_metadata_without_end_has_the_time_of_a_small_file(self):
        def drip(handler):
            handler.send_response(200)
            handler.end_headers()
            with contextlib.suppress(OSError):
                while not select.select([handler.connection], [], [], 0.01)[0]:
                    handler.wfile.write(b" ")

        self.repository.files[FOLDER + "maven-metadata.xml"] = drip
        with mock.patch.object(http_ranges, "_STALL", 0.3), mock.patch.object(http_ranges, "_SLOWEST", 1 << 23):
            self.assertIn("bytes in a second", self.fetch(url=self.url, code=1))

    def test_plain_http_to_another_machine_is_refused_before_the_metadata(self):
        self.assertIn("plain http", self.fetch(url=f"http://repository.invalid{FOLDER}shop-2-SNAPSHOT.pywar", code=2))

    def test_repository_in_a_folder(self):
        folder = self.path("shop", "2-SNAPSHOT")
        os.makedirs(folder)
        named = os.path.join(folder, "shop-2-SNAPSHOT.pywar")
        self.assertIn("cannot be read: No such file", self.fetch(url=named, code=2))
        os.rename(self.pack(self.archive("2")), os.path.join(folder, f"shop-{NEW}.pywar"))
        with open(os.path.join(folder, "maven-metadata.xml"), "wb") as stream:
            stream.write(metadata(row(NEW, "1")))
        self.assertIn(f"fetch: done (shop-{NEW}.pywar: ", self.fetch(url=named))
        self.assertEqual(self.current(), "2")


class OpenFilesTest(FetchCase):
    def test_the_file_of_an_archive_is_closed(self):
        packed = self.pack(self.archive("2"))
        for fault in (None, origins.Changed):
            with warnings.catch_warnings(record=True) as found:
                warnings.simplefilter("always", ResourceWarning)
                with mock.patch.object(origins.FileOrigin, "copy", self.changed if fault else origins.FileOrigin.copy):
                    self.fetch(url=packed, code=1 if fault else 0)
                gc.collect()
            self.assertEqual([str(one.message) for one in found if issubclass(one.category, ResourceWarning)], [])

    @staticmethod
    def changed(*_):
        raise origins.Changed


if __name__ == "__main__":
    unittest.main()
