"""Runs a server in its own session, and ends all its processes if the standard input is closed.

The arguments are a file that records the server's process, the grace period in milliseconds, and the server's command.
The caller keeps the other end of the standard input open; it is closed even if the caller is killed.  The file, if there
is one, is for the case that this process is killed too: the next start finds the abandoned server there, and ends it.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time

SET_CHILD_SUBREAPER = 36
FINAL_SECONDS = 10
PAUSE_SECONDS = 0.005
MAX_RECORD_BYTES = 4096
IN_USE = 96
STOPPED = 97


def adopt():
    """Makes this process the parent of orphans on Linux, so that it finds processes in other sessions."""
    try:
        import ctypes

        ctypes.CDLL(None).prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    except (ImportError, AttributeError, OSError, TypeError):
        pass


def stat(pid):
    """Returns the fields of /proc/PID/stat from the third one on, or none."""
    try:
        with open("/proc/%d/stat" % pid, "rb") as file:
            return file.read().rpartition(b")")[2].split()
    except OSError:
        return []


def started(pid):
    """Returns a text that distinguishes a process from a later one with the same number; empty if there is none."""
    if os.path.isdir("/proc/self"):
        fields = stat(pid)
        return fields[19].decode() if fields and fields[0] not in (b"Z", b"X") else ""
    done = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return done.stdout.decode("utf-8", "replace").strip()


def children():
    """Returns the living processes whose parent is this one."""
    if not os.path.isdir("/proc/self"):
        return []
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit():
            fields = stat(int(name))
            if fields and int(fields[1]) == os.getpid() and fields[0] not in (b"Z", b"X"):
                found.append(int(name))
    return found


def has_ended(child):
    """Returns whether a child has ended. Where possible, it is not reaped: no other process gets its number until then."""
    if child.returncode is None and hasattr(os, "waitid"):
        try:
            return os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
        except ChildProcessError:
            pass
    return child.poll() is not None


def wait_for_end(child):
    """Waits for the end of a child, and does not reap it where possible."""
    try:
        if hasattr(os, "waitid"):
            os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
            return
    except ChildProcessError:  # reaped elsewhere
        pass
    child.wait()


def signal_group(child, number):
    """Sends a signal to the group of a child. The number of a reaped child may be that of another process."""
    if child.returncode is None or not hasattr(os, "waitid"):
        send_to_group(child.pid, number)


def send_to_group(pid, number):
    try:
        os.killpg(pid, number)
    except OSError:
        pass


def end(server, grace):
    """Requests the end of the server, and ends what is left after the grace period."""
    signal_group(server, signal.SIGTERM)
    last = time.monotonic() + grace
    while not has_ended(server) and time.monotonic() < last:
        time.sleep(PAUSE_SECONDS)
    signal_group(server, signal.SIGKILL)
    while time.monotonic() < last + FINAL_SECONDS:  # the children of an ended process are found in the next round
        left = children()
        if not left:
            return
        for pid in left:
            try:
                os.kill(pid, signal.SIGKILL)
            except OSError:
                pass
        time.sleep(PAUSE_SECONDS)


def recorded(path):
    """Returns the record of an earlier server; none if the file is missing, or if other users can write it."""
    try:
        with open(path, "rb") as file:
            status = os.fstat(file.fileno())
            if status.st_uid != os.geteuid() or status.st_mode & 0o022:
                return {}
            record = json.loads(file.read(MAX_RECORD_BYTES).decode("utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def is_alive(record, name):
    pid = record.get(name)
    return isinstance(pid, int) and pid > 1 and bool(started(pid)) and started(pid) == record.get(name + "Started")


def end_abandoned(path):
    """Ends the server of a killed build; returns whether another build still supervises one."""
    record = recorded(path)
    if is_alive(record, "supervisor"):
        return True
    if is_alive(record, "server"):
        send_to_group(record["server"], signal.SIGKILL)
    return False


def write(path, server):
    record = {
        "server": server.pid,
        "serverStarted": started(server.pid),
        "supervisor": os.getpid(),
        "supervisorStarted": started(os.getpid()),
    }
    part = "%s.%d.part" % (path, os.getpid())
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(record, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)


def remove(path):
    try:
        os.unlink(path)
    except OSError:
        pass


def wait_for_close():
    while os.read(0, 1024):
        pass


def watch(server, grace, requests):
    """Ends the server if the caller closes the input; the main thread then exits."""
    wait_for_close()
    if started(server.pid):
        requests.append("stop")
    end(server, grace)


def ignore(number, frame):
    """Is no SIG_IGN, which the server would inherit."""


def detach():
    """Leaves the terminal, whose signals then go to the caller alone, which closes the input."""
    if os.getpid() != os.getpgrp():
        os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, ignore)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # where the caller ignores it, the status of the server is lost
    adopt()


def main(path, grace, command):
    detach()
    if path and end_abandoned(path):
        sys.exit(IN_USE)
    server = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
    if path:
        write(path, server)
    requests = []
    threading.Thread(target=watch, args=(server, grace, requests), daemon=True).start()
    wait_for_end(server)
    end(server, grace)
    status = server.wait()
    if path:
        remove(path)
    if requests:
        os._exit(STOPPED)
    os._exit(status if status >= 0 else 128 - status)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) / 1000, sys.argv[3:])
