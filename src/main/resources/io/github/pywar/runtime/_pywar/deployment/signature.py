"""Check of the archive's detached signature, if the deployment has a public key.

Python's standard library cannot verify signatures, so the server's `openssl` (Ed25519 key in PEM form,
`ARCHIVE.sig`) or `gpg` (armoured OpenPGP key, `ARCHIVE.asc`) does it.  `openpgp` checks the result of `gpg`.
"""

from __future__ import annotations

import base64
import binascii
import os
import tempfile

from _pywar.base import exits, files
from _pywar.base.report import Refusal
from _pywar.deployment import atomic, openpgp
from _pywar.deployment.verifier import mismatch, program, run

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    import subprocess

    from _pywar.deployment.directory import Deployment

# bytes of the largest key (an OpenPGP key with many certifications) and of the largest signature
_KEY, _SIGNATURE = 1 << 20, 64 << 10
# RFC 8410: SubjectPublicKeyInfo of an Ed25519 key; its 32 bytes follow
_ED25519 = bytes.fromhex("302a300506032b6570032100")
# other kinds of keys in PEM files, by the identifier of their algorithm
_KINDS = (
    ("2a864886f70d010101", "an RSA key"),
    ("2a864886f70d01010a", "an RSA-PSS key"),
    ("2a8648ce3d0201", "an elliptic curve key (ECDSA)"),
    ("2a8648ce380401", "a DSA key"),
    ("2b6571", "an Ed448 key"),
    ("2b656e", "an X25519 key"),
    ("2b656f", "an X448 key"),
)


def check(archive: str, deployment: Deployment, named: str | None, is_kept: bool = True) -> str:
    """Verify with the key that is named or was named before; return a text for the log.

    A named key is kept for later deployments, unless `is_kept` is false.
    """
    key = named or (deployment.public_key if os.path.lexists(deployment.public_key) else None)
    if key is None:
        return "no public key configured"
    if not os.path.isfile(archive):
        raise Refusal("only a packed archive has a signature", [archive], ["deploy the .pywar file"], status=exits.DAMAGED)
    text = read_key(key)
    by_openpgp = is_openpgp(text)
    if not by_openpgp:
        _check_kind(key, text)
    if named and is_kept and not os.path.lexists(deployment.public_key):
        # before the check: if it fails, the next command must not deploy without a key
        atomic.write(deployment.public_key, text.encode("ascii"))
    if by_openpgp:
        result = openpgp.check(archive, key, text, signature_of(archive, ".asc"))
    else:
        result = _ed25519(archive, text)
    if named and is_kept:
        # from now on this deployment accepts only archives with a signature by this key
        atomic.write(deployment.public_key, text.encode("ascii"))
    return result


def is_openpgp(key: str) -> bool:
    """Return whether the text is an OpenPGP key; the others are Ed25519 keys in PEM form."""
    return "BEGIN PGP PUBLIC KEY BLOCK" in key


def read_key(path: str) -> str:
    """Return the text of a public key."""
    try:
        text = files.read(os.path.realpath(path), _KEY).decode("ascii")
    except UnicodeDecodeError:
        raise Refusal(f"`{path}` is no public key", hints=[_FORMS], status=exits.USAGE) from None
    except OSError as problem:
        raise Refusal(f"the public key `{path}` cannot be read: {problem.strerror}", status=exits.USAGE) from None
    if "PRIVATE KEY" in text:
        raise Refusal(f"`{path}` holds a private key", hints=["only the public key belongs on a server"], status=exits.USAGE)
    if "PUBLIC KEY" not in text:
        raise Refusal(f"`{path}` is no public key", hints=[_FORMS], status=exits.USAGE)
    return text


_FORMS = "PEM for Ed25519, armoured for OpenPGP"


def _ed25519(archive: str, text: str) -> str:
    done = _run_openssl(archive, text, _raw(archive, signature_of(archive, ".sig")))
    if done.returncode != 0:
        raise mismatch(archive, done.stdout.decode("utf-8", "replace").strip().splitlines()[-3:])
    return "signed: Ed25519, verified by openssl"


