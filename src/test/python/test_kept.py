"""What the deployment did not write, it never deletes, whatever the command, and whenever it is killed."""

import hashlib
import os
import random
import signal
import socket
import stat
import subprocess
import sys
import unittest
from unittest import mock

from deploying import DeployCase
from faulting import FaultCase
from support import can_mount

from _pywar.deployment import seal
from _pywar.deployment.directory import Deployment

PROOF = os.environ.get("PYWAR_FULL") == "0"
ROUNDS = 200 if PROOF else 4
DATABASE = b"SQLite format 3\0" + b"x" * 100


def found_in(root):
    """Each file, link and other entry of a deployment by what it is: digests, targets, kinds."""
    seen = set()
    for folder, folders, names in os.walk(root):
        for name in [*folders, *names]:
            path = os.path.join(folder, name)
            kind = os.lstat(path).st_mode
            if stat.S_ISLNK(kind):
                seen.add(f"link {os.readlink(path)}")
            elif stat.S_ISREG(kind):
                with open(path, "rb") as stream:
                    seen.add(hashlib.sha256(stream.read()).hexdigest())
            elif not stat.S_ISDIR(kind):
                seen.add(f"{stat.S_IFMT(kind):o} {name}")
    return seen


class Extras:
    """Seeded files, folders, links, pipes and sockets in a release; each has content of its own."""

    def __init__(self, seed, release):
        self.random = random.Random(seed)
        self.release = release
        self.number = 0
        self.wanted = set()
        places = sorted(folder for folder, _, _ in os.walk(release))
        names = sorted(os.path.join(folder, name) for folder, _, names in os.walk(release) for name in names)
        self.recorded = [name for name in names if not name.endswith("RECORD") and os.path.isfile(name)]
        for _ in range(self.random.randint(1, 12)):
            self.add(self.random.choice(places))
        for _ in range(self.random.randint(0, 2)):
            self.change()

    def add(self, folder):
        self.number += 1
        name = self.random.choice(["db.sqlite3", "x.py", "wsgi.py.new", "a b", "-rf", "\udcff\n", "é", "f.pyc.12"]) + str(self.number)
        path = os.path.join(folder, name)
        kind = self.random.choice(["file", "file", "folder", "empty", "link", "dangling", "pipe", "socket", "hard"])
        if kind == "folder":
            os.makedirs(os.path.join(path, "deep", "deeper"))
            self.file(os.path.join(path, "deep", "deeper", "file"))
            self.file(os.path.join(path, "file"))
        elif kind == "empty":
            os.mkdir(path)
        elif kind in ("link", "dangling"):
            target = "/etc/passwd" if kind == "link" else f"nowhere{self.number}"
            os.symlink(target, path)
            self.wanted.add(f"link {target}")
        elif kind == "pipe":
            os.mkfifo(path)
            self.wanted.add(f"{stat.S_IFIFO:o} {name}")
        elif kind == "socket":
            os.mknod(path, stat.S_IFSOCK | 0o600)
            self.wanted.add(f"{stat.S_IFSOCK:o} {name}")
        else:
            self.file(path)
            if kind == "hard":
                os.link(path, path + ".too")

    def file(self, path):
        data = f"{self.random.random()} {path!r}".encode() * self.random.choice([1, 1, 5000])
        with open(path, "wb") as stream:
            stream.write(data)
        os.chmod(path, self.random.choice([0o600, 0o644, 0o755]))
        self.wanted.add(hashlib.sha256(data).hexdigest())

    def change(self):
        """A recorded file with other bytes, or something else in its place."""
        path = self.random.choice(self.recorded)
        self.recorded.remove(path)
        os.unlink(path)
        if self.random.random() < 0.3:
            os.mkdir(path)
            path = os.path.join(path, "inside")
        self.file(path)


