"""Root trusts no file that another user can write: deployments, `shared/`, the lock."""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
import unittest
from unittest import mock

from deploying import DeployCase, mode
from support import as_root

from _pywar import files
from _pywar.deployment import atomic, children, configured, lock, owner, processes, reload, stopping
from _pywar.deployment.root import Root

NOBODY, OTHER = 65534, 54321
load_tests = as_root("test_trust")


def snapshot(place):
    """What is below `place`: names, contents, modes, owners."""
    found = {}
    for folder, folders, names in os.walk(place):
        for path in [folder, *(os.path.join(folder, name) for name in folders + names)]:
            about = os.lstat(path)
            with contextlib.suppress(OSError):
                found[path] = (about.st_mode, about.st_uid, about.st_gid, about.st_nlink)
            if stat.S_ISREG(about.st_mode):
                with open(path, "rb") as stream:
                    found[path] += (stream.read(),)
    return found


@unittest.skipUnless(os.geteuid() == 0, "only root has something to lose")
class RootCase(DeployCase):
    """An alarm ends a test that waits for a pipe."""

    def setUp(self):
        super().setUp()
        os.chmod(self.place, 0o755)
        self.addCleanup(signal.signal, signal.SIGALRM, signal.signal(signal.SIGALRM, signal.SIG_DFL))
        self.addCleanup(signal.alarm, 0)
        signal.alarm(240)

    def as_user(self, uid, function):
        """Call it in a child that is that user; gives its exit code."""
        child = os.fork()
        if child == 0:
            code = 99
            try:
                os.setgroups([])
                os.setgid(uid)
                os.setuid(uid)
                code = function() or 0
            finally:
                os._exit(code)
        return os.waitpid(child, 0)[1] >> 8

    def in_shared(self, *parts):
        return os.path.join(self.root, "shared", *parts)


class PlantedTest(RootCase):
    """What a user plants in a deployment that is his leads root to nothing of root's, then and later."""

    def setUp(self):
        super().setUp()
        self.archives = {version: self.pack(self.archive(version)) for version in "123"}
        self.deploy(self.archives["1"], "--owner", str(NOBODY))
        self.deploy(self.archives["2"])
        self.victims = self.path("victims")
        for name in ("file", "folder/file", "releases/keep1-aaaaaaaaaaaa/file", "releases/keep2-bbbbbbbbbbbb/file"):
            os.chmod(self.write(os.path.join(self.victims, name), "root's\n"), 0o600)
        os.chmod(os.path.join(self.victims, "folder"), 0o700)
        self.before = snapshot(self.victims)

    def victim(self, *parts):
        return os.path.join(self.victims, *parts)

    def plants(self):
        """name -> what the owner of the root does in it"""

        def link(name, *target):
            return name, lambda path: os.symlink(self.victim(*target), path)

        return {
            "the log is a link": link("deploy.log", "file"),
            "the log is to be": link("deploy.log", "new"),
            "the log is a pipe": ("deploy.log", os.mkfifo),
            "the lock is a link": link(".pywar/lock", "file"),
            "the lock is a pipe": (".pywar/lock", os.mkfifo),
            "shared is a link": link("shared", "folder"),
            "releases is a link": link("releases", "releases"),
            "current is a link elsewhere": link("current", "releases", "keep1-aaaaaaaaaaaa"),
            "the notes are a link": link(".pywar", "folder"),
            "a note is a link": link(".pywar/state.json", "file"),
            "a note is a pipe": (".pywar/state.json", os.mkfifo),
            "the word of the check": link(".pywar/check", "file"),
            "what is swept": link(".pywar/a.new", "file"),
            "a folder that is swept": (".pywar/a.new", os.mkdir),
            "a half-made release": link("releases/.9-cccccccccccc.part", "folder"),
            "a release": link("releases/9-cccccccccccc", "releases", "keep1-aaaaaaaaaaaa"),
        }

    @contextlib.contextmanager
    def planted(self, name, make):
        """`make` is called by the owner of the root, with what was there moved away for so long."""
        path = os.path.join(self.root, name)
        is_there = os.path.lexists(path)
        if is_there:
            os.rename(path, self.path("away"))
        self.assertEqual(self.as_user(NOBODY, lambda: make(path)), 0)
        yield
        os.rmdir(path) if os.path.isdir(path) and not os.path.islink(path) else os.unlink(path)
        if is_there:
            os.rename(self.path("away"), path)

    def given(self, uid):
        """The root and what root's tool has in it, to that user; as after a `chown` that did not think."""
        for name in ("", ".pywar", "releases"):
            os.chown(os.path.join(self.root, name), uid, uid)

    def commands(self):
        yield "deploy", [self.archives["3"], "deploy", self.root, "--keep", "1"]
        yield "rollback", [self.archives["2"], "rollback", self.root]

    def test_each_is_refused_in_words_and_leads_to_nothing(self):
        for what, (name, make) in self.plants().items():
            self.given(NOBODY)
            with self.planted(name, make):
                for is_given_back in (False, True):
                    if is_given_back:
                        self.given(0)
                    known = snapshot(self.root)
                    for command, words in self.commands():
                        with self.subTest(what, command=command, is_given_back=is_given_back):
                            code, _, err = self.tool(*words)
                            self.assertEqual((code, "hint: " in err), (2, True), err)
                            self.assertEqual(snapshot(self.victims), self.before)
                            self.assertEqual(snapshot(self.root), known)

    def test_the_hints_mend_it(self):
        self.given(NOBODY)
        self.as_user(NOBODY, lambda: os.symlink(self.victim("file"), os.path.join(self.root, ".pywar", "a.new")))
        for _ in range(6):
            code, _, err = self.tool(self.archives["3"], "deploy", self.root)
            if code == 0:
                break
            self.assertEqual(code, 2, err)
            for line in err.splitlines():
                if line.startswith("hint: ") and ("chown" in line or " rm " in line):
                    command = line[len("hint: ") :].replace("if it is yours: ", "").partition(": then")[0]
                    subprocess.run(command, shell=True, check=True)
        self.assertEqual((code, self.current()), (0, "3"), err)
        self.assertEqual(snapshot(self.victims), self.before)


