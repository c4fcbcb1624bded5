"""`info`: the content and the target of the archive, or the target of this machine, on any interpreter."""

from __future__ import annotations

import argparse
import json
import sys

from _pywar.archive import manifest
from _pywar.boot import gate


def main(root: str, request: argparse.Namespace) -> None:
    if request.target:
        print("\n".join(_declaration(gate.facts())))
        return
    found = manifest.read(root)
    if request.json:
        print(json.dumps(found, indent=2))
        return
    entry = found["entry"]
    call = "()" if entry.get("factory") else ""
    interface = entry.get("interface", "wsgi").upper()
    target = dict(found["target"])
    print(f"{found['name']} {found['version']}  (build {found['build']['id']}, {found['build'].get('timestamp')})")
    maven = found.get("maven") or {}
    if maven:
        parts = [maven.get("groupId"), maven.get("artifactId"), maven.get("version"), maven.get("classifier")]
        print(f"  maven   {':'.join(part for part in parts if part)}")
    print(f"  entry   {entry['module']}:{entry['attribute']}{call}  ({interface})")
    print(f"  for     {gate.describe(target)}")
    print(f"  here    {gate.describe(gate.facts())}{_verdict(target)}")
    print(f"  server  {found.get('server') or 'none'}")
    print(f"  place   {root}")
    packages = found.get("packages") or []
    print(f"  packages ({len(packages)})")
    for package in packages:
        print(f"    {package['name']} {package['version']}")


def _declaration(facts: dict) -> list[str]:
    """Return elements of a POM for which an archive fits this interpreter and this machine."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    platform, libc = facts["platform"], facts["libc"]
    if libc and libc.startswith("macos-"):
        # the version of a Mac is a part of its platform
        platform, libc = f"{'.'.join(libc.split('.')[:2])}-{platform.partition('-')[2]}", None
    elements = [("python", version + ("t" if facts["freeThreaded"] else "")), ("platform", platform)]
    elements += [("libc", libc)] if libc else []
    return [f"<{name}>{value}</{name}>" for name, value in elements]


def _verdict(target: dict) -> str:
    wrong = [what for what, _, _ in gate.differences(target, gate.facts())]
    return f"  does not fit: {', '.join(wrong)}" if wrong else "  fits"
