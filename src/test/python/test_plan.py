"""`deploy --plan` and `--json`: what would happen, and what did happen, for programs."""

import json
import os
import unittest
from unittest import mock

from deploying import DeployCase

BROKEN = {"app/shop.py": "raise ImportError('broken')\n"}


class JsonCase(DeployCase):
    def result(self, archive, *words, code=0):
        found, out, err = self.tool(archive, *words, "--json")
        self.assertEqual(found, code, out + err)
        parsed = json.loads(out)
        self.assertEqual(parsed["exitCode"], code)
        return parsed

    def plan(self, archive, *words, code=0):
        return self.result(archive, "deploy", self.root, "--plan", *words, code=code)

    def listing(self):
        """Return every path of the deployment with its time and size; None if there is no deployment."""
        found = {}
        for folder, folders, names in os.walk(self.root):
            for path in [folder, *(os.path.join(folder, name) for name in folders + names)]:
                info = os.lstat(path)
                found[path] = (info.st_ino, info.st_mtime_ns, info.st_ctime_ns, info.st_size)
        return found or None


class JsonResultTest(JsonCase):
    def test_deployment_reports_release_steps_and_changes(self):
        found = self.result(self.archive("1", files={"hooks/pre-deploy/1.sh": "true"}), "deploy", self.root)
        self.assertEqual((found["command"], found["root"], found["previous"]), ("deploy", self.root, None))
        self.assertEqual(found["release"], found["current"])
        self.assertEqual((found["changed"], found["changes"]), (True, ["release", "current", "hooks"]))
        self.assertIsNone(found["error"])
        steps = {step["step"]: step for step in found["steps"]}
        self.assertEqual(list(steps)[:3], ["check", "verify", "unpack"])
        self.assertEqual((steps["hooks/pre-deploy"]["outcome"], steps["hooks/pre-deploy"]["detail"]), ("done", "1.sh"))
        self.assertTrue(all(step["seconds"] >= 0 for step in found["steps"]))

    def test_repeated_deployment_changes_nothing(self):
        env = self.write("first.env", "A=1\n")
        self.result(self.archive("1"), "deploy", self.root, "--env-file", env)
        found = self.result(self.archive("1"), "deploy", self.root, "--env-file", env)
        self.assertEqual((found["changed"], found["changes"]), (False, []))
        self.assertEqual(found["previous"], found["current"])
        found = self.result(self.archive("1"), "deploy", self.root, "--env-file", self.write("second.env", "A=2\n"))
        self.assertEqual(found["changes"], ["environment"])

    def test_error_has_message_hints_and_exit_code(self):
        first = self.result(self.archive("1"), "deploy", self.root)
        found = self.result(self.archive("2", files=BROKEN), "deploy", self.root, code=3)
        self.assertEqual((found["current"], found["previous"]), (first["release"], first["release"]))
        self.assertIn("does not import", found["error"]["message"])
        self.assertTrue(found["error"]["hints"])
        self.assertEqual((found["steps"][-1]["step"], found["steps"][-1]["outcome"]), ("preflight", "failed"))

    def test_error_of_the_disk_has_the_text_of_stderr(self):
        self.result(self.archive("1"), "deploy", self.root)
        log = os.path.join(self.root, "deploy.log")
        os.unlink(log)
        os.mkdir(log)
        code, out, _ = self.tool(self.archive("2"), "deploy", self.root, "--json")
        found = json.loads(out)
        self.assertEqual((code, found["exitCode"]), (1, 1))
        self.assertIn("deploy.log", found["error"]["message"])

    def test_warnings_are_listed_without_their_mark(self):
        self.result(self.archive("1"), "deploy", self.root)
        self.write(os.path.join(self.release("app"), "uploads.db"), "data")
        found = self.result(self.archive("2"), "deploy", self.root)
        self.assertEqual(len(found["warnings"]), 1)
        self.assertRegex(found["warnings"][0], "^1-.* has files that the deployment did not write: app/uploads.db")

    def test_rollback_reports_both_releases(self):
        first = self.result(self.archive("1"), "deploy", self.root)["release"]
        second = self.result(self.archive("2"), "deploy", self.root)["release"]
        found = self.result(self.archive("2"), "rollback", self.root)
        self.assertEqual((found["command"], found["release"]), ("rollback", first))
        self.assertEqual((found["previous"], found["current"], found["changes"]), (second, first, ["current"]))
        found = self.result(self.archive("2"), "rollback", self.root, code=1)
        self.assertEqual(found["error"]["message"], "there is no release to go back to")

    def test_release_has_the_same_id_in_every_deployment(self):
        archive = self.pack(self.archive("1"))
        ids = {self.result(archive, "deploy", self.path(name))["release"] for name in ("one", "two")}
        self.assertEqual(len(ids), 1)
        described = json.loads(self.tool(archive, "info", "--json")[1])
        self.assertEqual(ids, {f"1-{described['build']['id']}"})


