"""The process runs the archive's code and nothing else."""

import os
import shutil
import subprocess
import sys
import types
import unittest

from archives import HELLO, HERE_XY, Archive
from support import PROBE, Case, for_other_users

# the place of each module, and whether a module of the standard library has one
PRINT = """
import json, lib, mine
try:
    from local_settings import PLACE
except ImportError:
    PLACE = "missing"
print(mine.PLACE, lib.PLACE, getattr(json, "PLACE", None), PLACE)
"""


def probing(**settings):
    return Archive(**settings).app("shop.py", PROBE)


class SearchPathTest(Case):
    def index(self, found, path):
        self.assertIn(path, found["path"])
        return found["path"].index(path)

    def test_the_order_is_application_standard_library_libraries_rest(self):
        tree = probing().tree(self.path("tree"))
        extra = self.path("extra")
        os.mkdir(extra)
        program = f"import sys; sys.path.append({extra!r}); sys.path.insert(0, {tree!r}); import _pywar.entry"
        found = self.probe("-c", program, env={"PYTHONPATH": self.path("late")})
        libraries = os.path.join(tree, "lib", f"python{HERE_XY}", "site-packages")
        self.assertEqual(self.index(found, os.path.join(tree, "app")), 0)
        order = [os.path.dirname(os.__file__), libraries, extra, self.path("late")]
        self.assertEqual([self.index(found, path) for path in order], sorted(self.index(found, path) for path in order))
        # last, the directory by which child processes find the runtime
        self.assertEqual(found["path"][-2:], [self.path("late"), os.path.join(tree, "_pywar", "door")])
        self.assertNotIn(tree, found["path"])

    def test_system_and_user_site_and_the_additions_of_their_pth_files_are_removed(self):
        user = self.path("user")
        site = os.path.join(user, "lib", f"python{HERE_XY}", "site-packages")
        self.write(os.path.join(site, "more.pth"), self.path("more") + "\n")
        os.mkdir(self.path("more"))
        found = self.probe(probing().tree(self.path("tree")) + "/wsgi.py", env={"PYTHONUSERBASE": user})
        outside = [path for path in found["path"] if os.path.basename(path) in ("site-packages", "dist-packages")]
        self.assertEqual(outside, [self.path("tree", "lib", f"python{HERE_XY}", "site-packages")])
        self.assertNotIn(self.path("more"), found["path"])

    def test_the_archives_library_wins_over_one_on_pythonpath_but_not_over_the_standard_library(self):
        self.write("late/thing.py", "")
        archive = probing().lib("thing.py", "").lib("argparse.py", "")
        found = self.probe(
            archive.tree(self.path("tree")) + "/wsgi.py",
            env={"PYTHONPATH": self.path("late"), "PROBE": "thing,argparse"},
        )
        self.assertTrue(found["files"]["thing"].startswith(self.path("tree")))
        self.assertEqual(os.path.dirname(found["files"]["argparse"]), os.path.dirname(os.__file__))

    def test_a_pth_file_may_import_from_the_libraries_and_add_directories(self):
        archive = probing().lib("setup_hook.py", "import os; os.environ['HOOKED'] = 'yes'")
        archive.lib("a.pth", "import setup_hook\n").lib("b.pth", "vendored\n").lib("vendored/deep.py", "")
        found = self.probe(archive.tree(self.path("tree")) + "/wsgi.py", env={"PROBE": "deep"})
        self.assertEqual(found["env"]["HOOKED"], "yes")
        self.assertIn("vendored", found["files"]["deep"])

    def test_the_application_is_before_a_library_of_the_same_name(self):
        archive = probing().lib("twice.py", "").app("twice.py", "")
        found = self.probe(archive.tree(self.path("tree")) + "/wsgi.py", env={"PROBE": "twice"})
        self.assertEqual(found["files"]["twice"], self.path("tree", "app", "twice.py"))


class SwitchTest(Case):
    """A process that started before a switch of `current` stays in its release."""

    def setUp(self):
        super().setUp()
        for version in ("1", "2"):
            archive = Archive(version=version).app("shop.py", LATE)
            archive.lib("early/__init__.py", "").lib("early/late.py", f"VERSION = {version!r}")
            archive.app("appmodule.py", f"VERSION = {version!r}").tree(self.path("releases", version))
        os.symlink("releases/1", self.path("current"))

    def late(self, *arguments, **settings):
        code, out, err = self.python(*arguments, env={"ROOT": self.place}, **settings)
        self.assertEqual(code, 0, err)
        return out.split()

    def test_wsgi_py_behind_the_link(self):
        self.assertEqual(self.late(self.path("current", "wsgi.py")), ["1", "1"])

    def test_an_interpreter_inside_the_release(self):
        for version in ("1", "2"):
            bin_folder = self.path("releases", version, "bin")
            os.mkdir(bin_folder)
            os.symlink(getattr(sys, "_base_executable", sys.executable), os.path.join(bin_folder, "python"))
        home = os.path.dirname(os.path.realpath(getattr(sys, "_base_executable", sys.executable)))
        self.write("releases/1/pyvenv.cfg", f"home = {home}\ninclude-system-site-packages = false\n")
        # the server's own package is loaded through `current` before the entry, as gunicorn is
        program = f"import early, sys; sys.path.insert(0, {self.path('current')!r}); import _pywar.entry"
        found = self.late("-c", program, python=self.path("current", "bin", "python"))
        self.assertEqual(found, ["1", "1"])


