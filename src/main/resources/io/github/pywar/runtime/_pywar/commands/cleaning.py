"""`cache clean`: removes the unpacked trees that no process runs."""

import os
import re

from _pywar.commands import cache

# NAME-VERSION-BUILD-pyX.Y, with the mark of the interpreter or, of an older tool, without
_TREE = re.compile(r"[^.].*-[0-9a-f]{12}-py\d+\.\d+(-[0-9a-f]{8})?")


def main(root, request):
    size = 0
    for place in dict.fromkeys(map(os.path.realpath, cache.candidates())):
        if os.path.isdir(place):
            size += _clean(place)
    print(f"{size / 1e6:.1f} MB freed")


def _clean(place):
    """Bytes that were freed."""
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


def _size(path):
    return sum(os.lstat(os.path.join(folder, name)).st_size for folder, _, names in os.walk(path) for name in names)
