"""deploy, rollback, list, check: what a deployment is and how it moves."""

import json
import os
import subprocess
import time
import unittest
from unittest import mock

from archives import HELLO, HERE_XY
from deploying import SHORT, DeployCase, mode, shorten_checks
from support import PROBE, for_other_users

from _pywar.deployment import bytecode, children, trial


class DeployTest(DeployCase):
    def test_a_link_in_shared_opens_no_other_file(self):
        self.deploy(self.archive("1"))
        secret = self.write("secret", "A=1\n")
        os.chmod(secret, 0o600)
        os.symlink(secret, os.path.join(self.root, "shared", "env"))
        self.deploy(self.archive("2"))
        self.assertEqual((self.current(), mode(secret)), ("2", 0o600))

    def test_a_first_deployment_is_a_real_virtualenv(self):
        archive = self.archive().lib("cli.py", "def main(): print('script')").script("hello", "cli", "main")
        self.deploy(archive)
        python = self.release("bin", "python")
        program = "import sys, shop, cli; print(sys.prefix, shop.VERSION, sys.flags.no_site)"
        out = subprocess.run([python, "-c", program], stdout=subprocess.PIPE, cwd="/", text=True).stdout
        self.assertEqual(out.split(), [self.release(), "1", "0"])
        script = os.path.join(self.root, "current", "bin", "hello")
        self.assertEqual(subprocess.check_output([script]), b"script\n")
        self.assertIn("home = " + os.path.dirname(os.readlink(python)), self.read(self.release("pyvenv.cfg")))
        tool = subprocess.check_output(
            [os.path.join(self.root, "current", "bin", "python"), "-m", "_pywar", "info"], cwd="/"
        )
        self.assertIn(b"shop 1  (build", tool)

    def test_every_step_is_logged_with_who_when_and_what(self):
        self.deploy(self.archive())
        names = "check verify unpack compile preflight hooks/pre-deploy switch reload hooks/post-deploy prune".split()
        self.assertEqual(self.steps(), [(name, "done") for name in names])
        line = self.log()[0]
        self.assertEqual(
            set(line), {"time", "command", "user", "sha256", "release", "step", "outcome", "seconds", "detail"}
        )
        self.assertEqual(len(line["sha256"]), 64)

    def test_modules_are_compiled_without_the_clock(self):
        self.deploy(self.archive())
        tag = f"cpython-{HERE_XY.replace('.', '')}"
        with open(self.release("app", "__pycache__", f"shop.{tag}.pyc"), "rb") as stream:
            self.assertEqual(stream.read(8)[4:], b"\x01\0\0\0")

    def test_a_second_deployment_switches_and_a_third_of_the_same_changes_nothing(self):
        self.deploy(self.archive("1"))
        self.deploy(self.archive("2"))
        self.assertEqual(self.current(), "2")
        self.deploy(self.archive("2"))
        self.assertIn(("unpack", "skipped"), self.steps())
        self.assertEqual(self.current(), "2")
        self.assert_no_debris()

    def test_the_entry_is_touched_at_the_switch(self):
        self.deploy(self.archive("1"))
        self.deploy(self.archive("2"))
        os.utime(os.path.join(self.root, "releases", self.names()[0], "wsgi.py"), (0, 0))
        self.tool(self.archive(), "rollback", self.root)
        self.assertGreater(os.stat(self.release("wsgi.py")).st_mtime, 1e9)

    def test_each_switch_makes_the_entry_later_by_a_whole_second_whatever_the_clock_says(self):
        self.deploy(self.archive("1"))
        ahead = time.time() + 3600
        os.utime(self.release("wsgi.py"), (ahead, ahead))
        times = [ahead]
        for words in (["deploy", self.root], ["rollback", self.root], ["deploy", self.root]):
            self.assertEqual(self.tool(self.archive("2"), *words)[0], 0)
            times.append(os.stat(self.release("wsgi.py")).st_mtime)
        failing = self.archive("3", files={"hooks/post-deploy/1.sh": "exit 1"})
        self.deploy(failing, code=1)
        times.append(os.stat(self.release("wsgi.py")).st_mtime)
        seconds = [int(when) for when in times]
        # the last run switched there and back
        self.assertEqual([later - before for before, later in zip(seconds, seconds[1:])], [1, 1, 1, 2])

    def names(self):
        return sorted(os.listdir(os.path.join(self.root, "releases")))

    def test_rollback_goes_back_step_by_step(self):
        for version in "123":
            self.deploy(self.archive(version))
        for version in "21":
            code, _, err = self.tool(self.archive(), "rollback", self.root)
            self.assertEqual((code, self.current()), (0, version), err)
        code, _, err = self.tool(self.archive(), "rollback", self.root)
        self.assertEqual((code, self.current()), (1, "1"))
        self.assertIn("there is no release to go back to", err)

    def test_rollback_to_a_named_version(self):
        for version in "123":
            self.deploy(self.archive(version))
        self.assertEqual(self.tool(self.archive(), "rollback", self.root, "--to", "1")[0], 0)
        self.assertEqual(self.current(), "1")
        self.assertEqual(self.tool(self.archive(), "rollback", self.root, "--to", "9")[0], 2)

    def test_list_marks_what_serves_and_what_rollback_takes(self):
        self.deploy(self.archive("1"))
        self.deploy(self.archive("2"))
        rows = json.loads(self.tool(self.archive(), "list", self.root, "--json")[1])
        self.assertEqual(
            [(row["version"], row["current"], row["previous"]) for row in rows],
            [("1", False, True), ("2", True, False)],
        )
        self.assertRegex(self.tool(self.archive(), "list", self.root)[1], r"(?s)< 1-.*\n\* 2-")

    def test_only_the_last_releases_are_kept_and_never_fewer_than_a_way_back(self):
        for version in "1234":
            self.deploy(self.archive(version), "--keep", "3")
        self.assertEqual([name[0] for name in self.names()], ["2", "3", "4"])
        self.deploy(self.archive("5"), "--keep", "1")
        self.assertEqual([name[0] for name in self.names()], ["4", "5"])

    def test_a_release_that_fails_its_preflight_is_never_current(self):
        self.deploy(self.archive("1"))
        err = self.deploy(self.archive("2", files={"app/shop.py": "import nothing_like_it"}), code=3)
        self.assertIn("does not import", err)
        self.assertEqual(self.current(), "1")
        self.assertEqual(self.steps()[-1], ("preflight", "failed"))

    def test_a_tree_unpacked_by_hand_and_a_release_can_be_deployed(self):
        tree = self.archive("1").tree(self.path("tree"))
        self.deploy(tree)
        self.assertEqual(self.current(), "1")
        code, _, err = self.tool(self.release(), "deploy", self.path("other"))
        self.assertEqual(code, 0, err)

    def test_a_directory_with_something_else_in_it_is_left_alone(self):
        self.write("site/precious", "x")
        self.assertIn("is not empty, and is no deployment", self.deploy(self.archive(), code=2))
        self.assertEqual(os.listdir(self.root), ["precious"])

    def test_another_application_needs_to_be_told_to_replace_the_first(self):
        from archives import Archive

        self.deploy(self.archive("1"))
        other, same_name = Archive("blog", "2"), self.archive("2")
        same_name.manifest["maven"]["groupId"] = "com.example.other"
        for found in (other, same_name):
            err = self.deploy(found, code=2)
            self.assertIn("is the deployment of another application", err)
            self.assertIn("it serves:   com.example:shop:shop (1-", err)
            self.assertIn("--replace", err)
            self.assertEqual(self.current(), "1")
        self.deploy(other, "--replace")
        self.assertEqual(self.current(), "2")
        self.deploy(Archive("blog", "3"))
        self.assertEqual(self.current(), "3")
        self.assertIn("it serves:   com.example:blog:blog", self.deploy(self.archive("4"), code=2))

    def test_commands_on_no_deployment_say_so(self):
        for words in (["rollback", self.place], ["list", self.place]):
            code, _, err = self.tool(self.archive(), *words)
            self.assertEqual(code, 2)
            self.assertIn("is no deployment", err)

    def test_a_second_command_is_refused_while_one_works(self):
        from _pywar.deployment.directory import Deployment

        self.deploy(self.archive())
        with Deployment(self.root).locked():
            self.assertIn(f"process {os.getpid()}", self.deploy(self.archive("2"), code=1))

    def test_options_are_remembered(self):
        self.deploy(self.archive("1"), "--server", "mod_wsgi")
        self.deploy(self.archive("2"))
        reloads = [line["detail"] for line in self.log() if line["step"] == "reload"]
        self.assertEqual(len(set(reloads)), 1)
        self.assertIn("touched entry", reloads[1])

    def test_wrong_options_are_usage_errors(self):
        for words in (
            ["--keep", "0"],
            ["--check-url", "ftp://x/"],
            ["--check-url", "http:///health"],
            ["--check-url", "http://localhost:80a/"],
            ["--check-url", "http://me:secret@localhost/"],
            ["--env-file", self.path("no")],
            ["--owner", "nobody-like-this"],
            ["--hooks", "some"],
            ["--sql", "psql"],
        ):
            self.deploy(self.archive(), *words, code=2)
        self.assertIsNone(self.current())

    def test_a_mv_of_the_root_breaks_nothing_and_repair_heals_a_lost_interpreter(self):
        self.deploy(self.archive())
        os.rename(self.root, self.path("moved"))
        self.root = self.path("moved")
        self.assertEqual(subprocess.run([self.release("bin", "python"), self.release("wsgi.py")]).returncode, 0)
        os.unlink(self.release("bin", "python"))
        self.deploy(self.archive(), code=4)
        self.deploy(self.archive(), "--repair")
        self.assertEqual(subprocess.run([self.release("bin", "python"), self.release("wsgi.py")]).returncode, 0)
        self.assert_no_debris()

    def test_repair_follows_an_interpreter_that_has_moved(self):
        self.deploy(self.archive())
        link = self.release("bin", "python")
        os.unlink(link)
        os.symlink("/nowhere/python", link)
        from _pywar.deployment import release

        os.unlink(self.release("META-INF", "pywar", "DEPLOYED"))
        release.write_record(self.release())
        self.deploy(self.archive(), "--repair")
        self.assertTrue(os.path.exists(self.release("bin", "python")))

    def test_what_does_not_serve_is_written_again_for_another_interpreter(self):
        from _pywar.deployment import release

        other = self.path("python")
        os.symlink(release.interpreter(), other)
        with mock.patch("_pywar.deployment.release.interpreter", return_value=other):
            self.deploy(self.archive())
            self.deploy(self.archive("2"))
        self.deploy(self.archive("2"))
        self.assertNotIn(("unpack", "repairing"), self.steps())
        self.deploy(self.archive())
        self.assertIn(("unpack", "repairing"), self.steps())
        self.assertEqual(os.readlink(self.release("bin", "python")), release.interpreter())


