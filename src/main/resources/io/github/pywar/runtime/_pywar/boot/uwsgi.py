"""A worker of uWSGI that is told to end answers all that it has accepted.

uWSGI's own handler of SIGHUP, which a reload sends to each worker, ends the worker at once
unless it is in a request.  A connection becomes one only some instructions after accept():
a signal between the two drops it.  And a signal while an answer waits for a slow client
breaks that answer off.  So SIGHUP is blocked here, and a thread takes it: it keeps new
connections from the worker, waits until the worker's loop has come round, with nothing
accepted, and only then ends it.
"""

import _thread
import atexit
import os
import select
import signal
import sys
import time

import uwsgi

_OPEN = "/proc/self/fd"
_ABOUT = "/proc/self/fdinfo"
_HANGUP = [signal.SIGHUP]
_POLL = 0.01
# uWSGI's own code for a worker that it replaces without a word
_QUIET = 29
_told = []


def end_softly():
    """Take SIGHUP over, in a worker with the plain loop; any other process is left as it is."""
    if not _has_plain_loop() or not os.path.isdir(_ABOUT):
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, _HANGUP)
    # what the application forks hears it as ever; a program that it starts inherits the blocked signal
    os.register_at_fork(after_in_child=_unblock)
    # the first that is registered comes last
    atexit.register(_leave)
    _thread.start_new_thread(_take, (_thread.get_ident(),))


def _has_plain_loop():
    """One request at a time, waited for by epoll, and Python threads run beside it (`enable-threads`)."""
    is_worker = uwsgi.worker_id() > 0 and uwsgi.masterpid() > 0
    is_plain = uwsgi.cores == 1 and uwsgi.loop is None and "thunder-lock" not in uwsgi.opt
    return is_worker and is_plain and bool(uwsgi.has_threads)


def _unblock():
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _HANGUP)


def _take(main):
    signal.sigwait(_HANGUP)
    _until(lambda: _queue() is not None)  # told to end while it still starts
    _accept_no_more(_queue())
    _told.append(True)
    # Python ends well in its main thread only, which keeps SIGHUP blocked; to a worker this says: end now
    signal.pthread_kill(main, signal.SIGTERM)


def _leave():
    """By uWSGI's code for SIGTERM the master would tell of a worker that died."""
    if _told:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(_QUIET)


def _accept_no_more(queue):
    """Returns when the loop, which takes one event at a time, waits again and no connection can end its wait."""
    readable, writable = os.pipe()
    os.write(writable, b".")
    # it closes what it was made from, so that is a copy
    with select.epoll.fromfd(os.dup(queue)) as loop:
        for socket in _sockets(queue):
            loop.unregister(socket)
        loop.register(readable, select.EPOLLIN | select.EPOLLONESHOT)
    _until(lambda: not _watched(queue)[readable] & select.EPOLLIN)


def _queue():
    """The epoll queue of the worker's loop: the one that waits for connections."""
    return next((number for number in map(int, os.listdir(_OPEN)) if _sockets(number)), None)


def _sockets(queue):
    return _watched(queue).keys() & set(uwsgi.sockets)


def _watched(queue):
    """The events that are waited for, by file; none where `queue` is no epoll queue."""
    try:
        with open(os.path.join(_ABOUT, str(queue)), encoding="ascii") as stream:
            rows = [line.split() for line in stream if line.startswith("tfd:")]
    except OSError:
        return {}
    return {int(row[1]): int(row[3], 16) for row in rows}


def _until(is_so):
    while not is_so():
        time.sleep(_POLL)
