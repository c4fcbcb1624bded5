"""The start of an archive with an interpreter: a shell script, filled as the build fills it."""

import hashlib
import os
import subprocess
import tarfile
import unittest

from support import Case

TEMPLATE = os.path.join(os.path.dirname(__file__), "../../main/resources/io/github/pywar/app/embedded/launcher.sh")
PROGRAM = "python/bin/python3"


class LauncherTest(Case):
    """Case with an interpreter beside the archive; its program is a script that prints its own path."""

    def setUp(self):
        super().setUp()
        os.chmod(self.write("tree/python/bin/python3", '#!/bin/sh\n[ "$1" = -I ] || echo "$0"\n'), 0o755)
        self.beside = self.path("shop-python.tar.gz")
        with tarfile.open(self.beside, "w:gz") as tar:
            tar.add(self.path("tree/python"), "python")
        with open(self.beside, "rb") as stream:
            self.key = hashlib.sha256(stream.read()).hexdigest()[:32]
        with open(TEMPLATE, encoding="utf-8") as stream:
            text = stream.read()
        for name, value in (("KEY", self.key), ("PROGRAM", f"'{PROGRAM}'"), ("START", "1"), ("SIZE", "1"), ("BESIDE", "'shop-python.tar.gz'")):
            text = text.replace(f"@{name}@", value)
        self.archive = self.write("shop.pywar", text)

    def start(self, cache, **variables):
        environment = {"PATH": os.environ["PATH"], "PYWAR_CACHE": cache, **variables}
        return subprocess.run(["sh", self.archive], env=environment, capture_output=True, text=True, timeout=60)

    def test_the_interpreter_beside_the_archive_is_unpacked_and_started(self):
        place = self.path("cache", f"python-{self.key}", PROGRAM)
        for _ in range(2):
            self.assertEqual(self.start(self.path("cache")).stdout, f"{place}\n")

    def test_another_file_beside_the_archive_does_not_run(self):
        self.write("tree/python/lib/added.py", "")
        with tarfile.open(self.beside, "w:gz") as tar:
            tar.add(self.path("tree/python"), "python")
        done = self.start(self.path("cache"))
        self.assertEqual((done.returncode, done.stdout), (1, ""), done.stderr)
        self.assertIn("is not the interpreter of this archive", done.stderr)
        self.assertEqual(os.listdir(self.path("cache")), [])

    def test_a_cache_behind_a_link_is_used_by_its_own_path(self):
        os.mkdir(self.path("real"))
        os.symlink(self.path("real"), self.path("link"))
        self.assertEqual(self.start(self.path("link")).stdout, f"{self.path('real', f'python-{self.key}', PROGRAM)}\n")

    def test_nothing_is_made_below_a_directory_that_others_can_change(self):
        os.makedirs(self.path("open"))
        os.chmod(self.path("open"), 0o777)
        done = self.start(self.path("open", "new", "cache"))
        self.assertIn("there is no directory to unpack", done.stderr)
        self.assertEqual(os.listdir(self.path("open")), [])
        os.chmod(self.path("open"), 0o1777)
        self.assertIn("/open/new/cache/python-", self.start(self.path("open", "new", "cache")).stdout)


if __name__ == "__main__":
    unittest.main()
