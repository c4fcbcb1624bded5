"""An archive's members, from the packed file or from an unpacked tree."""

import io
import os
import shutil
from contextlib import contextmanager

from _pywar.archive import packed


def of(root):
    """The source at `root`: the archive file, or a directory."""
    return TreeSource(root) if os.path.isdir(root) else ZipSource(root)


class ZipSource:
    """The packed archive."""

    def __init__(self, path):
        self.path = path
        self._zip = packed.opened(path)

    def names(self):
        return [info.filename for info in self._zip.infolist() if not info.is_dir()]

    def is_executable(self, name):
        return bool(self._zip.getinfo(name).external_attr >> 16 & 0o111)

    def size(self, name):
        """Bytes that `open` gives at most."""
        return self._zip.getinfo(name).file_size

    def open(self, name):
        return packed.Member(self._zip, name)


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

    def size(self, name):
        """What was recorded counts: files here are whole or refused."""
        return None

    @contextmanager
    def open(self, name):
        if name == "pyvenv.cfg":
            # a deployment completed it for its own place; this is what every archive has
            yield io.BytesIO(b"include-system-site-packages = false\n")
            return
        try:
            stream = open(os.path.join(self.path, *name.split("/")), "rb")
        except OSError as problem:
            raise packed.damaged(name, problem.strerror or problem) from None
        with stream:
            yield stream


def read(source, name, limit=32 << 20):
    """All bytes of one member, refused where there are more than `limit`."""
    with source.open(name) as stream:
        return packed.whole(stream, name, limit)


def copy(stream, target):
    """Stream to file; one place, so that the buffer's size is one decision."""
    shutil.copyfileobj(stream, target, 1 << 18)