def fits(path: str, key: str, signature: bytes) -> bool:
    """Return whether `signature` is that of the file at `path`, by an Ed25519 key in PEM form."""
    _check_kind("the key of the deployment", key)
    return _run_openssl(path, key, signature).returncode == 0


def _run_openssl(path: str, key: str, signature: bytes) -> subprocess.CompletedProcess[bytes]:
    openssl = program("openssl", "an Ed25519 key")
    _check_openssl(openssl)
    with tempfile.TemporaryDirectory() as folder:
        # verify with copies of the bytes that were read: other users may change the files meanwhile
        paths = [os.path.join(folder, name) for name in ("key", "sig")]
        for copy, data in zip(paths, (key.encode("ascii"), signature)):
            with open(copy, "wb") as stream:
                stream.write(data)
        words = ["pkeyutl", "-verify", "-pubin", "-inkey", paths[0], "-rawin", "-in", path, "-sigfile", paths[1]]
        return run([openssl, *words])


def _check_kind(key: str, text: str) -> None:
    """Refuse a key of another kind than Ed25519, because `openssl` verifies with any kind."""
    body = text.partition("-----BEGIN PUBLIC KEY-----")[2].partition("-----END PUBLIC KEY-----")[0]
    try:
        found = base64.b64decode("".join(body.split()), validate=True)
    except binascii.Error:
        found = b""
    if found.startswith(_ED25519) and len(found) == len(_ED25519) + 32:
        return
    kind = next((kind for number, kind in _KINDS if _identifier(number) in found[:40]), "no Ed25519 key")
    raise Refusal(
        f"`{key}` holds {kind}, and in PEM form only Ed25519 is accepted",
        hints=["make one: openssl genpkey -algorithm ed25519; its public half: openssl pkey -pubout", "or use OpenPGP"],
        status=exits.USAGE,
    )


def _identifier(number: str) -> bytes:
    """Return an OBJECT IDENTIFIER in DER."""
    data = bytes.fromhex(number)
    return bytes([6, len(data)]) + data


def signature_of(archive: str, end: str) -> bytes:
    """Return the bytes of the signature beside the archive."""
    path = archive + end
    try:
        return files.read(os.path.realpath(path), _SIGNATURE)
    except FileNotFoundError:
        facts = [f"looked for {path}"]
    except OSError as problem:
        facts = [f"{path} {problem.strerror}"]
    raise Refusal(
        "the archive is not signed, and this deployment has a public key",
        facts,
        ["copy the signature beside the archive"],
        status=exits.DAMAGED,
    )


def _raw(archive: str, data: bytes) -> bytes:
    """Return the 64 bytes of a signature, which may be in base64."""
    if len(data) == 64:
        return data
    try:
        decoded = base64.b64decode(data.strip(), validate=True)
    except binascii.Error:
        decoded = b""
    if len(decoded) != 64:
        raise Refusal(
            f"`{archive}.sig` is no Ed25519 signature",
            [f"it has {len(data)} bytes, and a signature 64, or their base64"],
            ["sign it: openssl pkeyutl -sign -inkey KEY -rawin -in ARCHIVE -out ARCHIVE.sig"],
            status=exits.DAMAGED,
        )
    return decoded


def _check_openssl(found: str) -> None:
    """Refuse OpenSSL 1.1.1, which has no `-rawin` and would reject every signature."""
    if b"-rawin" not in run([found, "pkeyutl", "-help"]).stdout:
        raise Refusal(
            "this server's `openssl` is too old to verify an Ed25519 signature",
            [f"found: {run([found, 'version']).stdout.decode('utf-8', 'replace').strip()}"],
            ["install OpenSSL 3.0 or newer", "or sign with OpenPGP in the build, and use that public key"],
            status=exits.DAMAGED,
        )