class KeptTest(DeployCase):
    def releases(self):
        return sorted(os.listdir(os.path.join(self.root, "releases")))

    def fresh(self):
        subprocess.run(["rm", "-rf", self.root], check=True)
        self.deploy(self.archive("1"))
        self.deploy(self.archive("2"))

    def put(self, release, name, data=b"precious"):
        path = os.path.join(release, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as stream:
            stream.write(data)
        return path

    def kept(self, *parts):
        return os.path.join(self.root, "shared", "kept", *parts)

    def test_a_database_in_a_pruned_release_is_moved_to_shared_with_owner_mode_and_a_line(self):
        self.deploy(self.archive("1"))
        name = os.path.basename(self.release())
        path = self.put(self.release(), "app/data/db.sqlite3", DATABASE)
        os.chmod(path, 0o600)
        if os.geteuid() == 0:
            os.chown(path, 65534, 65534)
        before = os.lstat(path)
        err = "".join(self.deploy(self.archive(version), "--keep", "1") for version in "23")
        found = os.lstat(self.kept(name, "app", "data", "db.sqlite3"))
        self.assertEqual(
            (found.st_ino, found.st_mode, found.st_uid, found.st_mtime_ns),
            (before.st_ino, before.st_mode, before.st_uid, before.st_mtime_ns),
        )
        self.assertIn("keep: not written by the deployment: app/data", err)
        self.assertIn(f"keep: moved to {self.kept(name)}", err)
        lines = [line for line in self.log() if line["step"] == "keep"]
        self.assertEqual([line["outcome"] for line in lines], ["moving", "done"])
        self.assertEqual((lines[0]["release"], lines[0]["files"]), (name, ["app/data"]))
        self.assert_no_debris()

    def test_nothing_that_was_kept_before_is_replaced(self):
        self.deploy(self.archive("1"))
        name = os.path.basename(self.release())
        for data in (b"first", b"second"):
            self.deploy(self.archive("1"))
            self.put(os.path.join(self.root, "releases", name), "app/db", data)
            for version in "23":
                self.deploy(self.archive(version), "--keep", "1")
        self.assertEqual(self.read(self.kept(name, "app", "db")), "first")
        self.assertEqual(self.read(self.kept(f"{name}.2", "app", "db")), "second")

    def test_a_repair_leaves_data_where_the_application_looks_for_it_and_moves_code(self):
        self.deploy(self.archive("1"))
        data, code = self.put(self.release(), "app/db.sqlite3", DATABASE), self.put(self.release(), "app/json.py")
        changed = self.put(self.release(), "app/shop.py", b"patched by hand")
        name = os.path.basename(self.release())
        err = self.deploy(self.archive("1"), "--repair")
        self.assertTrue(os.path.exists(data))
        self.assertFalse(os.path.exists(code))
        self.assertEqual(self.read(self.kept(name, "app", "json.py")), "precious")
        self.assertEqual(self.read(self.kept(name, "app", "shop.py")), "patched by hand")
        self.assertNotIn("patched", self.read(changed))
        self.assertIn("keep: not written by the deployment: app/json.py, app/shop.py", err)
        self.assertEqual(self.tool(self.archive("1"), "check", self.root)[0], 0)

    def test_every_command_warns_of_what_appeared_and_none_fails_for_it(self):
        self.deploy(self.archive("1"))
        self.put(self.release(), "app/uploads/a.jpg")
        self.deploy(self.archive("2"))
        self.assertIn("app/uploads", " ".join(line.get("detail", "") for line in self.log() if line["step"] == "added"))
        self.put(self.release(), "app/db.sqlite3", DATABASE)
        for words in (["check", self.root], ["deploy", self.root], ["status", self.root], ["rollback", self.root]):
            code, out, err = self.tool(self.archive("2"), *words)
            self.assertEqual(code, 0, err)
            name = "app/uploads/" if words[0] == "rollback" else "app/db.sqlite3"
            self.assertIn(name, out + err, words)
        self.assertEqual(self.current(), "1")

    def test_the_next_release_says_that_it_starts_without_the_database(self):
        self.deploy(self.archive("1"))
        self.put(self.release(), "app/db.sqlite3", DATABASE)
        err = self.deploy(self.archive("2"))
        self.assertRegex(err, "warning: 1-.* did not write: app/db.sqlite3; 2-.* starts without them")

    def test_whatever_is_put_into_a_release_survives_every_command(self):
        for seed in range(ROUNDS):
            with self.subTest(seed=seed):
                self.fresh()
                old, new = (os.path.join(self.root, "releases", name) for name in self.releases())
                wanted = Extras(seed, old).wanted | Extras(-seed - 1, new).wanted
                for words in (
                    ["check", self.root],
                    ["rollback", self.root],
                    ["deploy", self.root],
                    ["deploy", self.root, "--repair"],
                    ["rollback", self.root],
                ):
                    self.tool(self.archive("2"), *words)
                    self.assertLessEqual(wanted, found_in(self.root), words)
                for version in "345":
                    self.deploy(self.archive(version), "--keep", "1")
                    self.assertLessEqual(wanted, found_in(self.root), version)
                self.assertEqual([name[0] for name in self.releases()], ["4", "5"])
                self.assert_no_debris()

    def test_files_among_what_a_killed_deployment_left_survive_the_sweep(self):
        self.deploy(self.archive("1"))
        part = os.path.join(self.root, "releases", ".2-0123456789ab.part")
        for name in ("precious", "app/shop.py", "wsgi.py", "pyvenv.cfg"):
            self.put(part, name, name.encode())
        seal.write_plan(Deployment(self.root), "2-0123456789ab", b"app/shop.py,sha256=%s,1\n" % (b"x" * 43))
        err = self.deploy(self.archive("1"))
        self.assertIn("precious", err)
        self.assertEqual(sorted(os.listdir(self.kept("2-0123456789ab"))), ["precious", "wsgi.py"])
        self.assertFalse(os.path.exists(part))

    def test_without_its_seal_a_release_is_kept_whole(self):
        self.deploy(self.archive("1"))
        name, path = os.path.basename(self.release()), self.release("app", "shop.py")
        content = self.read(path)
        os.unlink(os.path.join(self.root, ".pywar", "releases", f"{name}.json"))
        for version in "23":
            self.deploy(self.archive(version), "--keep", "1")
        self.assertEqual(self.read(self.kept(name, "app", "shop.py")), content)

    def test_a_link_that_the_applications_user_put_at_kept_is_not_followed(self):
        self.deploy(self.archive("1"))
        name = os.path.basename(self.release())
        self.put(self.release(), "app/db")
        os.mkdir(self.path("elsewhere"))
        os.symlink(self.path("elsewhere"), self.kept())
        err = "".join(self.deploy(self.archive(version), "--keep", "1") for version in "23")
        self.assertIn("`shared/kept` cannot take it", err)
        self.assertEqual(os.listdir(self.path("elsewhere")), [])
        os.unlink(self.kept())
        self.deploy(self.archive("3"))
        self.assertEqual(self.read(self.kept(name, "app", "db")), "precious")

    @unittest.skipUnless(can_mount(), "this machine lets nobody mount")
    def test_shared_may_be_another_file_system(self):
        self.deploy(self.archive("1"))
        child = subprocess.run(
            ["unshare", "--user", "--map-root-user", "--mount", sys.executable, "-B", __file__, self.root, self.place],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
        )
        self.assertEqual(child.returncode, 0, child.stdout)


class KilledTest(FaultCase):
    """Killed at each of its file operations, the moving aside loses nothing, and the next command ends it."""

    def test_a_prune_and_a_repair_that_are_killed_lose_nothing(self):
        for words in (["deploy", self.root, "--keep", "1"], ["deploy", self.root, "--repair"]):
            point, ended = 1, False
            while not ended:
                with self.subTest(words=words[2:], point=point):
                    subprocess.run(["rm", "-rf", self.root], check=True)
                    self.deploy(self.archive("1"))
                    first = self.release()
                    self.deploy(self.archive("2", files={"hooks/pre-deploy/1.sh": "true\n"}))
                    self.new = self.pack(self.archive("2" if "--repair" in words else "3"))
                    wanted = Extras(point, first if "--keep" in words else self.release()).wanted
                    before = found_in(self.root)
                    self.assertLessEqual(wanted, before)
                    status, _ = self.in_child(*words, before=lambda number=point: self.kill_at(number))
                    ended = status != signal.SIGKILL
                    self.assertLessEqual(wanted, found_in(self.root))
                    self.tool(self.new, *words)
                    self.assertLessEqual(wanted, found_in(self.root))
                    self.assertFalse([n for n in os.listdir(os.path.join(self.root, "releases")) if n.startswith(".")])
                point += 1 if PROOF else 2 + point

    def kill_at(self, number):
        count = [0]

        def hook(event, arguments):
            frames, frame = [], sys._getframe()
            while frame and event in ("os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "open"):
                frames.append(os.path.basename(frame.f_code.co_filename))
                frame = frame.f_back
            if {"removal.py", "relocate.py"} & set(frames):
                count[0] += 1
                if count[0] == number:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)


def _on_another_file_system(root, place):
    """In namespaces of its own: `shared/` becomes a mount, and a release with all kinds of files is pruned."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", os.path.join(root, "shared")], check=True)
    case = KeptTest()
    case.place, case.root = place, root
    name = os.path.basename(case.release())
    first = case.release()
    listener = socket.socket(socket.AF_UNIX)
    with listener:
        listener.bind(os.path.join(first, "s"))
    extras = Extras(7, os.path.join(first, "app"))
    for kind in ("db", "media/1/a.jpg"):
        extras.wanted.add(hashlib.sha256(b"precious").hexdigest())
        case.put(first, f"app/{kind}")
    os.utime(os.path.join(first, "app", "db"), (1e9, 1e9))
    os.chmod(os.path.join(first, "app", "db"), 0o640)
    with mock.patch("os.sync"), mock.patch("os.fsync"):
        codes = [case.tool(case.archive(version), "deploy", root, "--keep", "1") for version in "23"]
    assert [code[0] for code in codes] == [0, 0], codes
    assert extras.wanted <= found_in(root), codes
    found = os.stat(os.path.join(root, "shared", "kept", name, "app", "db"))
    assert (found.st_mtime, stat.S_IMODE(found.st_mode)) == (1e9, 0o640), found
    left = [entry for entry in os.listdir(os.path.join(root, "releases")) if entry.startswith(".")]
    assert not left, (left, codes)
    # a full volume: what does not fit stays, and comes along with the next command
    name = os.path.basename(case.release())
    with open(os.path.join(case.release(), "app", "big"), "wb") as stream:
        stream.write(b"x" * (70 << 20))
    out = "".join(case.tool(case.archive(version), "deploy", root, "--keep", "1")[2] for version in "45")
    assert "cannot take it" in out, out
    assert os.path.getsize(os.path.join(root, "releases", f".{name}.kept", "app", "big")) == 70 << 20
    subprocess.run(["mount", "-o", "remount,size=200m", os.path.join(root, "shared")], check=True)
    case.tool(case.archive("5"), "deploy", root)
    assert os.path.getsize(os.path.join(root, "shared", "kept", name, "app", "big")) == 70 << 20


if __name__ == "__main__":
    if len(sys.argv) == 3 and os.path.isdir(sys.argv[1]):
        _on_another_file_system(*sys.argv[1:])
    else:
        unittest.main()
