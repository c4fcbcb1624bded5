"""Check of the archive's provenance: a SLSA v1 statement in a DSSE envelope, signed with the deployment's Ed25519 key.

The key alone proves who signed.  The statement adds which builder made the archive; the subject must be this archive.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import tempfile

from _pywar.base import exits, files
from _pywar.base.report import Refusal
from _pywar.deployment import atomic, signature

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    import argparse
    from typing import Any

    from _pywar.deployment.directory import Deployment

END = ".intoto.jsonl"
# bytes of the largest envelope, 50,000 packages, and of the kept list of builders
_ENVELOPE, _KEPT = 16 << 20, 1 << 16
_PAYLOAD = "application/vnd.in-toto+json"
_STATEMENT = "https://in-toto.io/Statement/v1"
_PREDICATE = "https://slsa.dev/provenance/v1"


def check(
    archive: str, sha256: str | None, deployment: Deployment, request: argparse.Namespace, is_kept: bool = True
) -> str:
    """Verify the provenance, if it is required now or was before; return a text for the log, empty if it is not.

    The requirement is kept for later deployments, unless `is_kept` is false.
    """
    builders = _required(deployment, request)
    if builders is None:
        return ""
    key = _key(request.public_key or deployment.public_key)
    is_new = is_kept and bool(request.require_provenance or request.builder)
    kept = json.dumps({"builders": builders}, indent=1).encode("ascii") + b"\n"
    if is_new and not os.path.lexists(deployment.provenance):
        # before the check: if it fails, the next command must not deploy without a provenance
        atomic.write(deployment.provenance, kept)
    statement = _verified(archive, _envelope(archive), key)
    builder = _check_statement(archive, statement, sha256, builders)
    if is_new:
        atomic.write(deployment.provenance, kept)
    return f"provenance: built by {builder}"


def _required(deployment: Deployment, request: argparse.Namespace) -> list[str] | None:
    """Return the accepted builders, any if the list is empty; None if no provenance is required."""
    if request.builder:
        return sorted(set(request.builder))
    kept = _kept(deployment)
    if request.require_provenance:
        return kept or []
    return kept


def _kept(deployment: Deployment) -> list[str] | None:
    path = deployment.provenance
    if not os.path.lexists(path):
        return None
    try:
        builders = json.loads(files.read(path, _KEPT))["builders"]
        if isinstance(builders, list) and all(isinstance(one, str) for one in builders):
            return builders
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        pass
    raise Refusal(
        f"`{path}` is damaged, so it is not known which builders this deployment accepts",
        hints=["name them again: remove that file, and deploy with --require-provenance and --builder ID"],
        status=exits.DAMAGED,
    )


def _key(path: str) -> str:
    if not os.path.lexists(path):
        raise Refusal(
            "a provenance is verified with the key of the deployment, and it has none",
            hints=["name the key: --public-key FILE"],
            status=exits.USAGE,
        )
    text = signature.read_key(path)
    if signature.is_openpgp(text):
        raise Refusal(
            "a provenance is signed with an Ed25519 key, and this deployment has an OpenPGP key",
            hints=["sign archives with an Ed25519 key in the build (<signingKey>), and name its public key: --public-key FILE"],
            status=exits.USAGE,
        )
    return text


def _envelope(archive: str) -> dict[str, Any]:
    path = archive + END
    try:
        found = json.loads(files.read(os.path.realpath(path), _ENVELOPE))
    except FileNotFoundError:
        raise Refusal(
            "the archive has no provenance, and this deployment requires one",
            [f"looked for {path}"],
            ["copy the provenance beside the archive", "to write one, set <provenanceBuilder> in the build"],
            status=exits.DAMAGED,
        ) from None
    except OSError as problem:
        raise _damaged(archive, f"{path} {problem.strerror}") from None
    except (ValueError, RecursionError):
        raise _damaged(archive, "it is not JSON") from None
    if not isinstance(found, dict) or found.get("payloadType") != _PAYLOAD:
        raise _damaged(archive, f"it is no DSSE envelope with a payload of the type {_PAYLOAD}")
    return found


def _damaged(archive: str, why: str) -> Refusal:
    return Refusal(
        f"the provenance of `{archive}` cannot be read",
        [why],
        ["fetch the archive and its provenance again"],
        status=exits.DAMAGED,
    )


def _verified(archive: str, envelope: dict[str, Any], key: str) -> dict[str, Any]:
    """Return the statement, if one of the signatures is by the key; only verified bytes are parsed."""
    try:
        payload = base64.b64decode(envelope["payload"], validate=True)
        signed = [base64.b64decode(one["sig"], validate=True) for one in envelope["signatures"][:10]]
    except (KeyError, TypeError, ValueError, binascii.Error):
        raise _damaged(archive, "its payload or its signatures are not in base64") from None
    kind = _PAYLOAD.encode("ascii")
    text = b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "signed")
        with open(path, "wb") as stream:
            stream.write(text)
        if not any(len(one) == 64 and signature.fits(path, key, one) for one in signed):
            raise Refusal(
                f"the provenance of `{archive}` is not signed with the key of this deployment",
                hints=["fetch the archive and its provenance again", "check which key signed it"],
                status=exits.DAMAGED,
            )
    try:
        statement = json.loads(payload)
    except (ValueError, RecursionError):
        raise _damaged(archive, "its payload is not JSON") from None
    return statement if isinstance(statement, dict) else {}


def _check_statement(archive: str, statement: dict[str, Any], sha256: str | None, builders: list[str]) -> str:
    """Refuse a statement about another archive, or by a builder that is not accepted; return the builder."""
    if statement.get("_type") != _STATEMENT or statement.get("predicateType") != _PREDICATE:
        raise _damaged(archive, f"it is no statement with the predicate {_PREDICATE}")
    try:
        hashes = [one["digest"].get("sha256") for one in statement["subject"]]
        builder = statement["predicate"]["runDetails"]["builder"]["id"]
    except (KeyError, TypeError, AttributeError):
        raise _damaged(archive, "it has no subject or no builder") from None
    if sha256 is None or sha256 not in hashes:
        raise Refusal(
            f"the provenance of `{archive}` is that of another archive",
            [f"SHA-256 of the archive: {sha256}", f"in the provenance: {', '.join(map(str, hashes[:3]))}"],
            ["fetch the archive and its provenance again"],
            status=exits.DAMAGED,
        )
    if builders and builder not in builders:
        raise Refusal(
            f"the builder `{builder}` of `{archive}` is not accepted by this deployment",
            [f"accepted: {', '.join(builders)}"],
            ["deploy an archive of an accepted builder", "to accept others from now on, name all of them: --builder ID"],
            status=exits.DAMAGED,
        )
    return str(builder)
