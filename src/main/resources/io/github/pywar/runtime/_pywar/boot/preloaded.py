"""Modules that the system's `.pth` files and the server imported before the archive's `sys.path` was set."""

from __future__ import annotations

import os
import sys

from _pywar.boot import process
from _pywar.boot.paths import offers

TYPE_CHECKING = False
if TYPE_CHECKING:  # a start does not pay for it
    from collections.abc import Iterator

    from _pywar.archive.bundle import Bundle


def settle(bundle: Bundle, removed: set[str]) -> None:
    """Drop stubs of packages, refresh `pkg_resources`, and log duplicates that remain."""
    sites = tuple(place + os.sep for place in removed)
    _drop_stubs(sites)
    _renew_working_set()
    for name, origin in _duplicates(bundle, sites):
        process.log(f"`{name}` was loaded from {origin} by the server; the archive's own is not used")


def _drop_stubs(sites: tuple[str, ...]) -> None:
    """Remove the `zope` or `google` of a `-nspkg.pth`, which hides the archive's package of that name."""
    for name, module in list(sys.modules.items()):
        if "." in name or getattr(module, "__file__", None):
            continue
        places = [str(place) + os.sep for place in getattr(module, "__path__", None) or ()]
        if places and all(place.startswith(sites) for place in places):
            del sys.modules[name]


def _renew_working_set() -> None:
    """Scan the new path, in place, because `iter_entry_points` and others are bound to this one object."""
    package = sys.modules.get("pkg_resources")
    working_set = getattr(package, "working_set", None)
    if working_set is None:
        return
    callbacks = list(getattr(working_set, "callbacks", ()))
    working_set.__init__()
    working_set.callbacks = callbacks


def _duplicates(bundle: Bundle, sites: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name, module in sorted(sys.modules.items()):
        origin = getattr(module, "__file__", None)
        if "." in name or not isinstance(origin, str):
            continue
        real = os.path.realpath(origin)
        if real.startswith(sites) and offers(bundle.libraries, name):
            yield name, real
