"""Runs a command in its own session, and ends all its processes if the standard input is closed.

The caller keeps the other end of the standard input open. It is closed even if the caller is killed.
"""

import os
import signal
import sys
import threading


def end(child):
    try:
        os.killpg(child, signal.SIGKILL)
    except OSError:
        pass


def watch(child):
    while os.read(0, 1024):
        pass
    end(child)
    os._exit(1)


def main(command):
    os.umask(0o022)
    child = os.fork()
    if child == 0:
        os.setsid()
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        os.execv(command[0], command)
    threading.Thread(target=watch, args=(child,), daemon=True).start()
    while True:
        pid, status = os.wait()  # others: orphans, if this is the first process of a process namespace
        if pid == child:
            end(child)
            os._exit(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status))


if __name__ == "__main__":
    main(sys.argv[1:])
