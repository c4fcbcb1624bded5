"""Parts of the tests of trust: a deployment of root, and processes of other users."""

import contextlib
import os
import signal
import stat
import unittest

from deploying import DeployCase

NOBODY, OTHER = 65534, 54321


def snapshot(place):
    """Return names, contents, modes and owners of all files below `place`."""
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


@unittest.skipUnless(os.geteuid() == 0, "needs root")
class RootCase(DeployCase):
    """Case that runs as root; an alarm ends a test that waits for a pipe."""

    def setUp(self):
        super().setUp()
        os.chmod(self.place, 0o755)
        self.addCleanup(signal.signal, signal.SIGALRM, signal.signal(signal.SIGALRM, signal.SIG_DFL))
        self.addCleanup(signal.alarm, 0)
        signal.alarm(240)

    def as_user(self, uid, function):
        """Call a function in a child of that user; return its exit code."""
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
