"""`cache clean`: removal of the unpacked trees that no process runs."""

from __future__ import annotations

import argparse
import os
import re

from _pywar.commands import cache

# NAME-VERSION-BUILD-pyX.Y with the mark of the interpreter, which older tools omit
_TREE = re.compile(r"[^.].*-[0-9a-f]{12}-py\d+\.\d+(-[0-9a-f]{8})?")


def main(root: str, request: argparse.Namespace) -> None:
    size = 0
    for place in dict.fromkeys(map(os.path.realpath, cache.candidates())):
        if os.path.isdir(place):
            size += _clean(place)
    print(f"{size / 1e6:.1f} MB freed")


def _clean(place: str) -> int:
    """Remove the unused trees of one directory, and return the number of bytes freed."""
    try:
        cache.check_place(place)
    except cache.Unusable as problem:
        print(f"skipped {place}: {problem}")
        return 0
    freed = 0
    with cache.locked(place):
        for name in sorted(filter(_TREE.fullmatch, os.listdir(place))):
            path = os.path.join(place, name)
            size = _size(path)
            is_removed = cache.remove(path)
            freed += size if is_removed else 0
            print(f"{'removed' if is_removed else 'in use: '} {path}")
    return freed


def _size(path: str) -> int:
    return sum(os.lstat(os.path.join(folder, name)).st_size for folder, _, names in os.walk(path) for name in names)
