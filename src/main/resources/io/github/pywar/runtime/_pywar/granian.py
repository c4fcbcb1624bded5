"""granian behind one listening socket: `python -m _pywar.granian --bind 127.0.0.1:8000`.

granian alone cannot be switched without losing a request: each of its processes has a socket of its own, and the
connections that wait there end with it.
"""

from __future__ import annotations

import sys

from _pywar.commands import prefork


def adapt(bind: str, options: list[str]) -> list[str]:
    """Return the options of each process."""
    return options


if __name__ == "__main__":
    sys.exit(prefork.main("granian", sys.argv[1:], adapt))
