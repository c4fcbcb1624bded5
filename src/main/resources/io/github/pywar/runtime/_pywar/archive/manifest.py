# -*- coding: ascii -*-
"""META-INF/pywar/manifest.json, the only contract between the build and this runtime.

Unknown keys are ignored, and a higher major `format` is refused.  All values that the runtime
uses are checked here, once: each has the type that the rest of the runtime expects.
Parses on Python 2.7.
"""

import errno
import io
import os
import stat

from _pywar.archive import packed
from _pywar.base import report

TYPE_CHECKING = False
if TYPE_CHECKING:  # a start does not pay for it
    from typing import IO, Any, Dict, Iterator, Tuple  # noqa: F401

PATH = "META-INF/pywar/manifest.json"
FORMAT = 1
LIMIT = 16 << 20
_TEXT = type(u"")
# not all systems have all of them
_FLAGS = ("O_NONBLOCK", "O_CLOEXEC", "O_BINARY")
# without `re`, which files of the archive's root could replace at the start of a server
_LETTERS, _DIGITS = set("abcdefghijklmnopqrstuvwxyz"), set("0123456789")
_OF_SCHEDULE = _LETTERS | set("ABCDEFGHIJKLMNOPQRSTUVWXYZ*,/-") | _DIGITS


def read(root):
    # type: (str) -> dict
    """Return the manifest of the archive at `root`: a directory, or the archive file itself."""
    try:
        data = _bytes(root)
    except (IOError, OSError) as problem:
        raise report.damaged(
            "`%s` is not a complete pywar archive" % root,
            ["%s: %s" % (PATH, problem.strerror or problem)],
            "unpack or copy the archive again",
        )
    return parse(data, root)


def parse(data, root):
    # type: (bytes, str) -> dict
    """Return the manifest in these bytes; `root` is the archive that they come from."""
    import json

    try:
        found = json.loads(data.decode("utf-8"))
    except (ValueError, RuntimeError) as problem:  # nested too deeply is a RuntimeError
        raise packed.broken(root, "%s: %s" % (PATH, problem))
    if not isinstance(found, dict):
        raise packed.broken(root, "%s: it is no JSON object" % PATH)
    _check_format(found)
    wrong = next((what for what, is_right in _shape(found) if not is_right), None)
    if wrong:
        raise packed.broken(root, "%s: `%s` is missing, or its value is invalid" % (PATH, wrong))
    return found


def is_safe(path):
    # type: (str) -> bool
    """Return whether the path stays in the tree: it is relative and has no `..` and no backslash."""
    parts = path.split("/")
    return bool(path) and "\\" not in path and "\0" not in path and not {"", ".", ".."} & set(parts)


def _bytes(root):
    # type: (str) -> bytes
    if os.path.isdir(root):
        with _opened(os.path.join(root, *PATH.split("/"))) as stream:
            return packed.read_all(stream, PATH, LIMIT)
    with packed.Member(packed.opened(root), PATH) as stream:
        return packed.read_all(stream, PATH, LIMIT)


def _opened(path):
    # type: (str) -> IO[bytes]
    """Open a regular file; a pipe, which another user may have made in a directory of theirs, would stop this process forever."""
    handle = os.open(path, os.O_RDONLY | sum(getattr(os, flag, 0) for flag in _FLAGS))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise IOError(errno.EINVAL, "it is no regular file")
    return io.open(handle, "rb")


def _check_format(found):
    # type: (dict) -> None
    stated = found.get("format")
    major = stated.split(".")[0] if isinstance(stated, _TEXT) else ""
    if major not in ["%d" % known for known in range(FORMAT + 1)]:
        shown = stated if _is_name(stated) else "unknown"
        raise report.Refusal(
            "the archive's format is `%s`, this runtime reads %d.x" % (shown, FORMAT),
            hints=["use the tool inside the archive itself: python3 ARCHIVE COMMAND"],
        )


