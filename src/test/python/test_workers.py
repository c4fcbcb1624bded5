"""Workers: their supervisor, their switch by `deploy` and `rollback`, and `status`, with real processes."""

import json
import os
import signal
import subprocess
import sys
import unittest

from deploying import SHORT, DeployCase, shorten_checks
from reloading import GUNICORN, ReloadCase
from support import until

from _pywar.base.report import Refusal
from _pywar.deployment import processes, workers
from _pywar.deployment.directory import Deployment

# notes its start and its end; ends at TERM as its variables say
WORKER = """
import os, signal, sys, threading
def note(what):
    with open(os.path.join(os.environ["NOTES"], what + "-" + str(os.getpid())), "w") as stream:
        stream.write(VERSION + " " + os.getcwd())
VERSION = {version!r}
print("worker", VERSION, "starts", flush=True)
end = threading.Event()
signal.signal(signal.SIGTERM, lambda number, frame: end.set())
note("started")
{body}
end.wait()
note("drained")
"""
STUBBORN = "signal.signal(signal.SIGTERM, signal.SIG_IGN)"
CRASHING = "print('no broker at', 'amqp://nowhere'); sys.exit(7)"


class WorkerCase(DeployCase):
    """Case with a supervisor that runs from `current`."""

    def setUp(self):
        super().setUp()
        self.notes = self.path("notes")
        os.mkdir(self.notes)
        os.environ["NOTES"] = self.notes
        self.addCleanup(os.environ.pop, "NOTES")
        self.settle = workers._SETTLE
        self.addCleanup(setattr, workers, "_SETTLE", self.settle)
        workers._SETTLE = 1.5

    def application(self, version, body="", instances=1, stop=20, names=("worker",)):
        archive = self.archive(version).app("work.py", WORKER.format(version=version, body=body))
        archive.manifest["processes"] = [
            {"name": name, "command": ["python", "-m", "work", name], "instances": instances, "stopSeconds": stop} for name in names
        ]
        return archive

    def supervisor(self, *names):
        command = [os.path.join(self.root, "current", "bin", "python"), "-I", "-m", "_pywar.workers", *names]
        with open(self.path("supervisor.log"), "ab") as log:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/")
        self.addCleanup(self.end, process)
        return process

    def end(self, process):
        if process.poll() is None:
            for child in processes.children(process.pid):
                os.killpg(child, signal.SIGKILL)
            process.kill()
        process.wait()

    def started(self, version, number=1):
        """Wait until `number` processes of a version have started; return their ids."""
        found = []

        def are_there():
            found[:] = [int(name.split("-")[1]) for name in os.listdir(self.notes) if name.startswith("started") and self.text(name).startswith(version + " ")]
            return len(found) >= number

        until(are_there)
        return sorted(found)

    def text(self, name):
        with open(os.path.join(self.notes, name), encoding="utf-8") as stream:
            return stream.read()

    def status(self, code=0):
        found, out, err = self.tool(self.archive(), "status", self.root, "--json")
        self.assertEqual(found, code, err + out)
        return json.loads(out)["processes"]

    def detail(self):
        return [line for line in self.log() if line["step"] == "workers"][-1]["detail"]


