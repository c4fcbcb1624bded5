"""Small programs in place of the masters of servers, so that every way of reloading runs on every Python."""

import os
import signal
import subprocess
import sys
from unittest import mock

from deploying import DeployCase

# behaves as gunicorn's arbiter does at USR2 and TERM
GUNICORN = """
import os, signal, subprocess, sys, time
pid_file, mode = sys.argv[1:3]
def write(path):
    # gunicorn does not start if its file names a running process
    try: os.kill(int(open(path).read() or 0), 0)
    except (OSError, ValueError): pass
    else: os._exit(1)
    with open(path + "~", "w") as stream: stream.write(str(os.getpid()))
    os.rename(path + "~", path)
def usr2(number, frame):
    if os.environ.get("GUNICORN_PID") == str(os.getppid()): return
    if mode == "healthy":
        subprocess.Popen([sys.executable, *sys.argv[:3], "second"], env=dict(os.environ, GUNICORN_PID=str(os.getpid())))
    if mode in ("late", "dying"):
        program = "import signal; signal.pause()" if mode == "late" else "import time; time.sleep(1)"
        late = subprocess.Popen([sys.executable, "-c", program],
                                env=dict(os.environ, GUNICORN_PID=str(os.getpid())))
        with open(pid_file + ".started", "a") as stream: stream.write("%d " % late.pid)
signal.signal(signal.SIGUSR2, usr2)
signal.signal(signal.SIGCHLD, lambda *_: None)
write(pid_file + (".2" if sys.argv[3:] else ""))
worker = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
def stop(number, frame):
    worker.kill(); worker.wait(); time.sleep(float(os.environ.get("LONG_REQUEST", "0"))); os._exit(0)
signal.signal(signal.SIGTERM, stop)
print("ready", flush=True)
while True: signal.pause()
"""
# replaces its children at USR2, as `_pywar.uvicorn` does; at a touched file, as uWSGI does
RENEWING = """
import os, signal, subprocess, sys, time
pid_file, touched = sys.argv[1:3]
def start(): return subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
child = start()
def renew(*_):
    global child
    old, child = child, start()
    old.kill(); old.wait()
def stop(*_):
    child.kill(); os._exit(0)
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR2, signal.SIGTERM])
with open(pid_file + "~", "w") as stream: stream.write(str(os.getpid()))
os.rename(pid_file + "~", pid_file)
print("ready", flush=True)
seen = None
while True:
    try: now = os.stat(touched).st_mtime_ns
    except OSError: now = None
    if seen is not None and now != seen: renew()
    seen = now
    # uWSGI checks the file once a second
    received = signal.sigtimedwait([signal.SIGUSR2, signal.SIGTERM], 0.05)
    if received: (renew if received.si_signo == signal.SIGUSR2 else stop)()
"""


class ReloadCase(DeployCase):
    """Case in which release 1 serves; `master` starts a program in place of a server's master."""

    def setUp(self):
        super().setUp()
        patience = mock.patch("_pywar.deployment.switching._WAY_BACK", 1)
        patience.start()
        self.addCleanup(patience.stop)
        self.deploy(self.archive("1"))
        self.shared = os.path.join(self.root, "shared")

    def command(self, server, program):
        """Return the command that starts the program as its server is started."""
        if server == "gunicorn":
            return [sys.executable, "-B", self.write("bin/gunicorn", program)]
        if server == "uvicorn":
            self.write("_pywar/uvicorn.py", program)
            return [sys.executable, "-m", "_pywar.uvicorn"]
        os.makedirs(self.path("bin"))
        os.symlink(sys.executable, self.path("bin", "uwsgi"))
        return [self.path("bin", "uwsgi"), self.write("master.py", program)]

    def master(self, server, program, *words):
        pid_file = os.path.join(self.shared, f"{server}.pid")
        # a session of its own, so that its successors end with it
        command = [*self.command(server, program), pid_file, *words]
        process = subprocess.Popen(
            command, cwd=self.place, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, start_new_session=True
        )
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait)
        self.addCleanup(os.killpg, process.pid, signal.SIGKILL)
        self.assertEqual(process.stdout.readline(), b"ready\n")
        return process

    def detail(self, step="reload"):
        return [line for line in self.log() if line["step"] == step][-1]["detail"]