class EnvironmentFileTest(DeployCase):
    def probing(self, version):
        text = PROBE + "\nif os.environ.get('WRONG'): raise ValueError('wrong')\n"
        return self.archive(version, files={"app/shop.py": text})

    def test_the_file_is_tried_by_the_preflight_and_counts_from_the_switch_on(self):
        self.deploy(self.probing("1"), "--env-file", self.write("one", "A=1\n"))
        self.assertEqual(self.read(self.root, "shared", "env"), "A=1\n")
        self.assertEqual(mode(os.path.join(self.root, "shared", "env")), 0o640)
        self.deploy(self.probing("2"), "--env-file", self.write("bad", "WRONG=1\n"), code=3)
        self.assertEqual((self.current(), self.read(self.root, "shared", "env")), ("1", "A=1\n"))
        self.deploy(self.probing("2"))
        self.assertEqual((self.current(), self.read(self.root, "shared", "env")), ("2", "A=1\n"))

    def test_a_malformed_file_is_refused_before_anything_happens(self):
        err = self.deploy(self.probing("1"), "--env-file", self.write("bad", "no equals sign\n"), code=2)
        self.assertIn("line 1 of", err)
        self.assertFalse(os.path.exists(self.root))

    def test_switching_back_brings_the_old_file_back(self):
        self.deploy(self.probing("1"), "--env-file", self.write("one", "A=1\n"))
        bad = ["--check-url", "http://127.0.0.1:9/", *SHORT]
        shorten_checks(self)
        self.deploy(self.archive("2"), "--env-file", self.write("two", "A=2\n"), *bad, code=1)
        self.assertEqual(self.steps()[-1], ("switch-back", "done"))
        self.assertEqual((self.current(), self.read(self.root, "shared", "env")), ("1", "A=1\n"))

    def test_where_there_was_no_file_before_none_counts_again(self):
        self.deploy(self.probing("1"))
        bad = ["--check-url", "http://127.0.0.1:9/", *SHORT]
        shorten_checks(self)
        self.deploy(self.archive("2"), "--env-file", self.write("two", "A=2\n"), *bad, code=1)
        self.assertEqual(self.steps()[-1], ("switch-back", "done"))
        self.assertEqual((self.current(), self.read(self.root, "shared", "env")), ("1", ""))

    def test_a_rollback_from_what_a_killed_deployment_left_brings_the_old_file_back(self):
        self.deploy(self.probing("1"), "--env-file", self.write("one", "A=1\n"))
        self.deploy(self.probing("2"), "--env-file", self.write("two", "A=2\n"))
        # as it is until the new release has been found well
        self.write("site/.pywar/env.before", "A=1\n")
        self.assertEqual(self.tool(self.archive("2"), "rollback", self.root)[0], 0)
        self.assertEqual((self.current(), self.read(self.root, "shared", "env")), ("1", "A=1\n"))
        self.assertFalse(os.path.exists(os.path.join(self.root, ".pywar", "env.before")))


