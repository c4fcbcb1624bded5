"""Synthetic wheels with a valid RECORD, from a fixed seed: the same bytes on every machine with the same zlib."""
import base64
import hashlib
import random
import zipfile
from pathlib import Path

MEMBER = 1 << 20
FIXED_TIME = (2026, 1, 1, 0, 0, 0)


def wheel(folder, name, files, requires=(), version="1.0"):
    """Write a wheel. files: pairs of a path below the package and a function that yields the content in parts."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / ("%s-%s-py3-none-any.whl" % (name, version))
    temporary = target.with_suffix(".part")
    record = []
    with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for path, parts in files:
            add(packed, record, "%s/%s" % (name, path), parts())
        info = "%s-%s.dist-info" % (name, version)
        metadata = "Metadata-Version: 2.1\nName: %s\nVersion: %s\n" % (name, version)
        metadata += "".join("Requires-Dist: %s\n" % one for one in requires)
        add(packed, record, info + "/METADATA", [metadata.encode()])
        tag = b"Wheel-Version: 1.0\nGenerator: bench\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        add(packed, record, info + "/WHEEL", [tag])
        rows = "".join(record) + info + "/RECORD,,\n"
        packed.writestr(entry(info + "/RECORD"), rows)
    temporary.rename(target)
    return target


def add(packed, record, path, parts):
    """Add one member and its row of RECORD."""
    digest, size = hashlib.sha256(), 0
    with packed.open(entry(path), "w", force_zip64=True) as stream:
        for part in parts:
            digest.update(part)
            size += len(part)
            stream.write(part)
    coded = base64.urlsafe_b64encode(digest.digest()).rstrip(b"=").decode()
    record.append("%s,sha256=%s,%d\n" % (path, coded, size))


def entry(path):
    """Return a member with a fixed time."""
    info = zipfile.ZipInfo(path, FIXED_TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def binary(seed, size):
    """Return a function that yields bytes which deflate to about half, like compiled code."""
    def parts():
        source = random.Random(seed)
        for start in range(0, size, MEMBER):
            length = min(MEMBER, size - start)
            noise = source.randbytes(length // 2)
            yield noise + noise[: length - len(noise)] if length < 1 << 15 else mixed(noise, length)
    return parts


def mixed(noise, length):
    """Return blocks of noise and of zeros in turns."""
    block = 4096
    blocks = [noise[at:at + block] + bytes(block) for at in range(0, len(noise), block)]
    return b"".join(blocks)[:length]


def text(number):
    """Return a function that yields a small module."""
    return lambda: [("def function_%d(argument):\n    return argument + %d\n" % (number, number)).encode() * 20]


def small(folder, name, number, files=5, requires=()):
    """Write a small pure wheel."""
    modules = [("__init__.py", text(number))] + [("module%d.py" % i, text(number + i)) for i in range(1, files)]
    return wheel(folder, name, modules, requires)


def torch_wheel(folder):
    """Write a wheel of about 900 MB with 12,000 files, unless it exists."""
    target = Path(folder) / "pywarbenchtorch-1.0-py3-none-any.whl"
    if target.exists():
        return target
    files = [("__init__.py", text(0))]
    files += [("lib/lib%d.so" % i, binary(i, size << 20)) for i, size in enumerate((700, 400, 250, 150, 100, 80))]
    files += [("include/header%d.h" % i, text(i)) for i in range(9_000)]
    files += [("nn/module%d.py" % i, text(i)) for i in range(2_990)]
    return wheel(Path(folder), "pywarbenchtorch", files)
