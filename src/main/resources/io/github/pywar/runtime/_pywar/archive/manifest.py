# -*- coding: ascii -*-
"""META-INF/pywar/manifest.json, the only contract between the build and this runtime.

Readers ignore keys that they do not know and refuse a higher major `format`.  What is used is
checked here, once: each value has the kind that the rest of the runtime expects of it.
Parses on Python 2.7.
"""

import io
import os

from _pywar.archive import packed
from _pywar.base import exits
from _pywar.base.report import Refusal

PATH = "META-INF/pywar/manifest.json"
FORMAT = 1
LIMIT = 16 << 20
_TEXT = type(u"")


def read(root):
    """The manifest of the archive at `root`: a directory, or the archive file itself."""
    try:
        data = _bytes(root)
    except (IOError, OSError) as problem:
        raise Refusal(
            "`%s` is not a complete pywar archive" % root,
            ["%s: %s" % (PATH, problem.strerror or problem)],
            ["unpack or copy the archive again"],
            status=exits.DAMAGED,
        )
    return parse(data, root)


def parse(data, root):
    """The manifest in these bytes; `root` is where they come from."""
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
        raise packed.broken(root, "%s: `%s` is missing or is not what it should be" % (PATH, wrong))
    return found


def is_safe(path):
    """No absolute path, no `..`, no backslash: nothing that leads out of the tree."""
    parts = path.split("/")
    return bool(path) and "\\" not in path and "\0" not in path and not {"", ".", ".."} & set(parts)


def _bytes(root):
    if os.path.isdir(root):
        with io.open(os.path.join(root, *PATH.split("/")), "rb") as stream:
            return packed.whole(stream, PATH, LIMIT)
    archive = packed.opened(root)
    try:
        with packed.Member(archive, PATH) as stream:
            return packed.whole(stream, PATH, LIMIT)
    finally:
        archive.close()


def _check_format(found):
    stated = found.get("format")
    major = stated.split(".")[0] if isinstance(stated, _TEXT) else ""
    if major not in ["%d" % known for known in range(FORMAT + 1)]:
        shown = stated if _is_name(stated) else "unknown"
        raise Refusal(
            "the archive's format is `%s`, this runtime reads %d.x" % (shown, FORMAT),
            hints=["use the tool inside the archive itself: python3 ARCHIVE COMMAND"],
        )


def _shape(found):
    """(key, has it the right kind?) for all that the runtime uses."""
    build, entry, target = found.get("build"), found.get("entry"), found.get("target")
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
    yield "executables", isinstance(executables, list) and all(isinstance(path, _TEXT) for path in executables)


def _is_name(value):
    """A text that can be printed: no control characters, no halves of characters; Python 2 prints none of them."""
    return isinstance(value, _TEXT) and bool(value) and getattr(value, "isprintable", lambda: True)()


def _is_name_or_none(value):
    return value is None or value == "" or _is_name(value)


def _is_file_name(value):
    return _is_name(value) and "/" not in value and "\\" not in value and not value.startswith(".")


def _is_package(found):
    return isinstance(found, dict) and _is_name(found.get("name")) and _is_name(found.get("version"))
