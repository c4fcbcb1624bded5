"""Figures of one work, kept as a JSON file, so that works can be measured one by one and reported together."""
import json
import os
import platform
import subprocess
from pathlib import Path


class Results:
    """Rows of one work. A row is a tool in a state, with the figures of all rounds."""

    def __init__(self, work, title):
        self.work, self.title = work, title
        self.rows, self.notes, self.loads = {}, [], []

    def add(self, tool, state, cost, process=None, **facts):
        """Add the cost of one run.

        process is a time in milliseconds that the tool itself measured. Facts such as `bytes` or `size` replace earlier ones.
        """
        row = self.rows.setdefault((tool, state), {"tool": tool, "state": state, "wall": [], "cpu": [], "memory": []})
        for name in ("wall", "cpu", "memory"):
            row[name].append(round(getattr(cost, name), 3))
        if process is not None:
            row.setdefault("process", []).append(process)
        row.update(facts)
        self.loads.append(os.getloadavg()[0])
        print("  %-14s %-20s %7.2f s, CPU %7.2f s, %6.0f MB" % (tool, state, cost.wall, cost.cpu, cost.memory), flush=True)

    def write(self, folder):
        """Write the file of this work."""
        folder.mkdir(parents=True, exist_ok=True)
        content = {
            "work": self.work, "title": self.title, "machine": machine(), "notes": self.notes,
            "load": [round(one, 1) for one in (min(self.loads), max(self.loads))] if self.loads else [],
            "rows": list(self.rows.values()),
        }
        (folder / (self.work + ".json")).write_text(json.dumps(content, indent=1) + "\n")


def read(folder):
    """Return the results of all works in a folder by their names."""
    return {file.stem: json.loads(file.read_text()) for file in sorted(Path(folder).glob("*.json"))}


def machine():
    """Describe the machine: processors, memory, Java, Python."""
    java = subprocess.run(["java", "-version"], stderr=subprocess.PIPE, text=True, check=True).stderr.split('"')[1]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return "%d processors, %.0f GB of memory, %s, Java %s, Python %s" % (
        len(os.sched_getaffinity(0)), memory, platform.system(), java, platform.python_version())
