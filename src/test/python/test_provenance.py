"""Archives that must have a signed provenance, and of which builder."""

import base64
import hashlib
import json
import os
import subprocess
import unittest

import support
from deploying import DeployCase

PAYLOAD = "application/vnd.in-toto+json"
RELEASE = "https://ci.example.org/builders/release"
LAPTOP = "https://ci.example.org/builders/laptop"


@support.needs("openssl", "openssl")
class ProvenanceTest(DeployCase):
    def setUp(self):
        super().setUp()
        self.key, self.public = self.make_key("key"), self.path("key-public.pem")
        self.packed = self.signed(self.pack(self.archive()))

    def make_key(self, name):
        path = self.path(f"{name}.pem")
        self.openssl("genpkey", "-algorithm", "ed25519", "-out", path)
        self.openssl("pkey", "-in", path, "-pubout", "-out", self.path(f"{name}-public.pem"))
        return path

    def openssl(self, *words):
        subprocess.run(["openssl", *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def sign(self, path, end, key=None):
        self.openssl("pkeyutl", "-sign", "-inkey", key or self.key, "-rawin", "-in", path, "-out", path + end)

    def signed(self, packed):
        self.sign(packed, ".sig")
        return packed

    def statement(self, packed, builder=RELEASE):
        with open(packed, "rb") as stream:
            digest = hashlib.sha256(stream.read()).hexdigest()
        return {
            "_type": "https://in-toto.io/Statement/v1",
            "subject": [{"name": "shop.pywar", "digest": {"sha256": digest}}],
            "predicateType": "https://slsa.dev/provenance/v1",
            "predicate": {"buildDefinition": {}, "runDetails": {"builder": {"id": builder}}},
        }

    def write_provenance(self, packed, statement=None, key=None, **changes):
        payload = json.dumps(statement or self.statement(packed)).encode("ascii")
        text = self.path("pae")
        with open(text, "wb") as stream:
            stream.write(b"DSSEv1 %d %s %d %s" % (len(PAYLOAD), PAYLOAD.encode("ascii"), len(payload), payload))
        self.sign(text, ".sig", key)
        with open(text + ".sig", "rb") as stream:
            signature = base64.b64encode(stream.read()).decode("ascii")
        envelope = {"payload": base64.b64encode(payload).decode("ascii"), "payloadType": PAYLOAD, "signatures": [{"sig": signature}]}
        envelope.update(changes)
        with open(packed + ".intoto.jsonl", "w") as stream:
            json.dump(envelope, stream)

    def require(self, *words, code=0, packed=None):
        return self.deploy(packed or self.packed, "--public-key", self.public, "--require-provenance", *words, code=code)

    def test_an_archive_with_a_signed_provenance_is_deployed(self):
        self.write_provenance(self.packed)
        self.assertIn(f"provenance: built by {RELEASE}", self.require())

    def test_a_missing_provenance_is_refused_now_and_later(self):
        self.assertIn("has no provenance", self.require(code=4))
        self.assertIn("has no provenance", self.deploy(self.packed, code=4))
        self.write_provenance(self.packed)
        self.deploy(self.packed)
        self.assertIn("has no provenance", self.deploy(self.signed(self.pack(self.archive("2"))), code=4))
        self.assertEqual(self.current(), "1")

    def test_without_the_option_no_provenance_is_read(self):
        with open(self.packed + ".intoto.jsonl", "w") as stream:
            stream.write("nonsense")
        self.deploy(self.packed, "--public-key", self.public)

    def test_a_provenance_by_another_key_is_refused(self):
        self.write_provenance(self.packed, key=self.make_key("other"))
        self.assertIn("is not signed with the key of this deployment", self.require(code=4))
        self.assertIsNone(self.current())

    def test_a_changed_payload_is_refused(self):
        self.write_provenance(self.packed, self.statement(self.packed, LAPTOP))
        forged = json.dumps(self.statement(self.packed)).encode("ascii")
        with open(self.packed + ".intoto.jsonl") as stream:
            envelope = json.load(stream)
        envelope["payload"] = base64.b64encode(forged).decode("ascii")
        with open(self.packed + ".intoto.jsonl", "w") as stream:
            json.dump(envelope, stream)
        self.assertIn("is not signed with the key of this deployment", self.require(code=4))

    def test_the_provenance_of_another_archive_is_refused(self):
        other = self.pack(self.archive("2"))
        self.write_provenance(self.packed, self.statement(other))
        err = self.require(code=4)
        self.assertIn("is that of another archive", err)

    def test_only_accepted_builders_are_deployed_from_then_on(self):
        self.write_provenance(self.packed, self.statement(self.packed, LAPTOP))
        self.assertIn(f"accepted: {RELEASE}", self.require("--builder", RELEASE, code=4))
        self.assertIn("is not accepted", self.deploy(self.packed, code=4))
        self.assertIn("is not accepted", self.require(code=4))
        self.require("--builder", RELEASE, "--builder", LAPTOP)
        self.deploy(self.packed)

    def test_a_builder_requires_a_provenance(self):
        self.deploy(self.packed, "--public-key", self.public)
        self.assertIn("has no provenance", self.deploy(self.packed, "--builder", RELEASE, code=4))

    def test_a_deployment_without_a_key_cannot_require_a_provenance(self):
        self.write_provenance(self.packed)
        self.assertIn("it has none", self.deploy(self.packed, "--require-provenance", code=2))

    def test_damaged_envelopes_are_refused(self):
        for change in (
            {"payloadType": "text/plain"},
            {"payload": 7},
            {"payload": "%%%"},
            {"signatures": [{}]},
            {"signatures": {"sig": ""}},
            {"signatures": None},
        ):
            with self.subTest(change=change):
                self.write_provenance(self.packed, **change)
                self.assertIn("cannot be read", self.require(code=4))
        self.write_provenance(self.packed, signatures=[])
        self.assertIn("is not signed", self.require(code=4))
        for text in ("", "[]", "{", "[" * 200000):
            with open(self.packed + ".intoto.jsonl", "w") as stream:
                stream.write(text)
            self.assertIn("cannot be read", self.require(code=4))

    def test_statements_of_another_form_are_refused(self):
        complete = self.statement(self.packed)
        for change in ({"_type": "x"}, {"predicateType": "https://slsa.dev/provenance/v0.2"}, {"subject": 7}, {"predicate": {}}, {"subject": ["x"]}):
            with self.subTest(change=change):
                self.write_provenance(self.packed, {**complete, **change})
                self.assertIn("cannot be read", self.require(code=4))
        self.write_provenance(self.packed, {**complete, "subject": []})
        self.assertIn("another archive", self.require(code=4))

    def test_a_plan_has_the_check_too_and_keeps_nothing(self):
        words = ("deploy", self.root, "--plan", "--public-key", self.public, "--require-provenance")
        code, _, err = self.tool(self.packed, *words)
        self.assertEqual(code, 4, err)
        self.assertIn("has no provenance", err)
        self.write_provenance(self.packed)
        code, out, err = self.tool(self.packed, *words)
        self.assertEqual(code, 0, err)
        self.assertIn(f"provenance: built by {RELEASE}", out)
        self.assertFalse(os.path.exists(self.root))

    def test_an_envelope_that_is_no_usual_file_is_not_waited_for(self):
        path = self.packed + ".intoto.jsonl"
        for make, why in ((os.mkdir, "is a directory"), (os.mkfifo, "is a named pipe")):
            make(path)
            self.assertIn(why, self.require(code=4))
            os.rmdir(path) if os.path.isdir(path) else os.unlink(path)

    def test_damaged_notes_accept_no_builder(self):
        self.write_provenance(self.packed)
        self.require("--builder", RELEASE)
        kept = os.path.join(self.root, ".pywar", "provenance")
        for text in ("", "[]", "{}", '{"builders": 7}', "[" * 60000):
            with open(kept, "w") as stream:
                stream.write(text)
            self.assertIn("is damaged", self.deploy(self.packed, code=4))


if __name__ == "__main__":
    unittest.main()