LATE = """
import os
root = os.environ["ROOT"]
os.symlink("releases/2", root + "/new"); os.replace(root + "/new", root + "/current")
import appmodule, early.late
print(appmodule.VERSION, early.late.VERSION)
application = print
"""


class PinTest(Case):
    """The steps that a virtualenv's interpreter takes itself, in this process."""

    def setUp(self):
        super().setUp()
        from _pywar.archive.bundle import Bundle

        self.bundle = Bundle(Archive().lib("vendored/x.py", "").tree(self.path("releases", "1")))
        os.symlink("releases/1", self.path("current"))
        kept = list(sys.path), sys.prefix, sys.exec_prefix
        self.addCleanup(self.restore, *kept)

    def restore(self, path, prefix, exec_prefix):
        sys.path[:], sys.prefix, sys.exec_prefix = path, prefix, exec_prefix

    def test_entries_prefixes_and_loaded_packages_lead_into_the_release(self):
        from _pywar.boot import paths

        current = self.path("current")
        libraries = f"{current}/lib/python{HERE_XY}/site-packages"
        sys.path[:0] = [libraries, current + "/app"]
        sys.prefix = sys.exec_prefix = current
        package = types.ModuleType("pinned_package")
        package.__path__ = [libraries + "/pinned_package"]
        package.__file__ = libraries + "/pinned_package/__init__.py"
        sys.modules["pinned_package"] = package
        self.addCleanup(sys.modules.pop, "pinned_package")
        paths.pin(self.bundle)
        self.assertEqual(sys.path[:2], [self.bundle.libraries, self.bundle.app])
        self.assertEqual((sys.prefix, sys.exec_prefix), (self.bundle.root, self.bundle.root))
        self.assertEqual(package.__path__, [self.bundle.libraries + "/pinned_package"])
        self.assertEqual(package.__file__, self.bundle.libraries + "/pinned_package/__init__.py")

    def test_what_a_pth_file_added_at_start_up_stays_behind_the_libraries(self):
        from _pywar.boot import paths

        current = self.path("current")
        libraries = f"{current}/lib/python{HERE_XY}/site-packages"
        sys.path += [libraries, libraries + "/vendored", current + "/app", current, current + "/bin"]
        sys.prefix = sys.exec_prefix = current
        paths.rewrite(self.bundle)
        at = sys.path.index(self.bundle.libraries)
        self.assertEqual(sys.path[at : at + 2], [self.bundle.libraries, self.bundle.libraries + "/vendored"])
        self.assertEqual(sys.path[0], self.bundle.app)
        self.assertFalse({self.bundle.root, self.bundle.scripts} & set(sys.path))


class EntryTest(Case):
    def call(self, archive):
        tree = archive.tree(self.path("tree"))
        program = (
            f"import sys; sys.path.insert(0, {tree!r}); from _pywar.entry import application; print(application(None, None))"
        )
        code, out, err = self.python("-c", program)
        self.assertEqual(code, 0, err)
        return out.strip()

    def test_an_attribute_of_an_attribute(self):
        archive = Archive().entry("shop:holder.inner")
        archive.app("shop.py", "class holder:\n    def inner(*_): return 'inner'\n")
        self.assertEqual(self.call(archive), "inner")

    def test_a_factory_is_called(self):
        archive = Archive().entry("shop:make.app", factory=True)
        archive.app("shop.py", "class make:\n    def app(): return lambda *_: 'made'\n")
        self.assertEqual(self.call(archive), "made")

    def test_both_entries_of_one_process_are_one_application(self):
        tree = Archive().tree(self.path("tree"))
        program = f"import sys; sys.path.insert(0, {tree!r}); import _pywar.entry, runpy\n"
        program += f"print(runpy.run_path({tree + '/wsgi.py'!r})['application'] is _pywar.entry.application)"
        self.assertEqual(self.python("-c", program)[1].strip(), "True")

    def test_an_asgi_application_needs_the_asgi_entry(self):
        tree = Archive().entry("shop:application", interface="asgi").tree(self.path("tree"))
        code, _, err = self.python("-c", f"import sys; sys.path.insert(0, {tree!r}); import _pywar.entry")
        self.assertEqual(code, 1)
        self.assertIn("start it with _pywar.asgi:application", err)
        program = f"import sys; sys.path.insert(0, {tree!r}); import _pywar.asgi"
        self.assertEqual(self.python("-c", program)[0], 0)

    def test_loaded_as_wsgi_it_logs_the_right_name(self):
        tree = Archive().tree(self.path("tree"))
        code, _, err = self.python("-c", "import wsgi", cwd=tree)
        self.assertEqual(code, 0, err)
        self.assertIn("configure the server with `_pywar.entry:application`", err)

    def test_loaded_as_wsgi_it_refuses_an_application_with_a_module_wsgi(self):
        tree = Archive().app("wsgi.py", "").tree(self.path("tree"))
        code, _, err = self.python("-c", "import wsgi", cwd=tree)
        self.assertEqual(code, 1)
        self.assertIn("has a module `wsgi` of its own", err)