def _shape(found):
    # type: (Dict[str, Any]) -> Iterator[Tuple[str, bool]]
    """Yield (key, whether its value has the right type) for all keys that the runtime uses."""
    build, entry, target = found.get("build"), found.get("entry"), found.get("target")  # type: Any, Any, Any
    layout, maven = found.get("layout") or {}, found.get("maven") or {}
    packages, executables = found.get("packages") or [], found.get("executables") or []
    yield "name", _is_file_name(found.get("name"))
    yield "version", _is_file_name(found.get("version"))
    yield "build", isinstance(build, dict)
    yield "build.id", _is_file_name(build.get("id"))
    for key in ("timestamp", "tool"):
        yield "build." + key, _is_name_or_none(build.get(key))
    yield "entry", isinstance(entry, dict)
    for key in ("module", "attribute"):
        yield "entry." + key, _is_name(entry.get(key))
    yield "entry.interface", entry.get("interface", "wsgi") in ("wsgi", "asgi")
    yield "target", isinstance(target, dict)
    for key in ("implementation", "python", "platform", "libc"):
        yield "target." + key, _is_name_or_none(target.get(key))
    yield "target.python", _is_name(target.get("python"))
    yield "target.bits", target.get("bits") in (None, 32, 64)
    yield "layout", isinstance(layout, dict)
    for key in ("app", "libraries", "scripts", "hooks"):
        yield "layout." + key, layout.get(key) is None or (_is_name(layout[key]) and is_safe(layout[key]))
    yield "maven", isinstance(maven, dict)
    for key in ("groupId", "artifactId", "version", "classifier"):
        yield "maven." + key, _is_name_or_none(maven.get(key))
    yield "server", _is_name_or_none(found.get("server"))
    yield "packages", isinstance(packages, list) and all(map(_is_package, packages))
    yield "processes", _are_processes(found.get("processes") or [])
    yield "runtime", found.get("runtime") is None or _is_runtime(found["runtime"])
    yield "executables", isinstance(executables, list) and all(isinstance(path, _TEXT) for path in executables)


def _is_name(value):
    # type: (Any) -> bool
    """Return whether it is printable text: no control characters, no surrogates; Python 2 prints none of them."""
    return isinstance(value, _TEXT) and bool(value) and getattr(value, "isprintable", lambda: True)()


def _is_name_or_none(value):
    # type: (Any) -> bool
    return value is None or value == "" or _is_name(value)


def _is_file_name(value):
    # type: (Any) -> bool
    return _is_name(value) and "/" not in value and "\\" not in value and not value.startswith(".")


def _are_processes(found):
    # type: (Any) -> bool
    if not isinstance(found, list) or not all(map(_is_process, found)):
        return False
    return len({process["name"] for process in found}) == len(found)


def _is_process(found):
    # type: (Any) -> bool
    if not isinstance(found, dict) or not _is_process_name(found.get("name")):
        return False
    words, schedule = found.get("command"), found.get("schedule")
    if not isinstance(words, list) or not words or not _is_name(words[0]) or not all(map(_is_name_or_empty, words)):
        return False
    if schedule is not None and not _is_schedule(schedule):
        return False
    return _is_count(found.get("instances", 1), 64) and _is_count(found.get("stopSeconds", 1), 86400)


def _is_process_name(value):
    # type: (Any) -> bool
    """Return whether it can be a part of the names of units and files."""
    return (
        _is_name(value)
        and len(value) <= 40
        and value[0] in _LETTERS
        and value[-1] != "-"
        and not set(value) - _LETTERS - _DIGITS - {"-"}
    )


def _is_schedule(value):
    # type: (Any) -> bool
    fields = value.split(u" ") if isinstance(value, _TEXT) else []
    return len(fields) == 5 and all(field and not set(field) - _OF_SCHEDULE for field in fields)


def _is_name_or_empty(value):
    # type: (Any) -> bool
    return value == u"" or _is_name(value)


def _is_count(value, most):
    # type: (Any, int) -> bool
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= most


def _is_runtime(found):
    # type: (Any) -> bool
    """Return whether it describes an interpreter in the archive, or in a file beside it."""
    if not isinstance(found, dict):
        return False
    program, digest = found.get("program"), found.get("sha256")  # type: Any, Any
    numbers = [found.get("size"), found.get("offset")]
    return (
        _is_name(program)
        and is_safe(program)
        and _is_name(digest)
        and len(digest) == 64
        and not set(digest) - set("0123456789abcdef")
        and all(isinstance(number, int) and 0 <= number < 1 << 40 for number in numbers)
        and (found.get("file") is None or _is_file_name(found["file"]))
    )


def _is_package(found):
    # type: (Any) -> bool
    return isinstance(found, dict) and _is_name(found.get("name")) and _is_name(found.get("version"))
