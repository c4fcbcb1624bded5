"""Added files in a release that Python could run in place of the release's own code."""

from __future__ import annotations

import os
import stat
import sys

from _pywar.archive.bundle import INTERPRETERS

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from _pywar.archive.record import Row
    from _pywar.deployment.contents import Tree

_CODE = (".py", ".pyc", ".pyo", ".so", ".pyd", ".pth", ".egg", ".egg-link")
# only the deployment writes in these folders
_STRICT = ("_pywar", "bin", INTERPRETERS, "hooks", "META-INF")
# other folders in which Pythons look for libraries: lib64/pythonX.Y, and Debian's local/lib and lib/python3/dist-packages
_LIBRARIES = ("lib", "lib64", "local")


class Importable:
    """Test for importable files in the release of an open `tree`, with the recorded `rows`.

    Python looks for modules in the folders of `sys.path`, and in packages.  A file that was uploaded into another
    folder is data: no import statement finds it.
    """

    def __init__(self, tree: Tree, rows: dict[str, Row], folders: set[str], shared: str | None) -> None:
        self._tree = tree
        self._shared = shared
        self._searched = {"", "app"} | {name for name in folders if name.count("/") == 2 and name.endswith("/site-packages")}
        self._folders = folders
        self._with_modules = self._searched | {name.rpartition("/")[0] for name in rows if name.endswith(_CODE)}

    def has(self, name: str, info: os.stat_result) -> bool:
        """Return whether `name`, which the deployment did not write, is code."""
        folder, _, last = name.rpartition("/")
        if folder.split("/")[0] in _STRICT or self._is_beside_libraries(name):
            return True
        if stat.S_ISLNK(info.st_mode):
            return not self._leads_to_shared(folder, name)
        if folder.rpartition("/")[2] == "__pycache__":
            folder = folder.rpartition("/")[0]
        if folder not in self._with_modules:
            return False
        if stat.S_ISDIR(info.st_mode):
            return last.endswith((".dist-info", ".egg-info", ".egg")) or self._is_package(name, last)
        return last.endswith(_CODE) or ".so." in last

    def _is_beside_libraries(self, name: str) -> bool:
        """Return whether an interpreter may look for libraries there, outside of the archive's own library folder."""
        own = [f"{place}/" for place in self._searched if place.startswith("lib/")]
        return name.split("/")[0] in _LIBRARIES and not name.startswith(tuple(own))

    def _is_package(self, name: str, last: str) -> bool:
        """Return whether a folder is a package; one without `__init__` is, if `sys.path` has a folder of the same name."""
        namesakes = (f"{place}/{last}".lstrip("/") for place in self._searched)
        if last == "__pycache__" or (name[: -len(last) - 1] in self._searched and self._folders & set(namesakes)):
            return True
        ends = (".py", ".pyc", ".so", f".{sys.implementation.cache_tag}.so")
        return any(self._tree.stat(f"{name}/__init__{end}") for end in ends)

    def _leads_to_shared(self, folder: str, name: str) -> bool:
        """Return whether a link leads into `shared/`, as for media files; the application could run files there anyway."""
        if self._shared is None:
            return False
        row = self._tree.row(name)
        target = os.path.normpath(os.path.join(self._tree.path, folder, (row and row.link) or ""))
        return target.startswith(self._shared + os.sep)
