"""The steps that make a release: unpack under a temporary name, complete, compile, record, sync, rename."""

from __future__ import annotations

import contextlib
import os
import sys

from _pywar.archive import record, source
from _pywar.archive.bundle import Bundle
from _pywar.archive.unpack import unpack
from _pywar.base import files
from _pywar.deployment import atomic, contents, removal, seal, verify

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from typing import Any

    from _pywar.deployment.contents import Tree
    from _pywar.deployment.directory import Deployment

# package that leads `bin/python -m _pywar` to the runtime, without the release's directory on sys.path
_DOOR = '''"""Leads to the archive's own runtime; made by the deployment."""
import os

__path__ = [os.path.realpath(os.path.join(os.path.dirname(__file__), {up!r}))]
'''


def name_of(manifest: dict[str, Any]) -> str:
    """Return VERSION-BUILD, such as `1.2.0-3f9c2b7d10aa`."""
    return f"{manifest['version']}-{manifest['build']['id']}"


def part_of(deployment: Deployment, name: str) -> str:
    """Return the path of the release while it is made; the leading dot marks it as unfinished."""
    return deployment.release(f".{name}.part")


def unpack_archive(deployment: Deployment, name: str, archive: str, part: str) -> None:
    """Unpack an archive and make the tree a virtualenv of this interpreter."""
    seal.write_plan(deployment, name, source.read(source.of(archive), record.RECORD))
    unpack(source.of(archive), part)
    complete(Bundle(part))


def complete(bundle: Bundle) -> None:
    """Add `bin/python` and a `pyvenv.cfg` with its home, which Python 3.14 and tools such as `venv` need."""
    python = interpreter()
    for folder in (bundle.scripts, bundle.interpreters):
        os.makedirs(folder, 0o755, exist_ok=True)
        for name, target in (("python", python), ("python3", "python"), (f"python{bundle.python}", "python")):
            atomic.link(target, os.path.join(folder, name))
    version = ".".join(str(part) for part in sys.version_info[:3])
    lines = [
        f"home = {os.path.dirname(python)}",
        "include-system-site-packages = false",
        f"version = {version}",
        f"executable = {python}",
    ]
    atomic.write(os.path.join(bundle.root, "pyvenv.cfg"), ("\n".join(lines) + "\n").encode("utf-8"))
    door = os.path.join(bundle.libraries, "_pywar")
    os.makedirs(door, 0o755, exist_ok=True)
    up = os.path.relpath(os.path.join(bundle.root, "_pywar"), door)
    atomic.write(os.path.join(door, "__init__.py"), _DOOR.format(up=up).encode("utf-8"))


def interpreter() -> str:
    """Return the interpreter behind any virtualenv, by its `pythonX.Y` name if that exists.

    That name survives a new default `python3` and a new micro version.
    """
    base = os.path.abspath(getattr(sys, "_base_executable", None) or sys.executable)
    if sys.prefix != sys.base_prefix and base == os.path.abspath(sys.executable):
        base = os.path.realpath(base)  # before 3.11 `_base_executable` of a virtualenv is its own interpreter
    named = os.path.join(os.path.dirname(base), "python%d.%d" % sys.version_info[:2])
    return named if os.path.exists(named) else os.path.realpath(base)


def write_record(part: str) -> None:
    """Write DEPLOYED: a row for every file that differs from RECORD."""
    path = os.path.join(part, *record.RECORD.split("/"))
    with open(path, "rb") as stream:
        shipped = record.parse(stream.read(), record.RECORD)
    made = {}
    for name in verify.walk(part):
        if name in (record.RECORD, record.DEPLOYED):
            continue
        row = record.row_of(os.path.join(part, *name.split("/")))
        if shipped.get(name) != row:
            made[name] = row
    atomic.write(os.path.join(part, *record.DEPLOYED.split("/")), record.text(made, record.DEPLOYED))


def make_readable(part: str, gid: int) -> None:
    """Make the tree readable by all users: mod_wsgi's parent and nginx read files as their own users."""
    for folder, _, names in os.walk(part):
        os.chmod(folder, 0o755)
        if gid == -1:
            continue
        for path in [folder, *(os.path.join(folder, name) for name in names)]:
            os.chown(path, -1, gid, follow_symlinks=False)


def finish(deployment: Deployment, part: str, name: str, archive_sha256: str | None) -> None:
    """Sync and seal the tree, then give it its name by one rename."""
    os.sync()
    final = deployment.release(name)
    if os.path.isdir(final):
        removal.make_way(deployment, name, part)
        _repair(part, final)
        seal.write(deployment, name, Bundle(final), archive_sha256)
        seal.forget_lost_of_hooks(deployment, name, final)
    else:
        seal.forget_lost_of_hooks(deployment, name, part)
        seal.write(deployment, name, Bundle(part), archive_sha256)
        atomic.rename(part, final)


def _repair(part: str, final: str) -> None:
    """Replace the files of a release one by one, each by a rename, so that it can serve at every moment.

    The entry comes last: servers that reload by its time find all other files complete.
    """
    names = sorted(verify.walk(part), key=lambda name: (name == "wsgi.py", name))
    with contents.Tree(part) as made, contents.Tree(final) as release:
        # from the top: no other user can put a link below a folder that has its rights already
        for folder in ["", *sorted(contents.ancestors(names))]:
            with files.named(os.path.join(final, folder)):
                _make_folder_alike(made, release, folder)
        for name in names:
            with files.named(os.path.join(final, name)), made.parent(name) as (source, last):
                with release.parent(name) as (target, _):
                    os.rename(last, last, src_dir_fd=source, dst_dir_fd=target)
    os.sync()


def _make_folder_alike(made: Tree, release: Tree, name: str) -> None:
    """Make a folder with owner, group and mode as in `made`; a link of another user is not followed."""
    if name:
        with release.parent(name) as (handle, last), contextlib.suppress(FileExistsError):
            os.mkdir(last, 0o755, dir_fd=handle)
    with made.folder(name) as model, release.folder(name) as handle:
        found = os.fstat(model)
        os.fchown(handle, found.st_uid if os.geteuid() == 0 else -1, found.st_gid)
        os.fchmod(handle, 0o755)
