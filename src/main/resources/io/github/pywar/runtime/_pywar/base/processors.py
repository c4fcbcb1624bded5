"""Number of processors that this process may use: its affinity, and the limit of its control group.

A container with `--cpus 1`, or a unit with `CPUQuota=100%`, on a machine of 64 processors may use one.
"""

from __future__ import annotations

import contextlib
import math
import os

from _pywar.base import files

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from typing import Iterator

# more processes would wait for the disk, and need memory
MOST = 8
_BYTES = 1 << 16
_GROUPS = "/sys/fs/cgroup"


def count(process: str = "/proc/self/cgroup", groups: str = _GROUPS) -> int:
    """Return a number from 1 to `MOST`; `process` lists the control groups, and `groups` is where they are mounted."""
    limits = [float(MOST), float(_by_affinity())]
    for folder in _folders(process, groups):
        limits += _quota(folder)
    return max(1, math.ceil(min(limits)))


def _by_affinity() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except (AttributeError, OSError):
        return os.cpu_count() or 1


def _folders(process: str, groups: str) -> Iterator[str]:
    """Yield the folders of the process's control groups, up to the top: a limit of each counts."""
    for line in _text(process).splitlines():
        _, controllers, path = [*line.split(":", 2), "", ""][:3]
        # version 2 has no controllers; in a container, the mounted top is the group itself
        tops = [groups] if not controllers else [os.path.join(groups, name) for name in (controllers, "cpu")]
        if controllers and "cpu" not in controllers.split(","):
            continue
        parts = [part for part in path.split("/") if part not in ("", ".", "..")]
        for top in tops:
            for length in range(len(parts) + 1):
                yield os.path.join(top, *parts[:length])


def _quota(folder: str) -> list[float]:
    """Return the processors that a group may use as a list, empty if it has no limit."""
    words = _text(os.path.join(folder, "cpu.max")).split()
    if not words:
        words = [_text(os.path.join(folder, f"cpu.cfs_{name}_us")).strip() for name in ("quota", "period")]
    with contextlib.suppress(ValueError, IndexError, ZeroDivisionError):
        quota = int(words[0]) / int(words[1])
        return [quota] if quota > 0 else []
    return []


def _text(path: str) -> str:
    with contextlib.suppress(OSError):
        return files.read(path, _BYTES).decode("ascii", "replace")
    return ""
