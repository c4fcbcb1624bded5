"""How a release comes to be: unpacked beside, completed, compiled, recorded, synced, renamed."""

import os
import sys

from _pywar import record, source
from _pywar.bundle import Bundle
from _pywar.deployment import atomic, kept, seal, verify
from _pywar.unpack import unpack

# leads `bin/python -m _pywar` to the runtime, without the whole root on sys.path
_DOOR = '''"""Leads to the archive's own runtime; made by the deployment."""
import os

__path__ = [os.path.realpath(os.path.join(os.path.dirname(__file__), {up!r}))]
'''


def name_of(manifest):
    """`1.2.0-3f9c2b7d10aa`."""
    return f"{manifest['version']}-{manifest['build']['id']}"


def part_of(root, name):
    """Where the release is made; the leading dot marks it as unfinished."""
    return root.release(f".{name}.part")


def unpacked(root, name, archive, part):
    """Unpack and make it a virtualenv of the interpreter that runs this."""
    seal.write_plan(root, name, source.read(source.of(archive), record.RECORD))
    unpack(source.of(archive), part)
    complete(Bundle(part))


def complete(bundle):
    """`bin/python` and a `pyvenv.cfg` that names its home: 3.14 needs it, and so does `-m venv`'s kin."""
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


def interpreter():
    """The interpreter behind any virtualenv, by its `pythonX.Y` name where there is one.

    That name survives a new default `python3` and a new micro version.
    """
    base = os.path.abspath(getattr(sys, "_base_executable", None) or sys.executable)
    if sys.prefix != sys.base_prefix and base == os.path.abspath(sys.executable):
        base = os.path.realpath(base)  # before 3.11 a virtualenv's interpreter does not know the one behind it
    named = os.path.join(os.path.dirname(base), "python%d.%d" % sys.version_info[:2])
    return named if os.path.exists(named) else os.path.realpath(base)


def recorded(part):
    """Write DEPLOYED: a row for everything that is not as RECORD has it."""
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


def readable(part, gid):
    """Root's, readable by all: mod_wsgi's parent and nginx look at files as their own users."""
    for folder, _, files in os.walk(part):
        os.chmod(folder, 0o755)
        if gid == -1:
            continue
        for path in [folder, *(os.path.join(folder, file) for file in files)]:
            os.chown(path, -1, gid, follow_symlinks=False)


def finished(root, part, name, archive_sha256):
    """Everything on disk, sealed, then one rename."""
    os.sync()
    final = root.release(name)
    if os.path.isdir(final):
        kept.make_way(root, name, part)
        _mend(part, final)
        seal.write(root, name, Bundle(final), archive_sha256)
        seal.forget_lost_of_hooks(root, name, final)
    else:
        seal.forget_lost_of_hooks(root, name, part)
        seal.write(root, name, Bundle(part), archive_sha256)
        atomic.rename(part, final)


def _mend(part, final):
    """A repair: file by file, each by a rename, so that a release that serves is there at every moment.

    The entry comes last: servers that reload by its time find everything else whole.
    """
    for folder, _, _ in os.walk(part):
        _same_folder(folder, os.path.join(final, os.path.relpath(folder, part)))
    for name in sorted(verify.walk(part), key=lambda name: (name == "wsgi.py", name)):
        os.rename(os.path.join(part, *name.split("/")), os.path.join(final, *name.split("/")))
    os.sync()


def _same_folder(model, folder):
    os.makedirs(folder, 0o755, exist_ok=True)
    os.chmod(folder, 0o755)
    found = os.stat(model)
    os.chown(folder, found.st_uid if os.geteuid() == 0 else -1, found.st_gid)
