"""The interpreter of an archive: deployed once for all releases, in `pythons/KEY`, by its digest."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tarfile
import zlib

from _pywar.archive import manifest
from _pywar.base import exits, files
from _pywar.base.report import Refusal
from _pywar.boot import process
from _pywar.deployment import release, removal, signature

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    import argparse
    from typing import IO, Any

    from _pywar.deployment.directory import Deployment

_DIGITS = 32
# end of the name of an interpreter while it is removed, which is no key
_GONE = ".gone"
_CHUNK = 1 << 18
_MOST_FILES = 250_000
_MOST_BYTES = 8 << 30
_MOST_HEADER_BYTES = 1 << 16
_EXTENDED = (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK)
_COPY = "copy the archive again: it is damaged"


def enter(archive: str, found: dict[str, Any], deployment: Deployment, request: argparse.Namespace) -> None:
    """Replace this process by one that the archive's own interpreter runs; return if it does, or if there is none."""
    declared = found.get("runtime")
    if not declared:
        return
    program = program_of(declared, deployment)
    if os.path.exists(program) and os.path.samefile(program, release.interpreter()):
        return
    with removal.locked(deployment):
        signature.check(archive, deployment, request.public_key)  # before its code runs
        if not os.path.exists(program):
            _install(archive, declared, deployment)
    process.rerun(program, [archive, *sys.argv[1:]])


def folder(declared: dict[str, Any], deployment: Deployment) -> str:
    """Return the folder of an interpreter, by its digest."""
    return os.path.join(deployment.pythons, declared["sha256"][:_DIGITS])


def program_of(declared: dict[str, Any], deployment: Deployment) -> str:
    """Return the path of an interpreter's program, which exists if the interpreter is installed."""
    return os.path.join(folder(declared, deployment), *declared["program"].split("/"))


def install_file(stream: IO[bytes], declared: dict[str, Any], deployment: Deployment) -> None:
    """Install the interpreter of an open file that was beside a verified archive."""
    _install_from(stream, declared["file"], declared, deployment)


def remove_unused(deployment: Deployment) -> list[str]:
    """Remove the interpreters that no release uses; return their names."""
    place = deployment.pythons
    used = {_key_of(place, os.path.join(deployment.release(name), "bin", "python")) for name in deployment.names()}
    used.add(_key_of(place, release.interpreter()))
    names = os.listdir(place) if os.path.isdir(place) else []
    for name in names:
        if name.endswith(_GONE):  # of a run that was killed
            shutil.rmtree(os.path.join(place, name))
    unused = sorted(name for name in names if name not in used and not name.endswith(_GONE))
    for name in unused:
        # what is removed in part would be used as complete
        doomed = os.path.join(place, name + _GONE)
        os.rename(os.path.join(place, name), doomed)
        shutil.rmtree(doomed)
    return [f"pythons/{name}" for name in unused]


def _key_of(place: str, program: str) -> str | None:
    """Return the name of the interpreter that `program` is or leads to, None if it is not one of these.

    A deployment may have several paths, and the program have the path of an earlier command.
    """
    inside = os.path.relpath(os.path.realpath(program), os.path.realpath(place))
    return None if inside.startswith(os.pardir) else inside.split(os.sep)[0]


def _install(archive: str, declared: dict[str, Any], deployment: Deployment) -> None:
    with _opened(archive, declared) as stream:
        _install_from(stream, archive, declared, deployment)


def _install_from(stream: IO[bytes], archive: str, declared: dict[str, Any], deployment: Deployment) -> None:
    """Compare the digest of the interpreter, unpack it beside its name, and rename it."""
    _Region(stream, declared).check(archive)  # before gzip and tarfile, as root, read bytes that nothing vouches for
    final = folder(declared, deployment)
    part = final + ".part"
    shutil.rmtree(part, ignore_errors=True)
    shutil.rmtree(final, ignore_errors=True)
    os.makedirs(part, 0o755)
    try:
        region = _Region(stream, declared)
        _unpack(region, part, archive)
        region.check(archive)  # the file may have changed meanwhile
        os.sync()
        os.rename(part, final)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _opened(archive: str, declared: dict[str, Any]) -> IO[bytes]:
    """Open the file with the interpreter: the archive, or the file beside it."""
    beside = declared.get("file")
    path = os.path.join(os.path.dirname(os.path.abspath(archive)), beside) if beside else archive
    if not os.path.isfile(path):
        raise Refusal(
            f"the interpreter of the archive is missing: there is no file `{path}`",
            hints=[
                "copy it from the repository, where it is beside the archive" if beside else "deploy the archive, not its unpacked tree"
            ],
            status=exits.FAILED,
        )
    return open(path, "rb")


