"""Atheris on the readers of the runtime: `python fuzz_runtime.py [SECONDS]`, for that time each.

Needs the package `atheris` in the interpreter that runs it.  A reader may refuse its input only by a
`Refusal`; the input of any other exception is written to the working directory as `crash-...`.
"""

import os
import subprocess
import sys
import tempfile
import zipfile

from archives import Archive

try:
    import atheris
except ImportError:
    sys.exit(f"{sys.executable} has no package `atheris`: install it with pip")

with atheris.instrument_imports(include=["_pywar"]):
    from _pywar.archive import manifest, packed, record
    from _pywar.base.report import Refusal
    from _pywar.boot import envfile

ENV = b'# of the shop\nexport NAME="a b"\nEMPTY=\nPATH = /usr/bin # kept\nTEXT=\'\xc3\xa9\'\n'


def read_manifest(data):
    manifest.parse(data, "fuzz.pywar")


def read_record(data):
    rows = record.parse(data, record.RECORD)
    assert record.parse(record.text(rows, record.RECORD), record.RECORD) == rows


def read_env(data):
    values = envfile.parse(envfile.decoded(data, "env"), "env")
    again = "".join(f'{key}="{value}"\n' for key, value in values.items() if "\n" not in value)
    assert all(values[key] == value for key, value in envfile.parse(again, "env").items())


def read_archive(data):
    with tempfile.NamedTemporaryFile(suffix=".pywar") as file:
        file.write(data)
        file.flush()
        record.parse(packed.read_all(packed.Member(packed.opened(file.name), record.RECORD), record.RECORD, record.LIMIT), record.RECORD)
        manifest.read(file.name)


READERS = {reader.__name__: reader for reader in (read_manifest, read_record, read_env, read_archive)}


def seeds(folder):
    path = Archive().zip(os.path.join(folder, "shop.pywar"))
    with zipfile.ZipFile(path) as archive:
        parts = {"read_manifest": manifest.PATH, "read_record": record.RECORD}
        found = {reader: archive.read(name) for reader, name in parts.items()}
    with open(path, "rb") as stream:
        found["read_archive"] = stream.read()
    found["read_env"] = ENV
    for reader, data in found.items():
        os.makedirs(os.path.join(folder, reader))
        with open(os.path.join(folder, reader, "seed"), "wb") as stream:
            stream.write(data)


def fuzz(reader, words):
    def run(data):
        try:
            READERS[reader](data)
        except Refusal:
            pass

    atheris.Setup([sys.argv[0], *words], run)
    atheris.Fuzz()


def main(seconds):
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        seeds(folder)
        for reader in READERS:
            words = [sys.executable, __file__, reader, "-max_total_time=" + seconds, "-timeout=60", os.path.join(folder, reader)]
            done = subprocess.run(words, stderr=subprocess.PIPE)
            lines = done.stderr.decode("utf-8", "replace").splitlines()
            last = [line for line in lines if line.startswith("Done ")] or lines[-1:]
            print(f"{reader}: {' '.join(last)}")
            failed += [reader] if done.returncode else []
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) > 2:
        fuzz(sys.argv[1], sys.argv[2:])
    else:
        sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "30"))
