"""Parts of the tests of kills and full disks: a deployment, and the conditions that must hold afterwards."""

import os
import subprocess
import sys

from deploying import DeployCase


class FaultCase(DeployCase):
    """Case in which release 1 serves; `self.new` is the archive of release 2, with a hook, and `self.env` its environment file."""

    def setUp(self):
        super().setUp()
        self.prepare()

    def prepare(self):
        self.deploy(self.archive("1"))
        self.env = ["--env-file", self.write("env", "A=1\n")]
        self.new = self.pack(self.archive("2", files={"hooks/pre-deploy/1.sh": "true\n"}))

    def in_child(self, *words, before=None):
        """Run the tool on `self.new` in a forked child; return (wait status, stderr)."""
        log = self.path("log")
        child = os.fork()
        if child == 0:
            code = 99
            try:
                with open(log, "w") as stream:
                    os.dup2(stream.fileno(), 2)
                if before:
                    before()
                code, _, err = self.tool(self.new, *words)
                os.write(2, err.encode())
            finally:
                os._exit(code)
        status = os.waitpid(child, 0)[1]
        return status, self.read(log)

    def reset(self):
        """Make release 1 serve, and remove release 2."""
        if self.current() == "2":
            self.assertEqual(self.tool(self.new, "rollback", self.root)[0], 0)
        for folder in ("releases", ".pywar/hooks"):
            path = os.path.join(self.root, folder)
            for name in os.listdir(path) if os.path.isdir(path) else []:
                if name.startswith("2-"):
                    subprocess.run(["rm", "-r", os.path.join(path, name)], check=True)

    def assert_serves(self, versions):
        """Assert that `current` leads to a release whose entry imports."""
        self.assertIn(self.current(), versions)
        words = [self.release("bin", "python"), self.release("wsgi.py")]
        done = subprocess.run(words, stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, 0, done.stderr)

    def hook_was_interrupted(self):
        folder = os.path.join(self.root, ".pywar", "hooks")
        for name in os.listdir(folder) if os.path.isdir(folder) else []:
            with open(os.path.join(folder, name)) as stream:
                if name.endswith(".json") and '"started"' in stream.read():
                    return True
        return False


def report(name, lines):
    """Print the figures on stdout, and write them to the folder that `PYWAR_TABLES` names."""
    text = "".join(f"{line}\n" for line in lines)
    sys.stdout.write(text)
    folder = os.environ.get("PYWAR_TABLES")
    if folder:
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, f"{name}-{sys.version_info[0]}.{sys.version_info[1]}.txt"), "w") as stream:
            stream.write(text)
