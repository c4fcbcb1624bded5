"""The steps that make a release: unpack under a temporary name, complete, compile, record, sync, rename."""

from __future__ import annotations

import contextlib
import os
import sys

from _pywar.archive import record, source
from _pywar.archive.bundle import Bundle
from _pywar.archive.unpack import unpack
from _pywar.base import files
from _pywar.boot import gate
from _pywar.deployment import atomic, bytecode, contents, former, removal, seal, verify

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from typing import Any, Iterator

    from _pywar.archive.record import Row
    from _pywar.deployment.contents import Tree
    from _pywar.deployment.directory import Deployment
    from _pywar.deployment.former import Former, Links

_SETTINGS = "pyvenv.cfg"
_DOOR_FILE = "_pywar/__init__.py"
# package that leads `bin/python -m _pywar` to the runtime, without the release's directory on sys.path
_DOOR = '''"""Leads to the archive's own runtime; made by the deployment."""
import os

__path__ = [os.path.realpath(os.path.join(os.path.dirname(__file__), {up!r}))]
'''


def name_of(manifest: dict[str, Any]) -> str:
    """Return VERSION-BUILD, such as `1.2.0-3f9c2b7d10aa`."""
    return f"{manifest['version']}-{manifest['build']['id']}"


def libraries_of(manifest: dict[str, Any]) -> str:
    """Return the folder of libraries, relative to the release."""
    layout = manifest.get("layout") or {}
    return layout.get("libraries") or f"lib/python{gate.facts()['python']}/site-packages"


def part_of(deployment: Deployment, name: str) -> str:
    """Return the path of the release while it is made; the leading dot marks it as unfinished."""
    return deployment.release(f".{name}.part")


def unpack_archive(deployment: Deployment, name: str, archive: str, part: str, links: Links | None) -> dict[str, int]:
    """Unpack an archive and make the tree a virtualenv of this interpreter; return how many files were `linked` or `cloned`."""
    data = source.read(source.of(archive), record.RECORD)
    seal.write_plan(deployment, name, data)
    with former.opened(deployment, name, record.parse(data, record.RECORD), links) as last:
        ways = unpack(source.of(archive), part, last.provide if last else None)
    complete(Bundle(part))
    return {way: ways.count(way) for way in sorted(set(ways) - {""})}


@contextlib.contextmanager
def last_of(deployment: Deployment, name: str, part: str, links: Links | None) -> Iterator[Former | None]:
    """Open the release before `name`, whose archive is unpacked at `part`."""
    with open(os.path.join(part, *record.RECORD.split("/")), "rb") as stream:
        shipped = record.parse(stream.read(), record.RECORD)
    with former.opened(deployment, name, shipped, links) as last:
        yield last


def compile_modules(deployment: Deployment, name: str, part: str, links: Links | None) -> dict[str, Row]:
    """Compile the modules of `part`, or take the compiled ones of the release before; return the rows of the files."""
    with last_of(deployment, name, part, links) as last:
        return bytecode.compile_tree(part, deployment.release(name), last)


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
    atomic.write(os.path.join(bundle.root, _SETTINGS), ("\n".join(lines) + "\n").encode("utf-8"))
    door = os.path.join(bundle.libraries, _DOOR_FILE)
    os.makedirs(os.path.dirname(door), 0o755, exist_ok=True)
    up = os.path.relpath(os.path.join(bundle.root, "_pywar"), os.path.dirname(door))
    atomic.write(door, _DOOR.format(up=up).encode("utf-8"))


def interpreter() -> str:
    """Return the interpreter behind any virtualenv, by its `pythonX.Y` name if that exists.

    That name survives a new default `python3` and a new micro version.
    """
    base = os.path.abspath(getattr(sys, "_base_executable", None) or sys.executable)
    if sys.prefix != sys.base_prefix and base == os.path.abspath(sys.executable):
        base = os.path.realpath(base)  # before 3.11 `_base_executable` of a virtualenv is its own interpreter
    named = os.path.join(os.path.dirname(base), "python%d.%d" % sys.version_info[:2])
    return named if os.path.exists(named) else os.path.realpath(base)


def write_record(part: str, compiled: dict[str, Row] | None = None) -> None:
    """Write DEPLOYED: a row for every file that differs from RECORD.

    With the rows of all `compiled` modules, only files that `complete` made are read: the others were verified when
    they were written.
    """
    path = os.path.join(part, *record.RECORD.split("/"))
    with open(path, "rb") as stream:
        shipped = record.parse(stream.read(), record.RECORD)
    made = dict(compiled or {})
    for name in verify.walk(part):
        place = os.path.join(part, *name.split("/"))
        if name in (record.RECORD, record.DEPLOYED) or name in made:
            continue
        is_completed = name == _SETTINGS or name.endswith(f"/{_DOOR_FILE}") or os.path.islink(place)
        if compiled is not None and name in shipped and not is_completed:
            continue
        row = record.row_of(place)
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
            if os.lstat(path).st_gid != gid:  # a file of two releases has this group already
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
