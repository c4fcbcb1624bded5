"""Commands that a deployment starts: as its owner, with only the environment of the application.

Each command runs in a session of its own, without a terminal, with /dev/null as its input.  Its output
comes through a pipe: code of a release must not type into the terminal of root.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import subprocess
import time
from typing import NamedTuple

from _pywar.base import exits
from _pywar.base.report import Refusal
from _pywar.deployment import output, stopping

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from typing import IO, Any, Callable, Dict, Union

    from _pywar.deployment.output import Last, Relay
    from _pywar.deployment.owner import Owner

    Takers = Dict[IO[bytes], Union[Relay, Last]]

# variables of the caller's environment that a child gets, besides LC_*
_KEPT = ("PATH", "LANG", "LANGUAGE", "TZ")
_POLL = 0.05
_CHUNK = 1 << 16
# more than a pipe holds
_READS = 32
_STATUS_BYTES = 1 << 12
_ANSWER_BYTES = 1 << 24
_ANSWER_SECONDS = 30


class Ended(NamedTuple):
    """Exit code of a command, None after a timeout, and for `ask` the last bytes of its stdout."""

    code: int | None
    out: bytes = b""


def environment(owner: Owner) -> dict[str, str]:
    """Return the part of the caller's environment that a child gets, with HOME, USER and LOGNAME of its user."""
    kept = {key: value for key, value in os.environ.items() if key in _KEPT or key.startswith("LC_")}
    return {"PATH": os.defpath, **kept, **owner.environment()}


def run(
    command: list[str], owner: Owner, environment: dict[str, str], folder: str, seconds: float | None = None, ends_all: bool = True
) -> Ended:
    """Run `command` as `owner` in `folder` and show its output.

    After `seconds` it is ended.  Processes that it leaves running are ended, too, unless `ends_all` is false.
    """
    return _run(command, owner, environment, folder, seconds, ends_all, output.Relay(), None)


def ask(command: list[str], owner: Owner, environment: dict[str, str], folder: str, seconds: float) -> Ended:
    """Run a command whose answer is the end of its stdout; repeated blocks of its log are shown once."""
    last = output.Last(_STATUS_BYTES)
    ended = _run(command, owner, environment, folder, seconds, True, output.Folding(), last)
    return Ended(ended.code, last.data)


def _run(
    command: list[str],
    owner: Owner,
    environment: dict[str, str],
    folder: str,
    seconds: float | None,
    ends_all: bool,
    log: Relay,
    answer: Last | None,
) -> Ended:
    options: dict[str, Any] = {"cwd": folder, "env": environment, "become": owner.become(), "stderr": subprocess.STDOUT}
    if answer:
        options["stderr"] = subprocess.PIPE
    grace = stopping.GRACE if seconds is None else 0
    takers: Takers = {}
    try:
        with stopping.session(command, grace, stdout=subprocess.PIPE, **options) as child:
            takers[_pipe(child.stdout)] = answer or log
            if answer:
                takers[_pipe(child.stderr)] = log
            is_over = _relay(child, takers, seconds)
            if is_over or ends_all:
                stopping.end(child, 0)
            return Ended(None if is_over else child.wait())
    finally:
        # the pipes may still hold the last output
        for stream, taker in takers.items():
            _drain(stream, taker)
        log.close()


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None, "the child was started without this pipe"
    return stream


def _relay(child: subprocess.Popen[bytes], takers: Takers, seconds: float | None) -> bool:
    """Relay output until the child ends; return true if its time is over first.

    Processes that it leaves behind may keep the pipes open, so the end of the pipes is not awaited.
    """
    until = None if seconds is None else time.monotonic() + seconds
    with selectors.DefaultSelector() as selector:
        for stream, taker in takers.items():
            os.set_blocking(stream.fileno(), False)
            selector.register(stream, selectors.EVENT_READ, taker)
        while not stopping.has_ended(child):
            _relay_available(selector)
            if until is not None and time.monotonic() > until:
                return True
    return False


def _relay_available(selector: selectors.BaseSelector) -> None:
    """Relay the output that arrives within `_POLL` seconds."""
    if not selector.get_map():
        time.sleep(_POLL)
        return
    for key, _ in selector.select(_POLL):
        data = os.read(key.fd, _CHUNK)
        if data:
            key.data.take(data)
        else:
            selector.unregister(key.fileobj)


def _drain(stream: IO[bytes], taker: Relay | Last) -> None:
    """Take the output that is in the pipe, and close; a process that was left behind may write without end."""
    with stream, contextlib.suppress(BlockingIOError):
        os.set_blocking(stream.fileno(), False)
        for _ in range(_READS):
            data = os.read(stream.fileno(), _CHUNK)
            if not data:
                break
            taker.take(data)


def call_as(function: Callable[[], bytes], owner: Owner) -> bytes:
    """Call `function` in a process of `owner` and return its bytes; its OSError is raised here.

    Root reads files in `shared/` this way, so that it opens no file that the owner may not read.
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


def _answer(function: Callable[[], bytes], become: Callable[[], None], writable: int) -> None:
    """Write the answer or the fault behind a mark, in the child; never returns."""
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


def _read_all(stream: IO[bytes], until: float) -> bytes:
    data = b""
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        while len(data) <= _ANSWER_BYTES and selector.select(max(0.0, until - time.monotonic())):
            part = stream.read(_CHUNK)
            if not part:
                return data
            data += part
    return b""


def _result(data: bytes) -> bytes:
    if data[:1] == b"+":
        return data[1:]
    if data[:1] == b"-":
        number, text, path = data[1:].decode("utf-8", "surrogateescape").split("\0")
        raise OSError(int(number), text, path)
    raise Refusal("a process of the deployment's owner ended without an answer", status=exits.FAILED)
