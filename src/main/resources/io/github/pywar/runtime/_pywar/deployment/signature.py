"""A detached signature of the archive, checked when the server has a public key.

Python's standard library verifies no signatures, so the server's own `openssl` (an Ed25519
key in PEM form, `ARCHIVE.sig`) or `gpg` (an armoured OpenPGP key, `ARCHIVE.asc`) does it.
"""

import base64
import binascii
import os
import shutil
import subprocess
import tempfile

from _pywar.deployment import atomic
from _pywar.report import Refusal


def check(archive, root, named):
    """Verify against the key that is named or was named before; gives a text for the log."""
    key = named or (root.public_key if os.path.exists(root.public_key) else None)
    if key is None:
        return "no public key configured"
    if not os.path.isfile(archive):
        raise Refusal("only a packed archive has a signature", [archive], ["deploy the .pywar file"], status=4)
    text = _read_key(key)
    told = _openpgp(archive, key) if "PGP PUBLIC KEY" in text else _ed25519(archive, key)
    if named:
        # from now on this deployment takes nothing that is not signed with it
        atomic.write(root.public_key, text.encode("ascii"))
    return told


def _read_key(path):
    try:
        with open(path, encoding="ascii") as stream:
            text = stream.read()
    except (OSError, UnicodeDecodeError) as problem:
        raise Refusal(f"the public key `{path}` cannot be read: {problem.strerror}", status=2) from None
    if "PRIVATE KEY" in text:
        raise Refusal(f"`{path}` holds a private key", hints=["only the public key belongs on a server"], status=2)
    if "PUBLIC KEY" not in text:
        raise Refusal(f"`{path}` is no public key", hints=["PEM for Ed25519, armoured for OpenPGP"], status=2)
    return text


def _ed25519(archive, key):
    signature = _signature(archive + ".sig")
    _check_openssl(_program("openssl", "an Ed25519 key"))
    with tempfile.TemporaryDirectory() as folder:
        raw = os.path.join(folder, "sig")
        with open(raw, "wb") as stream:
            stream.write(_raw(signature))
        words = ["pkeyutl", "-verify", "-pubin", "-inkey", key, "-rawin", "-in", archive, "-sigfile", raw]
        _run("openssl", words, archive, "an Ed25519 key")
    return "signed: Ed25519, verified by openssl"


def _openpgp(archive, key):
    _signature(archive + ".asc")
    with tempfile.TemporaryDirectory() as home:
        _run("gpg", ["--homedir", home, "--batch", "--quiet", "--import", key], archive, "an OpenPGP key")
        words = ["--homedir", home, "--batch", "--quiet", "--trust-model", "always"]
        _run("gpg", [*words, "--verify", archive + ".asc", archive], archive, "an OpenPGP key")
    return "signed: OpenPGP, verified by gpg"


def _signature(path):
    try:
        with open(path, "rb") as stream:
            return stream.read()
    except OSError:
        raise Refusal(
            "the archive is not signed, and this deployment has a public key",
            [f"looked for {path}"],
            ["copy the signature beside the archive"],
            status=4,
        ) from None


def _raw(data):
    """64 bytes as they are, or in base64."""
    if len(data) == 64:
        return data
    try:
        return base64.b64decode(data.strip(), validate=True)
    except binascii.Error:
        return data


def _program(name, kind):
    found = shutil.which(name)
    if found is None:
        raise Refusal(
            f"Python alone cannot verify {kind}, and this server has no `{name}`",
            hints=[f"install {name}"],
            status=4,
        )
    return found


def _called(words):
    return subprocess.run(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def _check_openssl(program):
    """1.1.1, which older systems have, would call every signature wrong: it knows no `-rawin`."""
    if b"-rawin" not in _called([program, "pkeyutl", "-help"]).stdout:
        raise Refusal(
            "this server's `openssl` is too old to verify an Ed25519 signature",
            [f"found: {_called([program, 'version']).stdout.decode('utf-8', 'replace').strip()}"],
            ["it takes OpenSSL 3.0", "or let the build sign with OpenPGP, and name that public key"],
            status=4,
        )


def _run(program, words, archive, kind):
    done = _called([_program(program, kind), *words])
    if done.returncode != 0:
        raise Refusal(
            f"the signature of `{archive}` does not fit",
            done.stdout.decode("utf-8", "replace").strip().splitlines()[-3:],
            ["fetch the archive and its signature again", "ask who made this archive"],
            status=4,
        )
