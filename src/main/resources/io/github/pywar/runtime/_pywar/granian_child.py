"""One granian process below `_pywar.granian`: reports when it is ready, and stops without losing a request."""

from __future__ import annotations

import os
import sys

from _pywar.archive.bundle import Bundle
from _pywar.base import report
from _pywar.boot import fixup, process
from _pywar.commands import granian_process


def main(listener: int, ready: int, options: list[str]) -> None:
    os.environ.setdefault("PYWAR_ON_ERROR", "raise")
    try:
        bundle = Bundle(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
        fixup.activate(bundle)
        process.work_in(bundle.working_directory)
        granian_process.run(listener, bundle.interface, options, lambda: _report(ready))
    except report.Refusal as refusal:
        report.answer(refusal, "__main__")


def _report(ready: int) -> None:
    os.write(ready, b"1")
    os.close(ready)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
