"""uvicorn behind one listening socket: `python -m _pywar.uvicorn --bind 127.0.0.1:8000`.

uvicorn alone cannot be switched without losing a request.
"""

from __future__ import annotations

import sys

from _pywar.boot import proxy
from _pywar.commands import prefork


def adapt(bind: str, options: list[str]) -> list[str]:
    """Return the options of each process."""
    return [*proxy.uvicorn(bind, options), *options]


if __name__ == "__main__":
    sys.exit(prefork.main("uvicorn", sys.argv[1:], adapt))
