"""gunicorn's own ASGI worker, as `--worker-class _pywar.gunicorn_asgi.ASGIWorker`.

After USR2, the master of `python -m gunicorn` runs a file of gunicorn, and Python finds the modules beside it first:
its `http` hides that of the standard library, which the worker needs.
"""

from __future__ import annotations

import os
import sys

sys.path[:] = [entry for entry in sys.path if not os.path.isfile(os.path.join(entry, "arbiter.py"))]

from gunicorn.workers.gasgi import ASGIWorker  # noqa: E402

__all__ = ["ASGIWorker"]
