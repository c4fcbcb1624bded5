# -*- coding: ascii -*-
"""META-INF/pywar/manifest.json, the only contract between the build and this runtime.

Readers ignore keys that they do not know and refuse a higher major `format`.
Parses on Python 2.7.
"""

import io
import os

from _pywar.report import Refusal

PATH = "META-INF/pywar/manifest.json"
FORMAT = 1


def read(root):
    """The manifest of the archive at `root`: a directory, or the archive file itself."""
    import json

    try:
        text = _bytes(root).decode("utf-8")
        found = json.loads(text)
    except (IOError, OSError, KeyError, ValueError) as problem:
        raise Refusal(
            "`%s` is not a complete pywar archive" % root,
            ["%s: %s" % (PATH, problem)],
            ["unpack or copy the archive again"],
        )
    _check_format(found)
    return found


def _bytes(root):
    if os.path.isdir(root):
        with io.open(os.path.join(root, *PATH.split("/")), "rb") as stream:
            return stream.read()
    import zipfile

    try:
        archive = zipfile.ZipFile(root)
    except getattr(zipfile, "BadZipFile", getattr(zipfile, "BadZipfile", None)) as problem:
        raise ValueError(problem)
    try:
        return archive.read(PATH)
    finally:
        archive.close()


def _check_format(found):
    stated = str(found.get("format"))
    major = stated.split(".")[0]
    if not major.isdigit() or int(major) > FORMAT:
        raise Refusal(
            "the archive's format is `%s`, this runtime reads %d.x" % (stated, FORMAT),
            hints=["use the tool inside the archive itself: python3 ARCHIVE COMMAND"],
        )
