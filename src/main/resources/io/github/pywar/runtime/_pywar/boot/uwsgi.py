"""Graceful end of a uWSGI worker: at a reload it first answers all connections that it has accepted.

A reload sends SIGHUP to each worker.  uWSGI's own handler ends the worker at once unless it is
in a request.  A connection becomes a request only some instructions after accept(), and a signal
between the two drops it.  A signal while an answer waits for a slow client cuts that answer off.
So SIGHUP is blocked here, and a thread receives it.  The thread keeps new connections from the
worker, waits until the worker's loop has finished its round, and only then ends the worker.
"""

from __future__ import annotations

import _thread
import atexit
import os
import select
import signal
import sys
import time

import uwsgi

TYPE_CHECKING = False
if TYPE_CHECKING:  # a start does not pay for it
    from typing import Callable

_OPEN = "/proc/self/fd"
_ABOUT = "/proc/self/fdinfo"
_HANGUP = [signal.SIGHUP]
_POLL = 0.01
# uWSGI's own code for a worker that it replaces without a log line
_QUIET = 29
_is_ending: list[bool] = []


def end_softly() -> None:
    """Handle SIGHUP in a worker with the plain loop; leave any other process unchanged."""
    if not _has_plain_loop() or not os.path.isdir(_ABOUT):
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, _HANGUP)
    # a fork of the application receives the signal as usual; a program that it starts inherits the block
    os.register_at_fork(after_in_child=_unblock)
    # atexit runs its functions in reverse order, so this one is the last
    atexit.register(_leave)
    _thread.start_new_thread(_take, (_thread.get_ident(),))


def _has_plain_loop() -> bool:
    """Return whether the worker takes one request at a time from epoll, and runs Python threads (`enable-threads`)."""
    is_worker = uwsgi.worker_id() > 0 and uwsgi.masterpid() > 0
    is_plain = uwsgi.cores == 1 and uwsgi.loop is None and "thunder-lock" not in uwsgi.opt
    return is_worker and is_plain and bool(uwsgi.has_threads)


def _unblock() -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _HANGUP)


def _take(main: int) -> None:
    signal.sigwait(_HANGUP)
    _until(lambda: _queue() >= 0)  # the signal may arrive while the worker still starts
    _accept_no_more(_queue())
    _is_ending.append(True)
    # only the main thread ends Python cleanly, and it blocks SIGHUP; at SIGTERM a worker ends at once
    signal.pthread_kill(main, signal.SIGTERM)


def _leave() -> None:
    """Exit by the quiet code: at uWSGI's code for SIGTERM the master would log that a worker died."""
    if _is_ending:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(_QUIET)


def _accept_no_more(queue: int) -> None:
    """Return when the loop, which takes one event at a time, waits again and no connection can end its wait."""
    readable, writable = os.pipe()
    os.write(writable, b".")
    # the object closes its descriptor, so it gets a copy
    with select.epoll.fromfd(os.dup(queue)) as loop:
        for socket in _sockets(queue):
            loop.unregister(socket)
        loop.register(readable, select.EPOLLIN | select.EPOLLONESHOT)
    _until(lambda: not _watched(queue)[readable] & select.EPOLLIN)


def _queue() -> int:
    """Return the epoll queue of the worker's loop, which waits for connections, or -1."""
    return next((number for number in map(int, os.listdir(_OPEN)) if _sockets(number)), -1)


def _sockets(queue: int) -> set:
    return _watched(queue).keys() & set(uwsgi.sockets)


def _watched(queue: int) -> dict[int, int]:
    """Return the awaited events by file descriptor; none if `queue` is no epoll queue."""
    try:
        with open(os.path.join(_ABOUT, str(queue)), encoding="ascii") as stream:
            rows = [line.split() for line in stream if line.startswith("tfd:")]
    except OSError:
        return {}
    return {int(row[1]): int(row[3], 16) for row in rows}


def _until(is_done: Callable[[], bool]) -> None:
    while not is_done():
        time.sleep(_POLL)
