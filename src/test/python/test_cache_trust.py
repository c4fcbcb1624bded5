"""Owners of the files that the cache runs, its child processes, and `cache clean`."""

import fcntl
import os
import subprocess
import sys
import unittest
from unittest import mock

from archives import Archive
from deploying import DeployCase
from support import Case, for_other_users

from _pywar import start
from _pywar.commands import cache

OTHER = 65534
PLANTED = "print('PLANTED')\n"


@unittest.skipUnless(os.geteuid() == 0, "root alone makes another user's directories")
class OtherUsersTest(Case):
    """If another user can change a directory above the tree, the tree is made elsewhere, and planted files never run."""

    def setUp(self):
        super().setUp()
        os.chmod(self.place, 0o755)
        archive = Archive().app("shop.py", "application = print\nprint('genuine', __file__)")
        self.archive = archive.zip(self.path("shop.pywar"))
        with mock.patch.dict(os.environ, {"PYWAR_CACHE": self.path("model")}):
            self.key = os.path.basename(cache.tree(self.archive))

    def folder(self, *parts, uid=0, mode=0o755):
        path = self.path(*parts)
        os.makedirs(path, exist_ok=True)
        os.chown(path, uid, uid)
        os.chmod(path, mode)
        return path

    def plant(self, *parts):
        """Make a complete cache of the other user, at the path of this archive's tree."""
        for at in range(1, len(parts) + 1):
            self.folder(*parts[:at], uid=OTHER)
        tree = Archive().tree(self.path(*parts, self.key))
        with open(os.path.join(tree, "__main__.py"), "w") as stream:
            stream.write(PLANTED)
        os.makedirs(os.path.join(tree, "bin"), exist_ok=True)
        with open(os.path.join(tree, "bin", "python"), "w") as stream:
            stream.write("#!/bin/sh\necho PLANTED\n")
        os.chmod(os.path.join(tree, "bin", "python"), 0o755)
        subprocess.check_call(["chown", "-R", f"{OTHER}:{OTHER}", self.path(parts[0])])

    def run_it(self, **env):
        code, out, err = self.python(self.archive, "run", "-m", "shop", env={"PYWAR_CACHE": "", **env})
        self.assertNotIn("PLANTED", out + err)
        return code, out, err

    def test_a_planted_cache_is_never_run(self):
        self.plant("home", ".cache", "pywar")
        own = self.folder("own", mode=0o700)
        for env in (
            {"HOME": self.path("home"), "TMPDIR": own},
            {"XDG_CACHE_HOME": self.path("home", ".cache"), "TMPDIR": own, "HOME": own},
        ):
            code, out, err = self.run_it(**env)
            self.assertEqual(code, 0, err)
            self.assertIn("genuine", out)
            self.assertNotIn(self.path("home"), out)
        code, _, err = self.run_it(PYWAR_CACHE=self.path("home", ".cache", "pywar"))
        self.assertEqual(code, 1, err)
        self.assertIn(f"`{self.path('home')}`: belongs to user id {OTHER}", err)

    def test_each_directory_above_the_tree_is_checked(self):
        ways = {
            "owner": {"uid": OTHER, "mode": 0o755},
            "group": {"uid": 0, "mode": 0o775},
            "others": {"uid": 0, "mode": 0o757},
        }
        for depth in range(3):
            for name, rights in ways.items():
                parts = [f"{name}{depth}", "b", "c"]
                for at in range(1, 4):
                    self.folder(*parts[:at])
                path = self.folder(*parts[: depth + 1], **rights)
                if name == "group":
                    os.chown(path, 0, OTHER)
                code, _, err = self.run_it(PYWAR_CACHE=self.path(*parts, "pywar"))
                self.assertEqual(code, 1, (parts, err))
                self.assertIn(f"`{path}`: ", err)
                self.assertFalse(os.path.exists(self.path(*parts, "pywar")), "something was made there")

    def test_a_link_of_another_user_on_the_way_is_not_followed(self):
        own = self.folder("own", mode=0o700)
        shared = self.folder("shared", mode=0o1777)
        os.symlink(own, os.path.join(shared, "link"))
        os.chown(os.path.join(shared, "link"), OTHER, OTHER, follow_symlinks=False)
        code, _, err = self.run_it(PYWAR_CACHE=os.path.join(shared, "link", "pywar"))
        self.assertEqual(code, 1, err)
        self.assertEqual(os.listdir(own), [])

    def test_no_other_user_can_replace_a_running_tree(self):
        sticky = self.folder("tmp", mode=0o1777)
        code, _, err = self.run_it(HOME="/nonexistent", XDG_CACHE_HOME="", TMPDIR=sticky)
        if "own cache" in err or code:
            self.fail(err)
        with mock.patch.dict(os.environ, {"PYWAR_CACHE": os.path.join(sticky, f"pywar-{os.geteuid()}")}):
            tree = cache.tree(self.archive)
        self.assertTrue(tree.startswith(sticky))
        self.assertEqual(self.changed_by_another(tree), [])
        os.chmod(sticky, 0o777)
        self.assertNotEqual(self.changed_by_another(tree), [], "a case that shows nothing")

    def changed_by_another(self, tree):
        """Return the paths in and above the tree that a process of another user can rename or write."""
        program = (
            "import os, sys\n"
            "os.setgroups([]); os.setgid(%d); os.setuid(%d)\n"
            "path = sys.argv[1]\n"
            "while path != '/':\n"
            "    try: os.rename(path, path + '.moved'); print(path); os.rename(path + '.moved', path)\n"
            "    except OSError: pass\n"
            "    path = os.path.dirname(path)\n"
            "for folder, _, names in os.walk(sys.argv[1]):\n"
            "    for name in [os.path.join(folder, name) for name in names] + [folder]:\n"
            "        if os.access(name, os.W_OK) and not os.path.islink(name): print(name)\n"
        ) % (OTHER, OTHER)
        return subprocess.check_output(["/usr/bin/env", sys.executable, "-c", program, tree], universal_newlines=True).split()

    def test_the_home_of_another_user_is_not_used(self):
        home = self.folder("home", uid=OTHER)
        with mock.patch.dict(os.environ, {"HOME": home, "XDG_CACHE_HOME": ""}):
            self.assertNotIn(os.path.join(home, ".cache", "pywar"), cache.candidates())
            os.chown(home, 0, 0)
            self.assertEqual(cache.candidates()[0], os.path.join(home, ".cache", "pywar"))

    @for_other_users
    def test_a_user_without_a_home_gets_a_directory(self):
        os.chmod(self.place, 0o1777)
        program = (
            "import os, sys; os.setgroups([]); os.setgid(4321); os.setuid(4321)\n"
            "os.execv(sys.executable, [sys.executable, '-B', *sys.argv[1:]])"
        )
        words = [sys.executable, "-c", program, self.archive, "run", "-m", "shop"]
        env = self.environment(PYWAR_CACHE="", HOME="/root", TMPDIR=self.place)
        done = subprocess.run(words, env=env, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(self.path("pywar-4321"), done.stdout)


CHILDREN = """
import os, shutil, subprocess, sys
application = print
def ask(*words): return subprocess.check_output(words, universal_newlines=True).strip()
if __name__ == "__main__":
    print(ask(sys.executable, "-c", "import thing, beside; print(thing.__file__, beside.__file__)"))
    print(ask("hello"), shutil.which("sh"))
    import multiprocessing
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        print(pool.apply(eval, ("__import__('_pywar.entry', fromlist='x').application.__name__",)))
"""


class ChildrenTest(DeployCase):
    """Child processes of the application find the archive's libraries, scripts and runtime."""

    def archive_of_children(self):
        archive = self.archive().lib("thing.py", "").app("beside.py", "").app("program.py", CHILDREN)
        archive.script("hello", "beside", "__doc__.__class__").add("bin/sh", "#!/bin/false\n")
        return archive.app("beside.py", "def main(): print('hello from bin')\n").script("hello", "beside", "main")

    def test_children_find_libraries_scripts_and_the_runtime(self):
        archive = self.archive_of_children()
        packed = self.pack(archive)
        self.deploy(packed, "--hooks=none")
        for words in (
            [sys.executable, packed],
            [os.path.join(self.root, "current", "bin", "python"), "-m", "_pywar"],
            [sys.executable, os.path.join(self.root, "current")],
            [os.path.join(self.root, "current", "bin", "python"), os.path.join(self.root, "current")],
        ):
            for what in (["program.py"], ["-m", "program"]):
                done = subprocess.run(
                    [*words, "run", *what],
                    env=self.environment(),
                    cwd=self.place,
                    capture_output=True,
                    text=True,
                )
                self.assertEqual(done.returncode, 0, done.stderr)
                libraries, scripts, spawned = done.stdout.splitlines()
                self.assertIn("/site-packages/thing.py", libraries)
                self.assertIn("/app/beside.py", libraries)
                self.assertRegex(scripts, r"^hello from bin (/usr)?/bin/sh$")
                self.assertIn(spawned, ("application", "answer"))

    def test_children_of_a_tree_unpacked_by_hand_find_the_runtime(self):
        program = CHILDREN.replace("    print(ask", "    0 and print(ask")
        tree = self.archive_of_children().app("program.py", program).tree(self.path("tree"))
        code, out, err = self.python(tree, "run", "program.py")
        self.assertEqual((code, out), (0, "application\n"), err)


class CleanTest(Case):
    def setUp(self):
        super().setUp()
        waiting = "import sys\napplication = print\nif __name__ == '__main__': print('up', flush=True); sys.stdin.read()\n"
        self.archive = Archive().app("shop.py", waiting).zip(self.path("shop.pywar"))

    def trees(self):
        return sorted(name for name in os.listdir(self.path("cache")) if not name.startswith("."))

    def clean(self):
        code, out, err = self.python(self.archive, "cache", "clean")
        self.assertEqual((code, err), (0, ""))
        return out

    def test_running_trees_stay_and_all_others_are_removed(self):
        other = Archive(version="0.9").app("shop.py", "print('ran')").zip(self.path("old.pywar"))
        self.assertEqual(self.python(other, "run", "-m", "shop")[0], 0)
        for name in ("shop-1-0123456789ab-py3.11", "shop-1-0123456789ab-py3.11.77.part", "keep-this", "shop-1-py3.11"):
            os.mkdir(self.path("cache", name))
        running = subprocess.Popen(
            [sys.executable, "-B", self.archive, "run", "-m", "shop"],
            env=self.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            universal_newlines=True,
        )
        self.addCleanup(running.stdout.close)
        self.addCleanup(running.wait)
        self.addCleanup(running.kill)
        self.assertEqual(running.stdout.readline(), "up\n")
        out = self.clean()
        self.assertIn("in use:  " + self.path("cache", "shop-1.0.0-"), out)
        self.assertIn("removed " + self.path("cache", "shop-0.9-"), out)
        self.assertEqual([name[:10] for name in self.trees()], ["keep-this", "shop-1-py3", "shop-1.0.0"])
        running.stdin.close()
        self.assertEqual(running.wait(60), 0)
        self.assertIn("removed " + self.path("cache", "shop-1.0.0-"), self.clean())
        self.assertEqual(self.trees(), ["keep-this", "shop-1-py3.11"])

    def test_a_tree_that_is_removed_while_a_start_finds_it_is_made_again(self):
        with mock.patch.dict(os.environ, {"PYWAR_CACHE": self.path("cache")}):
            tree = cache.tree(self.archive)
            for handle in self.handles(tree):
                os.close(handle)
            real, removed = fcntl.flock, []

            def removing(handle, kind):
                if kind == fcntl.LOCK_SH and not removed:
                    removed.append(True)
                    with cache.locked(self.path("cache")):
                        self.assertTrue(cache.remove(tree))
                return real(handle, kind)

            with mock.patch("fcntl.flock", removing):
                self.assertEqual(cache.tree(self.archive), tree)
            self.assertTrue(os.path.exists(os.path.join(tree, "wsgi.py")))
            self.assertEqual(len(self.handles(tree)), 1)

    def handles(self, tree):
        links = {int(name): os.readlink(f"/proc/self/fd/{name}") for name in os.listdir("/proc/self/fd") if os.path.exists(f"/proc/self/fd/{name}")}
        return [handle for handle, place in links.items() if place == tree]

    def test_another_action_is_a_usage_error(self):
        with self.assertRaises(SystemExit) as end:
            start.tool(self.archive, ["cache", "burn"])
        self.assertEqual(end.exception.code, 2)


if __name__ == "__main__":
    unittest.main()
