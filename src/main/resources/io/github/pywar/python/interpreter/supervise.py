"""Runs a command in its own session, and ends all its processes if the standard input is closed.

The caller keeps the other end of the standard input open. It is closed even if the caller is killed.
"""

import os
import signal
import sys
import threading
import time

SET_CHILD_SUBREAPER = 36
ROUNDS = 500

# a terminal and a build server send these to all processes of the build; the caller ends, and closes the standard input
SIGNALS = (signal.SIGINT, signal.SIGHUP, signal.SIGTERM)


def adopt():
    """Makes this process the parent of orphans on Linux, so that it finds processes in other sessions."""
    try:
        import ctypes

        ctypes.CDLL(None).prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    except (ImportError, AttributeError, OSError):
        pass


def children():
    """Returns the living processes whose parent is this one. A process namespace ends with its first process."""
    found = []
    if os.getpid() == 1 or not os.path.isdir("/proc/self"):
        return found
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open("/proc/%s/stat" % name, "rb") as file:
                    state, parent = file.read().rpartition(b")")[2].split()[:2]
            except OSError:
                continue
            if int(parent) == os.getpid() and state not in (b"Z", b"X"):
                found.append(int(name))
    return found


def end_group(child):
    try:
        os.killpg(child, signal.SIGKILL)
    except OSError:
        pass


def end_left():
    for _ in range(ROUNDS):  # the children of an ended process are found in the next round
        left = children()
        if not left:
            return
        for pid in left:
            try:
                os.kill(pid, signal.SIGKILL)
            except OSError:
                pass
        time.sleep(0.01)


def watch(child):
    while os.read(0, 1024):
        pass
    end_group(child)
    end_left()
    os._exit(1)


def next_ended(child):
    """Waits for the end of any child. The group of `child` ends before it is reaped: no other group can have its number then."""
    if not hasattr(os, "waitid"):
        pid, status = os.wait()
        if pid == child:
            end_group(child)
        return pid, status
    pid = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT).si_pid
    if pid == child:
        end_group(child)
    return os.waitpid(pid, 0)


def main(command):
    os.umask(0o022)
    adopt()
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # where the caller ignores it, the status of the command is lost
    child = os.fork()
    if child == 0:
        for number in SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        os.setsid()
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        os.execv(command[0], command)
    threading.Thread(target=watch, args=(child,), daemon=True).start()
    while True:
        pid, status = next_ended(child)  # others: orphans
        if pid == child:
            end_left()
            os._exit(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status))


if __name__ == "__main__":
    main(sys.argv[1:])
