"""The tool imports nothing but its own runtime and the standard library; the application has one sys.path everywhere."""

import json
import os
import subprocess
import sys
import unittest
import zipfile

from archives import HELLO, Archive
from support import Case

# each module records that it ran, and then replaces itself by the real one: only the record shows it
SPY = """
import os as _os, sys as _sys
with open(%r, "a") as _stream: _stream.write(%r + "\\n")
_name, _path = __name__, list(_sys.path)
_sys.modules.pop(_name)
_sys.path[:] = [entry for entry in _path if entry not in %r]
try: _sys.modules[_name] = __import__(_name)
finally: _sys.path[:] = _path
"""
FORMS = (["info"], ["list", "{root}"], ["check", "{tree}"], ["config", "nginx", "{tree}"], ["deploy", "{root}"])


def standard_names():
    """Return the top-level modules of this standard library that are files, and so can be replaced."""
    home = os.path.dirname(os.__file__)
    names = {name[:-3] for name in os.listdir(home) if name.endswith(".py")}
    names |= {name for name in os.listdir(home) if os.path.isfile(os.path.join(home, name, "__init__.py"))}
    return sorted(name for name in names if not name.startswith("__") and name not in ("antigravity", "this", "site"))


class StandardLibraryTest(Case):
    """A file of the archive's root, of the current directory or of PYTHONPATH replaces no module of the tool."""

    def setUp(self):
        super().setUp()
        self.note = self.path("note")

    def spies(self, places):
        return {f"{name}.py": SPY % (self.note, name, places) for name in [*standard_names(), "_pywar_spy", "uwsgi"]}

    def ran(self):
        found = set(self.read("note").split()) if os.path.exists(self.note) else set()
        if os.path.exists(self.note):
            os.unlink(self.note)
        return found

    def started(self, *words, **settings):
        code, out, err = self.python(*words, **settings)
        self.assertNotIn("Traceback", err)
        return code, out, err

    def commands(self, root):
        tree = Archive().tree(self.path("plain"))
        os.mkdir(self.path("site"))
        os.mkdir(self.path("site", "releases"))
        for words in FORMS:
            yield [root, *(word.format(root=self.path("site"), tree=tree) for word in words)]

    def hostile(self, kind):
        archive = Archive()
        place = self.path("shop.pywar" if kind == "zip" else "tree")
        for name, text in self.spies([place]).items():
            archive.add(name, text)
        archive.zip(place) if kind == "zip" else archive.tree(place)
        empty = self.write("empty/__main__.py", "")
        if kind == "zip":
            with zipfile.ZipFile(self.path("empty.pywar"), "w") as packed:
                packed.writestr("__main__.py", "")
                for name, text in self.spies([self.path("empty.pywar")]).items():
                    packed.writestr(name, text)
            return place, self.path("empty.pywar")
        for name, text in self.spies([os.path.dirname(empty)]).items():
            self.write("empty/" + name, text)
        return place, os.path.dirname(empty)

    def test_files_of_the_archives_root_run_no_more_than_python_itself_imports_to_start_it(self):
        for kind in ("zip", "tree"):
            root, empty = self.hostile(kind)
            self.started(empty)
            unavoidable = self.ran()
            self.assertFalse(unavoidable & {"json", "zipfile", "hashlib", "subprocess", "argparse", "_pywar_spy", "uwsgi"})
            for command in self.commands(root):
                self.started(*command)
                self.assertEqual(self.ran() - unavoidable, set(), command)
            for name in ("plain", "site"):
                subprocess.check_call(["rm", "-r", self.path(name)])

    def test_the_current_directory_and_pythonpath_run_nothing(self):
        for name, text in self.spies([self.path("bad"), ""]).items():
            self.write("bad/" + name, text)
        self.write("bad/_pywar/__init__.py", SPY % (self.note, "_pywar", []))
        root = Archive().zip(self.path("shop.pywar"))
        for command in self.commands(root):
            self.started("-I", *command, cwd=self.path("bad"), env={"PYTHONPATH": self.path("bad")})
            self.assertEqual(self.ran(), set(), command)
            self.started(*command, cwd=self.path("bad"))
            self.assertEqual(self.ran(), set(), command)

    def test_backports_on_pythonpath_stop_no_command(self):
        names = ("typing", "dataclasses", "contextvars", "importlib_resources", "asyncio", "csv", "hashlib", "argparse")
        for name in names:
            self.write(f"old/{name}.py", f"raise ImportError('{name} of another Python')\n")
        tree = Archive().tree(self.path("own"))
        for root in (Archive().zip(self.path("shop.pywar")), tree):
            for words in (["info"], ["check"], ["deploy", self.path("srv")], ["check", self.path("srv")], ["list", self.path("srv")]):
                code, _, err = self.started(root, *words, env={"PYTHONPATH": self.path("old")})
                self.assertEqual(code, 0, (words, err))

    def test_the_tool_of_a_release_runs_no_line_of_the_libraries(self):
        archive = Archive().lib("evil.pth", f"import os; open({self.note!r}, 'a').write('pth ')\n")
        archive.lib("sitecustomize.py", f"open({self.note!r}, 'a').write('site ')\n")
        code, _, err = self.started(archive.zip(self.path("shop.pywar")), "deploy", self.path("srv"), "--hooks=none")
        self.assertEqual(code, 0, err)
        self.ran()
        current = self.path("srv", "current")
        for words in (["config", "systemd", self.path("srv")], ["list", self.path("srv")], ["info"], ["check", self.path("srv")]):
            self.write("bad/_pywar/__init__.py", SPY % (self.note, "_pywar", []))
            code, _, err = self.started("-I", current, *words, cwd=self.path("bad"))
            self.assertEqual((code, self.ran()), (0, set()), err)


