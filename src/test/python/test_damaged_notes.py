"""Readers of the deployment's notes over damaged ones: the product's own refusals only, bounded in time and memory.

Seeded; some hundred inputs a reader, 10,000 with `-Pproof`.
"""

import json
import os
import random
import resource
import time
import unittest

from deploying import DeployCase
from faulting import report

from _pywar.archive import record
from _pywar.base.report import Refusal
from _pywar.deployment import hooks, openpgp, seal, signature, state, status, verify
from _pywar.deployment.directory import Deployment

INPUTS = 10_000 if os.environ.get("PYWAR_FULL") == "0" else 400
MEMORY = 256 << 20
CPU_SECONDS = 2
ODD = (None, True, -1, 10**30, 1e308, "", "x" * 3000, "../..", "\0", "é", [], {}, [[]], {"": None}, "1-0123456789ab")


class Damage:
    """Random changes of bytes, and of the values in a JSON text."""

    def __init__(self, seed, good):
        self.random = random.Random(seed)
        self.good = good

    def __iter__(self):
        for number in range(INPUTS):
            data = self.good
            if number % 3 == 0:
                data = self.other_value(data)
            for _ in range(self.random.randint(0 if number % 3 == 0 else 1, 3)):
                data = self.random.choice([self.flip, self.cut, self.insert, self.double, self.drop])(data)
            yield data
        for data in self.extremes():
            yield data

    def extremes(self):
        yield from (b"", b"\0" * 1000, b"\xff\xfe" * 1000, b"[" * 500_000, b'{"a":' * 100_000, b"9" * 900_000, b'"' + b"x" * 900_000)
        yield from (b"-" + b"9" * 5000, b"1e" + b"9" * 5000, b"a,b,c\n" * 100_000, b'a,"' + b"\n" * 500_000, b",,\n" * 300_000)
        yield from (b"NaN", b"{}" * 1000, b'{"history": ' + b"[" * 900 + b"]" * 900 + b"}", b"x" * (40 << 20))

    def other_value(self, data):
        try:
            found = json.loads(data.decode("utf-8"))
        except ValueError:
            return data
        holders = [found]
        for holder in holders:
            values = holder.values() if isinstance(holder, dict) else holder
            holders += [value for value in values if isinstance(value, (dict, list)) and value]
        holder = self.random.choice(holders)
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        if keys:
            holder[self.random.choice(keys)] = self.random.choice(ODD)
        return json.dumps(found).encode("utf-8")

    def place(self, data):
        return self.random.randrange(len(data) + 1)

    def flip(self, data):
        at = self.place(data)
        return data[:at] + bytes([self.random.randrange(256)]) + data[at + 1 :]

    def cut(self, data):
        return data[: self.place(data)]

    def insert(self, data):
        at = self.place(data)
        text = self.random.choice([b"\0", b'"', b",", b"\n", b"\r", b"{", b"]", b"\xff", b"../", b"9" * 50, b"\\u0000", b"\\ud800"])
        return data[:at] + text + data[at:]

    def double(self, data):
        start, end = sorted((self.place(data), self.place(data)))
        return data[:end] + data[start:end] * self.random.randint(1, 3) + data[end:]

    def drop(self, data):
        start, end = sorted((self.place(data), self.place(data)))
        return data[:start] + data[end:]


