"""A release that was changed by hand, with or without its records: what `check`, `deploy` and `rollback` say of it."""

import csv
import io
import itertools
import os
import shutil
import subprocess
import unittest

from archives import HERE_XY
from deploying import DeployCase

from _pywar.archive import record

SITE = f"lib/python{HERE_XY}/site-packages"
PYC = f"app/__pycache__/shop.cpython-{HERE_XY.replace('.', '')}.pyc"
PROOF = os.environ.get("PYWAR_FULL") == "0"
IS_ROOT = os.geteuid() == 0


def append(name):
    def change(case):
        with open(case.at(name), "ab") as stream:
            stream.write(b"# evil\n")

    return change


def put(name, text="# evil\n"):
    return lambda case: case.write(case.at(name), text)


def with_row(change, name, into=record.DEPLOYED):
    """The change, and a row in a record that fits it."""

    def both(case):
        change(case)
        path = case.at(into)
        with open(path, newline="") as stream:
            rows = [row for row in csv.reader(stream) if row[0] != name]
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([[name, *record.row_of(case.at(name))], *rows])
        with open(path, "w") as stream:
            stream.write(out.getvalue())

    return both


def relink(name, target):
    def change(case):
        os.unlink(case.at(name))
        os.symlink(target, case.at(name))

    return change


def move_out(name):
    """The file or folder is elsewhere now, and a link to it in its place."""

    def change(case):
        outside = case.path("outside", os.path.basename(name))
        os.makedirs(os.path.dirname(outside), exist_ok=True)
        shutil.move(case.at(name), outside)
        os.symlink(outside, case.at(name))

    return change


def fifo(name):
    return lambda case: (os.unlink(case.at(name)), os.mkfifo(case.at(name)))


def folder(name):
    return lambda case: (os.unlink(case.at(name)), os.mkdir(case.at(name)))


def mode(name, bits):
    return lambda case: os.chmod(case.at(name), bits)


def renew(name):
    """Another file of the same bytes, by which nothing is changed."""
    return lambda case: (shutil.copy(case.at(name), case.at(name) + "~"), os.replace(case.at(name) + "~", case.at(name)))