class PlaceTest(RootCase):
    def refused(self, place, *parts):
        path = self.pack(self.archive())
        known = snapshot(self.place)
        code, _, err = self.tool(path, "deploy", place)
        self.assertEqual(code, 2, err)
        for part in parts:
            self.assertIn(part, err)
        self.assertEqual(snapshot(self.place), known)

    def test_a_root_of_another_user_is_refused_before_anything_is_written(self):
        os.mkdir(self.root)
        os.chown(self.root, NOBODY, NOBODY)
        self.refused(self.root, f"it belongs to user id {NOBODY}", f"hint: chown root: {self.root}")

    def test_so_is_one_in_a_directory_of_another_user_or_that_others_may_write(self):
        os.makedirs(self.path("home", "user"))
        os.chown(self.path("home", "user"), NOBODY, NOBODY)
        self.refused(self.path("home", "user", "site"), "chown root:", "or name a directory that is safe")
        os.chown(self.path("home", "user"), 0, 0)
        os.chmod(self.path("home", "user"), 0o777)
        self.refused(self.path("home", "user", "site"), "chmod go-w")

    def test_so_is_a_link_that_a_user_may_turn(self):
        os.mkdir(self.path("links"))
        os.mkdir(self.root)
        os.symlink(self.root, self.path("links", "site"))
        os.chown(self.path("links", "site"), NOBODY, NOBODY, follow_symlinks=False)
        self.refused(self.path("links", "site"), "chown -h root:")

    def test_a_user_deploys_in_a_directory_of_his_own(self):
        path = self.pack(self.archive())
        os.chmod(path, 0o644)
        os.makedirs(self.path("own"))
        os.chown(self.path("own"), NOBODY, NOBODY)
        deploy = lambda: self.tool(path, "deploy", self.path("own", "site"))[0]  # noqa: E731
        self.assertEqual([self.as_user(NOBODY, deploy), self.as_user(OTHER, deploy)], [0, 2])

    def test_shared_may_be_a_volume_behind_a_link_of_roots(self):
        os.makedirs(self.path("volumes", "shop"))
        os.mkdir(self.root)
        os.symlink(self.path("volumes", "shop"), self.in_shared())
        self.deploy(self.archive("1"), "--owner", str(NOBODY))
        self.assertEqual(os.stat(self.path("volumes", "shop")).st_uid, NOBODY)
        os.chown(self.path("volumes"), NOBODY, NOBODY)
        self.assertIn("chown root:", self.deploy(self.archive("2"), code=2))

    def test_what_is_made_is_not_open_to_others_whatever_the_umask(self):
        for version in "12":
            self.deploy(self.archive(version))
        os.unlink(os.path.join(self.root, "deploy.log"))
        self.addCleanup(os.umask, os.umask(0))
        self.assertEqual(self.tool(self.archive("2"), "rollback", self.root)[0], 0)
        found = [path for path, about in snapshot(self.root).items() if about[0] & 0o002 and not stat.S_ISLNK(about[0])]
        self.assertEqual((found, mode(os.path.join(self.root, "deploy.log"))), ([], 0o644))


