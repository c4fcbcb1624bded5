"""`info`: what is inside the archive, and for whom; needs no fitting interpreter."""

import json

from _pywar.archive import manifest
from _pywar.boot import gate


def main(root, request):
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


def _verdict(target):
    wrong = [what for what, _, _ in gate.differences(target, gate.facts())]
    return f"  does not fit: {', '.join(wrong)}" if wrong else "  fits"
