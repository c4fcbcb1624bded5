"""Hooks: in order, once for each release, recorded; the user decides about interrupted ones."""

import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import unittest
from unittest import mock

from archives import HELLO
from deploying import DeployCase, mode
from support import for_other_users

from _pywar.deployment import processes, stopping

NOTE = "echo %s >> $PYWAR_SHARED/notes\n"


class HooksTest(DeployCase):
    def hooked(self, version="1", **hooks):
        files = {}
        for key, text in hooks.items():
            phase, name, kind = key.split("_")
            folder = phase if phase == "prepare" else f"{phase}-deploy"
            files[f"hooks/{folder}/{name}.{kind}"] = text
        return self.archive(version, files=files)

    def notes(self):
        try:
            return self.read(self.root, "shared", "notes").split()
        except FileNotFoundError:
            return []

    def states(self):
        folder = os.path.join(self.root, ".pywar", "hooks")
        with open(os.path.join(folder, os.listdir(folder)[0])) as stream:
            return {key: value["state"] for key, value in json.load(stream).items()}

    def test_they_run_in_order_and_once(self):
        archive = self.hooked(pre_10b_sh=NOTE % "10b", pre_02a_sh=NOTE % "02a", post_01_sh=NOTE % "post")
        self.assertIn("hooks/pre-deploy: done (02a.sh, 10b.sh)", self.deploy(archive))
        self.assertIn("hooks/pre-deploy: done (none to run: each has run for this release)", self.deploy(archive))
        self.assertEqual(self.notes(), ["02a", "10b", "post"])
        self.assertEqual(
            self.states(), {"pre-deploy/02a.sh": "done", "pre-deploy/10b.sh": "done", "post-deploy/01.sh": "done"}
        )
        self.deploy(self.hooked("2", pre_01_sh=NOTE % "again"))
        self.assertEqual(self.notes()[-1], "again")

    def test_a_python_hook_sees_the_application_as_the_server_does(self):
        text = "import os, shop, sys\nopen(os.environ['PYWAR_SHARED'] + '/notes', 'w').write(shop.VERSION + ' ' + os.environ['A'])"
        self.deploy(self.hooked(pre_1_py=text), "--env-file", self.write("env", "A=fromfile\n"))
        self.assertEqual(self.notes(), ["1", "fromfile"])

    def test_a_python_hook_finds_no_module_of_the_runtime_by_its_bare_name(self):
        text = "import os\ntry:\n    import servers\nexcept ImportError:\n    open(os.environ['PYWAR_SHARED'] + '/notes', 'w').write('none')\n"
        self.deploy(self.hooked(pre_1_py=text))
        self.assertEqual(self.notes(), ["none"])

    def test_prepare_runs_before_the_application_is_imported(self):
        archive = self.hooked(prepare_1_sh="mkdir -p $PYWAR_SHARED/media; echo prepare >> $PYWAR_SHARED/notes", pre_2_sh=NOTE % "pre")
        archive.app("shop.py", "import os\nos.listdir(os.environ['MEDIA'])\n" + HELLO)
        env = self.write("env", f"MEDIA={self.root}/shared/media\n")
        self.deploy(archive, "--env-file", env)
        self.assertEqual(self.notes(), ["prepare", "pre"])
        self.assertEqual(self.steps()[4:6], [("hooks/prepare", "done"), ("preflight", "done")])

    def test_without_prepare_the_missing_folder_has_a_hint(self):
        archive = self.archive().app("shop.py", "import os\nos.listdir(os.environ['MEDIA'])\n")
        env = self.write("env", f"MEDIA={self.root}/shared/media\n")
        code, _, err = self.python(self.pack(archive), "deploy", self.root, "--env-file", env)
        self.assertEqual(code, 3, err)
        self.assertIn(f"make `{self.root}/shared/media` before the application is imported: in a hook of `prepare`", err)

    def test_a_failed_prepare_changes_nothing_that_serves(self):
        self.deploy(self.archive("1"))
        err = self.deploy(self.hooked("2", prepare_1_sh="exit 7", pre_1_sh=NOTE % "pre"), code=1)
        self.assertIn("the hook `prepare/1.sh` of shop 2 ended with 7", err)
        self.assertEqual((self.current(), self.notes()), ("1", []))

    def test_the_option_selects_the_hooks_of_this_machine(self):
        hooks = {"prepare_1_sh": NOTE % "prepare", "pre_1_sh": NOTE % "pre", "post_1_sh": NOTE % "post"}
        self.deploy(self.hooked("1", **hooks), "--hooks=none")
        self.assertEqual(self.notes(), [])
        self.deploy(self.hooked("2", **hooks), "--hooks=prepare")
        self.assertEqual(self.notes(), ["prepare"])
        self.assertIn(("hooks/pre-deploy", "skipped"), self.steps())
        self.deploy(self.hooked("3", pre_1_sql="select 1;"), "--hooks=prepare")
        self.assertIn("no `--sql`", self.deploy(self.hooked("4", prepare_1_sql="select 1;"), "--hooks=prepare", code=2))

    def test_only_prepares_the_migration_host_too(self):
        archive = self.hooked(prepare_1_sh=NOTE % "prepare", pre_1_sh=NOTE % "pre", post_1_sh=NOTE % "post")
        self.deploy(archive, "--hooks=only")
        self.assertEqual(self.notes(), ["prepare", "pre"])
        self.deploy(archive, "--hooks=only")
        self.assertEqual(self.notes(), ["prepare", "pre", "post"])

    def test_the_environment_is_as_documented(self):
        names = "ROOT RELEASE PREVIOUS SHARED NAME VERSION PHASE".split()
        text = (
            "".join(f'echo "$PYWAR_{name}" >> $PYWAR_SHARED/out\n' for name in names)
            + "pwd >> $PYWAR_SHARED/out\ncommand -v python >> $PYWAR_SHARED/out\n"
        )
        self.deploy(self.archive("1"))
        before = self.release()
        self.deploy(self.hooked("2", pre_1_sh=text))
        release = self.release()
        self.assertEqual(
            self.read(self.root, "shared", "out").splitlines(),
            [
                self.root,
                release,
                before,
                self.root + "/shared",
                "shop",
                "2",
                "pre-deploy",
                release + "/app",
                release + "/interpreter/python",
            ],
        )

    def test_a_program_is_the_machines_but_for_python(self):
        """A script of a library has the name that it likes; only what the machine does not have is taken from `bin/`."""
        text = (
            "command -v sort >> $PYWAR_SHARED/out\nown-tool >> $PYWAR_SHARED/out\n"
            'for name in python python3 python{0}; do "$name" -c "import sys, shop; print(sys.prefix, shop.VERSION)"; done'
            ' >> "$PYWAR_SHARED/out"\n'
        ).format("%d.%d" % sys.version_info[:2])
        archive = self.hooked(pre_1_sh=text).add("bin/own-tool", "#!/bin/sh\necho own\n")
        for name in ("sort", "sh", "env"):
            archive.add(f"bin/{name}", "#!/bin/sh\necho of the library\n")
        self.deploy(archive)
        found = self.read(self.root, "shared", "out").splitlines()
        self.assertEqual(found, [shutil.which("sort"), "own", *[f"{self.release()} 1"] * 3])
        self.assertEqual(self.tool(self.archive("1"), "check", self.root)[0], 0)

    def test_without_a_path_of_the_caller_the_usual_one_counts(self):
        with mock.patch.dict(os.environ, PATH=""):
            self.deploy(self.hooked(pre_1_sh="cat /dev/null; pwd >> $PYWAR_SHARED/notes"))
        self.assertEqual(self.notes(), [self.release("app")])

    def test_the_one_before_is_told_after_the_switch_too(self):
        text = 'echo "[${PYWAR_PREVIOUS##*/}]" >> $PYWAR_SHARED/notes'
        self.deploy(self.archive("1", files={"hooks/post-deploy/1.sh": text}))
        before = os.path.basename(self.release())
        self.deploy(self.archive("2", files={"hooks/post-deploy/1.sh": text}))
        self.assertEqual(self.notes(), ["[]", f"[{before}]"])

    def test_sql_goes_to_the_named_command(self):
        archive = self.hooked(pre_1_sql="select 1;\n")
        err = self.deploy(archive, code=2)
        self.assertIn("hooks/pre-deploy/1.sql", err)
        self.assertEqual(os.listdir(os.path.join(self.root, "releases")), [])
        self.deploy(archive, "--sql", f"cp {{}} {self.root}/shared/ran.sql")
        self.assertEqual(self.read(self.root, "shared", "ran.sql"), "select 1;\n")

    def test_a_command_without_a_place_for_the_file_is_refused_and_not_logged(self):
        err = self.deploy(self.hooked(pre_1_sql="select 1;\n"), "--sql", "psql postgresql://ann:s3cret@h/db", code=2)
        self.assertIn("the command of `--sql` has no `{}`", err)
        self.assertNotIn("s3cret", err + self.read(self.root, "deploy.log"))

    def test_a_command_with_an_open_quote_is_refused_and_not_logged(self):
        err = self.deploy(self.hooked(pre_1_sql="select 1;\n"), "--sql", "psql 's3cret {}", code=2)
        self.assertIn("is no command line", err)
        self.assertNotIn("s3cret", err + self.read(self.root, "deploy.log"))

    @unittest.skipUnless(os.geteuid() == 0, "only root can give a link away")
    def test_a_link_that_the_applications_user_left_is_not_followed(self):
        self.deploy(self.archive("1"))
        env = os.path.join(self.root, "shared", "env")
        if os.path.exists(env):
            os.unlink(env)
        os.symlink(self.write(self.path("others"), "SECRET=of another\n"), env)
        archive = self.hooked("2", pre_1_sh='echo "$SECRET" >> $PYWAR_SHARED/notes')
        os.lchown(env, 65534, 65534)
        self.assertIn("is a link of user 65534", self.deploy(archive, code=1))
        self.assertEqual(self.current(), "1")
        os.lchown(env, 0, 0)
        self.deploy(archive)
        self.assertEqual(self.read(self.root, "shared", "notes"), "of another\n")

    @for_other_users
    def test_the_owner_of_a_first_deployment_that_was_refused_is_remembered(self):
        os.chmod(self.place, 0o755)
        archive = self.hooked(pre_1_sql="select 1;\n")
        self.deploy(archive, "--owner", "nobody", code=2)
        self.deploy(archive, "--hooks", "none")
        self.assertEqual(os.stat(os.path.join(self.root, "shared")).st_uid, pwd.getpwnam("nobody").pw_uid)

    def test_a_failing_hook_leaves_the_old_release_and_runs_again_next_time(self):
        self.deploy(self.archive("1"))
        text = "echo try >> $PYWAR_SHARED/notes; test -e $PYWAR_SHARED/ready"
        archive = self.hooked("2", pre_1_sh=text)
        self.assertIn("ended with 1", self.deploy(archive, code=1))
        self.assertEqual(self.current(), "1")
        self.write(os.path.join(self.root, "shared", "ready"), "")
        self.deploy(archive)
        self.assertEqual((self.current(), self.notes()), ("2", ["try", "try"]))

    def test_a_failing_hook_after_the_switch_switches_back(self):
        self.deploy(self.archive("1"))
        self.deploy(self.hooked("2", post_1_sh="exit 3"), code=1)
        self.assertEqual(self.current(), "1")

    def test_an_interrupted_hook_is_reported_and_not_rerun(self):
        self.deploy(self.archive("1"))
        archive = self.hooked("2", pre_1_sh=NOTE % "started" + "kill -9 $PPID; sleep 5")
        path = self.pack(archive)
        child = os.fork()
        if child == 0:
            os.setsid()
            self.tool(path, "deploy", self.root)
            os._exit(0)
        self.assertEqual(os.waitpid(child, 0)[1], 9)
        err = self.deploy(path, code=1)
        self.assertIn("`pre-deploy/1.sh` was started at", err)
        self.assertIn("--hooks=none", err)
        self.assertEqual((self.current(), self.notes()), ("1", ["started"]))
        self.deploy(path, "--hooks=none")
        self.assertEqual((self.current(), self.notes()), ("2", ["started"]))

    def test_a_script_is_run_by_what_its_first_line_says_whatever_its_rights(self):
        lines = ("#!/bin/bash -u", "#! /usr/bin/env bash", "#!/bin/bash\r")
        end = "\necho ${BASH_VERSION:+bash}$- >> $PYWAR_SHARED/notes #"
        self.deploy(self.hooked(**{f"pre_{number}_sh": line + end for number, line in enumerate(lines)}))
        self.assertNotEqual(mode(self.release("hooks", "pre-deploy", "0.sh")) & 0o111, 0o111)
        self.assertEqual([note[:4] for note in self.notes()], ["bash"] * 3)
        self.assertEqual(["u" in note for note in self.notes()], [True, False, False])

    def test_a_program_that_is_not_there_is_told_and_no_interruption(self):
        archive = self.hooked(pre_1_sh="#!/no/such/shell\ntrue", post_1_sql="select 1;")
        err = self.deploy(archive, "--sql", "no-such-sql {}", code=1)
        self.assertIn("`pre-deploy/1.sh` cannot be started: `/no/such/shell`: No such file or directory", err)
        self.assertEqual(self.states(), {"pre-deploy/1.sh": "failed"})
        err = self.deploy(self.hooked("2", pre_1_sql="select 1;"), "--sql", "no-such-sql {}", code=1)
        self.assertIn("`pre-deploy/1.sql` cannot be started: `no-such-sql`", err)
        err = self.deploy(self.hooked("3", pre_1_sql="select 1;"), "--sql", "PGPASSWORD=s3cret psql {}", code=1)
        self.assertIn("cannot be started: `PGPASSWORD`", err)
        self.assertNotIn("s3cret", err)

    def stopped_by(self, number, code, more=""):
        """What a hook leaves that stops its deployment, and waits for a process of its own."""
        self.deploy(self.archive("1"))
        text = f"{more}\nsleep 600 & echo $! > $PYWAR_SHARED/pid\nkill -{number} $PPID\nwait\nwait"
        err = self.deploy(self.hooked("2", pre_1_sh=text), code=code)
        self.assertFalse(processes.is_alive(int(self.read(self.root, "shared", "pid"))))
        self.assertEqual((self.current(), self.states()), ("1", {"pre-deploy/1.sh": "started"}))
        return err

    def test_a_stopped_deployment_ends_all_that_its_hook_started(self):
        self.assertIn("stopped by SIGTERM", self.stopped_by("TERM", 1))

    def test_an_interrupt_of_the_terminal_ends_the_hook_too(self):
        self.assertIn("stopped by ^C", self.stopped_by("INT", 130))

    def test_a_hook_that_does_not_listen_is_killed(self):
        with mock.patch.object(stopping, "GRACE", 0.5):
            self.stopped_by("TERM", 1, "trap '' TERM")

    def test_what_a_hook_leaves_running_at_its_end_stays(self):
        self.deploy(self.hooked(pre_1_sh="sleep 600 & echo $! > $PYWAR_SHARED/pid"))
        pid = int(self.read(self.root, "shared", "pid"))
        self.addCleanup(os.kill, pid, signal.SIGKILL)
        self.assertTrue(processes.is_alive(pid))

    def test_none_runs_none(self):
        self.deploy(self.hooked(pre_1_sh=NOTE % "pre", pre_2_sql=""), "--hooks=none")
        self.assertEqual((self.current(), self.notes()), ("1", []))

    def test_only_runs_them_in_two_turns_and_switches_nothing(self):
        archive = self.hooked(pre_1_sh=NOTE % "pre-$A", post_1_sh=NOTE % "post-$A")
        err = self.deploy(archive, "--hooks=only", "--env-file", self.write("env", "A=1\n"))
        self.assertIn("then run this again", err)
        self.assertEqual(self.notes(), ["pre-1"])
        self.deploy(archive, "--hooks=only")
        self.deploy(archive, "--hooks=only")
        self.assertEqual((self.current(), self.notes()), (None, ["pre-1", "post-1"]))

    def test_only_brings_no_new_environment_to_what_serves(self):
        self.deploy(self.archive("1"), "--env-file", self.write("one", "A=1\n"))
        archive = self.hooked("2", pre_1_sh=NOTE % "pre-$A")
        err = self.deploy(archive, "--hooks=only", "--env-file", self.write("two", "A=2\n"), code=2)
        self.assertIn("serves, and with `--hooks=only` the file", err)
        self.assertEqual((self.read(self.root, "shared", "env"), self.notes()), ("A=1\n", []))
        self.deploy(archive, "--hooks=only")
        self.assertEqual((self.current(), self.notes()), ("1", ["pre-1"]))

    def test_an_environment_that_cannot_be_read_is_no_fault_of_the_entry(self):
        archive = self.hooked(pre_1_sh=NOTE % "pre")
        self.write("site/shared/env", "no equals sign\n")
        self.assertIn("line 1 of", self.deploy(archive, "--hooks=only", code=1))
        self.assertEqual(self.notes(), [])

    def test_a_pre_deploy_hook_runs_after_the_preflight(self):
        self.deploy(self.hooked(pre_1_sh=NOTE % "pre").app("shop.py", "import nothing"), code=3)
        self.assertEqual(self.notes(), [])


