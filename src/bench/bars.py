"""The limits that the project sets itself. Each is a ratio of two rows, or a value with a unit."""
import math
import statistics
from dataclasses import dataclass

UV, PIP, PEX, FAST, SHIV = "uv + zip -0", "pip + zip -6", "pex", "pex, fastest", "shiv"
INIT = ", as init writes it"
CLASSES = ", init + class archive"
AGAIN_CLASSES = "again" + CLASSES


@dataclass(frozen=True)
class Bar:
    """A row, the row that it is compared with, and the largest ratio.

    measure is wall, pages, metadata or samples. less is a row whose figure is subtracted from the first one.
    """

    work: str
    row: tuple
    base: tuple
    limit: float
    measure: str = "wall"
    less: tuple = None

    def text(self):
        """Describe the bar."""
        row = "(%s − %s)" % (label(self.row), label(self.less)) if self.less else label(self.row)
        what = "" if self.measure in ("wall", "samples") else ", " + self.measure
        return "%s ÷ %s%s" % (row, label(self.base), what)

    def value(self, results, measure):
        """Return the measured ratio, or None if a row is missing."""
        rows = rows_of(results, self.work)
        needed = [self.row, self.base] + ([self.less] if self.less else [])
        if any(measure not in rows.get(one, {}) for one in needed):
            return None
        figures = [median(rows[one], measure) for one in needed]
        return (figures[0] - sum(figures[2:])) / figures[1] if figures[1] else None


def label(row):
    """Return the name of a row: tool and state."""
    return " ".join(part for part in row if part)


def rows_of(results, work):
    """Return the rows of a work by tool and state."""
    return {(row["tool"], row["state"]): row for row in results.get(work, {}).get("rows", [])}


def median(row, measure):
    """Return the median of a row's figures."""
    return statistics.median(row[measure]) if isinstance(row[measure], list) else row[measure]


def package_bars():
    """Return the bars of complete builds: with the default options of the virtual machine, with those that init writes, and
    with these and an archive of classes."""
    return bars_of_options("") + bars_of_options(INIT) + bars_of_options(CLASSES)


def bars_of_options(suffix):
    """Return the bars of complete builds whose states have a suffix. The peers have no such options."""
    cold, warm, empty = ("pywar", "cold" + suffix), ("pywar", "warm" + suffix), ("Maven", "empty POM" + suffix)
    validate = ("pywar", "validate" + suffix)
    found = []
    for work in ("flask", "django"):
        found += [
            Bar(work, validate, empty, 1.1),
            Bar(work, ("pywar", "unchanged" + suffix), validate, 1.15),
            Bar(work, ("pywar", "changed" + suffix), validate, 1.3),
            Bar(work, cold, (UV, "cold"), 1.2, less=empty),
            Bar(work, cold, (PEX, "cold"), 0.3),
            Bar(work, cold, (PIP, "cold"), 0.2),
        ]
    return found + [
        Bar("flask", warm, (PEX, "warm"), 0.2),
        Bar("flask", warm, (PEX, "warm"), 0.2, less=empty),
        Bar("flask", warm, (SHIV, "warm"), 0.25),
        Bar("flask", warm, (SHIV, "warm"), 0.25, less=empty),
        Bar("django", warm, (UV, "warm"), 0.8),
        Bar("science", warm, (UV, "warm"), 0.8),
        Bar("science", cold, (UV, "cold"), 1.2, less=empty),
        Bar("science", warm, (PEX, "warm"), 0.1),
        Bar("science", warm, (FAST, "warm"), 0.6),
        Bar("science", warm, (SHIV, "warm"), 0.05),
        Bar("torch", warm, (UV, "warm"), 0.8),
    ]


def resolution_bars():
    """Return the bars of hard resolutions."""
    found = [Bar("jupyter", ("pywar", "again"), ("uv", "again"), 2)]
    for work, limit in (("boto", 0.6), ("boto-old", 0.6), ("airflow", 0.2)):
        found += [
            Bar(work, ("pywar", "cold"), ("uv", "cold"), limit),
            Bar(work, ("pywar", "again"), ("uv", "again"), 0.1),
            Bar(work, ("pywar", "cold"), ("uv", "cold"), 1.0, "metadata"),
            Bar(work, ("pywar", "cold"), ("uv", "cold"), 1.0, "pages"),
        ]
    return found


def part_bars():
    """Return the bars of parts in process."""
    return [Bar("parts", ("AssemblyBench.assembly", ""), ("AssemblyBench.plainCopy", ""), 2.0, "samples")]


def ratios():
    """Return all bars that are ratios of two rows."""
    return package_bars() + resolution_bars() + part_bars()


def growth_exponent(content, state, measure):
    """Return the exponent of the growth of time from the second largest size to the largest, without the fixed cost.

    The fixed cost is the time of the smallest size. 1 is linear, 2 is quadratic.
    """
    points = sorted((row["size"], median(row, measure)) for row in content["rows"] if row["state"] == state)
    if len(points) < 3:
        return None
    (least, fixed), (size, time), (largest, longest) = points[0], points[-2], points[-1]
    if time <= fixed or longest <= fixed:
        return None
    return math.log((longest - fixed) / (time - fixed)) / math.log((largest - least) / (size - least))


def values(results):
    """Return the measured bars: work, text, ratio, ratio of the CPU times or None, limit."""
    table = []
    for bar in ratios():
        value = bar.value(results, bar.measure)
        if value is not None:
            table.append((bar.work, bar.text(), value, bar.value(results, "cpu") if bar.measure == "wall" else None, bar.limit))
    for state in ("again", AGAIN_CLASSES):
        row = rows_of(results, "jupyter").get(("pywar", state), {})
        if "process" in row:
            text = "pywar %s: ms from the start of main to the result" % state
            table.append(("jupyter", text, median(row, "process"), None, 100))
    return table + growth_values(results)


def growth_values(results):
    """Return the rows of the series of growth."""
    table = []
    for work, content in results.items():
        for state in sorted({row["state"] for row in content["rows"] if "size" in row}):
            exponent = growth_exponent(content, state, "wall")
            if exponent is not None:
                text = "%s: exponent of the time at the largest size" % state
                table.append((work, text, exponent, growth_exponent(content, state, "cpu"), 1.2))
    return table
