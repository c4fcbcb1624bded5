# -*- coding: ascii -*-
"""Check of the interpreter and the machine against the manifest's target; parses on Python 2.7.

mod_wsgi and uWSGI always run the libpython that they were linked to, and silently ignore a
`bin/python` of another version.  So each entry point runs this check first.
"""

import os
import sys

from _pywar.base.report import Refusal

FLOOR = (3, 8)


def require(manifest):
    # type: (dict) -> None
    """Refuse an interpreter or a machine that the archive was not built for."""
    target = manifest.get("target") or {}
    wrong = differences(target, facts())
    if wrong or sys.version_info < FLOOR:
        raise _refusal(manifest, target, wrong)


def require_floor(manifest):
    # type: (dict) -> None
    """Refuse an interpreter that cannot parse the tool's own code."""
    if sys.version_info < FLOOR:
        target = manifest.get("target") or {}
        raise _refusal(manifest, target, differences(target, facts()))


def facts():
    # type: () -> dict
    """Return the properties of this interpreter, with the keys and values of the manifest's target."""
    return {
        "implementation": _implementation(),
        "python": "%d.%d" % sys.version_info[:2],
        "platform": _platform(),
        "libc": _libc(),
        "bits": 64 if sys.maxsize > 2**32 else 32,
        "freeThreaded": "t" in getattr(sys, "abiflags", ""),
    }


def differences(target, found):
    # type: (dict, dict) -> list
    """Return (key, required, found) for each property of the target that `found` does not satisfy."""
    wrong = []
    for key in ("implementation", "python", "platform", "libc", "bits", "freeThreaded"):
        required = target.get(key)
        if required in (None, "any") or _fits(key, required, found[key]):
            continue
        wrong.append((key, required, found[key]))
    return wrong


def describe(found):
    # type: (dict) -> str
    """Return a target, or the facts of this process, as `CPython 3.11, linux-x86_64, glibc-2.36`."""
    names = {"cpython": "CPython", "pypy": "PyPy"}
    name = found.get("implementation") or "python"
    parts = ["%s %s" % (names.get(name, name), found.get("python"))]
    if found.get("freeThreaded"):
        parts[0] += " free-threaded"
    parts += [found[key] for key in ("platform", "libc") if found.get(key)]
    if found.get("bits") == 32:
        parts.append("32 bit")
    return ", ".join(parts)


def _fits(key, required, found):
    # type: (str, object, object) -> bool
    if key == "python":
        return str(required).split(".")[:2] == str(found).split(".")
    if key == "libc":
        return _libc_fits(str(required), found)
    return required == found


def _libc_fits(required, found):
    # type: (str, object) -> bool
    """Return whether the C library is recent enough: glibc-2.36 satisfies glibc-2.28, macos-14.2 satisfies macos-13.0.

    The required version is a minimum.  Python has no way to read the version of musl.
    """
    family, _, version = required.partition("-")
    if found is None:
        return True  # unknown on Python 2, and another system is refused by its platform
    if not str(found).startswith(family):
        return False
    have = str(found).partition("-")[2]
    return not have or not version or _numbers(have) >= _numbers(version)


def _numbers(version):
    # type: (str) -> list
    return [int(part) for part in version.split(".") if part.isdigit()]


def _implementation():
    # type: () -> str
    if hasattr(sys, "implementation"):
        return sys.implementation.name
    return "pypy" if "PyPy" in sys.version else "cpython"


def _platform():
    # type: () -> str
    systems = {"linux": "linux", "linux2": "linux", "darwin": "macos", "win32": "windows"}
    system = systems.get(sys.platform, sys.platform)
    machine = os.uname()[4] if hasattr(os, "uname") else os.environ.get("PROCESSOR_ARCHITECTURE", "")
    return "%s-%s" % (system, _machine(machine, sys.maxsize > 2**32))


def _machine(kernels, is_64_bit):
    # type: (str, bool) -> str
    """Return the machine type of the interpreter: a 32-bit interpreter may run on a 64-bit kernel."""
    types = {"x86_64": "i686", "aarch64": "armv7l", "armv8l": "armv7l", "i386": "i686", "i486": "i686", "i586": "i686"}
    return kernels if is_64_bit else types.get(kernels, kernels)


def _libc():
    # type: () -> object
    """Return the C library as `glibc-2.36` or `musl`, on a Mac as `macos-14.2`, and None if it is unknown."""
    if sys.platform == "darwin":
        import platform  # slow, and needed nowhere else

        return "macos-%s" % platform.mac_ver()[0]
    if not sys.platform.startswith("linux") or sys.version_info < (3,):
        return None
    try:
        # platform.libc_ver() is wrong on Python <= 3.7
        stated = os.confstr("CS_GNU_LIBC_VERSION")
    except (AttributeError, OSError, ValueError):
        stated = None
    return "-".join(stated.split()) if stated else "musl"


def _refusal(manifest, target, wrong):
    # type: (dict, dict, list) -> Refusal
    found = "%s (%s)" % (".".join(str(part) for part in sys.version_info[:3]), sys.executable)
    rows = ["%s: required %s, found %s" % row for row in wrong]
    return Refusal(
        "%s %s was built for %s; this is Python %s"
        % (manifest.get("name"), manifest.get("version"), describe(target), found),
        rows,
        _hints(target, [row[0] for row in wrong] or ["python"]),
        reason="it needs %s and this server runs %s" % (describe(target), describe(facts())),
    )


def _hints(target, wrong):
    # type: (dict, list) -> list
    hints = []
    if "python" in wrong or "implementation" in wrong or "freeThreaded" in wrong:
        hints.append(_interpreter_hint(target.get("python")))
    if "libc" in wrong:
        hints.append("build with %s, or run it on a newer system" % _floor_element(str(_libc() or "")))
    if "platform" in wrong or "bits" in wrong:
        hints.append("build with <platform>%s</platform>" % _platform())
    return hints


def _floor_element(libc):
    # type: (str) -> str
    if libc.startswith("macos-"):
        return "<platform>%s-%s</platform>" % (".".join(libc.split(".")[:2]), os.uname()[4])
    return "<libc>%s</libc>" % libc


def _interpreter_hint(python):
    # type: (object) -> str
    for module, name in (("mod_wsgi", "mod_wsgi"), ("uwsgi", "uWSGI")):
        if module in sys.modules:
            return (
                "%s runs the Python that it was linked to: install a %s for Python %s, or build"
                " with <python>%d.%d</python>" % ((name, name, python) + sys.version_info[:2])
            )
    hint = "run it with python%s" % python
    if sys.version_info >= FLOOR:
        hint += ", or build with <python>%d.%d</python>" % sys.version_info[:2]
    return hint
