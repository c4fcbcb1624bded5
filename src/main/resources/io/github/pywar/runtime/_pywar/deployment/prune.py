"""The option `--keep N`: removal of old releases, but never the current one and the target of a rollback."""

from __future__ import annotations

import os

from _pywar.deployment import removal

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from _pywar.deployment.directory import Deployment
    from _pywar.deployment.state import State


def prune(deployment: Deployment, state: State, keep: int) -> list[str]:
    """Remove all but the last `keep` releases; return the removed names."""
    current = deployment.current()
    kept = {name for name in (current, state.previous(current) if current else None) if name}
    doomed = surplus(deployment, state, kept, keep)
    for name in doomed:
        _remove(deployment, name)
    state.history = [name for name in state.history if name not in doomed]
    state.ever = [name for name in state.ever if name not in doomed]
    return sorted(doomed)


def surplus(deployment: Deployment, state: State, kept: set[str], keep: int) -> list[str]:
    """Return the releases that are more than `keep`, the newest first; those of `kept` count and stay."""
    newest = [name for name in reversed(_by_age(deployment, state)) if name not in kept]
    return newest[max(0, keep - len(kept)) :]


def _by_age(deployment: Deployment, state: State) -> list[str]:
    """Return the releases that never served, then the others in the order in which they served."""
    names = deployment.names()
    return [name for name in names if name not in state.history] + [name for name in state.history if name in names]


def _remove(deployment: Deployment, name: str) -> None:
    removal.remove_release(deployment, name)
    notes = os.path.join(deployment.notes, "hooks", f"{name}.json")
    if os.path.exists(notes):
        os.unlink(notes)
