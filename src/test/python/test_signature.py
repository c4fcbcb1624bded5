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


@support.needs("gpg", "gnupg")
class OpenPgpTest(DeployCase):
    def test_an_armoured_signature_is_verified(self):
        home = self.path("gnupg")
        os.mkdir(home, 0o700)
        gpg = ["gpg", "--homedir", home, "--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", ""]
        subprocess.run(
            [*gpg, "--quick-generate-key", "test@example.org", "ed25519"], check=True, stderr=subprocess.DEVNULL
        )
        self.addCleanup(subprocess.run, ["gpgconf", "--homedir", home, "--kill", "all"])
        key = self.write("key.asc", subprocess.check_output([*gpg, "--armor", "--export"], universal_newlines=True))
        packed = self.pack(self.archive())
        subprocess.run([*gpg, "--armor", "--detach-sign", packed], check=True)
        self.assertIn("signed: OpenPGP", self.deploy(packed, "--public-key", key))
        self.archive().app("more.py", "").zip(packed)
        self.deploy(packed, "--public-key", key, code=4)


if __name__ == "__main__":
    unittest.main()
