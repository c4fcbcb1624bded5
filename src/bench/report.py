#!/usr/bin/env python3
"""Write the report on all results of a folder: a Markdown file, and one HTML page with plots that loads nothing.

    python3 src/bench/report.py RESULTS TARGET
"""
import argparse
import statistics
from pathlib import Path

import bars
import page
import results as kept

FEW = 3


def write(source, target):
    """Write report.md and report.html, and return the Markdown text."""
    results = kept.read(source)
    sections = [bars_section(results)] + [work_section(content) for content in results.values()]
    text = "# Measurements\n\n" + "\n".join(markdown(section) for section in sections)
    target.mkdir(parents=True, exist_ok=True)
    (target / "report.md").write_text(text)
    (target / "report.html").write_text(page.html(sections, results))
    return text


def bars_section(results):
    """Return the section with the limits. The ratio of the wall times decides."""
    rows = []
    for work, text, value, cpu, limit in bars.values(results):
        verdict = "reached" if value <= limit else "missed"
        rows.append([work, text, digits(value), "" if cpu is None else digits(cpu), "≤ %g" % limit, verdict])
    notes = ["the limits are those of wall times; on a busy machine, the ratios of the CPU times are more exact"]
    few = sorted(name for name, content in results.items() if min(map(runs, content["rows"]), default=FEW) < FEW)
    if few:
        notes.append("fewer than %d runs, so one busy moment decides: %s" % (FEW, ", ".join(few)))
    missing = sorted({bar.work for bar in bars.ratios()} - set(results))
    if missing:
        notes.append("not measured: " + ", ".join(missing))
    return {"work": "bars", "title": "Limits", "notes": notes, "head": ["work", "measure", "value", "CPU", "limit", ""], "rows": rows}


def work_section(content):
    """Return the section of one work."""
    notes = list(content["notes"])
    if content["load"]:
        notes.append("load of the machine %s to %s; %s" % (*content["load"], content["machine"]))
    if content["work"] == "parts":
        head = ["part", "median", "least", "most", "unit"]
        rows = [[row["tool"], *spread(row["samples"]), row["unit"]] for row in content["rows"]]
    elif content["work"].startswith("growth-"):
        head = [content["title"], "state", "wall s", "least", "most", "CPU s", "memory MB"]
        rows = [[row["tool"], row["state"], *times(row)] for row in content["rows"]]
    else:
        head = ["tool", "state", "runs", "wall s", "least", "most", "CPU s", "memory MB", "÷ pywar", "size or reads"]
        rows = [[row["tool"], row["state"], str(len(row["wall"])), *times(row), ratio(row, content), size(row)] for row in content["rows"]]
    return {"work": content["work"], "title": content["work"] + ": " + content["title"], "notes": notes, "head": head, "rows": rows}


def runs(row):
    """Return the number of runs of a row."""
    return len(row.get("wall", row.get("samples", ())))


def spread(figures):
    """Return median, least and most."""
    return [digits(one) for one in (statistics.median(figures), min(figures), max(figures))]


def digits(value):
    """Return a number with three significant digits, without an exponent."""
    return "%.0f" % value if abs(value) >= 100 else "%.3g" % value


def times(row):
    """Return the wall time with its spread, the CPU time and the memory."""
    return [*spread(row["wall"]), digits(bars.median(row, "cpu")), "%.0f" % max(row["memory"])]


def ratio(row, content):
    """Return the ratio to pywar in the same state."""
    ours = [one for one in content["rows"] if one["tool"] == "pywar" and one["state"] == row["state"]]
    return "%.2f" % (bars.median(row, "wall") / bars.median(ours[0], "wall")) if ours and ours[0] is not row else ""


def size(row):
    """Return the size of the archive, or the numbers of reads of a resolution."""
    if "bytes" in row:
        return "%.1f MB" % (row["bytes"] / 1e6)
    reads = "%d pages, %d metadata" % (row["pages"], row["metadata"]) if row["state"] == "cold" and "pages" in row else ""
    return ", ".join(one for one in (reads, "%d ms in process" % bars.median(row, "process") if "process" in row else "") if one)


def markdown(section):
    """Return a section as Markdown."""
    lines = ["## " + section["title"], *("- " + note for note in section["notes"])]
    lines += ["", "| " + " | ".join(section["head"]) + " |", "|" + "---|" * len(section["head"])]
    lines += ["| " + " | ".join(row) + " |" for row in section["rows"]]
    return "\n".join(lines) + "\n"


def main():
    """Write the report of a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results", type=Path)
    parser.add_argument("target", type=Path)
    options = parser.parse_args()
    write(options.results, options.target)


if __name__ == "__main__":
    main()
