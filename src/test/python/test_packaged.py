"""The completion of a release that dpkg or rpm unpacked."""

import os
import subprocess
import sys
import unittest

from archives import Archive
from support import Case


class PackagedTest(Case):
    def complete(self, archive):
        self.root = self.path("release")
        archive.tree(self.root)
        words = [sys.executable, "-I", os.path.join(self.root, "_pywar", "packaged.py")]
        done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
        return done.returncode, done.stderr.decode("utf-8")

    def test_it_gets_an_interpreter_and_compiled_modules(self):
        self.assertEqual(self.complete(Archive()), (0, ""))
        self.assertTrue(os.path.exists(os.path.join(self.root, "bin", "python")))
        compiled = [name for _, _, names in os.walk(self.root) for name in names if name.endswith(".pyc")]
        self.assertIn("shop.%s.pyc" % sys.implementation.cache_tag, compiled)
        again = [sys.executable, "-I", os.path.join(self.root, "_pywar", "packaged.py")]
        self.assertEqual(subprocess.run(again, stdin=subprocess.DEVNULL, timeout=120).returncode, 0)

    def test_another_python_is_refused(self):
        code, err = self.complete(Archive(python="3.7"))
        self.assertEqual(code, 3)
        self.assertIn("needs Python 3.7", err)
        self.assertIn("hint: install that Python", err)
        self.assertFalse(os.path.exists(os.path.join(self.root, "bin", "python")))


if __name__ == "__main__":
    unittest.main()
