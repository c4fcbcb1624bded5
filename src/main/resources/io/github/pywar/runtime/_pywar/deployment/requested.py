"""Checks of the request of a deployment, before a byte is written."""

from __future__ import annotations

import contextlib
import hashlib
import os

from _pywar.archive import manifest, source, unpack
from _pywar.archive.bundle import key_of
from _pywar.base import exits, files
from _pywar.base.report import Refusal
from _pywar.boot import envfile, gate
from _pywar.deployment import atomic, health, release, seal, state

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    import argparse
    from typing import Any

    from _pywar.deployment.directory import Deployment

_SHOWN = 20


def check(found: dict[str, Any], request: argparse.Namespace) -> None:
    """Refuse a request that cannot be fulfilled on any deployment."""
    gate.require(found)
    _check_name(found)
    health.check_form(request.check_url)
    if request.keep < 1:
        raise Refusal("`--keep` must be 1 or more", status=exits.USAGE)
    if request.env_file:
        _check_env_file(request.env_file)


def _check_name(found: dict[str, Any]) -> None:
    """Refuse a name that `list`, `rollback` and the next deployment would not recognize as a release."""
    name = release.name_of(found)
    if not state.NAME.fullmatch(name):
        raise Refusal(
            f"the archive has no build id: its release would be `{name}`",
            [f"build id in its manifest: {found['build']['id']}; a build id has 12 digits of 0-9 and a-f"],
            ["build it again, with pywar-maven-plugin"],
            status=exits.DAMAGED,
        )


def check_for(deployment: Deployment, request: argparse.Namespace, found: dict[str, Any]) -> None:
    """Refuse a request that this deployment cannot fulfil in its present state."""
    _check_application(deployment, request, found)
    if request.hooks == "post-deploy":
        _check_serves(deployment, request, release.name_of(found))
    if request.hooks == "only" and request.env_file and deployment.current():
        raise Refusal(
            f"`{deployment.path}` serves, and with `--hooks=only` the file `{request.env_file}` would replace its environment",
            [f"current: {deployment.current()}"],
            ["omit --env-file: the hooks use shared/env", "or use a separate directory for hooks"],
            status=exits.USAGE,
        )


def _check_serves(deployment: Deployment, request: argparse.Namespace, name: str) -> None:
    """Refuse `--hooks=post-deploy` before the switch: it runs the hooks that were left out at the switch."""
    if request.env_file:
        raise Refusal("`--hooks=post-deploy` switches nothing, so it takes no `--env-file`", status=exits.USAGE)
    if deployment.current() != name:
        raise Refusal(
            f"`{deployment.path}` does not serve {name}, so its hooks of post-deploy cannot run",
            [f"current: {deployment.current() or 'none'}"],
            ["deploy it first: --hooks=pre-deploy"],
            status=exits.USAGE,
        )


def read_env_file(path: str) -> bytes:
    """Return the bytes of `--env-file`; links are followed, because the deploying user chose the path."""
    return files.read(os.path.realpath(path), atomic.ENV_BYTES)


def present_env(deployment: Deployment) -> bytes | None:
    """Return the bytes of `shared/env`; None if it does not exist or cannot be read here."""
    with contextlib.suppress(OSError):
        atomic.check_link(deployment.env)
        return files.read(os.path.realpath(deployment.env), atomic.ENV_BYTES)
    return None


def _check_env_file(path: str) -> None:
    try:
        envfile.parse(envfile.decoded(read_env_file(path), path), path)
    except OSError as problem:
        raise Refusal(f"`--env-file {path}` cannot be read: {problem.strerror}", status=exits.USAGE) from None
    except Refusal as refusal:
        refusal.status = exits.USAGE
        raise


def _check_application(deployment: Deployment, request: argparse.Namespace, found: dict[str, Any]) -> None:
    """Refuse another application: it would take over the address, the database and the environment of the present one."""
    current, asked = deployment.current(), key_of(found)
    if current is None or request.replace:
        return
    sealed = seal.read(deployment, current)
    held = sealed.key if sealed else _key_by_manifest(deployment.release(current))
    if held not in (None, asked):
        raise Refusal(
            f"`{deployment.path}` is the deployment of another application",
            [f"it serves:   {held} ({current})", f"the archive: {asked} {found['version']}"],
            ["use a separate directory for this application", "or replace the other application: --replace"],
            status=exits.USAGE,
        )


def _key_by_manifest(path: str) -> str | None:
    with contextlib.suppress(Refusal, KeyError, AttributeError):
        return key_of(manifest.read(path))
    return None


class VerifiedArchive:
    """Identity of an archive at its verification; a tree has no digest."""

    def __init__(self, archive: str) -> None:
        self._before = _identity(archive)
        self.sha256 = _sha256(archive) if self._before else None

    def check(self, archive: str) -> None:
        """Refuse an archive that was replaced or changed while it was unpacked."""
        if _identity(archive) != self._before:
            raise Refusal(
                f"`{archive}` was changed while it was deployed",
                hints=["copy it to a directory that only you can write, then run this again"],
                status=exits.DAMAGED,
            )

    def require_undamaged(self, archive: str, deployment: Deployment, name: str) -> None:
        """Refuse an archive with files that do not match its record.

        The archive that the release `name` was made of was checked then: its digest is in the seal.
        """
        path = deployment.release(name)
        sealed = seal.read(deployment, name) if os.path.isdir(path) else None
        is_known = bool(self.sha256 and sealed and sealed.archive == self.sha256)
        if is_known or (os.path.isdir(path) and os.path.samefile(archive, path)):
            return
        names = unpack.mismatches(source.of(archive))
        if names:
            more = [f"... and {len(names) - _SHOWN} more"] if len(names) > _SHOWN else []
            raise Refusal(
                f"`{archive}` is damaged: {len(names)} file{'s do' if len(names) > 1 else ' does'} not match its record",
                [ascii(one)[1:-1] for one in names[:_SHOWN]] + more,
                ["copy the archive again, and compare its SHA-256 with the repository's"],
                status=exits.DAMAGED,
            )


def _identity(archive: str) -> tuple[int, int, int, int] | None:
    """Return the identity of a file, with its change time, which no user can set back."""
    found = os.stat(archive)
    return (found.st_dev, found.st_ino, found.st_size, found.st_ctime_ns) if os.path.isfile(archive) else None


def _sha256(archive: str) -> str:
    digest = hashlib.sha256()
    with open(archive, "rb") as stream:
        for chunk in iter(lambda: stream.read(1 << 20), b""):
            digest.update(chunk)
    return digest.hexdigest()