class PlanTest(JsonCase):
    def test_first_deployment_is_planned_without_a_directory(self):
        found = self.plan(self.archive("1", files={"hooks/pre-deploy/1.sh": "true"}))
        self.assertIsNone(self.listing())
        self.assertEqual((found["current"], found["isUnpacked"], found["switches"]), (None, False, True))
        self.assertEqual(found["changes"], ["release", "current", "hooks"])
        self.assertEqual(found["hooks"], {"prepare": [], "pre-deploy": ["1.sh"], "post-deploy": []})
        self.assertEqual((found["files"]["comparedWith"], found["files"]["unchanged"]), (None, 0))
        self.assertEqual(found["release"], self.result(self.archive("1", files={"hooks/pre-deploy/1.sh": "true"}), "deploy", self.root)["release"])

    def test_next_release_is_planned_and_nothing_changes(self):
        self.deploy(self.archive("1"), "--server", "gunicorn", "--check-url", "")
        before = self.listing()
        found = self.plan(self.archive("2"), "--keep", "1", "--env-file", self.write("new.env", "A=1\n"))
        self.assertEqual(self.listing(), before)
        self.assertEqual(found["changes"], ["release", "environment", "current"])
        self.assertEqual((found["server"], found["running"], found["environment"]), ("gunicorn", False, "replaced"))
        self.assertEqual(found["files"]["comparedWith"], found["current"])
        self.assertGreater(found["files"]["unchanged"], 50)
        # the module with the version, the manifest, and pyvenv.cfg, which the deployment completes
        self.assertEqual(found["files"]["new"], 3)

    def test_current_release_changes_nothing(self):
        self.deploy(self.archive("1"))
        found = self.plan(self.archive("1"))
        self.assertEqual((found["changed"], found["isUnpacked"], found["files"]), (False, True, None))

    def test_removed_releases_are_those_that_deploy_removes(self):
        for version in "123":
            self.deploy(self.archive(version))
        planned = self.plan(self.archive("4"), "--keep", "2")["remove"]
        self.deploy(self.archive("4"), "--keep", "2")
        step = next(line for line in reversed(self.log()) if line["step"] == "prune")
        self.assertEqual(", ".join(planned), step["detail"])

    def test_all_failing_checks_are_listed_and_the_first_one_is_the_exit_code(self):
        self.deploy(self.archive("1"))
        other = self.archive("1", files={"hooks/pre-deploy/1.sql": "select 1"})
        other.manifest["name"] = "other"
        words = ("--env-file", self.path("missing.env"), "--owner", "no-such-user")
        found = self.plan(other, *words, code=2)
        messages = [problem["message"] for problem in found["problems"]]
        self.assertEqual(found["error"]["message"], messages[0])
        self.assertRegex("\n".join(messages), r"(?s)missing.env.*another application.*no-such-user.*no `--sql`")

    def test_damaged_release_is_a_problem_unless_it_is_repaired(self):
        self.deploy(self.archive("1"))
        self.write(self.release("app", "shop.py"), "changed")
        self.assertIn("does not match", self.plan(self.archive("1"), code=4)["error"]["message"])
        found = self.plan(self.archive("1"), "--repair")
        self.assertEqual((found["changes"], found["problems"]), (["release"], []))

    def test_switch_that_never_passed_is_planned_again(self):
        self.deploy(self.archive("1"))
        notes = os.path.join(self.root, ".pywar", "state.json")
        with open(notes, encoding="utf-8") as stream:
            state = json.load(stream)
        state["history"] = []
        self.write(notes, json.dumps(state))
        self.assertEqual(self.plan(self.archive("1"))["changes"], ["current"])

    def test_workers_are_planned(self):
        self.deploy(self.archive("1"))
        later = self.archive("2")
        later.manifest["processes"] = [{"name": "mailer", "command": ["python", "-m", "shop"]}]
        self.assertEqual(self.plan(later)["workers"], {"mailer": False})
        _, out, _ = self.tool(later, "deploy", self.root, "--plan")
        self.assertIn("worker:  mailer, which does not run", out)

    def test_text_has_a_line_for_each_step(self):
        self.deploy(self.archive("1"))
        code, out, err = self.tool(self.archive("2"), "deploy", self.root, "--plan")
        self.assertEqual((code, err), (0, ""))
        for line in (r"release: 2-\w+, to be unpacked", r"current: 1-\w+", "switch:  no server is configured", "changes: release, current"):
            self.assertRegex(out, line)