class LocaleTest(Case):
    def test_names_that_are_not_ascii_in_a_locale_that_is_not_utf_8(self):
        archive = Archive().app("gr\u00fc\u00dfe \u65e5\u672c.txt", "x").zip(self.path("shop.pywar"))
        env = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
        code, out, _ = self.python("-c", "import sys; print(sys.getfilesystemencoding())", env=env)
        self.assertEqual(out.strip(), "ascii", "a case that shows nothing")
        for flags in ([], ["-X", "utf8=0"]):
            for words in (["info"], ["check"], ["deploy", self.path("srv")], ["check", self.path("srv")]):
                code, _, err = self.python(*flags, archive, *words, env=env)
                self.assertEqual(code, 0, err)
        found = [name for _, _, files in os.walk(self.path("srv").encode("utf-8")) for name in files]
        self.assertIn("gr\u00fc\u00dfe \u65e5\u672c.txt".encode("utf-8"), found)


class OnePathTest(Case):
    """An archive that fails on the server fails in every command, also with the missing module beside it."""

    SERVER = "import importlib\nserve = None\ndef run(words, _serve=None): importlib.import_module('_pywar.entry'); print('started')\n"

    def setUp(self):
        super().setUp()
        self.write("here/outside.py", "print('outside', __file__)\n")

    def ways(self, archive):
        archive.lib("waitress/__init__.py", "").lib("waitress/runner.py", self.SERVER)
        packed, tree = archive.zip(self.path("shop.pywar")), archive.tree(self.path("tree"))
        code, _, err = self.python(archive.zip(self.path("d.pywar")), "deploy", self.path("srv"), "--hooks=only")
        self.assertEqual(code, 0, err)
        release = os.path.join(self.path("srv", "releases"), os.listdir(self.path("srv", "releases"))[0])
        for root in (packed, tree, release):
            for words in (["serve", "--bind", "127.0.0.1:0"], ["check"], ["run", "-m", "shop"]):
                yield [sys.executable, "-B", root, *words]
        python = os.path.join(release, "bin", "python")
        for words in (["serve", "--bind", "127.0.0.1:0"], ["check"], ["run", "-m", "shop"]):
            yield [python, "-B", "-m", "_pywar", *words]
        yield [python, "-B", os.path.join(tree, "wsgi.py")]
        yield ["/usr/bin/env", "PYWAR_CHECK_URL=http://x.invalid/", python, "-B", "-m", "_pywar.rehearse", "1"]

    def outcome(self, words):
        done = subprocess.run(words, cwd=self.path("here"), env=self.environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
        return done.returncode, done.stdout + done.stderr

    def test_what_only_the_current_directory_has_is_missing_everywhere(self):
        for words in self.ways(Archive().app("shop.py", "import outside\n" + HELLO)):
            code, said = self.outcome(words)
            self.assertNotEqual(code, 0, (words, said))
            self.assertIn("No module named 'outside'", said)
            self.assertNotIn(self.path("here", "outside.py"), said)

    def test_all_have_the_same_path_and_working_directory(self):
        program = "import json, os, sys\nprint(json.dumps([sys.path, os.getcwd(), os.environ.get('PWD')]))\n" + HELLO
        seen = {}
        for words in self.ways(Archive().app("shop.py", program)):
            code, said = self.outcome(words)
            self.assertEqual(code, 0, said)
            path, place, pwd = json.loads(next(line for line in said.splitlines() if line.startswith("[[")))
            app = path[0]
            relative = [os.path.relpath(entry, app) if entry.startswith(os.path.dirname(app) + os.sep) else entry for entry in path]
            runtime = os.path.join("..", "_pywar", "door")
            seen.setdefault(json.dumps([entry for entry in relative if entry != runtime]), []).append(words)
            self.assertEqual(os.path.realpath(place), os.path.realpath(app), words)
            self.assertEqual(os.path.realpath(pwd), os.path.realpath(app), words)
        self.assertEqual(len(seen), 1, seen)


if __name__ == "__main__":
    unittest.main()