class OwnerTest(DeployCase):
    def test_shared_is_the_owners_and_releases_are_readable(self):
        self.deploy(self.archive())
        self.assertEqual(mode(os.path.join(self.root, "shared")), 0o2775)
        self.assertEqual(mode(self.release()), 0o755)
        self.assertEqual(mode(self.release("app", "shop.py")), 0o644)

    @for_other_users
    def test_root_deploys_for_another_user_who_imports_the_entry(self):
        os.chmod(self.place, 0o755)
        text = "import os\napplication = print\nprint('uid', os.getuid())"
        env = self.write("env", "A=1\n")
        self.deploy(self.archive(files={"app/shop.py": text}), "--owner", "nobody", "--env-file", env)
        import pwd

        nobody = pwd.getpwnam("nobody")
        shared = os.stat(os.path.join(self.root, "shared"))
        self.assertEqual((shared.st_uid, shared.st_gid), (nobody.pw_uid, nobody.pw_gid))
        found = os.stat(os.path.join(self.root, "shared", "env"))
        self.assertEqual((found.st_uid, found.st_gid), (0, nobody.pw_gid))
        self.assertEqual(os.stat(self.release("app", "shop.py")).st_uid, 0)
        self.assertEqual(os.stat(self.release("app", "shop.py")).st_gid, nobody.pw_gid)

    @unittest.skipUnless(os.geteuid() == 0, "only root can become another user")
    def test_reports_an_interpreter_that_the_owner_may_not_run(self):
        os.chmod(self.place, 0o700)
        err = self.deploy(self.archive(), "--owner", "nobody", code=3)
        self.assertIn("cannot be started: Permission denied", err)

    @unittest.skipUnless(os.geteuid() == 0, "only root can become another user")
    def test_others_cannot_deploy_for_somebody_else(self):
        os.chmod(self.place, 0o777)
        path = self.pack(self.archive())
        child = os.fork()
        if child == 0:
            os.setuid(65534)
            os._exit(self.tool(path, "deploy", self.root, "--owner", "root")[0])
        self.assertEqual(os.waitpid(child, 0)[1] >> 8, 2)


