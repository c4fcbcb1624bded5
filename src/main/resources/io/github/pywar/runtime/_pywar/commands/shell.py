"""`shell`: an interactive Python inside the archive's environment, in the application's own folder."""

from __future__ import annotations

import argparse
import code
import os
import sys

from _pywar.archive.bundle import Bundle
from _pywar.boot import fixup, process
from _pywar.commands import cache, environment


def main(root: str, request: argparse.Namespace) -> None:
    environment.use_file(request)
    again = ["shell", *environment.options(request)]
    if not os.path.isdir(root):
        cache.rerun(root, again)
    bundle = Bundle(root)
    process.rerun_by_own(bundle, again)
    fixup.activate(bundle)
    environment.enter(bundle, request)
    try:
        import readline  # noqa: F401  (its import gives the prompt line editing)
    except ImportError:
        pass
    banner = f"{bundle.label}, Python {'.'.join(map(str, sys.version_info[:3]))}; the entry is {bundle.entry_text}"
    code.interact(banner=banner, local={"__name__": "__console__"}, exitmsg="")
