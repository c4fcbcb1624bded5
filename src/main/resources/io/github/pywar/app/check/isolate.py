"""Runs a command in a network namespace of its own, and passes connections from a port of this machine on to it.

The arguments are the port, or 0 for none, and the command.  The command has no network except its own loopback interface.
The port opens when the command listens on the same port inside.  If the system has no network namespaces, the command
runs with the network, and one line of the output says so.
"""

import os
import signal
import socket
import struct
import subprocess
import sys
import threading
import time

NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000
GET_FLAGS, SET_FLAGS = 0x8913, 0x8914
UP = 1
PAUSE_SECONDS = 0.02
NOT_ISOLATED = "pywar: the network is not isolated: "


def isolate():
    """Moves this process into a new network namespace whose loopback interface is up."""
    import ctypes
    import fcntl

    library = ctypes.CDLL(None, use_errno=True)
    user, group = os.geteuid(), os.getegid()
    if library.unshare(NEW_NETWORK) != 0:
        # without privileges, only the root of a user namespace may have a network namespace
        if library.unshare(NEW_USER | NEW_NETWORK) != 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
        for name, text in (("setgroups", "deny"), ("uid_map", "%d %d 1" % (user, user)), ("gid_map", "%d %d 1" % (group, group))):
            with open("/proc/self/" + name, "w") as file:
                file.write(text)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        request = struct.pack("16sh14x", b"lo", 0)
        flags = struct.unpack("16sh14x", fcntl.ioctl(control, GET_FLAGS, request))[1]
        fcntl.ioctl(control, SET_FLAGS, struct.pack("16sh14x", b"lo", flags | UP))


def run(command):
    # a session of its own, because code of an application must not reach the terminal of the build
    return subprocess.Popen(command, start_new_session=True)


def leave(child):
    status = child.wait()
    os._exit(status if status >= 0 else 128 - status)


def open_port(child, outer, port):
    """Opens the outer port when the command listens on the inner one."""
    inner = None
    while inner is None:
        if child.poll() is not None:
            return
        inner = inner_connection(port)
        if inner is None:
            time.sleep(PAUSE_SECONDS)
    outer.listen(16)
    while True:  # the first connection is also the one that found the command listening
        connection, _ = outer.accept()
        threading.Thread(target=connect, args=(connection, inner or inner_connection(port)), daemon=True).start()
        inner = None


def inner_connection(port):
    try:
        connection = socket.create_connection(("127.0.0.1", port), 1)
    except OSError:
        return None
    connection.settimeout(None)
    return connection


def connect(outer, inner):
    if inner is None:
        outer.close()
        return
    threading.Thread(target=copy, args=(outer, inner), daemon=True).start()
    copy(inner, outer)
    outer.close()


def copy(source, target):
    try:
        data = source.recv(65536)
        while data:
            target.sendall(data)
            data = source.recv(65536)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def main(port, command):
    outer = None
    if port:
        outer = socket.socket()  # it stays in the network of this machine
        outer.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        outer.bind(("127.0.0.1", port))
    try:
        isolate()
    except (ImportError, AttributeError, OSError, TypeError) as problem:
        sys.stderr.write("%s%s\n" % (NOT_ISOLATED, problem))
        sys.stderr.flush()
        if outer:
            outer.close()
        outer = None
    child = run(command)
    signal.signal(signal.SIGTERM, lambda number, frame: child.terminate())
    if outer:
        threading.Thread(target=open_port, args=(child, outer, port), daemon=True).start()
    leave(child)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