class ServersPathTest(Case):
    """A server that was started inside the tool puts its working directory on the path before it loads the entry."""

    def test_late_imports_stay_in_the_release_after_a_server_changed_the_path(self):
        for version in ("1", "2"):
            tree = Archive(version=version).app("shop.py", LATE).app("appmodule.py", f"VERSION = {version!r}")
            tree.lib("early/__init__.py", "").lib("early/late.py", f"VERSION = {version!r}")
            tree.tree(self.path("releases", version))
        os.symlink("releases/1", self.path("current"))
        program = (
            "import os, sys; root = sys.argv[1]; sys.path.insert(0, root)\n"
            "from _pywar.boot import fixup; from _pywar.archive.bundle import Bundle; fixup.activate(Bundle(root))\n"
            "os.chdir(os.environ['ROOT'] + '/current/app')\n"
            "sys.path[:0] = ['', os.environ['ROOT'] + '/current/app']\n"
            "import _pywar.entry\n"
            "print([entry for entry in sys.path if entry == '' or 'current' in entry], len(sys.path) - len(set(sys.path)))\n"
        )
        env = {"ROOT": self.place}
        code, out, err = self.python("-c", program, self.path("releases", "1"), env=env)
        self.assertEqual((code, out.splitlines()), (0, ["1 1", "[] 0"]), err)


class OneBundleTest(Case):
    def second(self, first, second):
        program = "import runpy\nfirst = runpy.run_path(%r)['application']\n" % (first + "/wsgi.py")
        program += "print(runpy.run_path(%r)['application'] is first)" % (second + "/wsgi.py")
        return self.python("-c", program)

    def test_another_bundle_is_refused(self):
        code, _, err = self.second(Archive().tree(self.path("a")), Archive(name="other").tree(self.path("b")))
        self.assertEqual(code, 1)
        self.assertIn("cannot be loaded into a process that already runs `shop 1.0.0`", err)
        self.assertIn("WSGIDaemonProcess", err)

    def test_the_same_application_of_another_deployment_is_refused(self):
        one = Archive().tree(self.path("one", "releases", "1"))
        two = Archive(version="2").tree(self.path("two", "releases", "2"))
        self.assertEqual(self.second(one, two)[0], 1)

    def test_another_release_keeps_the_old_one_serving_and_logs_it(self):
        one = Archive().tree(self.path("releases", "1"))
        two = Archive(version="2").tree(self.path("releases", "2"))
        code, out, err = self.second(one, two)
        self.assertEqual((code, out.strip()), (0, "True"), err)
        self.assertIn("keeps serving shop 1.0.0", err)


