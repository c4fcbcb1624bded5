"""`shared/conf` of a deployment: configuration that is a Python module, on `sys.path` behind the archive's own code.

It provides modules that the archive lacks, and replaces none.  Its code runs as the user of the process, so it must
belong to that user, to the owner of the release or to root; for root, to root alone.
"""

from __future__ import annotations

import os
import stat

from _pywar.boot import process

TYPE_CHECKING = False
if TYPE_CHECKING:  # a start does not pay for it
    from typing import Iterator

    from _pywar.archive.bundle import Bundle


def folders(bundle: Bundle) -> list[str]:
    """Return the real path of `shared/conf`, if it is a folder that this process may trust."""
    path = bundle.deployment and os.path.join(bundle.deployment, "shared", "conf")
    if not path or not os.path.isdir(path):
        return []
    fault = _fault(path, bundle)
    if fault:
        process.log(f"`{path}` is not on sys.path: {fault}")
        return []
    return [os.path.realpath(path)]


def _fault(path: str, bundle: Bundle) -> str | None:
    if os.geteuid() == 0:
        from _pywar.base import files  # only root pays for it

        found = next(filter(None, (files.ancestor_fault(place, 0) for place in _all(path))), None)
        return found and f"this runs as root, and `{found[0]}` {found[1]}"
    owners = {0, os.geteuid(), os.stat(bundle.root).st_uid}
    places = (os.path.dirname(path), path, os.path.realpath(path))
    return next(filter(None, (_foreign(place, owners) for place in places)), None)


def _all(path: str) -> Iterator[str]:
    """Return everything that an import can read there; a link to a folder is followed, and only once."""
    yield path
    seen = {os.path.realpath(path)}
    for folder, folders, names in os.walk(path, followlinks=True):
        for name in folders + names:
            yield os.path.join(folder, name)
        real = {name: os.path.realpath(os.path.join(folder, name)) for name in folders}
        folders[:] = [name for name in folders if real[name] not in seen]
        seen.update(real.values())


def _foreign(place: str, owners: set[int]) -> str | None:
    found = os.lstat(place)
    if found.st_uid not in owners:
        return f"`{place}` belongs to user id {found.st_uid}"
    is_open = found.st_mode & 0o002 and not stat.S_ISLNK(found.st_mode)
    return f"every user can write `{place}`" if is_open else None
