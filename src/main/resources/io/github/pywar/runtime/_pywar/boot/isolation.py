# -*- coding: ascii -*-
"""Only the standard library can be imported until the archive's own search path is set; parses on Python 2.7.

The directory that this was started in, PYTHONPATH, the user's site-packages and the root of the
archive hold files that other people wrote.  A `json.py` or `typing.py` there must not run as the
user of `deploy`, nor stand in for the standard library while the tool works.

What Python itself imports before the first line of `__main__.py` is not in our hands: `.pth` files
and `sitecustomize` of the interpreter, and modules of the archive's root that are named as those that
Python needs to start an archive (`runpy`, `pkgutil`).  `python3 -I` leaves the first away, the build
puts no such file into an archive.
"""

import os
import sys

_OWN = ("_frozen_importlib", "_frozen_importlib_external", "importlib._bootstrap", "importlib._bootstrap_external", "zipimport")
_before = []


def enter():
    """Leave the standard library on `sys.path`, and the interpreter's own ways to import; undone by `leave`."""
    if _before:
        return
    _before.append((list(sys.path), list(sys.meta_path), list(sys.path_hooks)))
    sys.path[:] = [entry for entry in sys.path if _is_standard(entry)]
    sys.meta_path[:] = [finder for finder in sys.meta_path if _is_own(finder)]
    sys.path_hooks[:] = [hook for hook in sys.path_hooks if _is_own(hook)]


def leave():
    """What was on the path before `enter`, for `paths.rewrite` to sort; nothing where it was not called."""
    if _before:
        sys.path[:], sys.meta_path[:], sys.path_hooks[:] = _before.pop()


def _is_standard(entry):
    """The folder of `os`, its counterpart for native modules, what lies directly in them, and their zip."""
    home = os.path.dirname(os.__file__)
    prefix = getattr(sys, "base_exec_prefix", sys.exec_prefix)
    homes = (home, os.path.join(prefix, getattr(sys, "platlibdir", "lib"), os.path.basename(home)))
    folder, name = os.path.split(entry)
    if name in ("site-packages", "dist-packages"):
        return False
    is_zip = name == "python%d%d.zip" % sys.version_info[:2] and folder in [os.path.dirname(place) for place in homes]
    return entry in homes or folder in homes or is_zip


def _is_own(part):
    return getattr(part, "__module__", None) in _OWN