class SharedTest(RootCase):
    """The application's user owns `shared/` and does there what it likes."""

    def setUp(self):
        super().setUp()
        self.deploy(self.archive("1"), "--owner", str(NOBODY), "--server", "gunicorn")
        self.next = self.pack(self.archive("2"))

    def plant(self, function):
        self.assertEqual(self.as_user(NOBODY, lambda: function(self.in_shared())), 0)

    def text(self, name, text):
        def write(shared):
            with open(os.path.join(shared, name), "w") as stream:
                stream.write(text)

        return write

    def listening(self, name):
        def listen(shared):
            with socket.socket(socket.AF_UNIX) as made:
                made.bind(os.path.join(shared, name))

        return listen

    def odd(self, name):
        return {
            "pipe": lambda shared: os.mkfifo(os.path.join(shared, name)),
            "device": lambda shared: os.symlink("/dev/zero", os.path.join(shared, name)),
            "secret": lambda shared: os.symlink("/etc/shadow", os.path.join(shared, name)),
            "folder": lambda shared: os.mkdir(os.path.join(shared, name)),
            "socket": self.listening(name),
        }

    def remove(self, name):
        path = self.in_shared(name)
        os.rmdir(path) if os.path.isdir(path) and not os.path.islink(path) else os.unlink(path)

    def test_a_pid_file_that_is_none_is_refused_before_the_switch(self):
        for name, plant in self.odd("gunicorn.pid").items():
            with self.subTest(name):
                self.plant(plant)
                err = self.deploy(self.next, code=1)
                self.assertRegex(err, r"gunicorn\.pid` is a (named pipe|symbolic link|directory|socket)")
                self.assertNotIn(("switch", "done"), self.steps()[-4:])
                self.remove("gunicorn.pid")
        self.assertEqual(self.current(), "1")

    def test_a_pid_file_with_anything_in_it_does_no_harm(self):
        for text in ("9" * 20, "-1", "0", "1", "", "x", "1 2", "\0", "٣", "0x1", "1" * 60):
            with self.subTest(text):
                self.plant(self.text("gunicorn.pid", text))
                self.deploy(self.next)
        self.plant(self.text("gunicorn.pid", "9" * 3000))
        self.assertIn("is larger than 64 bytes", self.deploy(self.next, code=1))

    def test_an_environment_that_is_none_is_refused_with_and_without_a_new_one(self):
        env = self.write("env", "A=1\n")
        for name, plant in self.odd("env").items():
            for words in ([], ["--env-file", env], ["--hooks", "only"]):
                with self.subTest(name, words=words):
                    self.plant(plant)
                    err = self.deploy(self.next, *words, code=1)
                    self.assertRegex(err, r"env` is a (named pipe|link of user|directory|socket)")
                    self.remove("env")
        self.assertEqual(self.current(), "1")

    def test_what_is_in_the_way_of_a_new_environment_is_told(self):
        self.plant(lambda shared: os.mkdir(os.path.join(shared, "env.new")))
        self.deploy(self.next, "--env-file", self.write("env", "A=1\n"))
        # as it comes to a volume, where nothing can be renamed to
        with self.assertRaisesRegex(files.Untrusted, "is a directory: `"):
            atomic.copy(self.in_shared("env"), self.in_shared("env"), -1)

    def test_a_link_that_comes_after_the_check_gives_the_hook_no_secret(self):
        """The pause is forced: the file is swapped right after it was looked at."""
        secret = self.write("secret.env", "ROOTSECRET=only root may read this\n")
        os.chmod(secret, 0o600)
        os.symlink(secret, self.path("bait"))
        check = atomic.check_link

        def swapping(path):
            check(path)
            if os.path.lexists(path):
                os.unlink(path)
                how(secret, path)

        archive = self.archive("3", files={"hooks/pre-deploy/1.sh": "env > $PYWAR_SHARED/seen\n"})
        # where hard links are not protected, the other name of a file of root's is as good as a link
        for how in (os.symlink, os.link):
            self.plant(self.text("env", "A=1\n"))
            with mock.patch.object(atomic, "check_link", swapping):
                err = self.deploy(archive, "--hooks", "only", code=1)
            self.assertIn("cannot be read", err)
            self.assertIn(f"as user id {NOBODY}", err)
            self.assertFalse(os.path.exists(self.in_shared("seen")))
            os.unlink(self.in_shared("env"))
        self.plant(self.text("env", "A=1\n"))
        self.deploy(archive, "--hooks", "only")
        self.assertIn("A=1\n", self.read(self.in_shared("seen")))

    def test_guarding_the_environment_opens_no_other_file(self):
        secret = self.write("secret.env", "ROOTSECRET=x\n")
        os.chmod(secret, 0o600)
        real = os.open

        def swapping(name, *arguments, **options):
            if name == "env" and os.path.lexists(self.in_shared("env")):
                os.unlink(self.in_shared("env"))
                how(secret, self.in_shared("env"))
            return real(name, *arguments, **options)

        for how in (os.symlink, os.link):
            self.plant(self.text("env", "A=1\n"))
            with mock.patch("os.open", swapping), contextlib.suppress(Exception):
                atomic.guard(self.in_shared("env"), 0o640, NOBODY)
            self.assertEqual((mode(secret), os.stat(secret).st_gid), (0o600, 0))
            os.unlink(self.in_shared("env"))