DOOR = f"{SITE}/_pywar/__init__.py"
# what is changed, how, and the words about it
ERRORS = [
    ("app file edited", append("app/shop.py"), "changed: app/shop.py"),
    ("app file edited, with a row in DEPLOYED", with_row(append("app/shop.py"), "app/shop.py"), "changed: app/shop.py"),
    ("app file edited, with a row in RECORD", with_row(append("app/shop.py"), "app/shop.py", record.RECORD), "changed: META-INF/pywar/RECORD"),
    ("pyc replaced", append(PYC), f"changed: {PYC}"),
    ("pyc replaced, with a row", with_row(append(PYC), PYC), "changed: META-INF/pywar/DEPLOYED (it differs from its seal"),
    ("sitecustomize.py", put(f"{SITE}/sitecustomize.py"), f"added: {SITE}/sitecustomize.py (Python could run it)"),
    ("sitecustomize.py, with a row", with_row(put(f"{SITE}/sitecustomize.py"), f"{SITE}/sitecustomize.py"), "sitecustomize"),
    ("libraries of a 64-bit system", put("lib64/x.pth"), "added: lib64/ (Python could run it)"),
    ("libraries of Debian's administrator", put("local/x.pth"), "added: local/ (Python could run it)"),
    ("libraries of Debian", put("lib/python3/x.pth"), "added: lib/python3/ (Python could run it)"),
    ("beside the libraries", put(f"lib/python{HERE_XY}/dist-packages/x.pth"), f"added: lib/python{HERE_XY}/dist-packages/ (Python could"),
    ("beside the interpreter", put("interpreter/pyvenv.cfg"), "added: interpreter/pyvenv.cfg (Python could run it)"),
    ("the hooks' python to another program", relink("interpreter/python", "/bin/true"), "changed: interpreter/python"),
    ("pyvenv.cfg, with a row", with_row(append("pyvenv.cfg"), "pyvenv.cfg"), "changed: META-INF/pywar/DEPLOYED"),
    ("bin/python to another program", relink("bin/python", "/bin/true"), "changed: bin/python"),
    ("bin/python, with a row", with_row(relink("bin/python", "/bin/true"), "bin/python"), "changed: META-INF/pywar/DEPLOYED"),
    ("the door, with a row", with_row(append(DOOR), DOOR), "changed: META-INF/pywar/DEPLOYED"),
    ("a link app/pythonX", lambda case: os.symlink("/tmp", case.at("app/pythonX")), "added: app/pythonX"),
    ("a link app/pythonX, with a row", with_row(lambda case: os.symlink("/tmp", case.at("app/pythonX")), "app/pythonX"), "app/pythonX"),
    ("DEPLOYED is gone", lambda case: os.unlink(case.at(record.DEPLOYED)), "missing: META-INF/pywar/DEPLOYED"),
    ("a file is gone", lambda case: os.unlink(case.at("app/shop.py")), "missing: app/shop.py"),
    ("a link to the same bytes outside", move_out("app/shop.py"), "changed: app/shop.py"),
    ("a link to the same folder outside", move_out("app/package"), "changed: app/package (is no folder)"),
    ("a pipe in place of a file", fifo("app/shop.py"), "changed: app/shop.py (is a named pipe)"),
    ("a pipe in place of a record", fifo(record.DEPLOYED), "META-INF/pywar/DEPLOYED"),
    ("a folder in place of a file", folder("app/package/__init__.py"), "changed: app/package/__init__.py (is a folder)"),
    ("setuid and writable", mode("app/shop.py", 0o4777), "changed: app/shop.py (its mode is 4777 instead of 644)"),
    ("a script that is not executable", mode("bin/hello", 0o644), "changed: bin/hello (its mode is 644 instead of 755)"),
    ("a folder that all may write", mode("app/package", 0o777), "changed: app/package (its mode is 777 instead of 755)"),
    ("the release's own folder", mode(".", 0o700), "changed: . (its mode is 700 instead of 755)"),
    ("a record that others may write", mode(record.DEPLOYED, 0o666), "changed: META-INF/pywar/DEPLOYED (its mode is 666"),
    ("hard link elsewhere", lambda case: os.link(case.at("app/shop.py"), case.path("link")), "changed: app/shop.py (has 2 hard links)"),
    ("a program in bin", put("bin/evil"), "added: bin/evil"),
    ("a native module", put("app/json.so"), "added: app/json.so"),
    ("a hidden .pth", put(f"{SITE}/.x.pth"), f"added: {SITE}/.x.pth"),
    ("a package", put("app/json/__init__.py"), "added: app/json/ (Python could run it)"),
    ("a module in a package", put("app/package/more.py"), "added: app/package/more.py"),
    ("a namespace beside a library's", put("app/space/more/__init__.py"), "added: app/space/"),
    ("a distribution", put(f"{SITE}/x.dist-info/entry_points.txt"), f"added: {SITE}/x.dist-info/"),
    ("a module of the runtime", put("_pywar/evil.py"), "added: _pywar/evil.py"),
    ("a hook", put("hooks/pre-deploy/evil.sh"), "added: hooks/pre-deploy/evil.sh"),
    ("a pyc without a source", put("app/__pycache__/json.cpython-311.pyc"), "added: app/__pycache__/json.cpython-311.pyc"),
]
if IS_ROOT:
    ERRORS.append(("another owner", lambda case: os.chown(case.at("app/shop.py"), 65534, 65534), "app/shop.py (belongs to user 65534)"))
WARNINGS = [
    ("nothing", lambda case: None, ""),
    ("the same bytes", renew("app/shop.py"), ""),
    ("an empty folder", lambda case: os.mkdir(case.at("app/evil")), "app/evil/"),
    ("a database", put("app/db.sqlite3"), "app/db.sqlite3"),
    ("an upload that is a module", put("app/uploads/2026/json.py"), "app/uploads/"),
    ("media in shared", lambda case: os.symlink("../../../shared/media", case.at("app/media")), "app/media"),
    ("a pipe", lambda case: os.mkfifo(case.at("app/pipe")), "app/pipe"),
    ("a cache beside a library", put(f"{SITE}/flask/cache.json"), f"{SITE}/flask/cache.json"),
]