class PreloadedTest(Case):
    def test_a_stub_package_of_the_system_is_dropped(self):
        user = self.path("user")
        site = os.path.join(user, "lib", f"python{HERE_XY}", "site-packages")
        os.makedirs(os.path.join(site, "zope"))
        stub = f"import sys, types; m = types.ModuleType('zope'); m.__path__ = [{site + '/zope'!r}]; sys.modules['zope'] = m\n"
        self.write(os.path.join(site, "zope-nspkg.pth"), stub)
        archive = probing().lib("zope/interface.py", "")
        found = self.probe(
            archive.tree(self.path("tree")) + "/wsgi.py", env={"PYTHONUSERBASE": user, "PROBE": "zope.interface"}
        )
        self.assertEqual(found["env"]["PYTHONUSERBASE"], user)

    @unittest.skipIf(sys.prefix != sys.base_prefix, "a virtualenv has no user site")
    def test_a_duplicate_that_the_server_loaded_is_logged(self):
        user = self.path("user")
        site = os.path.join(user, "lib", f"python{HERE_XY}", "site-packages")
        self.write(os.path.join(site, "click.py"), "")
        tree = Archive().lib("click.py", "").tree(self.path("tree"))
        program = f"import click, sys; sys.path.insert(0, {tree!r}); import _pywar.entry"
        code, _, err = self.python("-c", program, env={"PYTHONUSERBASE": user})
        self.assertEqual(code, 0, err)
        self.assertIn("`click` was loaded from " + os.path.join(site, "click.py"), err)

    def test_the_working_set_of_pkg_resources_is_renewed(self):
        tree = Archive().tree(self.path("tree"))
        program = (
            "import sys, types\n"
            "class WorkingSet:\n"
            "    def __init__(self): self.entries = list(sys.path); self.callbacks = []\n"
            "package = types.ModuleType('pkg_resources'); package.working_set = WorkingSet()\n"
            "package.working_set.callbacks = [print]; sys.modules['pkg_resources'] = package\n"
            f"sys.path.insert(0, {tree!r}); import _pywar.entry\n"
            "print(package.working_set.entries == sys.path, len(package.working_set.callbacks))\n"
        )
        self.assertEqual(self.python("-c", program)[1].split(), ["True", "1"])


class ConfigurationTest(Case):
    """`shared/conf` of a deployment."""

    def setUp(self):
        super().setUp()
        os.chmod(self.place, 0o755)
        archive = Archive().app("mine.py", "PLACE = 'app'").lib("lib.py", "PLACE = 'lib'")
        archive.app("shop.py", HELLO + PRINT)
        self.tree = archive.tree(self.path("site", "releases", "1-000000000000"))
        self.conf = self.path("site", "shared", "conf")
        for name in ("mine", "lib", "json", "local_settings"):
            self.write(f"site/shared/conf/{name}.py", "PLACE = 'conf'\n")

    def places(self):
        code, out, err = self.python(self.tree + "/wsgi.py")
        self.assertEqual(code, 0, err)
        return out.split(), err

    def test_it_adds_modules_and_replaces_none(self):
        for words in ([self.tree + "/wsgi.py"], [self.tree, "run", "-m", "shop"]):
            code, out, err = self.python(*words)
            self.assertEqual((code, out.split()), (0, ["app", "lib", "None", "conf"]), err)

    def test_without_it_nothing_is_added(self):
        shutil.rmtree(self.conf)
        self.assertEqual(self.places()[0], ["app", "lib", "None", "missing"])

    def test_a_folder_that_others_can_change_is_not_used(self):
        for place in (self.conf, os.path.dirname(self.conf)):
            os.chmod(place, 0o777)
            places, err = self.places()
            self.assertEqual(places[-1], "missing")
            self.assertRegex(err, rf"pywar: `{self.conf}` is not on sys.path: .*can be written by every user")
            os.chmod(place, 0o755)

    @unittest.skipUnless(os.geteuid() == 0, "only root can give files away")
    def test_root_runs_no_file_of_the_applications_user(self):
        for place in (self.conf, os.path.join(self.conf, "local_settings.py")):
            os.chown(place, 12345, -1)
            places, err = self.places()
            self.assertEqual(places[-1], "missing")
            self.assertIn("this runs as root, and", err)
            self.assertIn("belongs to user id 12345", err)
            os.chown(place, 0, -1)

    @unittest.skipUnless(os.geteuid() == 0, "only root can give files away")
    def test_root_runs_no_file_of_the_applications_user_behind_a_link(self):
        os.makedirs(self.path("etc", "package"))
        os.symlink(".", self.path("etc", "circle"))
        os.chown(self.write("etc/package/__init__.py", ""), 12345, -1)
        os.symlink(self.path("etc"), os.path.join(self.conf, "linked"))
        places, err = self.places()
        self.assertEqual(places[-1], "missing")
        self.assertIn("/etc/package/__init__.py` belongs to user id 12345", err)

    @for_other_users
    def test_the_applications_user_runs_its_own_files(self):
        for path, folders, names in os.walk(self.path("site", "shared")):
            for one in [path, *(os.path.join(path, name) for name in names)]:
                os.chown(one, 12345, 12345)
        command = [sys.executable, "-B", self.tree + "/wsgi.py"]

        def other():
            os.setgroups([])
            os.setgid(12345)
            os.setuid(12345)

        done = subprocess.run(command, cwd="/", env=self.environment(), preexec_fn=other, stdout=subprocess.PIPE, text=True)
        self.assertEqual(done.stdout.split(), ["app", "lib", "None", "conf"])

    def test_a_link_of_the_administrator_is_followed(self):
        os.rename(self.conf, self.path("etc"))
        os.symlink(self.path("etc"), self.conf)
        self.assertEqual(self.places()[0][-1], "conf")


if __name__ == "__main__":
    unittest.main()
