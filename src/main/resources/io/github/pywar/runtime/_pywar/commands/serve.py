"""`serve`: start of the application on a server from the archive's libraries.

The working directory is the application's own folder, as on every server: relative paths in server
options start there.
"""

from __future__ import annotations

import argparse
import os
import sys
from typing import Callable

from _pywar.archive.bundle import Bundle
from _pywar.base import exits
from _pywar.base.report import Refusal, StartupError
from _pywar.boot import address, fixup, process
from _pywar.boot.paths import offers
from _pywar.commands import cache, environment, servers


def main(root: str, request: argparse.Namespace) -> int | None:
    environment.use_file(request)
    words = ["serve", f"--bind={request.bind}", *(["--", *request.rest] if request.rest else [])]
    if not os.path.isdir(root):
        cache.rerun(root, words)
    bundle = Bundle(root)
    process.rerun_by_own(bundle, words)
    start = choose(bundle)
    if not request.rest:  # the server's options may have another address
        address.check(request.bind)
    # a server started by hand must fail, not look healthy
    os.environ.setdefault("PYWAR_ON_ERROR", "raise")
    fixup.activate(bundle)
    process.work_in(process.spelled(bundle.working_directory, bundle.root))
    application = f"_pywar.{'asgi' if bundle.interface == 'asgi' else 'entry'}:application"
    sys.stderr.write(f"pywar: {bundle.label} on http://{request.bind} by {start.__name__}\n")
    try:
        return start(request.bind, application, request.rest)
    except StartupError:
        return exits.UNFIT  # the block above has the cause; the server's traceback would hide it


def choose(bundle: Bundle) -> Callable:
    """Return the start of the manifest's server, or else of the first known one among the libraries."""
    fitting = servers.FOR[bundle.interface]
    named = bundle.manifest.get("server")
    names = [named, *fitting] if named in fitting else list(fitting)
    for name in names:
        if offers(bundle.libraries, name):
            return fitting[name]
    raise Refusal(
        f"{bundle.label} has no server that `serve` can start",
        [f"known for {bundle.interface}: {', '.join(fitting)}"],
        [f"add `{next(iter(fitting))}` to the project's requirements (with its hash, if they have hashes)"],
        status=exits.FAILED,
    )
