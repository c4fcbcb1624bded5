"""The order of `sys.path`: application, standard library, archive's libraries, their `.pth` lines, `shared/conf`, rest.

Plain `site.addsitedir` silently served the system's Flask.  Libraries in front of the path let an
`argparse` wheel shadow the standard library.  So the complete order is set, not added to.
"""

from __future__ import annotations

import os
import site
import sys

from _pywar.boot import configuration

TYPE_CHECKING = False
if TYPE_CHECKING:  # a start does not pay for it
    from types import ModuleType
    from typing import Iterable

    from _pywar.archive.bundle import Bundle


def rewrite(bundle: Bundle) -> set[str]:
    """Set the search path for `bundle`, and return the system's directories that were removed."""
    # 1. paths by `current` lead to the next release after a switch
    pin(bundle)
    # 2. what is on the path now, and where each entry comes from
    removed = system_sites(bundle)
    before = list(sys.path)
    standard = _standard_library()
    outside = [entry for entry in before if entry not in ("", ".") and not bundle.holds(entry)]
    inside = [entry for entry in before if entry and bundle.holds(entry)]
    python_path = _python_path()
    known = standard + python_path
    unwanted = removed | _started_in()
    # 3. entries of the server and of its configuration stay, behind the libraries; directories of modules
    #    that the archive lacks do not, because the archive would work here and fail elsewhere
    rest = [
        entry
        for entry in outside
        if entry not in known
        and os.path.realpath(entry) not in unwanted
        and not (bundle.deployment and _is_in(entry, os.path.join(bundle.deployment, "releases")))
    ]
    late = [entry for entry in outside if entry in python_path and entry not in standard]
    # 4. an interpreter of this tree has read its `.pth` files already
    started_here = bundle.libraries in inside and _is_own_environment(bundle)
    head = [bundle.app, *[entry for entry in before if entry in standard], bundle.libraries]
    # 5. the application may shadow the standard library, libraries may not
    #    Python puts the directory `_pywar` on the path of a hook: its modules are not the application's
    own = (bundle.root, bundle.app, bundle.libraries, bundle.scripts, os.path.join(bundle.root, "_pywar"))
    additions = [entry for entry in inside if entry not in own]
    _set(head + additions)
    if not started_here:
        # 6. `.pth` files last: their lines may import from the libraries
        site.addsitedir(bundle.libraries, set(sys.path))
    # 7. configuration of this deployment: it replaces no module of the archive, and comes before those of the server
    conf = configuration.folders(bundle)
    # 8. child processes with this path, such as multiprocessing's, find the runtime, and nothing else of the root
    door = [] if offers(bundle.libraries, "_pywar") else [os.path.join(bundle.root, "_pywar", "door")]
    _set(sys.path + conf + rest + late + door)
    return removed


def pin(bundle: Bundle) -> None:
    """Replace `…/current/…` by the release that the link leads to now.

    Without this, a process of the old release imports late modules from the new one after
    a switch.  `sys.executable` stays: gunicorn starts its successor with it.
    """
    aliases = _aliases(bundle, [*sys.path, sys.prefix, sys.exec_prefix])
    if not aliases:
        return
    sys.path[:] = [aliases.get(entry, entry) for entry in sys.path]
    sys.prefix = aliases.get(sys.prefix, sys.prefix)
    sys.exec_prefix = aliases.get(sys.exec_prefix, sys.exec_prefix)
    for module in list(sys.modules.values()):
        _pin_module(aliases, module)


def tidy(bundle: Bundle) -> None:
    """Remove the working directory that a server has put on the path since `rewrite`.

    gunicorn adds `…/current/app`, where late imports would find the next release; uvicorn adds the empty name.
    """
    sys.path[:] = [entry for entry in sys.path if entry not in ("", ".")]
    pin(bundle)
    _set(sys.path)


def offers(directory: str, name: str) -> bool:
    """Return whether the top-level module `name` can be imported from `directory`."""
    if os.path.isdir(os.path.join(directory, name)):
        return True
    try:
        files = os.listdir(directory)
    except OSError:
        return False
    return any(file == name + ".py" or (file.startswith(name + ".") and file.endswith(".so")) for file in files)