class DamagedNotesTest(DeployCase):
    def setUp(self):
        super().setUp()
        self.deploy(self.archive("1", files={"hooks/pre-deploy/1.sh": "echo x > made\n"}), "--check-url", "")
        self.deployed = Deployment(self.root)
        self.name = os.path.basename(self.release())

    def notes(self, *parts):
        return os.path.join(self.root, ".pywar", *parts)

    def each(self, path, read, answers=(Refusal,)):
        """Feed `read` with damaged versions of the file at `path`, in a process with a limit."""
        with open(path, "rb") as stream:
            good = stream.read()
        told = self.path("told")
        child = os.fork()
        if child == 0:
            code = 1
            try:
                with open(told, "w") as stream:
                    code = self.feed(path, good, read, answers, stream)
            finally:
                os._exit(code)
        code = os.waitpid(child, 0)[1]
        self.assertEqual(code, 0, self.read(told)[-3000:])
        report(f"damaged-{self.id().rpartition('.')[2][5:]}", [self.read(told).strip()])

    def feed(self, path, good, read, answers, told):
        with open("/proc/self/statm") as stream:
            size = int(stream.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (size + MEMORY, size + MEMORY))
        slowest, outcomes = 0, {"read": 0, "refused": 0}
        for number, data in enumerate(Damage(20261129, good)):
            with open(path, "wb") as stream:
                stream.write(data)
            began = time.process_time()
            try:
                read()
                outcomes["read"] += 1
            except answers:
                outcomes["refused"] += 1
            except BaseException as problem:
                import traceback

                told.write(f"input {number}: {data[:2000]!r}\n{problem!r}\n{traceback.format_exc()}")
                return 2
            slowest = max(slowest, time.process_time() - began)
            if slowest > CPU_SECONDS:
                told.write(f"input {number} took {slowest} s: {data[:2000]!r}")
                return 3
        told.write(f"{outcomes['read']} read, {outcomes['refused']} refused, none took more than {slowest:.2f} s\n")
        return 0

    def test_state(self):
        def read():
            found = state.State(self.deployed)
            found.previous("1-0123456789ab")
            found.last_but(self.name)
            json.dumps(found.options)

        self.each(self.notes("state.json"), read)

    def test_hooks(self):
        def read():
            hooks.Hooks(self.deployed, self.deployed.bundle(self.name), None, None).pending("pre-deploy", ["1.sh", "2.sh"])

        self.each(self.notes("hooks", f"{self.name}.json"), read)

    def test_seal(self):
        self.each(self.notes("releases", f"{self.name}.json"), lambda: seal.read_records(self.deployed, self.release()))

    def test_deployed(self):
        self.each(self.release(*record.DEPLOYED.split("/")), lambda: seal.read_records(self.deployed, self.release()))

    def test_deployed_of_a_copy(self):
        self.each(self.release(*record.DEPLOYED.split("/")), lambda: seal.read_records(None, self.release()))

    def test_record(self):
        self.each(self.release(*record.RECORD.split("/")), lambda: seal.read_records(None, self.release()))

    def test_left_by_hooks(self):
        self.each(self.notes("releases", f"{self.name}.hooks"), lambda: seal.read_left_by_hooks(self.deployed, self.name))

    def test_plan(self):
        seal.write_plan(self.deployed, self.name, b"app/shop.py,sha256=%s,1\nwsgi.py,sha256=%s,2\n" % (b"x" * 43, b"y" * 43))
        self.each(self.notes("releases", f"{self.name}.plan"), lambda: seal.read_plan(self.deployed, self.name))

    def test_log(self):
        self.each(os.path.join(self.root, "deploy.log"), lambda: status.Status(self.deployed)._last())

    def test_public_key(self):
        text = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n"
        path = self.write("key.pem", text)
        self.each(path, lambda: signature._check_kind(path, signature.read_key(path)))

    def test_signature(self):
        path = self.write("a.pywar.sig", "x" * 64)
        self.each(path, lambda: signature._raw(self.path("a.pywar"), signature.signature_of(self.path("a.pywar"), ".sig")))

    def test_what_gpg_says(self):
        key, valid = "A" * 40, "2026-01-01 1767225600 0 4 0 22 10 00"
        text = f"[GNUPG:] NEWSIG\n[GNUPG:] GOODSIG 1234 x\n[GNUPG:] VALIDSIG {key} {valid} {key}\n[GNUPG:] ERRSIG 1 22 10 00 1 9 -\n"
        path = self.write("status", text)

        def read():
            with open(path, "rb") as stream:
                said = stream.read().decode("utf-8", "replace")
            lines = [line.split()[1:] for line in said.splitlines() if line.startswith("[GNUPG:] ")]
            openpgp._judge("a.pywar", 0, [words for words in lines if words], said, openpgp._keys(said))

        self.each(path, read)

    def test_a_release_as_a_whole(self):
        """Any file of a release damaged: an error of its own, whichever it is."""
        random_one = random.Random(7)
        names = sorted(verify.walk(self.release()))
        for _ in range(INPUTS // 20):
            name = random_one.choice(names)
            path = self.release(*name.split("/"))
            if os.path.islink(path) or not os.path.getsize(path):
                continue
            with open(path, "rb") as stream:
                good = stream.read()
            at = random_one.randrange(len(good))
            with open(path, "wb") as stream:
                stream.write(good[:at] + bytes([good[at] ^ (1 << random_one.randrange(8))]) + good[at + 1 :])
            with self.assertRaises(Refusal, msg=name) as caught:
                verify.check_release(self.release())
            self.assertEqual(caught.exception.status, 4)
            with open(path, "wb") as stream:
                stream.write(good)
        verify.check_release(self.release())


if __name__ == "__main__":
    unittest.main()
