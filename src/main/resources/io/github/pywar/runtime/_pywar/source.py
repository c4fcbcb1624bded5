"""An archive's members, from the packed file or from an unpacked tree."""

import io
import os
import shutil
import zipfile
import zlib
from contextlib import contextmanager

from _pywar.report import Refusal


def of(root):
    """The source at `root`: the archive file, or a directory."""
    return TreeSource(root) if os.path.isdir(root) else ZipSource(root)


class ZipSource:
    """The packed archive."""

    def __init__(self, path):
        self.path = path
        self._zip = zipfile.ZipFile(path)

    def names(self):
        return [info.filename for info in self._zip.infolist() if not info.is_dir()]

    def is_executable(self, name):
        return bool(self._zip.getinfo(name).external_attr >> 16 & 0o111)

    @contextmanager
    def open(self, name):
        try:
            with self._zip.open(name) as stream:
                yield stream
        except (KeyError, EOFError, zipfile.BadZipFile, zlib.error) as problem:
            raise damaged(name, problem) from None


class TreeSource:
    """An unpacked archive; what a deployment or Python added to it is left out by the record."""

    def __init__(self, root):
        self.path = root

    def names(self):
        found = []
        for folder, _, files in os.walk(self.path):
            found += [os.path.relpath(os.path.join(folder, file), self.path) for file in files]
        return sorted(name.replace(os.sep, "/") for name in found)

    def is_executable(self, name):
        return os.access(os.path.join(self.path, *name.split("/")), os.X_OK)

    @contextmanager
    def open(self, name):
        if name == "pyvenv.cfg":
            # a deployment completed it for its own place; this is what every archive has
            yield io.BytesIO(b"include-system-site-packages = false\n")
            return
        try:
            stream = open(os.path.join(self.path, *name.split("/")), "rb")
        except OSError as problem:
            raise damaged(name, problem) from None
        with stream:
            yield stream


def read(source, name):
    """All bytes of one member."""
    with source.open(name) as stream:
        return stream.read()


def copy(stream, target):
    """Stream to file; one place, so that the buffer's size is one decision."""
    shutil.copyfileobj(stream, target, 1 << 18)


def damaged(name, problem):
    return Refusal(
        f"`{name}` cannot be read from the archive",
        [str(problem)],
        ["copy the archive again: it is damaged"],
        status=4,
    )
