"""Compilation of every module of a release, by the interpreter that will run it.

The files are `unchecked-hash` pycs (PEP 552): pycs by timestamp broke across time zones and went stale at equal time
and size.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
import warnings
from importlib import util

from _pywar.archive import record
from _pywar.base import files, parallel
from _pywar.deployment import verify

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from _pywar.archive.record import Row
    from _pywar.deployment.former import Former

# number of modules whose compilation takes more than some seconds
_MANY = 300
# magic number, and flags: the hash of the source is not compared
HEAD = util.MAGIC_NUMBER + (0b01).to_bytes(4, "little")
# bytes of the largest source: the compilation takes a hundred times as much memory
_LIMIT = 1 << 26


def takes_long(part: str, former: Former | None = None) -> bool:
    """Return whether the compilation of `part` takes more than some seconds."""
    modules = [name for name in verify.walk(part) if name.endswith(".py")]
    return sum(former is None or not former.has_compiled(name, pyc_of(name)) for name in modules) > _MANY


def compile_tree(part: str, final: str, former: Former | None = None) -> dict[str, Row]:
    """Compile the tree `part`, which will be at `final`; return the rows of the compiled files.

    A module with an error is left to its importer.  Compiled files of `former` are used again if their sources are
    the same.
    """

    def one(name: str) -> list[str] | None:
        path = os.path.join(part, *pyc_of(name).split("/"))
        with contextlib.suppress(FileNotFoundError):
            # a pyc of the archive may differ from its source, and root does not read it
            os.unlink(path)
        used = former.provide_compiled(name, pyc_of(name), path) if former else None
        return list(used or _compile(os.path.join(part, *name.split("/")), os.path.join(final, name), path) or ()) or None

    modules = [name for name in verify.walk(part) if name.endswith(".py")]
    folders = {os.path.join(part, os.path.dirname(pyc_of(name))) for name in modules}
    for folder in folders:
        os.makedirs(folder, 0o755, exist_ok=True)
    sizes = {name: os.lstat(os.path.join(part, *name.split("/"))).st_size for name in modules}
    known = {name for name in modules if former and former.has_compiled(name, pyc_of(name))}
    # some 5 MB of source a second; `lambda`: a process that crashes has found an error of the compiler
    rows = parallel.run(one, modules, lambda name: 1e-3 + (0 if name in known else sizes[name] / 5e6), lambda name: None)
    for folder in folders:
        with contextlib.suppress(OSError):  # no module of it could be compiled
            os.rmdir(folder)
    return {pyc_of(name): record.Row(*row) for name, row in zip(modules, rows) if row}


def _compile(source: str, final: str, path: str) -> Row | None:
    """Compile one module; None if that is impossible.  Errors of the disk are raised."""
    try:
        data = files.read(source, _LIMIT)
    except files.Untrusted:
        return None
    try:
        with warnings.catch_warnings():
            # a SyntaxWarning in a library is for its authors: the user who deploys cannot change it
            warnings.simplefilter("ignore")
            code = compile(data, final, "exec", dont_inherit=True, optimize=0)
            compiled = HEAD + util.source_hash(data) + marshal.dumps(code)
    except Exception:
        return None
    return write(path, compiled)


def write(path: str, data: bytes) -> Row:
    """Write the new file `path` and return its Row."""
    with files.named(path), open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644), "wb") as stream:
        stream.write(data)
    return record.row_of_bytes(data)


def pyc_of(name: str) -> str:
    """Return the name of a module's compiled file."""
    folder, _, last = name.rpartition("/")
    return f"{folder}/__pycache__/{last[:-3]}.{sys.implementation.cache_tag}.pyc".lstrip("/")
