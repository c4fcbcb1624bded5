"""Which server a process is: by the program that it runs, not by what else its command line names.

An editor with `gunicorn.conf.py` open, or anything below `/srv/gunicorn-site`, is none.
"""

import contextlib
import os
import re

from _pywar.deployment import processes

_PYTHON = re.compile(r"(python|pypy)[\d.]*[dt]*")
_WITH_VALUE = "cmWX"
# `_pywar` is the tool itself, whose `serve` starts the archive's gunicorn in its own process
_KNOWN = {
    "mod_wsgi": r"apache2|httpd([.-].*)?",
    "gunicorn": r"gunicorn[-\d.]*|_pywar",
    "uwsgi": r"(py)?uwsgi([-_ ].*)?",
    "uvicorn": r"_pywar\.uvicorn|uvicorn",
}
# uvicorn's own master would be ended by USR2
_SWITCHED = {**_KNOWN, "uvicorn": r"_pywar\.uvicorn"}


def user_of(server, root):
    """The user id of the named server's workers, or None where it cannot be told."""
    for pid in processes.all_pids() if server in _KNOWN else ():
        uid = processes.user(pid)
        # a machine has one Apache, but a gunicorn or uWSGI for each application
        if uid and _runs(_KNOWN[server], pid) and (server == "mod_wsgi" or _names(pid, root.path)):
            return uid
    return None


def _names(pid, path):
    return any(f"{path}/" in f"{word}/" for word in processes.command(pid))


def can_be_switched(server, pid):
    """Does `pid` run that server in the way that a deployment can reload?"""
    return _runs(_SWITCHED[server], pid)


def _runs(pattern, pid):
    names = [program(processes.command(pid), f"/proc/{pid}/cwd")]
    with contextlib.suppress(OSError):  # a server may call itself what it likes
        names.append(os.path.basename(os.readlink(f"/proc/{pid}/exe")))
    return any(re.fullmatch(pattern, name, re.IGNORECASE) for name in names)


def program(words, place):
    """`gunicorn` for `/x/bin/gunicorn …`, `python3 -B -m gunicorn …` and the title `gunicorn: master [x]`.

    A module of this runtime is given with its package, a tree of it as `_pywar`.
    """
    name = os.path.basename(words[0].partition(": ")[0]) if words else ""
    return _run_by_python(iter(words[1:]), place) if _PYTHON.fullmatch(name) else name


def _run_by_python(words, place):
    for word in words:
        if not word.startswith("-"):
            return _script(word, words, place)
        letters = word[1:] if not word.startswith("--") else ""
        at = next((index for index, letter in enumerate(letters) if letter in _WITH_VALUE), None)
        if at is None:
            continue
        value = letters[at + 1 :] or next(words, "")
        if letters[at] == "m":
            return value if value.startswith("_pywar") else value.partition(".")[0]
        if letters[at] == "c":
            break
    return ""


def _script(path, words, place):
    folder, file = os.path.split(path)
    if file == "console.py" and os.path.basename(folder) == "_pywar":
        return os.path.basename(next(words, ""))
    tree = folder if file == "__main__.py" else path
    if os.path.isdir(os.path.join(place, tree, "_pywar")):
        return "_pywar"
    return os.path.basename(tree)