class TamperingTest(DeployCase):
    """`self.release` 1 is the one to go back to, 2 serves; each case changes one of them."""

    def archive(self, version="1", **files):
        made = super().archive(version, **files).app("package/__init__.py", "").script("hello", "shop", "main")
        made.lib("flask/__init__.py", "").lib("space/one/__init__.py", "").lib("x-1.dist-info/METADATA", "")
        return made.add("hooks/pre-deploy/1.sh", "true\n")

    def setUp(self):
        super().setUp()
        self.packed = {version: self.pack(self.archive(version)) for version in "12"}
        self.saved = self.path("saved")
        for version in "12":
            self.deploy(self.packed[version])
        shutil.copytree(self.root, self.saved, symlinks=True)

    def at(self, name):
        return os.path.join(self.changed, *name.split("/"))

    def each(self, cases, version, test):
        for what, change, told in cases:
            with self.subTest(what=what, release=version):
                subprocess.run(["rm", "-rf", self.root], check=True)
                shutil.copytree(self.saved, self.root, symlinks=True)
                releases = os.path.join(self.root, "releases")
                self.changed = next(os.path.join(releases, name) for name in os.listdir(releases) if name[0] == version)
                change(self)
                test(told)

    def run_tool(self, *words):
        code, out, err = self.tool(self.packed["2"], *words)
        return code, out + err

    def test_what_was_changed_is_an_error_for_check_and_for_the_same_deployment_again(self):
        turn = itertools.count()

        def test(told):
            for words in (["check", self.root], ["deploy", self.root]):
                code, out = self.run_tool(*words)
                self.assertEqual(code, 4, out)
                self.assertIn(told, out)
            if not PROOF and next(turn) % 4:
                return
            code, out = self.run_tool("deploy", self.root, "--repair")
            self.assertEqual(code, 0, out)
            code, out = self.run_tool("check", self.root)
            self.assertEqual(code, 0, out)

        self.each(ERRORS, "2", test)

    def test_what_was_changed_is_not_rolled_back_to(self):
        def test(told):
            code, out = self.run_tool("rollback", self.root)
            self.assertEqual(code, 4, out)
            self.assertIn(told, out)
            self.assertEqual(self.current(), "2")

        self.each(ERRORS, "1", test)

    def test_data_that_appeared_is_a_warning(self):
        for version, words in (("2", ["check", self.root]), ("2", ["deploy", self.root]), ("1", ["rollback", self.root])):

            def test(told, words=words):
                code, out = self.run_tool(*words)
                self.assertEqual(code, 0, out)
                self.assertIn(told, out)
                self.assertEqual("did not write" in out, bool(told), out)

            self.each(WARNINGS, version, test)

    def test_a_current_that_leads_out_is_an_error(self):
        link = os.path.join(self.root, "current")
        name = os.path.basename(self.release())
        shutil.copytree(self.release(), os.path.join(self.root, "evil"), symlinks=True)
        shutil.copytree(self.release(), os.path.join(self.root, "releases", "evil"), symlinks=True)
        for target, expected in ((f"releases/{name}", 0), (f"{self.root}/releases/{name}", 0), ("evil", 4), ("releases/evil", 4), (f"releases/{name}/app", 4), ("/", 4)):
            os.unlink(link)
            os.symlink(target, link)
            self.assertEqual(self.run_tool("check", self.root)[0], expected, target)

    def test_a_deployment_makes_a_current_that_leads_out_lead_to_its_release_again(self):
        name = os.path.basename(self.release())
        shutil.copytree(self.release(), self.path("elsewhere", name), symlinks=True)
        os.unlink(os.path.join(self.root, "current"))
        os.symlink(self.path("elsewhere", name), os.path.join(self.root, "current"))
        code, out = self.run_tool("deploy", self.root)
        self.assertEqual(code, 0, out)
        self.assertEqual(os.readlink(os.path.join(self.root, "current")), f"releases/{name}")

    def test_a_copy_of_a_release_is_compared_with_what_it_has(self):
        copy = self.path("copy")
        shutil.copytree(self.release(), copy, symlinks=True)
        self.assertEqual(self.run_tool("check", copy)[0], 0)
        self.changed = copy
        append("app/shop.py")(self)
        self.assertEqual(self.run_tool("check", copy)[0], 4)
        with_row(append("app/shop.py"), "app/shop.py")(self)
        code, out = self.run_tool("check", copy)
        self.assertEqual(code, 4)
        self.assertIn("has a row that no deployment makes: app/shop.py", out)


if __name__ == "__main__":
    unittest.main()