class SwitchTest(WorkerCase):
    def test_a_deployment_drains_the_old_processes_and_starts_the_new_ones(self):
        self.deploy(self.application("1", instances=2))
        master = self.supervisor()
        old = self.started("1", 2)
        self.deploy(self.application("2", instances=2))
        new = self.started("2", 2)
        for pid in old:
            self.assertIn(f"drained-{pid}", os.listdir(self.notes))
            self.assertFalse(processes.is_alive(pid))
        self.assertEqual(self.text(f"started-{new[0]}"), f"2 {self.release('app')}")
        self.assertIn(f"worker {new[0]}, {new[1]}", self.detail())
        found = self.status()[0]
        self.assertEqual((found["state"], found["supervisor"]), ("running", master.pid))
        self.assertEqual([one["pid"] for one in found["processes"]], new)
        self.assertEqual(found["release"], os.path.basename(self.release()))
        self.assertRegex(found["processes"][0]["since"], r"^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$")

    def test_a_rollback_switches_them_too(self):
        self.deploy(self.application("1"))
        self.deploy(self.application("2"))
        self.supervisor("worker")
        self.started("2")
        self.assertEqual(self.tool(self.archive(), "rollback", self.root)[0], 0)
        self.started("1")
        self.assertEqual(self.status()[0]["release"], os.path.basename(self.release()))

    def test_a_worker_that_dies_in_its_first_seconds_makes_the_deployment_fail(self):
        self.deploy(self.application("1"))
        self.supervisor()
        self.started("1")
        err = self.deploy(self.application("2", CRASHING), code=1)
        self.assertIn("the worker `worker` of 2-", err)
        self.assertIn("with exit code 7", err)
        self.assertIn("no broker at amqp://nowhere", err)
        self.assertEqual(self.current(), "1")
        self.started("1", 2)
        self.assertEqual(self.status()[0]["release"], os.path.basename(self.release()))

    def test_a_process_that_does_not_end_is_killed_and_reported(self):
        self.deploy(self.application("1", STUBBORN, stop=1))
        self.supervisor()
        old = self.started("1")
        self.deploy(self.application("2", stop=1))
        self.started("2")
        self.assertFalse(processes.is_alive(old[0]))
        self.assertIn("worker: 1 killed, which did not end within 1 s", self.detail())

    def test_a_server_that_fails_its_check_leaves_the_workers_alone(self):
        self.deploy(self.application("1"))
        self.supervisor()
        old = self.started("1")
        broken = self.application("2").app("shop.py", "raise OSError('broken')\n")
        self.deploy(broken, code=3)
        failing = self.application("3")
        shorten_checks(self)
        self.deploy(failing, "--check-url", "http://127.0.0.1:9/", *SHORT, code=1)
        self.assertEqual(self.steps()[-1], ("switch-back", "done"))
        self.assertEqual(self.current(), "1")
        self.assertTrue(processes.is_alive(old[0]))
        self.assertEqual(len(self.started("1")), 1)

    def test_a_failed_hook_after_the_switch_takes_the_workers_back(self):
        self.deploy(self.application("1"))
        self.supervisor()
        self.started("1")
        failing = self.application("2").add("hooks/post-deploy/10-fail.sh", "exit 1\n")
        self.deploy(failing, code=1)
        self.started("2")
        self.started("1", 2)
        self.assertEqual(self.status()[0]["release"], os.path.basename(self.release()))

    def test_a_worker_that_a_release_no_longer_has_waits_for_one_that_has_it(self):
        self.deploy(self.application("1", names=("worker", "mails")))
        self.supervisor("mails")
        old = self.started("1")
        self.deploy(self.application("2"))
        self.assertFalse(processes.is_alive(old[0]))
        self.assertIn("mails: not in this release", self.detail())
        self.assertIn("worker: no supervisor runs here", self.detail())
        self.deploy(self.application("3", names=("mails",)))
        self.started("3")

    def test_deploying_again_restarts_them_with_a_new_environment_file(self):
        self.deploy(self.application("1"))
        self.supervisor()
        self.started("1")
        self.deploy(self.application("1"), "--env-file", self.write("new.env", "A=1\n"))
        self.started("1", 2)

    def test_deploying_again_helps_a_worker_that_lacked_a_variable(self):
        needy = "if 'BROKER' not in os.environ: sys.exit(7)"
        self.deploy(self.application("1", needy))
        self.supervisor()
        until(lambda: workers.notes(Deployment(self.root), "worker").get("state") == "failed")
        self.deploy(self.application("1", needy), "--env-file", self.write("new.env", "BROKER=amqp://mq\n"))
        self.started("1")
        self.assertEqual(self.status()[0]["state"], "running")

    def test_an_application_without_processes_has_no_such_step(self):
        self.deploy(self.archive("1"))
        self.assertNotIn("workers", [step for step, _ in self.steps()])
        self.assertEqual(self.status(), [])

    @unittest.skipIf(os.geteuid() != 0, "root alone has other users")
    def test_a_supervisor_of_another_user_is_refused_before_the_switch(self):
        self.deploy(self.application("1"))
        self.supervisor()
        self.started("1")
        before = os.geteuid
        os.geteuid = lambda: 12345
        try:
            with self.assertRaises(Refusal) as refused:
                workers.Workers(Deployment(self.root), None, os.path.basename(self.release())).check()
        finally:
            os.geteuid = before
        self.assertIn("belongs to another user", refused.exception.what)


class TogetherTest(ReloadCase, WorkerCase):
    def test_a_crashing_worker_takes_the_server_back_too(self):
        self.deploy(self.application("1"))
        self.supervisor()
        self.started("1")
        master = self.master("gunicorn", GUNICORN, "healthy")
        err = self.deploy(self.application("2", CRASHING), "--server", "gunicorn", "--check-timeout", "20", code=1)
        self.assertIn("ended in its first seconds", err)
        self.assertEqual(master.wait(30), 0)
        # once for the new release, once for the way back
        steps = [(line["step"], line["outcome"]) for line in self.log() if line["release"].startswith("2-")]
        self.assertEqual(steps[-4:], [("switch", "done"), ("reload", "done"), ("workers", "failed"), ("switch-back", "done")])
        self.assertEqual(self.current(), "1")
        self.started("1", 2)
        found = self.status()
        self.assertEqual(found[0]["release"], os.path.basename(self.release()))


