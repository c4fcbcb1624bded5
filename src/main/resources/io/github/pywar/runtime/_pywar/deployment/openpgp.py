"""Check of OpenPGP signatures, by the status lines that `gpg` writes for programs in every language.

gpg ends with 0 for revoked keys, expired keys and SHA-1, so each of its status lines is checked.
"""

from __future__ import annotations

import os
import tempfile

from _pywar.base import exits
from _pywar.base.report import Refusal
from _pywar.deployment import verifier

_KIND = "an OpenPGP key"
# RFC 9580, sections 9.5 and 9.1
_DIGESTS = {"8": "SHA-256", "9": "SHA-384", "10": "SHA-512", "11": "SHA-224", "12": "SHA3-256", "14": "SHA3-512"}
_WEAK = {"1": "MD5", "2": "SHA-1", "3": "RIPEMD-160"}
_RSA, _LEAST_RSA = ("1", "2", "3"), 2048
_ALGORITHMS = {"1": "RSA", "3": "RSA", "19": "ECDSA", "22": "EdDSA", "27": "Ed25519", "28": "Ed448"}
_OLD = {"16": "ElGamal", "17": "DSA", "20": "ElGamal"}
# class of a detached signature of the bytes; 01 is of a text whose line ends may differ
_OF_BYTES = "00"
# number of fields of VALIDSIG, up to the class
_VALID_WORDS = 9
# gpg's keyword -> its meaning
_BAD = {
    "BADSIG": None,
    "REVKEYSIG": "its key was revoked",
    "KEYREVOKED": "its key was revoked",
    "EXPKEYSIG": "its key has expired",
    "EXPSIG": "the signature itself has expired",
    "PLAINTEXT": "it is a signed message, not a detached signature of the archive",
}


def check(archive: str, key: str, key_text: str, data: bytes) -> str:
    """Refuse `data` unless every signature in it is valid and by `key_text`; return a text for the log."""
    with tempfile.TemporaryDirectory() as home:
        paths = [os.path.join(home, name) for name in ("key.asc", "archive.asc")]
        for path, content in zip(paths, (key_text.encode("ascii"), data)):
            with open(path, "wb") as stream:
                stream.write(content)
        if not _rows(_gpg(home, "--import", paths[0])[1], "IMPORT_OK"):
            raise Refusal(f"`{key}` holds no OpenPGP key", hints=["export one: gpg --armor --export NAME"], status=exits.USAGE)
        keys = _keys(_gpg(home, "--with-colons", "--list-keys")[2])
        code, lines, text = _gpg(home, "--trust-model", "always", "--verify", paths[1], archive)
    _judge(archive, code, lines, text, keys)
    digest = _DIGESTS[_rows(lines, "VALIDSIG")[0][7]]
    return f"signed: OpenPGP ({_ALGORITHMS[_rows(lines, 'VALIDSIG')[0][6]]}, {digest}), verified by gpg"


def _gpg(home: str, *words: str) -> tuple[int, list[list[str]], str]:
    """Run gpg and return (exit code, status lines as fields, all output)."""
    quiet = ["--batch", "--no-tty", "--quiet", "--no-options", "--no-auto-key-retrieve", "--no-autostart"]
    done = verifier.run([verifier.program("gpg", _KIND), "--homedir", home, *quiet, "--status-fd", "1", *words])
    text = done.stdout.decode("utf-8", "replace")
    marked = [line.split()[1:] for line in text.splitlines() if line.startswith("[GNUPG:] ")]
    return done.returncode, [words for words in marked if words], text


def _judge(archive: str, code: int, lines: list[list[str]], text: str, keys: dict[str, int]) -> None:
    for keyword, why in _BAD.items():
        if _rows(lines, keyword):
            raise _rejected(archive, why) if why else verifier.mismatch(archive, _words(text))
    for words in _rows(lines, "ERRSIG"):
        if words[2:3] and words[2] in _WEAK:
            raise _rejected(archive, _weak(words[2]))
        raise verifier.mismatch(archive, _words(text))
    valid, accepted = _rows(lines, "VALIDSIG"), _rows(lines, "GOODSIG")
    if any(len(words) < _VALID_WORDS for words in valid):
        raise verifier.mismatch(archive, _words(text))
    for words in valid:
        _judge_one(archive, words, keys)
    # one VALIDSIG and one GOODSIG for each signature in the file
    if code != 0 or not valid or not len(valid) == len(accepted) == max(1, len(_rows(lines, "NEWSIG"))):
        raise verifier.mismatch(archive, _words(text))


def _judge_one(archive: str, words: list[str], keys: dict[str, int]) -> None:
    """Check one VALIDSIG: fingerprint, date, times, version, reserved, algorithm, digest, class, primary fingerprint."""
    fingerprint, algorithm, digest, kind = words[0], words[6], words[7], words[8]
    if digest not in _DIGESTS:
        raise _rejected(archive, _weak(digest))
    if algorithm not in _ALGORITHMS:
        raise _rejected(archive, f"its algorithm, {_OLD.get(algorithm, 'number ' + algorithm)}, is not accepted")
    bits = keys.get(fingerprint, 0)
    if algorithm in _RSA and bits < _LEAST_RSA:
        raise _rejected(archive, f"its RSA key has {bits} bits, and the minimum is {_LEAST_RSA}")
    if kind != _OF_BYTES:
        raise _rejected(archive, f"its class is {kind} (a text whose line ends may change), not {_OF_BYTES} (the bytes of the file)")


def _weak(digest: str) -> str:
    return f"it uses {_WEAK.get(digest, 'the unknown digest ' + digest)}, which can be forged"


def _rejected(archive: str, why: str) -> Refusal:
    return Refusal(
        f"the signature of `{archive}` is not accepted: {why}",
        hints=["sign it again: gpg --digest-algo SHA512 --armor --detach-sign ARCHIVE, with a key that is not expired or revoked"],
        status=exits.DAMAGED,
    )


def _rows(lines: list[list[str]], keyword: str) -> list[list[str]]:
    return [words[1:] for words in lines if words[0] == keyword]


def _words(text: str) -> list[str]:
    """Return the last lines of gpg's output for users."""
    return [line for line in text.strip().splitlines() if not line.startswith("[GNUPG:]")][-3:]


def _keys(listing: str) -> dict[str, int]:
    """Return fingerprint -> bits, from a listing `--with-colons`."""
    found, bits = {}, 0
    for line in listing.splitlines():
        fields = line.split(":")
        if fields[0] in ("pub", "sub") and fields[2:3]:
            bits = int(fields[2]) if fields[2].isdigit() else 0
        elif fields[0] == "fpr" and len(fields) > 9:
            found[fields[9]] = bits
    return found