class _Region:
    """The bytes of the interpreter in an open file, with their digest."""

    def __init__(self, stream: IO[bytes], declared: dict[str, Any]) -> None:
        stream.seek(declared["offset"])
        self._stream = stream
        self._left = declared["size"]
        self._expected = declared["sha256"]
        self._hash = hashlib.sha256()

    def read(self, size: int) -> bytes:
        data = self._stream.read(min(size, self._left))
        self._left -= len(data)
        self._hash.update(data)
        return data

    def check(self, archive: str) -> None:
        """Read the rest, and refuse bytes that differ from those that the build had."""
        while self.read(_CHUNK):
            pass
        found = self._hash.hexdigest()
        if self._left:
            raise damaged(archive, f"it ends {self._left} bytes too early")
        if found != self._expected:
            raise damaged(archive, f"its SHA-256 is {found}, and in the manifest {self._expected}")


class _Member(tarfile.TarInfo):
    """Member of a tar file: `tarfile` keeps an extended header, and the map of a sparse file, completely in memory."""

    def _proc_member(self, tar: tarfile.TarFile) -> tarfile.TarInfo:
        if self.type in _EXTENDED and self.size > _MOST_HEADER_BYTES:
            raise _Unfit(f"a header of it has {self.size} bytes")
        if self.type == tarfile.GNUTYPE_SPARSE:
            raise _Unfit("it has a sparse file")
        return tarfile.TarInfo._proc_member(self, tar)  # type: ignore[attr-defined]

    def _proc_gnusparse_10(self, *_: object) -> None:
        raise _Unfit("it has a sparse file")


class _Unfit(Exception):
    """The tar file has a member that no interpreter needs."""


def _unpack(region: _Region, part: str, archive: str) -> None:
    files, size = 0, 0
    links: list[tuple[str, str]] = []
    try:
        with tarfile.open(fileobj=region, mode="r|gz", tarinfo=_Member) as tar:  # type: ignore[call-overload]
            for member in tar:
                files += 1
                if files > _MOST_FILES:
                    raise damaged(archive, "it has too many files")
                size += _add(tar, member, part, archive, links, _MOST_BYTES - size)
    except (tarfile.TarError, EOFError, ValueError, zlib.error, _Unfit) as problem:
        raise damaged(archive, str(problem)) from None
    places = {path for path, _ in links}
    for path, target in links:
        if any(os.path.join(part, *above) in places for above in _above(os.path.relpath(path, part))):
            raise damaged(archive, f"`{os.path.relpath(path, part)!r}` is below a link")
        os.makedirs(os.path.dirname(path), 0o755, exist_ok=True)
        os.symlink(target, path)


def _above(name: str) -> list[list[str]]:
    """Return the folders above `name`, each as its parts."""
    parts = name.split("/")
    return [parts[:count] for count in range(1, len(parts))]


def _add(tar: tarfile.TarFile, member: tarfile.TarInfo, part: str, archive: str, links: list[tuple[str, str]], most: int) -> int:
    """Unpack one member of at most `most` bytes; return their number.  Links are only listed: no file is written through one."""
    name = os.path.normpath(member.name)
    if name == ".":
        return 0
    if not manifest.is_safe(name):
        raise damaged(archive, f"`{member.name!r}` is not a path inside it")
    path = os.path.join(part, *name.split("/"))
    if member.isdir():
        os.makedirs(path, 0o755, exist_ok=True)
    elif member.issym():
        links.append((path, _inside(name, member.linkname, archive)))
    elif member.isreg() or member.islnk():
        os.makedirs(os.path.dirname(path), 0o755, exist_ok=True)
        stream = tar.extractfile(member) if member.isreg() else open(os.path.join(part, _inside("", member.linkname, archive)), "rb")
        assert stream is not None
        with stream:
            size = member.size if member.isreg() else os.fstat(stream.fileno()).st_size
            if size > most:
                raise damaged(archive, "it has too many bytes")
            with files.named(path), open(path, "xb") as out:
                shutil.copyfileobj(stream, out, _CHUNK)
        os.chmod(path, 0o755 if member.mode & 0o111 else 0o644)
        return size
    else:
        raise damaged(archive, f"`{member.name!r}` is neither a file nor a link")
    return 0


def _inside(name: str, target: str, archive: str) -> str:
    """Return the target of a link that stays in the tree."""
    if os.path.isabs(target) or os.path.normpath(os.path.join(os.path.dirname(name), target)).split("/")[0] == os.pardir:
        raise damaged(archive, f"`{name!r}` is a link out of it")
    return target


def damaged(archive: str, why: str) -> Refusal:
    """Return the error of an interpreter that cannot be unpacked."""
    return Refusal(f"the interpreter of `{archive}` cannot be unpacked", [why], [_COPY], status=exits.DAMAGED)
