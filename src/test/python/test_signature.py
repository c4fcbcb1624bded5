"""Archives that must be signed, and by whom."""

import os
import subprocess
import unittest
from unittest import mock

import support
from deploying import DeployCase


@support.needs("openssl", "openssl")
class Ed25519Test(DeployCase):
    def setUp(self):
        super().setUp()
        self.key = self.path("key.pem")
        self.public = self.path("public.pem")
        self.openssl("genpkey", "-algorithm", "ed25519", "-out", self.key)
        self.openssl("pkey", "-in", self.key, "-pubout", "-out", self.public)
        self.packed = self.pack(self.archive())

    def openssl(self, *words):
        subprocess.run(["openssl", *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def sign(self):
        self.openssl("pkeyutl", "-sign", "-inkey", self.key, "-rawin", "-in", self.packed, "-out", self.packed + ".sig")

    def test_a_signed_archive_is_deployed(self):
        self.sign()
        self.assertIn("signed: Ed25519", self.deploy(self.packed, "--public-key", self.public))

    def test_a_base64_signature_is_read_too(self):
        import base64

        self.sign()
        with open(self.packed + ".sig", "rb") as stream:
            text = base64.b64encode(stream.read())
        with open(self.packed + ".sig", "wb") as stream:
            stream.write(text + b"\n")
        self.deploy(self.packed, "--public-key", self.public)

    def test_from_then_on_an_unsigned_archive_is_refused(self):
        self.sign()
        self.deploy(self.packed, "--public-key", self.public)
        self.assertIn("is not signed", self.deploy(self.archive("2"), code=4))
        self.assertEqual(self.current(), "1")

    def test_a_key_that_was_named_counts_although_the_first_archive_was_refused(self):
        self.assertIn("is not signed", self.deploy(self.packed, "--public-key", self.public, code=4))
        self.assertIn("is not signed", self.deploy(self.packed, code=4))
        self.sign()
        self.deploy(self.packed)

    def test_a_signature_of_something_else_is_refused(self):
        self.sign()
        self.archive().app("more.py", "").zip(self.packed)
        self.assertIn("does not fit", self.deploy(self.packed, "--public-key", self.public, code=4))
        self.assertIsNone(self.current())

    def test_a_private_key_and_no_key_are_refused(self):
        self.assertIn("holds a private key", self.deploy(self.packed, "--public-key", self.key, code=2))
        self.assertIn("is no public key", self.deploy(self.packed, "--public-key", self.write("x", "hello"), code=2))
        self.assertIn("cannot be read", self.deploy(self.packed, "--public-key", self.path("none"), code=2))

    def test_an_openssl_that_is_too_old_is_told_and_not_the_archive_blamed(self):
        self.sign()
        old = self.write("old/openssl", "#!/bin/sh\necho OpenSSL 1.1.1k; echo Usage: pkeyutl\n")
        os.chmod(old, 0o755)
        with mock.patch.dict(os.environ, PATH=f"{self.path('old')}:{os.environ['PATH']}"):
            err = self.deploy(self.packed, "--public-key", self.public, code=4)
        self.assertIn("too old to verify", err)
        self.assertIn("found: OpenSSL 1.1.1k", err)

    def test_without_openssl_it_says_what_python_cannot(self):
        self.sign()
        path, os.environ["PATH"] = os.environ["PATH"], self.place
        self.addCleanup(os.environ.__setitem__, "PATH", path)
        err = self.deploy(self.packed, "--public-key", self.public, code=4)
        self.assertIn("Python alone cannot verify", err)


    def test_a_key_of_another_kind_is_refused_by_its_name(self):
        kinds = {
            "an RSA key": ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
            "an elliptic curve key": ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
            "an Ed448 key": ["-algorithm", "ED448"],
            "an X25519 key": ["-algorithm", "X25519"],
            "an RSA-PSS key": ["-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048"],
        }
        for kind, words in kinds.items():
            with self.subTest(kind=kind):
                self.openssl("genpkey", *words, "-out", self.key)
                self.openssl("pkey", "-in", self.key, "-pubout", "-out", self.public)
                if kind == "an RSA key":
                    self.sign()  # openssl would verify it
                err = self.deploy(self.packed, "--public-key", self.public, code=2)
                self.assertIn(f"holds {kind}", err)
                self.assertIn("only Ed25519 is accepted", err)
        self.assertIsNone(self.current())

    def test_what_is_no_signature_is_refused_before_openssl_is_asked(self):
        self.sign()
        with open(self.packed + ".sig", "rb") as stream:
            good = stream.read()
        for data in (b"", good + b"\n", good[:-1], b"x" * 63, good * 2, b"\xff" * 5000):
            with open(self.packed + ".sig", "wb") as stream:
                stream.write(data)
            err = self.deploy(self.packed, "--public-key", self.public, code=4)
            self.assertIn(f"it has {len(data)} bytes", err)

    def test_a_signature_that_is_no_usual_file_is_not_waited_for(self):
        path = self.packed + ".sig"
        for make, why in ((os.mkdir, "is a directory"), (os.mkfifo, "is a named pipe"), (self.huge, "is larger than")):
            make(path)
            self.assertIn(why, self.deploy(self.packed, "--public-key", self.public, code=4))
            os.rmdir(path) if os.path.isdir(path) else os.unlink(path)

    def huge(self, path):
        with open(path, "wb") as stream:
            stream.truncate(200 << 20)

    def test_a_deployment_whose_key_was_taken_away_or_emptied_is_not_deployed_to_unsigned(self):
        self.sign()
        self.deploy(self.packed, "--public-key", self.public)
        kept = os.path.join(self.root, ".pywar", "public-key")
        for change in (lambda: open(kept, "w").close(), lambda: (os.unlink(kept), os.symlink("/nowhere", kept))):
            change()
            self.deploy(self.packed, code=2)

    def test_an_archive_that_is_replaced_after_it_was_verified_is_not_deployed(self):
        from _pywar.deployment import signature

        self.sign()
        other = self.archive().app("more.py", "").zip(self.path("other.pywar"))
        check = signature.check

        def and_replace(*words):
            told = check(*words)
            os.replace(other, self.packed)
            return told

        with mock.patch.object(signature, "check", and_replace):
            err = self.deploy(self.packed, "--public-key", self.public, code=4)
        self.assertIn("was changed while it was deployed", err)
        self.assertEqual(os.listdir(os.path.join(self.root, "releases")), [])


@support.needs("gpg", "gnupg")
class OpenPgpTest(DeployCase):
    """Each way in which gpg itself says yes, or nothing, and the deployment must say no."""

    def setUp(self):
        super().setUp()
        self.home = self.path("gnupg")
        os.mkdir(self.home, 0o700)
        self.addCleanup(subprocess.run, ["gpgconf", "--homedir", self.home, "--kill", "all"])
        self.packed = self.pack(self.archive())

    def gpg(self, *words):
        usual = ["gpg", "--homedir", self.home, "--batch", "--quiet", "--yes", "--pinentry-mode", "loopback"]
        return subprocess.check_output(
            [*usual, "--passphrase", "", *words], stderr=subprocess.DEVNULL, universal_newlines=True
        )

    def key(self, name="test@example.org", kind="ed25519", lasts="never", *words):
        self.gpg(*words, "--quick-generate-key", name, kind, "sign", lasts)
        listing = self.gpg("--with-colons", "--list-keys", name)
        return next(line.split(":")[9] for line in listing.splitlines() if line.startswith("fpr"))

    def public(self, *names):
        return self.write("key.asc", self.gpg("--armor", "--export", *names))

    def sign(self, *words, data=None, end=".asc", how="--detach-sign"):
        self.gpg(*words, "--armor", "--output", self.packed + end, how, data or self.packed)

    def refused(self, why, key, code=4):
        err = self.deploy(self.packed, "--public-key", key, code=code)
        self.assertIn(why, err)
        self.assertIsNone(self.current())

    def test_a_good_signature_names_its_algorithm(self):
        self.key()
        self.sign()
        self.assertIn("signed: OpenPGP (EdDSA, SHA-", self.deploy(self.packed, "--public-key", self.public()))
        self.archive().app("more.py", "").zip(self.packed)
        self.assertIn("does not fit", self.deploy(self.packed, code=4))

    def test_a_revoked_key(self):
        key = self.key()
        self.sign()
        path = os.path.join(self.home, "openpgp-revocs.d", f"{key}.rev")
        self.write(path, self.read(path).replace(":-----BEGIN", "-----BEGIN"))
        self.gpg("--import", path)
        self.refused("not accepted: its key was revoked", self.public())

    def test_an_expired_key(self):
        self.key("test@example.org", "ed25519", "1d", "--faked-system-time", "20200101T000000")
        self.sign("--faked-system-time", "20200101T010000")
        self.refused("not accepted: its key has expired", self.public())

    def test_an_expired_signature(self):
        self.key("test@example.org", "ed25519", "never", "--faked-system-time", "20200101T000000")
        self.sign("--faked-system-time", "20200101T010000", "--default-sig-expire", "1d")
        self.refused("not accepted: the signature itself has expired", self.public())

    def test_weak_digests(self):
        self.key("test@example.org", "rsa2048")
        for name, told in (("SHA1", "SHA-1"), ("RIPEMD160", "RIPEMD-160")):
            self.sign("--digest-algo", name)
            self.refused(f"not accepted: it uses {told}, which can be forged", self.public())

    def test_a_short_rsa_key_and_an_old_algorithm(self):
        self.key("short@example.org", "rsa1024")
        self.sign()
        self.refused("its RSA key has 1024 bits", self.public())
        self.key("dsa@example.org", "dsa2048")
        self.sign("-u", "dsa@example.org")
        self.refused("its algorithm, DSA, is not accepted", self.public())

    def test_a_signature_of_a_text(self):
        self.key()
        self.sign("--textmode")
        self.refused("its class is 01", self.public())

    def test_signed_messages_of_their_own(self):
        self.key()
        message = self.write("message", "hello")
        for how in ("--sign", "--clearsign"):
            self.sign(data=message, how=how)
            self.refused("the signature of `", self.public())

    def test_another_key_and_one_of_two(self):
        self.key("one@example.org")
        self.key("two@example.org")
        one = self.public("one@example.org")
        self.sign("-u", "two@example.org")
        self.refused("does not fit", one)
        self.sign("-u", "one@example.org", "-u", "two@example.org")
        self.refused("does not fit", one)
        self.deploy(self.packed, "--public-key", self.public("one@example.org", "two@example.org"))

    def test_what_is_no_openpgp_key(self):
        self.key()
        self.sign()
        for text in ("-----BEGIN PGP PUBLIC KEY BLOCK-----\n", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n-----END"):
            self.refused("holds no OpenPGP key", self.write("x.asc", text), code=2)


if __name__ == "__main__":
    unittest.main()
