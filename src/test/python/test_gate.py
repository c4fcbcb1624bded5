"""Interpreters and machines that an archive accepts."""

import json
import os
import sys
import unittest

import archives
from support import Case

from _pywar.archive import manifest
from _pywar.archive.bundle import Bundle
from _pywar.base.report import Refusal
from _pywar.boot import gate

HERE = {
    "implementation": "cpython",
    "python": "3.11",
    "platform": "linux-x86_64",
    "libc": "glibc-2.36",
    "bits": 64,
    "freeThreaded": False,
}


class GateTest(unittest.TestCase):
    def wrong(self, **target):
        return [what for what, _, _ in gate.differences(dict(HERE, **target), HERE)]

    def test_the_same_facts_fit(self):
        self.assertEqual(self.wrong(), [])

    def test_a_declared_micro_version_accepts_its_minor(self):
        self.assertEqual(self.wrong(python="3.11.7"), [])

    def test_another_minor_is_refused(self):
        self.assertEqual(self.wrong(python="3.1"), ["python"])

    def test_glibc_is_a_floor_compared_by_number(self):
        self.assertEqual(self.wrong(libc="glibc-2.5"), [])
        self.assertEqual(self.wrong(libc="glibc-2.36"), [])
        self.assertEqual(self.wrong(libc="glibc-2.100"), ["libc"])

    def test_a_32_bit_interpreter_on_a_64_bit_kernel_has_its_own_machine_type(self):
        for kernel, machine in (("x86_64", "i686"), ("aarch64", "armv7l"), ("i586", "i686"), ("armv7l", "armv7l")):
            self.assertEqual(gate._machine(kernel, False), machine)
        self.assertEqual(gate._machine("x86_64", True), "x86_64")
        small = dict(HERE, platform="linux-i686", bits=32)
        self.assertEqual(gate.differences(small, small), [])
        self.assertEqual([what for what, _, _ in gate.differences(HERE, small)], ["platform", "bits"])

    @unittest.skipUnless(sys.version_info >= (3, 8), "mock")
    def test_a_macs_version_is_a_floor(self):
        from unittest import mock

        machine = mock.Mock(return_value=("Darwin", "", "", "", "arm64"))
        version = mock.Mock(return_value=("12.7.1", (), "arm64"))
        with mock.patch("sys.platform", "darwin"), mock.patch("os.uname", machine), mock.patch(
            "platform.mac_ver", version
        ):
            found = gate.facts()
            self.assertEqual((found["platform"], found["libc"]), ("macos-arm64", "macos-12.7.1"))
            self.assertEqual(gate.differences({"libc": "macos-12.0"}, found), [])
            self.assertEqual(gate.differences({"libc": None}, found), [])
            target = {"libc": "macos-13.0", "python": found["python"]}
            with self.assertRaises(Refusal) as caught:
                gate.require({"name": "shop", "version": "1", "target": target})
        self.assertEqual(caught.exception.facts, ["libc: required macos-13.0, found macos-12.7.1"])
        self.assertIn("<platform>macos-12.7-arm64</platform>", caught.exception.hints[0])

    def test_musl_and_glibc_are_different(self):
        self.assertEqual(self.wrong(libc="musl-1.2"), ["libc"])
        self.assertEqual(gate.differences({"libc": "musl-1.2"}, dict(HERE, libc="musl")), [])

    def test_machine_bits_implementation_and_threading_are_compared(self):
        self.assertEqual(self.wrong(platform="linux-aarch64"), ["platform"])
        self.assertEqual(self.wrong(bits=32), ["bits"])
        self.assertEqual(self.wrong(implementation="pypy"), ["implementation"])
        self.assertEqual(self.wrong(freeThreaded=True), ["freeThreaded"])

    def test_a_property_without_a_target_is_accepted(self):
        self.assertEqual(gate.differences({"platform": "any", "libc": None}, HERE), [])

    def test_a_target_is_described_in_one_line(self):
        self.assertEqual(gate.describe(HERE), "CPython 3.11, linux-x86_64, glibc-2.36")
        self.assertEqual(
            gate.describe(dict(HERE, freeThreaded=True, bits=32, libc=None)),
            "CPython 3.11 free-threaded, linux-x86_64, 32 bit",
        )

    def test_a_server_that_is_linked_to_its_python_is_named(self):
        for module, name in (("mod_wsgi", "mod_wsgi"), ("uwsgi", "uWSGI")):
            sys.modules[module] = None
            self.addCleanup(sys.modules.pop, module, None)
            with self.assertRaises(Refusal) as caught:
                gate.require({"name": "shop", "version": "1", "target": {"python": "3.99"}})
            self.assertIn(f"install a {name} for Python 3.99", caught.exception.hints[0])
            del sys.modules[module]

    def test_facts_of_a_system_without_glibc(self):
        confstr = os.confstr
        self.addCleanup(setattr, os, "confstr", confstr)

        def refusing(name):
            raise ValueError(name)

        os.confstr = refusing
        self.assertEqual(gate.facts()["libc"], "musl" if sys.platform == "linux" else None)

    def test_each_difference_has_its_own_hint(self):
        with self.assertRaises(Refusal) as caught:
            gate.require({"name": "shop", "version": "1", "target": {"libc": "glibc-9.1", "platform": "linux-z80"}})
        self.assertEqual(len(caught.exception.facts), 2)
        self.assertIn("<libc>", caught.exception.hints[0])
        self.assertIn("<platform>", caught.exception.hints[1])


class ManifestTest(Case):
    def test_the_golden_manifest_of_the_java_writer_is_read(self):
        golden = os.path.join(os.path.dirname(__file__), "..", "resources", "golden", "archive", "manifest.json")
        with open(golden, encoding="utf-8") as stream:
            self.write("tree/META-INF/pywar/manifest.json", stream.read())
        bundle = Bundle(self.path("tree"))
        self.assertEqual((bundle.label, bundle.build_id), ("shop 1.2.0", "3f9c2b7d10aa"))
        self.assertEqual((bundle.entry_text, bundle.interface), ("shop.wsgi:application", "wsgi"))
        self.assertEqual(bundle.libraries, self.path("tree", "lib", "python3.11", "site-packages"))
        self.assertEqual(gate.describe(bundle.manifest["target"]), "CPython 3.11, linux-x86_64, glibc-2.28")
        self.assertEqual(bundle.manifest["packages"][0]["name"], "flask")

    def refusal(self, text):
        self.write("tree/META-INF/pywar/manifest.json", text)
        with self.assertRaises(Refusal) as caught:
            manifest.read(self.path("tree"))
        return caught.exception

    def test_unknown_keys_and_a_higher_minor_format_are_read(self):
        stated = {**archives.Archive().manifest, "format": "1.9", "later": {"x": 1}}
        stated["build"]["id"] = "0123456789ab"
        self.write("tree/META-INF/pywar/manifest.json", json.dumps(stated))
        self.assertEqual(manifest.read(self.path("tree"))["name"], "shop")

    def test_a_higher_major_format_is_refused(self):
        self.assertIn("format is `2.0`", self.refusal('{"format": "2.0"}').what)

    def test_a_manifest_without_a_format_is_refused(self):
        self.assertIn("format is `unknown`", self.refusal("{}").what)

    def test_a_broken_or_missing_manifest_names_the_archive(self):
        self.assertIn("is not a complete pywar archive", self.refusal("{").what)
        with self.assertRaises(Refusal) as caught:
            manifest.read(self.place)
        self.assertIn(self.place, caught.exception.what)


if __name__ == "__main__":
    unittest.main()
