"""Compilation of every module of a release, by the interpreter that will run it."""

from __future__ import annotations

import contextlib
import errno
import marshal
import os
import py_compile
import subprocess
import sys
import warnings

from _pywar.deployment import verify

# number of modules from which on the start of a process pool is worth its cost
_MANY = 300
# seconds; enough for some 100,000 modules on a slow machine
_SECONDS = 3600
# magic number, flags, hash of the source (PEP 552)
_HEAD = 16


def takes_long(part: str) -> bool:
    """Return whether the compilation of `part` takes more than some seconds."""
    return sum(name.endswith(".py") for name in verify.walk(part)) > _MANY


def compile_tree(part: str, final: str, interpreter: str) -> None:
    """Compile the tree `part`, which will be at `final`; a module with a syntax error is left to its importer.

    `unchecked-hash`: pycs by timestamp broke across time zones and went stale at equal time and size.
    Warnings are off: a SyntaxWarning in a library is for its authors, and the user who deploys cannot change it.
    """
    modules = [name for name in verify.walk(part) if name.endswith(".py")]
    for name in modules:
        # a pyc of the archive may differ from its source, and root does not read it
        with contextlib.suppress(FileNotFoundError):
            os.unlink(_pyc_of(os.path.join(part, name)))
    words = ["-I", "-W", "ignore", "-m", "compileall", "-qq", "-r", "100", "--invalidation-mode", "unchecked-hash"]
    workers = ["-j", "0"] if len(modules) > _MANY else []
    command = [interpreter, *words, *workers, "-d", final, part]
    with contextlib.suppress(subprocess.TimeoutExpired):  # missing pycs are compiled below
        subprocess.run(command, stdin=subprocess.DEVNULL, timeout=_SECONDS)
    for name in modules:
        _ensure_compiled(os.path.join(part, name), os.path.join(final, name))


def _ensure_compiled(path: str, final: str) -> None:
    """Compile a module if its pyc is incomplete: on a full disk some Pythons write half a file and report nothing."""
    compiled = _pyc_of(path)
    if _is_complete(compiled):
        return
    with contextlib.suppress(py_compile.PyCompileError), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
        py_compile.compile(path, compiled, final, doraise=True, optimize=0, invalidation_mode=mode)
        if not _is_complete(compiled):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), compiled)


def _pyc_of(path: str) -> str:
    folder, name = os.path.split(path)
    return os.path.join(folder, "__pycache__", f"{name[:-3]}.{sys.implementation.cache_tag}.pyc")


def _is_complete(compiled: str) -> bool:
    try:
        with open(compiled, "rb") as stream:
            marshal.loads(stream.read()[_HEAD:])
        return True
    except (FileNotFoundError, EOFError, ValueError, TypeError):
        return False
