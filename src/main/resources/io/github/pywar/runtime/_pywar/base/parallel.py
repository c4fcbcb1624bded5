"""Work on many items by several processes, on all processors that this process may use.

The processes are forks of this one, joined by pipes alone: no shared memory, no semaphores, no temporary files.  So
they work in a unit or container without /dev/shm.  They take batches of items from one pipe, and send the results as
lines of JSON.  They end with this process, also when it is killed.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal

from _pywar.base import exits, processors, worker
from _pywar.base.report import Refusal

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from typing import Any, Callable, Iterator, Sequence

# seconds of work, estimated: less is done by this process, or in one batch
LEAST = 0.25
_BATCH = 0.04
# their numbers fit into one page, the smallest pipe that a machine gives to its users
_BATCHES = 1000
# seconds without a result: more than any one file takes
_PATIENCE = 3600
_CRASHES = (signal.SIGSEGV, signal.SIGBUS, signal.SIGABRT, signal.SIGILL, signal.SIGFPE)


def run(
    work: Callable[[Any], Any], items: Sequence[Any], seconds: Callable[[Any], float], crashed: Callable[[Any], Any] | None = None
) -> list[Any]:
    """Return the results of `work` in the order of `items`: only values of JSON.

    `seconds` estimates the time of one item.  A Refusal or an OSError of `work` ends all and is raised here.
    With `crashed`, even a little work is done by another process, and an item at which a process crashes has the
    result of `crashed`: hostile sources can end an interpreter.
    """
    costs = [seconds(item) for item in items]
    wanted = min(processors.count(), 1 + int(sum(costs) / LEAST))
    results: dict[int, Any] = {}
    waiting = _batches(costs) if crashed or wanted > 1 else []
    while waiting:
        batches, waiting = waiting[:_BATCHES], waiting[_BATCHES:]
        started = _Run(work, items, batches, wanted, crashed is not None).collect(results)
        if started is None:
            break  # this machine allows no more processes, or they cannot work
        again, crashing = _unfinished(batches, started, results)
        results.update((number, crashed(items[number])) for number in crashing if crashed)
        waiting = again + waiting
    return [results[number] if number in results else work(item) for number, item in enumerate(items)]


def _batches(costs: list[float]) -> list[list[int]]:
    """Return batches of neighbours, the longest ones first, so that all processes end at about the same time."""
    most = max(_BATCH, 2 * sum(costs) / _BATCHES)
    found: list[list[int]] = []
    totals: list[float] = []
    for number, cost in enumerate(costs):
        if not found or totals[-1] + cost > most:
            found.append([])
            totals.append(0)
        found[-1].append(number)
        totals[-1] += cost
    return [found[number] for number in sorted(range(len(found)), key=lambda number: -totals[number])]


def _unfinished(batches: list[list[int]], started: list[bool], results: dict[int, Any]) -> tuple[list[list[int]], list[int]]:
    """Return (batches to do again, single items at which a process crashed)."""
    left = [(batch, is_started) for batch, is_started in zip(batches, started) if batch[0] not in results]
    again = [[number] for batch, is_started in left if is_started and len(batch) > 1 for number in batch]
    again += [batch for batch, is_started in left if not is_started]
    return again, [batch[0] for batch, is_started in left if is_started and len(batch) == 1]


class _Run:
    """One run of some processes over `batches` of numbers of items."""

    def __init__(
        self, work: Callable[[Any], Any], items: Sequence[Any], batches: list[list[int]], wanted: int, may_crash: bool
    ) -> None:
        self._items = items
        self._batches = batches
        self._work = work
        self._workers: list[worker.Worker] = []
        self._wanted = min(wanted, len(batches))
        self._accepted = (0, *(_CRASHES if may_crash else ()))

    def collect(self, results: dict[int, Any]) -> list[bool] | None:
        """Fill `results`; return which batches were started, or None if no process could do anything."""
        started = [False] * len(self._batches)
        try:
            with _queue(len(self._batches)) as queue:
                self._start(queue)
            if not self._workers:
                return None
            for number, kind, value in self._messages():
                if kind == "started":
                    started[number] = True
                elif kind == "done":
                    results.update(zip(self._batches[number], value))
                else:
                    raise worker.problem_of(kind, value)
        finally:
            ends = self._end()
        for end in ends:
            if end not in self._accepted:
                raise _ended(end)
        return started if any(started) else None

    def _end(self) -> list[int]:
        # a signal must not leave a process that still writes files
        before = signal.pthread_sigmask(signal.SIG_BLOCK, worker.STOPPING)
        try:
            return [one.end() for one in self._workers]
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def _start(self, queue: int) -> None:
        if signal.getsignal(signal.SIGCHLD) == signal.SIG_IGN:
            # inherited from the caller: the kernel would discard how a process ended
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        # a signal between the start of a process and its entry in the list would leave it running
        before = signal.pthread_sigmask(signal.SIG_BLOCK, worker.STOPPING)
        try:
            for _ in range(self._wanted):
                self._workers.append(worker.start(self._do, queue, self._workers))
        except OSError:
            pass  # a limit of processes: those that run do the work
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def _do(self, number: int) -> list[Any]:
        return [self._work(self._items[item]) for item in self._batches[number]]

    def _messages(self) -> Iterator[tuple[int, str, Any]]:
        with selectors.DefaultSelector() as selector:
            for one in self._workers:
                selector.register(one.results, selectors.EVENT_READ, one)
            while selector.get_map():
                ready = selector.select(_PATIENCE)
                if not ready:
                    raise Refusal(f"no file was finished within {_PATIENCE} s", hints=["run this again"], status=exits.FAILED)
                for key, _ in ready:
                    found = key.data.receive()
                    if found is None:
                        selector.unregister(key.fileobj)
                    yield from found or ()


@contextlib.contextmanager
def _queue(count: int) -> Iterator[int]:
    """Return the end of a pipe with the numbers of all batches: a read of one number is atomic."""
    readable, writable = os.pipe()
    try:
        os.write(writable, b"".join(number.to_bytes(worker.NUMBER, "little") for number in range(count)))
        os.close(writable)
        yield readable
    finally:
        os.close(readable)


def _ended(number: int) -> Refusal:
    """Return the Refusal of a process that ended by a signal, or with an exit code, which is negative."""
    name = signal.Signals(number).name if number in list(signal.Signals) else f"signal {number}" if number > 0 else f"code {-number}"
    hints = ["free some memory, or allow more, then run this again"] if number == signal.SIGKILL else ["run this again"]
    return Refusal(f"a process of this command was ended by {name}", hints=hints, status=exits.FAILED)
