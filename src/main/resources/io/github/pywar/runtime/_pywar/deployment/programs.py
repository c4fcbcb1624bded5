"""The server that a process runs, by its program, not by other words of its command line.

An editor with `gunicorn.conf.py` open is no server, nor is a program below `/srv/gunicorn-site`.
"""

from __future__ import annotations

import os
import re

from _pywar.deployment import processes

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from typing import Iterable, Iterator

    from _pywar.deployment.directory import Deployment

_PYTHON = re.compile(r"(python|pypy)[\d.]*[dt]*")
_WITH_VALUE = "cmWX"
# the command `serve` runs the archive's gunicorn in its own process
KNOWN = {
    "mod_wsgi": r"apache2|httpd([.-].*)?",
    "gunicorn": r"gunicorn[-\d.]*|_pywar serve",
    "uwsgi": r"(py)?uwsgi([-_ ].*)?",
    "uvicorn": r"_pywar\.uvicorn|uvicorn",
    "granian": r"_pywar\.granian|granian",
}
# USR2 would end the servers' own masters
_SWITCHED = {**KNOWN, "uvicorn": r"_pywar\.uvicorn", "granian": r"_pywar\.granian", "workers": r"_pywar\.workers"}


def names(texts: Iterable[str], deployment: Deployment) -> bool:
    """Return whether one of the texts names the deployment, or a path in it."""
    places = "|".join(re.escape(path) for path in {deployment.path, os.path.realpath(deployment.path)})
    pattern = re.compile(rf"(?<![\w./-])(?:{places})(?![\w.-])")
    return any(pattern.search(text) for text in texts)


def is_for(pid: int, deployment: Deployment) -> bool:
    """Return whether a process names the deployment in its command line, working directory or environment."""
    return names([*processes.command(pid), processes.folder(pid) or "", *_values(pid)], deployment)


def _values(pid: int) -> list[str]:
    return [text.partition("=")[2] for text in processes.environment(pid)]


def is_program(server: str, pid: int) -> bool:
    """Return whether `pid` runs the named server, in any way."""
    return _runs(KNOWN[server], pid)


def can_be_switched(server: str, pid: int) -> bool:
    """Return whether `pid` runs the server in a way that a deployment can reload."""
    return _runs(_SWITCHED[server], pid)


def _runs(pattern: str, pid: int) -> bool:
    # a server may change its process title
    called = program(processes.command(pid), f"/proc/{pid}/cwd")
    file = os.path.basename(processes.program_file(pid) or "")
    return any(re.fullmatch(pattern, name, re.IGNORECASE) for name in (called, file))


def program(words: list[str], place: str) -> str:
    """Return the program: `gunicorn` for `/x/bin/gunicorn …`, `python3 -B -m gunicorn …`, `gunicorn: master [x]`.

    A module of this runtime has its package's name, the tool is `_pywar serve` or `_pywar`.
    """
    words = [word for word in words if word]  # a title is padded with empty words
    name = os.path.basename(words[0].partition(": ")[0]) if words else ""
    return _run_by_python(iter(words[1:]), place) if _PYTHON.fullmatch(name) else name


def _run_by_python(words: Iterator[str], place: str) -> str:
    for word in words:
        if not word.startswith("-"):
            return _script(word, words, place)
        letters = word[1:] if not word.startswith("--") else ""
        at = next((index for index, letter in enumerate(letters) if letter in _WITH_VALUE), None)
        if at is None:
            continue
        value = letters[at + 1 :] or next(words, "")
        if letters[at] == "m":
            return _tool(words) if value == "_pywar" else _package(value)
        if letters[at] == "c":
            return "pyuwsgi" if value.startswith("import pyuwsgi") else ""
    return ""


def _script(path: str, words: Iterator[str], place: str) -> str:
    folder, file = os.path.split(path)
    if file == "console.py" and os.path.basename(folder) == "_pywar":
        return os.path.basename(next(words, ""))
    tree = folder if file == "__main__.py" else path
    if os.path.isdir(os.path.join(place, tree, "_pywar")):
        return _tool(words)
    return os.path.basename(tree)


def _package(module: str) -> str:
    return module if module.startswith("_pywar.") else module.partition(".")[0]


def _tool(words: Iterator[str]) -> str:
    """Return `_pywar serve` for the tool with `serve` or without a command, else `_pywar`."""
    command = next(words, "serve")
    return "_pywar serve" if command == "serve" or command.startswith("--") else "_pywar"
