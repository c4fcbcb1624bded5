"""Messages for a wrong interpreter; also run on Python 2.7 and 3.6, so written for both."""

import io
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
from archives import RUNTIME, Archive  # noqa: E402

ENTRY_FILES = ["wsgi.py", "__main__.py"] + [
    "_pywar/%s.py" % name
    for name in (
        "__init__",
        "__main__",
        "archive/__init__",
        "archive/manifest",
        "archive/packed",
        "asgi",
        "base/__init__",
        "base/exits",
        "base/report",
        "boot/__init__",
        "boot/gate",
        "boot/isolation",
        "console",
        "entry",
        "start",
    )
]


class RefusalTest(unittest.TestCase):
    def setUp(self):
        self.place = os.path.realpath(tempfile.mkdtemp(prefix="pywar-test-"))
        self.addCleanup(shutil.rmtree, self.place, True)
        self.archive = Archive(python="3.99")

    def run_python(self, *arguments, **more):
        command = [sys.executable, "-B"] + list(arguments)
        env = dict(os.environ, PYWAR_CACHE=os.path.join(self.place, "cache"), **more)
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True, cwd=self.place, env=env
        )
        _, err = process.communicate()
        return process.returncode, err

    def assert_refused(self, code, err):
        self.assertEqual(code, 3, err)
        self.assertIn("shop 1.0.0 was built for CPython 3.99", err)
        self.assertIn("this is Python %d.%d" % sys.version_info[:2], err)
        self.assertIn("python: required 3.99, found %d.%d" % sys.version_info[:2], err)
        self.assertIn("run it with python3.99", err)
        self.assertNotIn("Traceback", err)

    def test_entry_files_parse_on_this_python_and_are_ascii(self):
        for name in ENTRY_FILES:
            with io.open(os.path.join(RUNTIME, name), "rb") as stream:
                source = stream.read()
            source.decode("ascii")
            compile(source, name, "exec")

    def test_wsgi_py_as_a_script_exits_3(self):
        tree = self.archive.tree(os.path.join(self.place, "tree"))
        code, err = self.run_python(os.path.join(tree, "wsgi.py"))
        self.assert_refused(code, err)
        self.assertIn(" pywar: the application did not start ", err)

    def test_the_packed_archive_exits_3(self):
        path = self.archive.zip(os.path.join(self.place, "shop.pywar"))
        self.assert_refused(*self.run_python(path, "check"))

    def test_the_unpacked_tree_exits_3(self):
        tree = self.archive.tree(os.path.join(self.place, "tree"))
        self.assert_refused(*self.run_python(tree, "check"))

    def test_a_console_script_exits_3(self):
        tree = self.archive.script("hello", "shop", "main").tree(os.path.join(self.place, "tree"))
        self.assert_refused(*self.run_python(os.path.join(tree, "bin", "hello")))

    def test_a_server_that_imports_by_name_fails_its_boot(self):
        tree = self.archive.tree(os.path.join(self.place, "tree"))
        code, err = self.run_python("-c", "import sys; sys.path.insert(0, %r); import _pywar.entry" % tree)
        self.assertEqual(code, 1)
        self.assertIn("shop 1.0.0 was built for CPython 3.99", err)
        self.assertIn("StartupError", err)

    def test_mod_wsgi_answers_500_with_the_reason(self):
        tree = self.archive.tree(os.path.join(self.place, "tree"))
        program = (
            "import sys, types; sys.modules['mod_wsgi'] = types.ModuleType('mod_wsgi')\n"
            "sys.path.insert(0, %r); import _pywar.entry as entry\n"
            "seen = []\n"
            "body = b''.join(entry.application({}, lambda status, headers: seen.append((status, headers))))\n"
            "assert seen[0][0].startswith('500 '), seen\n"
            "assert dict(seen[0][1])['Content-Length'] == str(len(body))\n"
            "assert b'it needs CPython 3.99' in body, body\n"
        )
        code, err = self.run_python("-c", program % tree)
        self.assertEqual(code, 0, err)
        self.assertIn("shop 1.0.0 was built for CPython 3.99", err)

    @unittest.skipIf(sys.version_info >= (3, 8), "this Python can run the tool")
    def test_a_python_below_the_tools_floor_is_refused_even_if_the_manifest_declares_it(self):
        path = Archive(python="%d.%d" % sys.version_info[:2]).zip(os.path.join(self.place, "shop.pywar"))
        code, err = self.run_python(path, "info")
        self.assertEqual(code, 3)
        self.assertIn("this is Python %d.%d" % sys.version_info[:2], err)
        self.assertNotIn("SyntaxError", err)


if __name__ == "__main__":
    unittest.main()
