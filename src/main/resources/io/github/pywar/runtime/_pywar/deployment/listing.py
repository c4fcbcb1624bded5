"""The command `list ROOT [--json]`: the releases, the one that serves, and the target of a rollback."""

from __future__ import annotations

import json
import os
import time

from _pywar.base.report import Refusal
from _pywar.deployment.directory import Deployment
from _pywar.deployment.state import State

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    import argparse
    from typing import Any


def main(_: object, request: argparse.Namespace) -> None:
    deployment = Deployment.existing(request.root)
    state = State(deployment)
    rows = [_row(deployment, state, name) for name in deployment.names()]
    if request.json:
        print(json.dumps(rows, indent=2))
        return
    for row in rows:
        mark = "*" if row["current"] else "<" if row["previous"] else " "
        served = "" if row["served"] else "  never served"
        damaged = "  damaged: run check for details" if row["damaged"] else ""
        print(f"{mark} {row['release']}  {row['version']}  made {row['made']}{served}{damaged}")
    print("(* serves, < is the target of rollback)" if rows else "no releases")


def _row(deployment: Deployment, state: State, name: str) -> dict[str, Any]:
    current = deployment.current()
    made = os.lstat(deployment.release(name)).st_ctime
    return {
        "release": name,
        **_described(deployment, name),
        "made": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(made)),
        "current": name == current,
        "previous": current is not None and name == state.previous(current),
        "served": name in state.ever,
    }


def _described(deployment: Deployment, name: str) -> dict[str, Any]:
    """Return the description by the manifest, or by the release's name if the manifest is damaged."""
    version, _, build = name.rpartition("-")
    try:
        bundle = deployment.bundle(name)
        return {"name": bundle.name, "version": bundle.version, "build": bundle.build_id, "damaged": False}
    except (Refusal, KeyError):
        return {"name": None, "version": version, "build": build, "damaged": True}