class WritingTest(DeployCase):
    """What hooks write into their release, as Django's collectstatic with a STATIC_ROOT there."""

    COLLECT = "mkdir -p static/css; echo 'a {}' > static/css/a.css; echo MO > shop.mo; touch empty\n"

    def setUp(self):
        super().setUp()
        self.deploy(self.archive("1", files={"hooks/pre-deploy/1.sh": self.COLLECT}))
        self.first = self.release()

    def run_tool(self, *words):
        code, out, err = self.tool(self.archive("2"), *words)
        return code, out + err

    def test_it_is_the_deployments_own_for_check_rollback_and_the_same_deployment(self):
        self.deploy(self.archive("2"))
        for words in (["check", self.root], ["rollback", self.root], ["status", self.root]):
            code, out = self.run_tool(*words)
            self.assertEqual(code, 0, out)
            self.assertNotIn("did not write", out)
        self.assertEqual(self.current(), "1")
        self.assertNotIn("did not write", self.deploy(self.archive("1", files={"hooks/pre-deploy/1.sh": self.COLLECT})))

    def test_changed_later_it_is_an_error(self):
        self.write(os.path.join(self.first, "app", "static", "css", "a.css"), "evil")
        code, out = self.run_tool("check", self.root)
        self.assertEqual(code, 4)
        self.assertIn("changed: app/static/css/a.css", out)

    def test_a_release_that_is_written_again_does_not_miss_it(self):
        os.unlink(os.path.join(self.first, "app", "shop.mo"))
        self.assertIn("missing: app/shop.mo", self.run_tool("check", self.root)[1])
        archive = self.archive("1", files={"hooks/pre-deploy/1.sh": self.COLLECT})
        self.deploy(archive, "--repair")
        self.assertEqual(self.run_tool("check", self.root)[0], 0)
        self.deploy(self.archive("2"))
        subprocess.run(["rm", "-r", self.first], check=True)
        self.deploy(archive)
        code, out = self.run_tool("check", self.root)
        self.assertEqual((code, "did not write" in out), (0, False), out)

    def test_what_a_failed_hook_left_and_its_next_run_removed_is_not_missed(self):
        text = "test -e made && rm made || { touch made; exit 1; }\n"
        archive = self.archive("2", files={"hooks/pre-deploy/1.sh": text})
        self.deploy(archive, code=1)
        self.deploy(archive)
        self.assertEqual(self.run_tool("check", self.root)[0], 0)

    def test_it_goes_with_its_release_unless_it_was_changed(self):
        self.write(os.path.join(self.first, "app", "shop.mo"), "by a person")
        for version in "23":
            self.deploy(self.archive(version), "--keep", "1")
        name = os.path.basename(self.first)
        kept = os.path.join(self.root, "shared", "kept")
        self.assertEqual(os.listdir(os.path.join(kept, name, "app")), ["shop.mo"])
        self.assertEqual(os.listdir(kept), [name])

    def test_a_database_is_never_the_deployments_own(self):
        text = "printf 'SQLite format 3\\0 the data' > db.sqlite3; echo x > db.sqlite3-wal\n"
        err = self.deploy(self.archive("2", files={"hooks/pre-deploy/1.sh": text}))
        self.assertIn("warning: the hooks made a database inside the release: app/db.sqlite3; the next release starts", err)
        name = os.path.basename(self.release())
        self.assertIn("app/db.sqlite3", self.run_tool("check", self.root)[1])
        for version in "34":
            self.deploy(self.archive(version), "--keep", "1")
        kept = os.path.join(self.root, "shared", "kept", name, "app")
        self.assertEqual(sorted(os.listdir(kept)), ["db.sqlite3", "db.sqlite3-wal"])

    def test_a_hook_that_changes_the_releases_own_files_is_refused_at_once(self):
        for text, told in (("echo x >> shop.py", "changed: app/shop.py"), ("rm shop.py", "removed: app/shop.py"), ("chmod 777 shop.py", "changed: app/shop.py")):
            with self.subTest(text=text):
                err = self.deploy(self.archive("2", files={"hooks/pre-deploy/1.sh": text + "\n"}), code=1)
                self.assertIn(told, err)
                self.assertIn("$PYWAR_SHARED", err)
                self.assertEqual(self.current(), "1")

    def test_a_name_that_is_no_text_is_warned_about_and_makes_no_lines(self):
        text = "touch \"$(printf 'bad\\377')\" \"$(printf 'two\\nlines')\" 'back\\slash'\n"
        self.deploy(self.archive("2", files={"hooks/pre-deploy/1.sh": text}))
        code, out = self.run_tool("check", self.root)
        self.assertEqual(code, 0, out)
        self.assertIn("did not write: app/back\\slash, app/bad\\udcff", out)
        self.assertNotIn("two", out)  # a name with a line end is text, and was recorded
        os.rename(self.release("app", "two\nlines"), self.release("app", "three\nlines"))
        self.assertIn("three\\nlines", self.run_tool("check", self.root)[1])

    def test_what_appears_while_a_release_serves_is_not_taken_for_the_hooks(self):
        self.deploy(self.archive("2", files={"hooks/post-deploy/1.sh": "echo upload > upload.jpg\n"}))
        self.assertIn("app/upload.jpg", self.run_tool("check", self.root)[1])

    @for_other_users
    def test_where_the_hooks_may_not_write_they_are_told_where_they_may(self):
        os.chmod(self.place, 0o755)
        self.deploy(self.archive("2"), "--owner", "nobody")
        err = self.deploy(self.archive("3", files={"hooks/pre-deploy/1.sh": "echo x > made\n"}), code=1)
        self.assertIn("cannot write into the release: it writes to $PYWAR_SHARED", err)


if __name__ == "__main__":
    unittest.main()