class RollbackPlanTest(JsonCase):
    def planned(self, *words, code=0):
        return self.result(self.archive("2"), "rollback", self.root, "--plan", *words, code=code)

    def two_releases(self, *words):
        for version in "12":
            self.deploy(self.archive(version), *words)

    def test_plan_selects_the_release_of_the_rollback_and_changes_nothing(self):
        self.two_releases()
        before = self.listing()
        found = self.planned()
        self.assertEqual(self.listing(), before)
        self.assertEqual((found["command"], found["plan"], found["isUnpacked"], found["switches"]), ("rollback", True, True, True))
        self.assertEqual((found["changed"], found["changes"], found["environment"]), (True, ["current"], "kept"))
        done = self.result(self.archive("2"), "rollback", self.root)
        self.assertEqual((done["release"], done["previous"], done["changes"]), (found["release"], found["current"], found["changes"]))

    def test_plan_has_the_fields_of_a_plan_of_deploy(self):
        self.two_releases()
        self.assertEqual(list(self.planned()), list(self.plan(self.archive("3"))))

    def test_plan_of_the_current_release_changes_nothing(self):
        self.two_releases()
        found = self.planned("--to", "2")
        self.assertEqual((found["release"], found["changed"]), (found["current"], False))

    def test_unknown_release_and_missing_deployment_are_problems(self):
        self.assertIn("is no deployment", self.planned(code=2)["error"]["message"])
        self.assertIsNone(self.listing())
        self.deploy(self.archive("2"))
        found = self.planned(code=1)
        self.assertEqual((found["release"], found["error"]["message"]), (None, "there is no release to go back to"))
        self.assertEqual(self.planned("--to", "9", code=2)["error"]["message"], "there is no release `9`")

    def test_damaged_release_is_a_problem(self):
        self.two_releases()
        self.write(os.path.join(self.root, "releases", self.planned()["release"], "app", "shop.py"), "changed")
        found = self.planned(code=4)
        self.assertIn("does not match", found["error"]["message"])
        self.assertFalse(found["isUnpacked"])

    def test_interpreter_that_is_gone_is_a_problem(self):
        self.two_releases()
        with mock.patch("_pywar.deployment.trial._python", lambda bundle: self.path("gone")):
            found = self.planned(code=3)
        self.assertIn("cannot be started: No such file or directory", found["error"]["message"])

    def test_environment_of_a_killed_deployment_is_restored(self):
        self.two_releases()
        kept = os.path.join(self.root, ".pywar", "env.before")
        self.write(kept, "A=1\n")
        found = self.planned()
        self.assertEqual((found["environment"], found["changes"]), ("restored", ["environment", "current"]))
        done = self.result(self.archive("2"), "rollback", self.root)
        self.assertEqual(done["changes"], found["changes"])
        self.assertEqual(self.read("site", "shared", "env"), "A=1\n")

    def test_server_and_page_are_those_of_the_rollback(self):
        self.two_releases("--server", "gunicorn")
        found = self.planned("--check-url", "http://localhost:1/?token=1")
        self.assertEqual((found["server"], found["running"]), ("gunicorn", False))
        self.assertNotIn("token", found["checkUrl"])
        self.assertIn("no http://", self.planned("--check-url", "nothing", code=2)["error"]["message"])

    def test_text_has_a_line_for_each_step(self):
        self.two_releases()
        code, out, err = self.tool(self.archive("2"), "rollback", self.root, "--plan")
        self.assertEqual((code, err), (0, ""))
        for line in (r"release: 1-\w+, already there, verified", r"current: 2-\w+", "env:     shared/env is kept", "changes: current"):
            self.assertRegex(out, line)

    def test_current_that_is_no_link_is_refused_before_anything_runs(self):
        self.two_releases()
        link = os.path.join(self.root, "current")
        os.unlink(link)
        os.mkdir(link)
        self.assertIn("is no link", self.planned("--to", "1", code=2)["error"]["message"])
        self.assertIn("is no link", self.result(self.archive("2"), "rollback", self.root, "--to", "1", code=2)["error"]["message"])


class PhasesTest(JsonCase):
    """Hooks of a fleet: the first host runs `pre-deploy` at its switch and `post-deploy` after all others."""

    def hooked(self, version):
        script = 'echo "$PYWAR_PHASE" >> "$PYWAR_SHARED/ran"'
        names = ("prepare", "pre-deploy", "post-deploy")
        return self.archive(version, files={f"hooks/{name}/1.sh": script for name in names})

    def ran(self):
        return self.read("site", "shared", "ran").split()

    def test_post_deploy_runs_later_and_once(self):
        self.deploy(self.hooked("1"), "--hooks", "pre-deploy")
        self.assertEqual(self.ran(), ["prepare", "pre-deploy"])
        self.assertEqual(self.plan(self.hooked("1"), "--hooks", "post-deploy")["hooks"]["post-deploy"], ["1.sh"])
        for changes in (["hooks"], []):
            found = self.result(self.hooked("1"), "deploy", self.root, "--hooks", "post-deploy")
            self.assertEqual(found["changes"], changes)
        self.assertEqual(self.ran(), ["prepare", "pre-deploy", "post-deploy"])
        self.assertFalse(self.plan(self.hooked("1"), "--hooks", "post-deploy")["changed"])

    def test_post_deploy_needs_the_switched_release(self):
        self.deploy(self.hooked("1"), "--hooks", "pre-deploy")
        err = self.deploy(self.hooked("2"), "--hooks", "post-deploy", code=2)
        self.assertIn("does not serve 2-", err)
        env = self.write("new.env", "A=1\n")
        self.assertIn("takes no `--env-file`", self.deploy(self.hooked("1"), "--hooks", "post-deploy", "--env-file", env, code=2))


if __name__ == "__main__":
    unittest.main()