class SupervisorTest(WorkerCase):
    def test_it_starts_a_process_again_that_has_crashed(self):
        self.deploy(self.application("1"))
        self.supervisor()
        first = self.started("1")
        os.kill(first[0], signal.SIGKILL)
        self.started("1", 2)
        with open(self.path("supervisor.log"), encoding="utf-8") as stream:
            self.assertRegex(stream.read(), rf"process {first[0]} ended by SIGKILL after \d+\.\d s; the next start is in 1 s")

    def test_term_drains_all_processes_and_removes_its_files(self):
        self.deploy(self.application("1", names=("worker", "mails")))
        master = self.supervisor()
        old = self.started("1", 2)
        self.assertEqual({one["state"] for one in self.status()}, {"running"})
        master.terminate()
        self.assertEqual(master.wait(30), 0)
        for pid in old:
            self.assertIn(f"drained-{pid}", os.listdir(self.notes))
        names = os.listdir(os.path.join(self.root, "shared"))
        self.assertEqual(sorted(names), ["worker-mails.lock", "worker-worker.lock"])
        with open(self.path("supervisor.log"), encoding="utf-8") as stream:
            self.assertRegex(stream.read(), r"(?m)^mails: worker 1 starts$")

    def test_a_second_supervisor_of_a_worker_is_refused(self):
        self.deploy(self.application("1"))
        self.supervisor()
        self.started("1")
        self.assertEqual(self.supervisor("worker").wait(30), 1)
        with open(self.path("supervisor.log"), encoding="utf-8") as stream:
            self.assertIn("another supervisor runs the worker `worker` already", stream.read())

    def test_a_signal_between_its_pid_file_and_its_loop_does_not_end_it(self):
        self.deploy(self.application("1"))
        code = (
            "import os, signal, sys\nfrom _pywar import workers\n"
            "workers.Supervisor.run = lambda self: os.kill(os.getpid(), signal.SIGUSR2) or 0\nsys.exit(workers.main([]))"
        )
        python = os.path.join(self.root, "current", "bin", "python")
        self.assertEqual(subprocess.run([python, "-I", "-c", code], timeout=60).returncode, 0)

    def test_its_processes_end_when_it_is_killed(self):
        self.deploy(self.application("1"))
        master = self.supervisor()
        old = self.started("1")
        master.kill()
        master.wait()
        until(lambda: not processes.is_alive(old[0]))
        self.assertEqual(self.status(code=1)[0]["state"], "stopped")

    def test_it_survives_the_removal_of_the_release_that_it_was_started_from(self):
        self.deploy(self.application("1"))
        self.supervisor()
        self.started("1")
        for version in "234":
            self.deploy(self.application(version), "--keep", "1")
            self.started(version)
        self.assertFalse([name for name in os.listdir(os.path.join(self.root, "releases")) if name.startswith("1-")])

    def test_unknown_names_and_timers_are_refused(self):
        archive = self.application("1")
        archive.manifest["processes"].append({"name": "nightly", "command": ["python", "-m", "work"], "schedule": "0 3 * * *"})
        self.deploy(archive)
        for name in ("wroker", "nightly"):
            self.assertEqual(self.supervisor(name).wait(30), 2)
        with open(self.path("supervisor.log"), encoding="utf-8") as stream:
            text = stream.read()
        self.assertIn("`wroker` is no worker of shop 1", text)
        self.assertIn("`nightly` is a timer, not a worker", text)
        self.assertEqual(self.status()[1], {"name": "nightly", "kind": "timer", "schedule": "0 3 * * *", "state": None})


class RunTest(WorkerCase):
    def run_tool(self, *words):
        env = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
        return subprocess.run([sys.executable, *words], capture_output=True, text=True, env=env)

    def test_run_starts_a_process_type_by_its_name(self):
        archive = self.archive().app("once.py", "import sys\nprint('once', sys.argv[1:])\n")
        archive.app("tool.py", "def main():\n    import sys\n    print('tool', sys.argv[1:])\n").script("shopctl", "tool", "main")
        archive.manifest["processes"] = [
            {"name": "module", "command": ["python", "-m", "once", "a b"]},
            {"name": "file", "command": ["python", "once.py"]},
            {"name": "script", "command": ["shopctl", "sync"], "schedule": "0 3 * * *"},
        ]
        tree = archive.tree(self.path("tree"))
        for name, out in (("module", "once ['a b', 'more']\n"), ("file", "once ['more']\n"), ("script", "tool ['sync', 'more']\n")):
            done = self.run_tool(tree, "run", name, "more")
            self.assertEqual((done.returncode, done.stdout), (0, out), done.stderr)


if __name__ == "__main__":
    unittest.main()
