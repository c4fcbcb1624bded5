"""The manifest that the Java build writes is the one that the runtime reads."""

import os
import shutil
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
import archives  # noqa: E402, F401  (puts the runtime on sys.path)

from _pywar.archive import bundle, manifest  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
GOLDEN = os.path.join(HERE, "..", "resources", "golden", "archive", "manifest.json")


class GoldenManifest(unittest.TestCase):
    """`ManifestTest` writes this file; neither side can change the contract alone."""

    def setUp(self):
        self.root = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.root)
        os.makedirs(os.path.join(self.root, "META-INF", "pywar"))
        shutil.copy(GOLDEN, os.path.join(self.root, "META-INF", "pywar", "manifest.json"))

    def test_every_key_that_the_runtime_uses_is_there(self):
        found = bundle.Bundle(self.root)
        self.assertEqual("shop", found.name)
        self.assertEqual("1.2.0", found.version)
        self.assertEqual("3f9c2b7d10aa", found.build_id)

    def test_it_states_the_whole_target(self):
        target = manifest.read(self.root)["target"]
        self.assertEqual(
            {
                "implementation": "cpython",
                "python": "3.11",
                "platform": "linux-x86_64",
                "libc": "glibc-2.28",
                "bits": 64,
                "freeThreaded": False,
            },
            target,
        )

    def test_it_states_the_entry_and_the_layout(self):
        found = manifest.read(self.root)
        self.assertEqual(
            {"module": "shop.wsgi", "attribute": "application", "factory": False, "interface": "wsgi"},
            found["entry"],
        )
        self.assertEqual("lib/python3.11/site-packages", found["layout"]["libraries"])
        self.assertEqual("f4bc" * 16, found["packages"][0]["sha256"])


if __name__ == "__main__":
    unittest.main()
