"""The option `deploy --from URL|FILE`: fetch an archive, verify it, then let its own tool deploy it.

The code that runs here belongs to a release that serves, or to an archive that the user started.  Code of the new
archive runs only after its checksum, its signature and each of its files were checked.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re

from _pywar.archive import manifest, record, source, unpack
from _pywar.base import exits
from _pywar.base.report import Refusal
from _pywar.boot import process
from _pywar.deployment import (
    atomic,
    contents,
    credentials,
    delta,
    former,
    origins,
    provenance,
    python_fetch,
    release,
    removal,
    requested,
    signature,
    verify,
)
from _pywar.deployment.directory import Deployment
from _pywar.deployment.http_ranges import Changed, HttpOrigin
from _pywar.deployment.journal import Journal, report

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    import argparse
    from typing import Iterator, NoReturn

    from _pywar.archive.record import Row

# endings of checksum files, the best one first, and their algorithms; repositories of Maven have at least the last one
_CHECKSUMS = (("sha256", hashlib.sha256), ("sha512", hashlib.sha512), ("sha1", hashlib.sha1))
_CHECKSUM_BYTES, _SIGNATURE_BYTES, _PROVENANCE_BYTES = 4096, 64 << 10, 16 << 20
_ENDINGS = (".sig", ".asc", provenance.END)
_KEPT = re.compile(r".+-[0-9a-f]{12}\.pywar(\.sig|\.asc|\.intoto\.jsonl)?", re.DOTALL)


def main(request: argparse.Namespace) -> NoReturn:
    """Fetch and verify the archive, then replace this process by the command `deploy` of its own tool."""
    deployment = Deployment(request.root)
    with contextlib.closing(origins.of(request.origin)) as origin:
        deployment.create()
        with removal.locked(deployment):
            path = Fetch(origin, deployment, request).run()
    credentials.forget()
    process.rerun(release.interpreter(), ["-I", path, *_without_origin(request.words)])
    raise AssertionError("the process was not replaced")


def _without_origin(words: list[str]) -> list[str]:
    """Return the words of the command line without `--from`."""
    found, is_value = [], False
    for word in words:
        if not is_value and word != "--from" and not word.startswith("--from="):
            found.append(word)
        is_value = word == "--from" and not is_value
    return found


class Fetch:
    """One run; `run` returns the path of the verified archive."""

    def __init__(self, origin: origins.Origin, deployment: Deployment, request: argparse.Namespace) -> None:
        self.origin = origin
        self.deployment = deployment
        self.request = request
        self.path = deployment.fetching
        self.journal = Journal(deployment.log, "deploy")
        self.taken: dict[str, Row] = {}

    def run(self) -> str:
        self._require_trust()
        try:
            with self.journal.step("fetch") as step:
                step["detail"] = self._fetch()
            with self.journal.step("check archive") as step:
                found = manifest.read(self.path)
                requested.check(found, self.request)
                self._fetch_signatures()
                signed = signature.check(self.path, self.deployment, self.request.public_key)
                built = provenance.check(self.path, _digest(self.path, "sha256"), self.deployment, self.request)
                step["detail"] = ", ".join(filter(None, [signed, built]))
            if python_fetch.is_beside(found, self.deployment):
                with self.journal.step("fetch interpreter") as step:
                    self._require_space(found["runtime"]["size"])
                    step["detail"] = python_fetch.fetch_beside(self.origin, found["runtime"], self.deployment)
            return self._keep(release.name_of(found))
        finally:
            for ending in ("", *_ENDINGS):
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(self.path + ending)

    def _require_trust(self) -> None:
        """Refuse plain http to another machine without a key: any machine between could choose the code that runs here."""
        has_key = self.request.public_key or os.path.lexists(self.deployment.public_key)
        if isinstance(self.origin, HttpOrigin) and not credentials.is_private(self.origin.url) and not has_key:
            raise Refusal(
                f"`{self.origin.shown}` is not read: plain http protects nothing, and this deployment has no public key",
                hints=["use https", "or sign the archive, and name the key: --public-key FILE"],
                status=exits.USAGE,
            )

    def _fetch(self) -> str:
        """Make the archive; start again once if it changes in the repository meanwhile."""
        self.origin = origins.newest(self.origin)
        try:
            return self._fetch_once()
        except Changed:
            report(f"`{self.origin.shown}` has changed; it is fetched again from the start")
        os.unlink(self.path)
        try:
            return self._fetch_once()
        except Changed:
            raise Refusal(f"`{self.origin.shown}` changes while it is fetched", status=exits.FAILED) from None

    def _fetch_once(self) -> str:
        with delta.Part(self.path, self.origin) as part:
            tail = self.origin.start(delta.TAIL, part.write)
            part.truncate(self.origin.size)
            self._require_space(self.origin.size)
            if tail == 0:
                if isinstance(self.origin, HttpOrigin) and self.origin.size > delta.TAIL:
                    report(f"warning: `{self.origin.shown}` is fetched completely, because its server has no range requests")
            elif not part.read_directory(tail) or not self._fill(part):
                part.fetch([(0, tail)])
            self._check(part)
            return self._summary()

    def _require_space(self, size: int) -> None:
        found = os.statvfs(self.deployment.notes)
        if found.f_bavail * found.f_frsize < size:
            raise Refusal(
                f"`{self.deployment.notes}` has too little space for a file of {size} bytes",
                hints=["free some space, then run this again"],
                status=exits.FAILED,
            )

    def _fill(self, part: delta.Part) -> bool:
        """Complete the archive with files of the release that serves; return whether there is such a release."""
        with self._serving() as (tree, rows):
            if tree is None:
                return False
            self.taken = part.take(tree, rows)
        has_small_start = part.first() <= delta.GAP
        part.fetch([(0, part.first())] * has_small_start + part.missing(self.taken))
        part.fetch(part.write_record(self.taken))
        if not has_small_start:
            part.fetch(python_fetch.copy_kept(part, self.deployment))
        return True

    @contextlib.contextmanager
    def _serving(self) -> Iterator[tuple[contents.Tree | None, dict[str, Row]]]:
        last = self.deployment.current() or next(iter(reversed(self.deployment.names())), None)
        rows = former.read_rows(self.deployment, last) if last else {}
        if not last or not rows:
            yield None, {}
            return
        with contents.Tree(self.deployment.release(last)) as tree:
            yield tree, rows

    def _check(self, part: delta.Part) -> None:
        """Compare the archive with its checksum and its RECORD; what was made of the release may be fetched after all."""
        expected = self._checksum()
        wrong = self._mismatch(expected)
        if wrong and self.taken:
            report(f"the archive of files of the release is not the one in the repository ({wrong}); all of it is fetched")
            self.taken = {}
            part.fetch([(0, self.origin.size)])
            wrong = self._mismatch(expected)
        if wrong:
            raise Refusal(
                f"`{self.origin.shown}` is damaged",
                [wrong],
                ["deploy the archive to the repository again", "or remove it from the cache of a proxy between"],
                status=exits.DAMAGED,
            )

    def _mismatch(self, expected: tuple[str, str] | None) -> str:
        """Return the first difference, an empty text if there is none."""
        if expected:
            name, digest = expected
            found = _digest(self.path, name)
            if found != digest:
                return f"{name} is {found}, and beside it {digest}"
        try:
            names = unpack.mismatches(source.ZipSource(self.path))
        except Refusal as problem:
            return ": ".join([problem.what.replace(self.path, self.origin.shown), *problem.facts])
        return f"{len(names)} files differ from {record.RECORD}, such as {ascii(names[0])[1:-1]}" if names else ""

    def _checksum(self) -> tuple[str, str] | None:
        """Return (algorithm, digest) of the best checksum file beside the archive."""
        for name, algorithm in _CHECKSUMS:
            data = self.origin.beside(f".{name}", _CHECKSUM_BYTES)
            if data is not None:
                # some tools write the file's name behind the digest
                found = (data.split() or [b""])[0].decode("ascii", "replace").lower()
                if not re.fullmatch(f"[0-9a-f]{{{algorithm().digest_size * 2}}}", found):
                    shown = found[:80].encode("unicode_escape").decode("ascii")
                    raise Refusal(f"`{self.origin.shown}.{name}` is no {name} checksum", [f"it begins with {shown}"], status=exits.DAMAGED)
                return name, found
        return None

    def _fetch_signatures(self) -> None:
        if not self.request.public_key and not os.path.lexists(self.deployment.public_key):
            return
        for ending in _ENDINGS:
            data = self.origin.beside(ending, _PROVENANCE_BYTES if ending == provenance.END else _SIGNATURE_BYTES)
            if data is not None:
                atomic.write(self.path + ending, data)

    def _summary(self) -> str:
        size = self.origin.size
        files = f", {len(self.taken)} files of the release before" if self.taken else ""
        # the name of a build, where a snapshot was named
        name = "" if self.request.origin.endswith(self.origin.name) else f"{verify.printable(self.origin.name)}: "
        return f"{name}{self.origin.received} of {size} bytes in {self.origin.requests} requests{files}"

    def _keep(self, name: str) -> str:
        """Give the archive its name, and remove those of earlier runs."""
        kept = os.path.join(self.deployment.notes, f"{name}.pywar")
        with open(self.path, "rb") as stream:
            os.fsync(stream.fileno())
        for ending in (*_ENDINGS, ""):
            if os.path.exists(self.path + ending):
                os.chmod(self.path + ending, 0o644)
                atomic.rename(self.path + ending, kept + ending)
        for other in os.listdir(self.deployment.notes):
            if _KEPT.fullmatch(other) and not other.startswith(f"{name}.pywar"):
                os.unlink(os.path.join(self.deployment.notes, other))
        return kept


def _digest(path: str, name: str) -> str:
    found = dict(_CHECKSUMS)[name]()
    with open(path, "rb") as stream:
        for chunk in iter(lambda: stream.read(1 << 20), b""):
            found.update(chunk)
    return found.hexdigest()
