"""`check`: test that the archive fits this machine, or that the files of releases match their records."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys

from _pywar.archive import manifest
from _pywar.archive.bundle import Bundle
from _pywar.base import exits
from _pywar.base.report import Refusal, plain
from _pywar.boot import gate, loader
from _pywar.boot.preflight import preflight
from _pywar.commands import cache, environment, selinux
from _pywar.deployment import state, verify
from _pywar.deployment.directory import Deployment


def main(root: str, request: argparse.Namespace) -> None:
    if request.place:
        return _records(request)
    environment.use_file(request)
    place = root if os.path.isdir(root) else cache.tree(root)
    bundle = Bundle(place)
    gate.require(bundle.manifest)
    print(f"{bundle.label} fits this machine: {gate.describe(gate.facts())}")
    os.environ[loader.RETRY] = ""  # this is that command
    own = os.path.join(bundle.scripts, "python")
    preflight(bundle, own if os.path.exists(own) else sys.executable)
    print(f"its entry {bundle.entry_text} imports")


def _records(request: argparse.Namespace) -> None:
    """Check every file of a deployment's releases, or of one release, against both records."""
    place = request.place
    if request.env_file:
        raise Refusal(f"`--env-file` has no effect on `check {place}`: it imports nothing", status=exits.USAGE)
    deployment = Deployment(place)
    is_deployment = os.path.isdir(deployment.releases)
    if not is_deployment and not os.path.isdir(os.path.join(place, "META-INF", "pywar")):
        raise Refusal(
            f"`{place}` is neither a deployment nor a release",
            hints=["check ROOT, or a directory in its releases/", "without an argument, `check` tests the archive itself"],
            status=exits.USAGE,
        )
    paths = [deployment.release(name) for name in deployment.names()] if is_deployment else [os.path.realpath(place)]
    damaged = [path for path in paths if not _is_complete(path)]
    if is_deployment:
        _report_selinux(deployment)
        verify.check_current(deployment)
    if damaged:
        raise Refusal(f"{len(damaged)} of {len(paths)} releases of `{place}` do not match their records", status=exits.DAMAGED)
    if not paths:
        print(f"{place}: no releases")


def _report_selinux(deployment: Deployment) -> None:
    host = selinux.Host()
    if not host.enforce:
        return
    packages, server = [], None
    with contextlib.suppress(Refusal):  # damaged notes are no reason not to check the files
        current = deployment.current()
        described = manifest.read(deployment.release(current)) if current else {}
        packages = [str(one.get("name")) for one in described.get("packages") or []]
        server = state.State(deployment).options.get("server")
    for line in selinux.report(deployment, server, packages, host):
        print(line)


def _is_complete(path: str) -> bool:
    try:
        found = verify.check_release(path)
    except Refusal as refusal:
        sys.stderr.write(plain(refusal))
        return False
    verify.warn(path, found)
    print(f"{path}: every file matches its record")
    return True