class EarlyImportTest(DeployCase):
    """An archive whose compilation takes long is imported before it."""

    def large(self, text, version="1"):
        return self.archive(version).app("shop.py", HELLO + text)

    def setUp(self):
        super().setUp()
        self.patch(bytecode, "_MANY", 0)

    def patch(self, module, name, value):
        patched = mock.patch.object(module, name, value)
        patched.start()
        self.addCleanup(patched.stop)

    def test_a_missing_variable_is_reported_before_the_compile_step(self):
        self.deploy(self.archive("1"))
        err = self.deploy(self.large("import os\nos.environ['SECRET_KEY']\n", "2"), code=3)
        self.assertEqual(self.steps()[-2:], [("unpack", "done"), ("import", "failed")])
        self.assertEqual(self.current(), "1")
        self.assertIn("does not import", err)
        self.assert_no_debris()

    def test_the_variable_of_the_new_environment_file_is_there(self):
        archive = self.large("import os\nos.environ['SECRET_KEY']\n")
        self.deploy(archive, "--env-file", self.write("env", "SECRET_KEY=x\n"))
        steps = [step for step, _ in self.steps()]
        self.assertEqual(steps[2:6], ["unpack", "import", "compile", "preflight"])

    def test_files_that_the_import_makes_are_no_files_of_the_release(self):
        text = "import os\nhere = os.path.dirname(__file__)\nos.makedirs(here + '/made/deep', exist_ok=True)\n"
        text += "open(here + '/made/data.db', 'a').write(here + chr(10))\n"
        self.deploy(self.large(text))
        with open(self.release("META-INF", "pywar", "DEPLOYED"), encoding="utf-8") as stream:
            self.assertNotIn("data.db", stream.read())
        with open(self.release("app", "made", "data.db"), encoding="utf-8") as stream:
            self.assertNotIn(".part", stream.read())  # only that of the preflight, in the release itself

    def test_an_import_that_changes_the_release_is_refused(self):
        text = "import os\nwith open(os.path.dirname(__file__) + '/data.txt', 'w') as stream: stream.write('x')\n"
        err = self.deploy(self.large(text).app("data.txt", "original"), code=1)
        self.assertIn("changed: app/data.txt", err)
        self.assertIsNone(self.current())

    def test_an_application_that_is_prepared_by_hooks_is_imported_after_them(self):
        archive = self.large("import os\nos.listdir(os.environ['MEDIA'])\n").add("hooks/prepare/1.sh", "mkdir $PYWAR_SHARED/media")
        self.deploy(archive, "--env-file", self.write("env", f"MEDIA={self.root}/shared/media\n"))
        self.assertNotIn("import", [step for step, _ in self.steps()])

    def test_the_command_to_try_is_that_of_the_archive(self):
        path = self.pack(self.large("raise ValueError('x')\n"))
        seen = []

        def preflight(bundle, python, run):
            seen.append(bundle.root)
            run([python, bundle.root + "/wsgi.py"])

        self.patch(trial, "preflight", preflight)
        with mock.patch.object(children, "run", wraps=children.run) as run:
            self.tool(path, "deploy", self.root)
        self.assertTrue(seen[0].endswith(".part"))
        self.assertTrue(run.call_args_list[0][0][2]["PYWAR_RETRY"].endswith(f" -I {path} check"))


class OutputTest(DeployCase):
    def test_warnings_of_the_compiler_about_libraries_are_not_shown(self):
        bad = "def f(x):\n    return x is 'text', '\\d'\n"
        code, out, err = self.python(self.pack(self.archive().lib("old.py", bad)), "deploy", self.root)
        self.assertEqual(code, 0, err)
        self.assertNotIn("Warning", out + err)

    def test_a_failed_import_has_a_command_that_repeats_it_with_its_options(self):
        archive = self.archive().app("shop.py", "raise ValueError('x')")
        env = self.write("one.env", "A=1\n")
        code, _, err = self.python(self.pack(archive), "deploy", self.root, "--env-file", os.path.basename(env))
        self.assertEqual(code, 3, err)
        self.assertRegex(err, rf"try it alone: \S+ -I {self.root}/releases/\S+ check --env-file {env}\n")


if __name__ == "__main__":
    unittest.main()