def system_sites(bundle: Bundle) -> set[str]:
    """Return the real paths of system and user site directories, with the directories that their `.pth` files add."""
    places = set(site.getsitepackages([sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix]))
    places.add(site.getusersitepackages())
    places.update(entry for entry in sys.path if os.path.basename(entry) in ("site-packages", "dist-packages"))
    outside = {os.path.realpath(place) for place in places if not bundle.holds(place)}
    for place in sorted(outside):
        outside.update(_pth_lines(place))
    return outside


def _aliases(bundle: Bundle, entries: Iterable[str]) -> dict[str, str]:
    """Map each entry that leads into the tree by a link to its real path."""
    inside = [entry for entry in set(entries) if os.path.isabs(entry) and bundle.holds(entry)]
    real = {entry: os.path.realpath(entry) for entry in inside}
    return {entry: path for entry, path in real.items() if entry != path}


def _pin_module(aliases: dict[str, str], module: ModuleType) -> None:
    """Pin the paths of a loaded module: packages of the server find their late submodules by `__path__`."""
    path = getattr(module, "__path__", None)
    if isinstance(path, list):
        path[:] = [_pinned(aliases, entry) for entry in path]
    file = getattr(module, "__file__", None)
    if isinstance(file, str):
        pinned = _pinned(aliases, file)
        if pinned != file:
            module.__file__ = pinned


def _pinned(aliases: dict[str, str], path: str) -> str:
    if isinstance(path, str):
        for alias, real in aliases.items():
            if path.startswith(alias + os.sep):
                return real + path[len(alias) :]
    return path


def _standard_library() -> list[str]:
    """Return the standard library's entries, without the slow import of `sysconfig`."""
    home = os.path.dirname(os.__file__)
    binary = os.path.join(sys.base_exec_prefix, getattr(sys, "platlibdir", "lib"), os.path.basename(home))
    zipped = f"python{sys.version_info[0]}{sys.version_info[1]}.zip"
    named = [entry for entry in sys.path if os.path.basename(entry) in (zipped, "lib-dynload")]
    return [home, binary, *named]


def _python_path() -> list[str]:
    return [entry for entry in os.environ.get("PYTHONPATH", "").split(os.pathsep) if entry]


def _started_in() -> set[str]:
    """Return the real paths of the current directory and of the one that the process was started in.

    `-m` and gunicorn put them on the path, where an archive would find modules that it lacks.
    """
    found = {os.path.realpath(os.environ["PWD"])} if os.environ.get("PWD") else set()
    try:
        found.add(os.path.realpath(os.getcwd()))
    except OSError:  # it was removed
        pass
    return found


def _is_in(entry: str, folder: str) -> bool:
    """Return whether `entry` is below `folder`: a process started in one release keeps that on its path in the next."""
    return os.path.realpath(entry).startswith(folder + os.sep)


def _is_own_environment(bundle: Bundle) -> bool:
    """Return whether the interpreter was started as this tree's virtualenv, so that `site` has read its `.pth` files."""
    return sys.prefix == bundle.root and "site" in sys.modules and not sys.flags.no_site


def _pth_lines(place: str) -> set[str]:
    """Return the directories that the `.pth` files of `place` put on the path; import lines are ignored."""
    found: set[str] = set()
    try:
        files = [file for file in os.listdir(place) if file.endswith(".pth")]
        for file in files:
            with open(os.path.join(place, file), encoding="utf-8", errors="replace") as stream:
                lines = [line.strip() for line in stream]
            found.update(os.path.realpath(os.path.join(place, line)) for line in lines if _is_path(line))
    except OSError:
        pass
    return found


def _is_path(line: str) -> bool:
    return bool(line) and not line.startswith(("#", "import ", "import\t"))


def _set(entries: Iterable[str]) -> None:
    """Set `sys.path`, each entry once, at its first position."""
    seen: dict[str, None] = {}
    for entry in entries:
        seen.setdefault(entry, None)
    sys.path[:] = list(seen)