class WayBackTest(RootCase):
    def test_a_second_signal_ends_its_waits(self):
        self.addCleanup(signal.signal, signal.SIGTERM, signal.getsignal(signal.SIGTERM))
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        with stopping.undisturbed():
            for is_last in (False, True):
                os.kill(os.getpid(), signal.SIGTERM)
                self.assertEqual(stopping.is_hurried(), is_last)
            with self.assertRaises(reload.Refusal):
                reload._wait(lambda: False, 3600, "it did not come")
        self.assertFalse(stopping.is_hurried())

    def test_an_environment_that_cannot_come_back_keeps_nobody_on_the_bad_release(self):
        self.deploy(self.archive("1"), "--env-file", self.write("env", "A=1\n"))
        hook = "rm $PYWAR_SHARED/env; mkdir $PYWAR_SHARED/env; exit 1\n"
        failing = self.archive("2", files={"hooks/post-deploy/1.sh": hook})
        err = self.deploy(failing, "--env-file", self.write("two", "A=2\n"), code=1)
        self.assertIn("the environment file could not be brought back", err)
        self.assertEqual((self.current(), self.steps()[-1]), ("1", ("switch-back", "done")))


class LockTest(RootCase):
    def setUp(self):
        super().setUp()
        self.deploy(self.archive("1"))
        self.file = os.path.join(self.root, ".pywar", "lock")

    def holding(self, uid):
        """A process of that user that holds the lock, if it may open its file; gives whether it does."""
        program = (
            "import fcntl, os, sys; os.setuid(int(sys.argv[2]))\n"
            "try: stream = open(sys.argv[1]); fcntl.flock(stream, fcntl.LOCK_EX)\n"
            "except OSError: print('no', flush=True)\n"
            "else: print('held', flush=True)\n"
            "sys.stdin.read()"
        )
        words = [sys.executable, "-c", program, self.file, str(uid)]
        process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.addCleanup(process.communicate)
        return process.stdout.readline() == b"held\n"

    def test_another_user_cannot_take_it(self):
        self.assertEqual(mode(self.file), 0o600)
        self.assertFalse(self.holding(NOBODY))
        self.deploy(self.archive("2"))

    def test_one_that_is_open_to_all_from_before_is_closed(self):
        os.chmod(self.file, 0o644)
        self.deploy(self.archive("2"))
        self.assertEqual(mode(self.file), 0o600)

    def test_one_that_another_user_holds_from_before_is_made_anew(self):
        os.chmod(self.file, 0o644)
        self.assertTrue(self.holding(NOBODY))
        self.assertIn(f"of user id {NOBODY} held the lock", self.deploy(self.archive("2")))
        self.assertEqual((self.current(), mode(self.file)), ("2", 0o600))
        with Root(self.root).locked():
            self.assertIn("another command works", self.deploy(self.archive("3"), code=1))

    def test_one_that_root_holds_is_respected_and_its_holder_named(self):
        self.assertTrue(self.holding(0))
        with open("/proc/locks") as stream:
            holder = next(line.split()[4] for line in stream if line.split()[5].endswith(f":{os.stat(self.file).st_ino}"))
        self.assertIn(f"process {holder}\n", self.deploy(self.archive("2"), code=1))

    def test_where_the_system_lists_no_locks_the_note_in_it_names_the_holder(self):
        with Root(self.root).locked(), mock.patch.object(lock, "_holders", return_value=[]):
            self.assertIn(f"process {os.getpid()}\n", self.deploy(self.archive("2"), code=1))


