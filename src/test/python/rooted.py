"""What the tests of trust share: a deployment of root's, and other users who try something."""

import contextlib
import os
import signal
import stat
import unittest

from deploying import DeployCase

NOBODY, OTHER = 65534, 54321


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
