# -*- coding: ascii -*-
"""The search path before the archive's own is set: the standard library alone; parses on Python 2.7.

The current directory, PYTHONPATH, the user's site-packages and the root of the archive have
files of other authors.  A `json.py` or `typing.py` there must not run as the user of `deploy`,
and must not replace a module of the standard library while the tool works.

Python itself imports modules before the first line of `__main__.py`, and no archive can change
that: `.pth` files and `sitecustomize` of the interpreter, and modules of the archive's root with
the names of those that start an archive (`runpy`, `pkgutil`).  `python3 -I` omits the first, and
the build puts no such file into an archive.
"""

import os
import sys

_OWN = ("_frozen_importlib", "_frozen_importlib_external", "importlib._bootstrap", "importlib._bootstrap_external", "zipimport")
_before = []  # type: list


def enter():
    # type: () -> None
    """Reduce `sys.path` to the standard library, and imports to the interpreter's own finders, until `leave`."""
    if _before:
        return
    _before.append((list(sys.path), list(sys.meta_path), list(sys.path_hooks)))
    sys.path[:] = [entry for entry in sys.path if _is_standard(entry)]
    sys.meta_path[:] = [finder for finder in sys.meta_path if _is_own(finder)]
    sys.path_hooks[:] = [hook for hook in sys.path_hooks if _is_own(hook)]


def leave():
    # type: () -> None
    """Restore what `enter` removed, which `paths.rewrite` then sorts; without `enter`, do nothing."""
    if _before:
        sys.path[:], sys.meta_path[:], sys.path_hooks[:] = _before.pop()


def _is_standard(entry):
    # type: (str) -> bool
    """Return whether `entry` is the folder of `os`, the one of native modules, a folder directly in them, or their zip."""
    home = os.path.dirname(os.__file__)
    prefix = getattr(sys, "base_exec_prefix", sys.exec_prefix)
    homes = (home, os.path.join(prefix, getattr(sys, "platlibdir", "lib"), os.path.basename(home)))
    folder, name = os.path.split(entry)
    if name in ("site-packages", "dist-packages"):
        return False
    is_zip = name == "python%d%d.zip" % sys.version_info[:2] and folder in [os.path.dirname(place) for place in homes]
    return entry in homes or folder in homes or is_zip


def _is_own(part):
    # type: (object) -> bool
    return getattr(part, "__module__", None) in _OWN
