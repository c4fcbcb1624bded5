"""Every module of a release compiled, with the interpreter that will run it."""

import contextlib
import errno
import marshal
import os
import py_compile
import subprocess
import sys
import warnings

from _pywar.deployment import verify

# from so many modules on, a pool of compiling processes is worth its start
_MANY = 300
# so long it may take for some 100,000 modules on a slow machine
_SECONDS = 3600
# magic number, flags, hash of the source (PEP 552)
_HEAD = 16


def compile_tree(part, final, interpreter):
    """Compile the tree `part`, which will stand at `final`; a module that cannot be is left to its importer.

    `unchecked-hash`: pycs by timestamp broke across time zones and went stale at equal time and size.
    """
    modules = [name for name in verify.walk(part) if name.endswith(".py")]
    for name in modules:
        # one that came with the archive is not what its source says, and is not read by root
        with contextlib.suppress(FileNotFoundError):
            os.unlink(_pyc_of(os.path.join(part, name)))
    words = ["-I", "-m", "compileall", "-qq", "-r", "100", "--invalidation-mode", "unchecked-hash"]
    workers = ["-j", "0"] if len(modules) > _MANY else []
    command = [interpreter, *words, *workers, "-d", final, part]
    with contextlib.suppress(subprocess.TimeoutExpired):  # what is missing then is compiled below
        subprocess.run(command, stdin=subprocess.DEVNULL, timeout=_SECONDS)
    for name in modules:
        _ensure_compiled(os.path.join(part, name), os.path.join(final, name))


def _ensure_compiled(path, final):
    """On a full disk `compileall` says little, and some Pythons write half a file without a word."""
    compiled = _pyc_of(path)
    if _is_complete(compiled):
        return
    with contextlib.suppress(py_compile.PyCompileError), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
        py_compile.compile(path, compiled, final, doraise=True, optimize=0, invalidation_mode=mode)
        if not _is_complete(compiled):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), compiled)


def _pyc_of(path):
    folder, name = os.path.split(path)
    return os.path.join(folder, "__pycache__", f"{name[:-3]}.{sys.implementation.cache_tag}.pyc")


def _is_complete(compiled):
    try:
        with open(compiled, "rb") as stream:
            marshal.loads(stream.read()[_HEAD:])
        return True
    except (FileNotFoundError, EOFError, ValueError, TypeError):
        return False