class OwnerTest(RootCase):
    """The owner comes from what root set up, never from what a process calls itself."""

    def start(self, words, executable=None, uid=NOBODY, **options):
        # a server stays until it is told to end; this one ends with its input
        process = subprocess.Popen(
            words, executable=executable, stdin=subprocess.PIPE, stdout=subprocess.PIPE, preexec_fn=lambda: os.setuid(uid), **options
        )
        self.addCleanup(process.communicate)
        return process

    def test_a_process_that_calls_itself_a_server_owns_nothing(self):
        env = ["--env-file", self.write("env", "PASSWORD=x\n")]
        for server, words in {
            "mod_wsgi": ["apache2", "-c", "read line"],
            "gunicorn": ["gunicorn", "-c", "read line", self.root],
            "uwsgi": ["uwsgi", "-c", "read line", f"{self.root}/current"],
        }.items():
            with self.subTest(server):
                pid = self.start(words, "/bin/sh").pid
                err = self.deploy(self.archive("1"), "--server", server, *env, code=2)
                self.assertIn(f"process {pid} of nobody looks like it", err)
                self.assertIn("hint: --owner USER", err)
                self.assertEqual(os.stat(self.in_shared()).st_uid, 0)
                self.assertFalse(os.path.exists(self.in_shared("env")))
        self.deploy(self.archive("1"), "--server", "mod_wsgi", "--owner", "daemon", *env)
        daemon = pwd.getpwnam("daemon").pw_uid
        self.assertEqual(os.stat(self.in_shared()).st_uid, daemon)
        # remembered: no process is asked again
        self.deploy(self.archive("2"))
        self.assertEqual(os.stat(self.in_shared()).st_uid, daemon)

    def server(self, name, *words, uid=0, place=None):
        """A copy of this interpreter under a server's name, with a child of its own that is user OTHER."""
        folder = place or self.path("bin")
        os.makedirs(folder, exist_ok=True)
        path = os.path.join(folder, name)
        shutil.copy(os.path.realpath(sys.executable), path)
        program = (
            "import os, sys\n"
            "child = os.fork()\n"
            f"if child == 0: os.setuid({OTHER}) if os.getuid() == 0 else None\n"
            "if child != 0: print('ready', flush=True)\n"
            "sys.stdin.read()\n"
        )
        environment = dict(os.environ, PYTHONHOME=sys.base_prefix)
        process = self.start([path, "-c", program, *words], uid=uid, env=environment)
        self.assertEqual(process.stdout.readline(), b"ready\n")
        end = time.monotonic() + 60
        while uid == 0 and OTHER not in map(processes.user, processes.children(process.pid)):
            self.assertLess(time.monotonic(), end)
        return path

    def user_of(self, server):
        found = configured.user_of(server, Root(self.root))
        return found and found.name

    def test_the_workers_of_a_master_of_roots_are_the_owner(self):
        path = self.server("apache2")
        self.assertEqual(self.user_of("mod_wsgi"), str(OTHER))
        # a file that another user may change proves nothing
        os.chown(path, NOBODY, NOBODY)
        self.assertIsNone(self.user_of("mod_wsgi"))
        os.chown(path, 0, 0)
        os.chmod(self.path("bin"), 0o777)
        self.assertIsNone(self.user_of("mod_wsgi"))

    def test_a_gunicorn_of_roots_counts_for_the_deployment_that_it_names(self):
        self.server("gunicorn", self.root)
        self.assertEqual(self.user_of("gunicorn"), str(OTHER))
        self.assertIsNone(configured.user_of("gunicorn", Root(self.root + "-two")))
        self.assertIsNone(configured.user_of("gunicorn", Root("/x" + self.root)))

    def test_a_master_of_another_user_proves_nothing(self):
        self.server("apache2", uid=NOBODY)
        self.assertIsNone(self.user_of("mod_wsgi"))

    def test_a_program_of_roots_that_runs_for_another_user_proves_nothing(self):
        """`exec -a apache2 su`: its effective user is root, and what it calls itself is another user's text."""
        path = self.path("setuid")
        shutil.copy("/bin/sh", path)
        os.chmod(path, 0o4755)
        process = self.start(["apache2", "-p", "-c", "read line"], path)
        end = time.monotonic() + 60
        while processes.program_file(process.pid) != path:
            self.assertLess(time.monotonic(), end)
        if processes.users(process.pid)[1] != 0:
            self.skipTest("setuid does not count on this file system")
        self.assertEqual(processes.users(process.pid)[0], NOBODY)
        self.assertIsNone(self.user_of("mod_wsgi"))

    def unit(self, name, user, command, folder="units", **more):
        lines = [f"{key}={value}" for key, value in {"User": user, "ExecStart": command, **more}.items()]
        path = self.write(f"{folder}/{name}.service", "[Service]\n" + "\n".join(lines) + "\n")
        patched = mock.patch.object(configured, "_UNITS", (self.path("units"), self.path("more")))
        patched.start()
        self.addCleanup(patched.stop)
        return path

    def test_the_unit_of_systemd_that_starts_the_server_tells_its_user(self):
        python = f"{self.root}/current/bin/python"
        self.unit("other", "ann", f"{self.root}-two/current/bin/python -m gunicorn x:y")
        self.unit("backup", "bob", f"/usr/bin/tar -c {self.root}")
        path = self.unit("shop", "nobody", f"-{python} -m gunicorn \\\n --preload x:y")
        self.assertEqual(self.user_of("gunicorn"), "nobody")
        self.assertIsNone(self.user_of("uwsgi"))
        self.deploy(self.archive("1"), "--server", "gunicorn")
        self.assertEqual(os.stat(self.in_shared()).st_uid, NOBODY)
        # another user's text
        os.chown(path, NOBODY, NOBODY)
        self.assertIsNone(self.user_of("gunicorn"))
        os.chown(path, 0, 0)
        self.write("more/shop.service.d/user.conf", "[Service]\nUser=daemon\nGroup=games\n")
        self.assertEqual(configured.user_of("gunicorn", Root(self.root)).text, "daemon:games")
        # two units, two users: root does not guess
        self.unit("shop2", "nobody", f"{python} -m gunicorn x:y")
        self.assertIsNone(self.user_of("gunicorn"))

    def test_a_unit_of_uwsgi_is_known_by_its_working_directory(self):
        self.unit("shop", "nobody", "/usr/bin/env uwsgi --ini /etc/uwsgi/shop.ini", WorkingDirectory=f"{self.root}/current")
        self.assertEqual(self.user_of("uwsgi"), "nobody")

    def test_where_nothing_runs_it_is_whose_shared_is_else_the_caller(self):
        self.assertEqual(owner.resolve(None, "gunicorn", Root(self.root)).uid, 0)
        os.makedirs(self.in_shared())
        os.chown(self.in_shared(), OTHER, OTHER)
        self.assertEqual(owner.resolve(None, "gunicorn", Root(self.root)).uid, OTHER)


class AnswerTest(RootCase):
    """Root asks a process of the owner."""

    def test_the_answer_is_the_owners(self):
        someone = owner.Owner(OTHER, NOBODY)
        self.assertEqual(children.answer(lambda: b"%d %d" % (os.getuid(), os.getgid()), someone), b"%d %d" % (OTHER, NOBODY))
        secret = self.write("secret", "x")
        os.chmod(secret, 0o600)
        with self.assertRaises(OSError) as caught:
            children.answer(lambda: files.read(secret, 10), someone)
        self.assertEqual((caught.exception.errno, caught.exception.filename), (13, secret))

    def test_one_that_never_comes_is_not_waited_for(self):
        with mock.patch.object(children, "_ANSWER_SECONDS", 0.2), self.assertRaises(children.Refusal):
            children.answer(lambda: signal.pause(), owner.Owner(OTHER, OTHER))
        with mock.patch.object(children, "_ANSWER_BYTES", 1000), self.assertRaises(children.Refusal):
            children.answer(lambda: b"x" * 5_000_000, owner.Owner(OTHER, OTHER))


if __name__ == "__main__":
    unittest.main()
