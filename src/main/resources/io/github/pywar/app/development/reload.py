"""Keeps the socket of a development server, and runs one worker after the other on it.

The socket is open until this program ends, so that no connection is refused during a restart: it waits for the next
worker.  While there is no worker, because the last one has ended with an error, each request is answered with the status
503.  A line on the standard input requests a restart; its end requests the end of everything.

The arguments are a host, a port, the grace period in milliseconds, a file, and the command of the worker. The file
receives the number of restarts before, and the status of a worker that has ended by itself. The command is completed by
the number of the socket and of a pipe that is closed when the worker before has ended.
"""

import os
import select
import signal
import socket
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import supervise

BACKLOG = 1024
SIGNALLED = 128
ANSWER_SECONDS = 1
MAX_REQUEST_BYTES = 1 << 16
TEXT = b"The application has ended. It starts again when a file changes; its output is in the terminal.\n"
ANSWER = (
    b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain\r\nRetry-After: 1\r\n"
    b"Connection: close\r\nContent-Length: %d\r\n\r\n%s" % (len(TEXT), TEXT)
)


def listen(host, port):
    """Opens the socket; of a name with several addresses, that of the first IPv4 address."""
    found = socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM, 0, socket.AI_PASSIVE)
    found.sort(key=lambda info: info[0] != socket.AF_INET)
    family, kind, protocol, _, address = found[0]
    opened = socket.socket(family, kind, protocol)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    opened.bind(address)
    opened.listen(BACKLOG)
    return opened


def refuse(opened):
    """Answers one request while there is no worker."""
    os.set_blocking(opened.fileno(), False)
    try:
        connection, _ = opened.accept()
    except OSError:
        return
    with connection:
        try:
            connection.settimeout(ANSWER_SECONDS)
            connection.recv(MAX_REQUEST_BYTES)
            connection.sendall(ANSWER)
            connection.shutdown(socket.SHUT_WR)
            connection.recv(MAX_REQUEST_BYTES)  # a reset would discard the answer
        except OSError:
            pass


class Workers:
    """The present worker, and what is needed to start the next one."""

    def __init__(self, opened, grace, record, command):
        self.opened = opened
        self.grace = grace
        self.record = record
        self.command = command
        self.restarts = 0
        self.present = None
        self.start()

    def start(self):
        """Starts a worker while the one before ends: both need some time, and the new one waits at its pipe."""
        before = self.present
        reading, writing = os.pipe()
        self.opened.listen(BACKLOG)  # a server may have made the queue shorter
        fds = (self.opened.fileno(), reading)
        if before:
            supervise.signal_group(before, signal.SIGTERM)
        self.present = subprocess.Popen(
            [*self.command, *map(str, fds)], stdin=subprocess.DEVNULL, start_new_session=True, pass_fds=fds
        )
        os.close(reading)
        if before:
            self.end(before)
        os.close(writing)

    def end(self, worker):
        """Ends a worker with its descendants, except for the present one."""
        last = time.monotonic() + self.grace
        while not supervise.has_ended(worker) and time.monotonic() < last:
            time.sleep(supervise.PAUSE_SECONDS)
        supervise.signal_group(worker, signal.SIGKILL)
        last = time.monotonic() + supervise.FINAL_SECONDS
        while time.monotonic() < last:
            left = [pid for pid in supervise.children() if not self.present or pid != self.present.pid]
            if worker.poll() is not None and not left:
                return
            for pid in left:
                try:
                    os.kill(pid, signal.SIGKILL)
                except OSError:
                    pass
            time.sleep(supervise.PAUSE_SECONDS)

    def restart(self, requests):
        self.restarts += requests
        self.start()

    def check(self):
        """Records the end of a worker."""
        if self.present and supervise.has_ended(self.present):
            ended, self.present = self.present, None
            self.end(ended)
            self.opened.listen(BACKLOG)  # it may have shut the socket down
            status = ended.returncode if ended.returncode >= 0 else SIGNALLED - ended.returncode
            with open(self.record + ".part", "w") as file:
                file.write("%d %d" % (self.restarts, status))
            os.replace(self.record + ".part", self.record)

    def reap(self):
        """Removes the entries of ended orphans, whose parent this process has become."""
        while hasattr(os, "waitid"):
            try:
                ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
                if not ended or (self.present and ended.si_pid == self.present.pid):
                    return
                os.waitpid(ended.si_pid, 0)
            except ChildProcessError:
                return

    def stop(self):
        if self.present:
            supervise.end(self.present, self.grace)


def serve(workers):
    ended, wakeup = os.pipe()
    os.set_blocking(wakeup, False)
    os.set_blocking(ended, False)
    signal.signal(signal.SIGCHLD, supervise.ignore)
    signal.set_wakeup_fd(wakeup, warn_on_full_buffer=False)
    while True:
        workers.check()
        workers.reap()
        refusing = [] if workers.present else [workers.opened]
        ready = select.select([0, ended, *refusing], [], [], 1)[0]
        if ended in ready:
            os.read(ended, 4096)
        if 0 in ready:
            requests = os.read(0, 4096)
            if not requests:
                return
            workers.check()
            workers.restart(requests.count(b"\n"))
        elif workers.opened in ready:
            refuse(workers.opened)


def main(host, port, grace, record, *command):
    supervise.detach()
    with listen(host, int(port)) as opened:
        workers = Workers(opened, int(grace) / 1000, record, command)
        serve(workers)
        workers.stop()
    sys.exit(supervise.STOPPED)


if __name__ == "__main__":
    main(*sys.argv[1:])
