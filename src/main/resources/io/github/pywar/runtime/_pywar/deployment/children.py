"""Commands that a deployment starts: as its owner, with the environment of the application alone.

Each runs in a session of its own, without a terminal, with /dev/null as its input, and its output
comes through a pipe: code of a release must not type into the terminal of root.
"""

import contextlib
import os
import selectors
import subprocess
import time
from typing import NamedTuple

from _pywar.base import exits
from _pywar.base.report import Refusal
from _pywar.deployment import output, stopping

# of the caller's environment, and LC_*
_KEPT = ("PATH", "LANG", "LANGUAGE", "TZ")
_POLL = 0.05
_CHUNK = 1 << 16
# more than a pipe holds
_READS = 32
_STATUS_BYTES = 1 << 12
_ANSWER_BYTES = 1 << 24
_ANSWER_SECONDS = 30


class Ended(NamedTuple):
    """The exit code, None where the time was over, and the last bytes of stdout where they were asked for."""

    code: int
    out: bytes = b""


def environment(owner):
    """What a child gets of the caller's environment, and HOME, USER and LOGNAME of its user."""
    kept = {key: value for key, value in os.environ.items() if key in _KEPT or key.startswith("LC_")}
    return {"PATH": os.defpath, **kept, **owner.environment()}


def run(command, owner, environment, folder, seconds=None, ends_all=True):
    """Run `command` as `owner` in `folder` and show its output.

    After `seconds` it is ended.  What it started and left running ends with it, unless `ends_all` is false.
    """
    return _run(command, owner, environment, folder, seconds, ends_all, output.Relay(), None)


def ask(command, owner, environment, folder, seconds):
    """As `run`, for a command whose answer is the end of its stdout; repetitions in its log are shown once."""
    last = output.Last(_STATUS_BYTES)
    ended = _run(command, owner, environment, folder, seconds, True, output.Folding(), last)
    return Ended(ended.code, last.data)


def _run(command, owner, environment, folder, seconds, ends_all, log, answer):
    options = {"cwd": folder, "env": environment, "become": owner.become(), "stderr": subprocess.STDOUT}
    if answer:
        options["stderr"] = subprocess.PIPE
    grace = stopping.GRACE if seconds is None else 0
    takers = {}
    try:
        with stopping.session(command, grace, stdout=subprocess.PIPE, **options) as child:
            takers[child.stdout] = answer or log
            if answer:
                takers[child.stderr] = log
            is_over = _relay(child, takers, seconds)
            if is_over or ends_all:
                stopping.end(child, 0)
            return Ended(None if is_over else child.wait())
    finally:
        # one that is ended may still have something to say
        for stream, taker in takers.items():
            _drain(stream, taker)
        log.close()


def _relay(child, takers, seconds):
    """Hand on what arrives until the child ends; true where its time is over first.

    Processes that it leaves behind may keep the pipes open, so their end is not waited for.
    """
    until = None if seconds is None else time.monotonic() + seconds
    with selectors.DefaultSelector() as selector:
        for stream, taker in takers.items():
            os.set_blocking(stream.fileno(), False)
            selector.register(stream, selectors.EVENT_READ, taker)
        while child.poll() is None:
            _relay_available(selector)
            if until is not None and time.monotonic() > until:
                return True
    return False


def _relay_available(selector):
    """What comes within a moment."""
    if not selector.get_map():
        time.sleep(_POLL)
        return
    for key, _ in selector.select(_POLL):
        data = os.read(key.fd, _CHUNK)
        if data:
            key.data.take(data)
        else:
            selector.unregister(key.fileobj)


def _drain(stream, taker):
    """Take what is there, and close; a process that was left behind may write without end."""
    with stream, contextlib.suppress(BlockingIOError):
        os.set_blocking(stream.fileno(), False)
        for _ in range(_READS):
            data = os.read(stream.fileno(), _CHUNK)
            if not data:
                break
            taker.take(data)


def call_as(function, owner):
    """The bytes that `function` gives when `owner` calls it; an OSError of it is raised here.

    Root asks like this for what only the owner may decide, such as the content of a file in `shared/`.
    """
    become = owner.become()
    if become is None:
        return function()
    readable, writable = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(readable)
        _answer(function, become, writable)
    os.close(writable)
    try:
        with open(readable, "rb", 0) as stream:
            data = _read_all(stream, time.monotonic() + _ANSWER_SECONDS)
    finally:
        stopping.kill(child)
    return _result(data)


def _answer(function, become, writable):
    """In the child: the answer behind a mark, or the fault; never returns."""
    try:
        os.setsid()
        become()
        try:
            data = b"+" + function()
        except OSError as problem:
            parts = [str(problem.errno or 0), problem.strerror or str(problem), os.fsdecode(problem.filename or "")]
            data = b"-" + "\0".join(parts).encode("utf-8", "surrogateescape")
        with open(writable, "wb") as stream:
            stream.write(data)
    finally:
        os._exit(0)


def _read_all(stream, until):
    data = b""
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        while len(data) <= _ANSWER_BYTES and selector.select(max(0.0, until - time.monotonic())):
            part = stream.read(_CHUNK)
            if not part:
                return data
            data += part
    return b""


def _result(data):
    if data[:1] == b"+":
        return data[1:]
    if data[:1] == b"-":
        number, text, path = data[1:].decode("utf-8", "surrogateescape").split("\0")
        raise OSError(int(number), text, path)
    raise Refusal("a process of the owner gave no answer", status=exits.FAILED)
