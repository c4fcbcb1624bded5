"""`sys.path` = application, standard library, archive's libraries, their `.pth` lines, rest.

Plain `site.addsitedir` silently served the system's Flask; inserting the libraries in
front let an `argparse` wheel shadow the standard library.  So the order is set, not added to.
"""

import os
import site
import sys


def rewrite(bundle):
    """Set the search path for `bundle`; gives the system's directories that were removed."""
    pin(bundle)
    removed = system_sites(bundle)
    before = list(sys.path)
    standard = _standard_library()
    outside = [entry for entry in before if entry not in ("", ".") and not bundle.holds(entry)]
    inside = [entry for entry in before if entry and bundle.holds(entry)]
    python_path = _python_path()
    known = standard + python_path
    unwanted = removed | _started_in()
    rest = [
        entry
        for entry in outside
        if entry not in known
        and os.path.realpath(entry) not in unwanted
        and not (bundle.deployment and _is_in(entry, os.path.join(bundle.deployment, "releases")))
    ]
    late = [entry for entry in outside if entry in python_path and entry not in standard]
    started_here = bundle.libraries in inside and _is_own_environment(bundle)
    head = [bundle.app, *[entry for entry in before if entry in standard], bundle.libraries]
    # a hook is started by a file of `_pywar`, whose other modules are not the application's
    own = (bundle.root, bundle.app, bundle.libraries, bundle.scripts, os.path.join(bundle.root, "_pywar"))
    additions = [entry for entry in inside if entry not in own]
    _set(head + additions)
    if not started_here:
        # a .pth may import from the libraries, so they stand on the path before it runs
        site.addsitedir(bundle.libraries, set(sys.path))
    # processes that are started with this path, multiprocessing's, find the runtime, and nothing else of the root
    door = [] if offers(bundle.libraries, "_pywar") else [os.path.join(bundle.root, "_pywar", "door")]
    _set(sys.path + rest + late + door)
    return removed


def pin(bundle):
    """Replace `…/current/…` by the release it means now.

    Without it a process of the old release lazily imports modules of the new one after
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


def tidy(bundle):
    """Take off the path what a server has put there since `rewrite`: its working directory, as it is spelled.

    gunicorn's is `…/current/app`, where late imports would find the next release; uvicorn's is the empty name.
    """
    sys.path[:] = [entry for entry in sys.path if entry not in ("", ".")]
    pin(bundle)
    _set(sys.path)


def offers(directory, name):
    """Can the top-level module `name` be imported from `directory`?"""
    if os.path.isdir(os.path.join(directory, name)):
        return True
    try:
        files = os.listdir(directory)
    except OSError:
        return False
    return any(file == name + ".py" or (file.startswith(name + ".") and file.endswith(".so")) for file in files)


def system_sites(bundle):
    """The real paths of system and user site directories, with what their `.pth` files add."""
    places = set(site.getsitepackages([sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix]))
    places.add(site.getusersitepackages())
    places.update(entry for entry in sys.path if os.path.basename(entry) in ("site-packages", "dist-packages"))
    outside = {os.path.realpath(place) for place in places if not bundle.holds(place)}
    for place in sorted(outside):
        outside.update(_pth_lines(place))
    return outside


def _aliases(bundle, entries):
    """Path as it is spelled -> path in the release, for what leads into the tree by a link."""
    inside = [entry for entry in set(entries) if os.path.isabs(entry) and bundle.holds(entry)]
    real = {entry: os.path.realpath(entry) for entry in inside}
    return {entry: path for entry, path in real.items() if entry != path}


def _pin_module(aliases, module):
    """Packages loaded by now (the server's own) find their late submodules by `__path__`."""
    path = getattr(module, "__path__", None)
    if isinstance(path, list):
        path[:] = [_pinned(aliases, entry) for entry in path]
    file = getattr(module, "__file__", None)
    if isinstance(file, str):
        pinned = _pinned(aliases, file)
        if pinned != file:
            module.__file__ = pinned


def _pinned(aliases, path):
    if isinstance(path, str):
        for alias, real in aliases.items():
            if path.startswith(alias + os.sep):
                return real + path[len(alias) :]
    return path


def _standard_library():
    """The standard library's entries; without `sysconfig`, whose import takes its time."""
    home = os.path.dirname(os.__file__)
    binary = os.path.join(sys.base_exec_prefix, getattr(sys, "platlibdir", "lib"), os.path.basename(home))
    zipped = f"python{sys.version_info[0]}{sys.version_info[1]}.zip"
    named = [entry for entry in sys.path if os.path.basename(entry) in (zipped, "lib-dynload")]
    return [home, binary, *named]


def _python_path():
    return [entry for entry in os.environ.get("PYTHONPATH", "").split(os.pathsep) if entry]


def _started_in():
    """The real paths of the directory that this works in and of the one that it was started in.

    `-m` and gunicorn put them on the path: a module there would make an archive work that lacks it.
    """
    found = {os.path.realpath(os.environ["PWD"])} if os.environ.get("PWD") else set()
    try:
        found.add(os.path.realpath(os.getcwd()))
    except OSError:  # it was removed
        pass
    return found


def _is_in(entry, folder):
    """A process that was started in a release keeps that one on its path when a later release takes over."""
    return os.path.realpath(entry).startswith(folder + os.sep)


def _is_own_environment(bundle):
    """Was the interpreter started as this tree's virtualenv, so that `site` has done its work?"""
    return sys.prefix == bundle.root and "site" in sys.modules and not sys.flags.no_site


def _pth_lines(place):
    """Directories that the `.pth` files of `place` put on the path; their import lines aside."""
    found = set()
    try:
        files = [file for file in os.listdir(place) if file.endswith(".pth")]
        for file in files:
            with open(os.path.join(place, file), encoding="utf-8", errors="replace") as stream:
                lines = [line.strip() for line in stream]
            found.update(os.path.realpath(os.path.join(place, line)) for line in lines if _is_path(line))
    except OSError:
        pass
    return found


def _is_path(line):
    return bool(line) and not line.startswith(("#", "import ", "import\t"))


def _set(entries):
    """Set `sys.path`, each entry once, where it stands first."""
    seen = {}
    for entry in entries:
        seen.setdefault(entry, None)
    sys.path[:] = list(seen)
