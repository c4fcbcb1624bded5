"""Plots as SVG in an HTML page. Colours come from the style of the page, so they suit a light and a dark screen."""
import html
import math

ROW, LEFT, WIDTH, RIGHT = 26, 285, 655, 75


def bars(rows, unit):
    """Return a bar chart. rows: label, median, least, most, a class of the style."""
    largest = max(most for _, _, _, most, _ in rows) or 1
    scale = (WIDTH - LEFT - RIGHT) / largest
    parts = []
    for number, (label, middle, least, most, kind) in enumerate(rows):
        y = number * ROW
        parts.append('<text x="%d" y="%d" text-anchor="end">%s</text>' % (LEFT - 8, y + 17, html.escape(label)))
        parts.append('<rect class="%s" x="%d" y="%d" width="%.1f" height="%d" rx="3"/>' % (
            kind, LEFT, y + 4, max(middle * scale, 1), ROW - 8))
        parts.append('<path class="range" d="M%.1f %dH%.1f"/>' % (LEFT + least * scale, y + ROW // 2, LEFT + most * scale))
        parts.append('<text x="%.1f" y="%d">%s</text>' % (LEFT + most * scale + 6, y + 17, number_text(middle) + " " + unit))
    return svg(len(rows) * ROW, parts, "bar chart")


def lines(series, x_label, y_label):
    """Return a chart with logarithmic axes. series: a name and its points."""
    points = [point for _, some in series for point in some if point[0] > 0 and point[1] > 0]
    if not points:
        return ""
    height, bottom, left = 300, 45, 60
    x_axis = Axis([x for x, _ in points], left, WIDTH - 80)
    y_axis = Axis([y for _, y in points], height - bottom, 15)
    parts = []
    for value in x_axis.ticks():
        x = x_axis.at(value)
        parts.append('<path class="grid" d="M%.1f 15V%d"/>' % (x, height - bottom))
        parts.append('<text x="%.1f" y="%d" text-anchor="middle">%s</text>' % (x, height - bottom + 18, number_text(value)))
    for value in y_axis.ticks():
        y = y_axis.at(value)
        parts.append('<path class="grid" d="M%d %.1fH%d"/>' % (left, y, WIDTH - 80))
        parts.append('<text x="%d" y="%.1f" text-anchor="end">%s</text>' % (left - 6, y + 4, number_text(value)))
    for number, (name, some) in enumerate(series):
        placed = [(x_axis.at(x), y_axis.at(y)) for x, y in some if x > 0 and y > 0]
        if not placed:
            continue
        parts.append('<path class="line%d" d="M%s"/>' % (number % 4, "L".join("%.1f %.1f" % one for one in placed)))
        parts += ['<circle class="dot%d" cx="%.1f" cy="%.1f" r="3.5"/>' % (number % 4, *one) for one in placed]
        x, y = placed[-1]
        parts.append('<text x="%.1f" y="%.1f">%s</text>' % (x + 8, y + 4, html.escape(name)))
    parts.append('<text x="%d" y="%d" text-anchor="middle">%s</text>' % (WIDTH // 2, height - 6, html.escape(x_label)))
    parts.append('<text x="%d" y="10">%s</text>' % (4, html.escape(y_label)))
    return svg(height, parts, "%s against %s" % (y_label, x_label))


class Axis:
    """A logarithmic axis from the smallest to the largest value."""

    def __init__(self, values, start, end):
        self.low, self.high = math.log10(min(values)), math.log10(max(values))
        self.start, self.end = start, end

    def at(self, value):
        """Return the position of a value."""
        part = (math.log10(value) - self.low) / (self.high - self.low) if self.high > self.low else 0.5
        return self.start + part * (self.end - self.start)

    def ticks(self):
        """Return the numbers at the axis: powers of ten with 1, 2 and 5, at most about ten."""
        steps = (1, 2, 5) if self.high - self.low < 3 else (1,)
        powers = range(math.floor(self.low), math.ceil(self.high) + 1)
        found = [step * 10.0**power for power in powers for step in steps]
        return [one for one in found if self.low - 0.01 <= math.log10(one) <= self.high + 0.01]


def number_text(value):
    """Return a number with three significant digits."""
    if value >= 100:
        return format(round(value), ",")
    return "%.3g" % value


def svg(height, parts, title):
    """Return an SVG element that is as wide as the page."""
    return '<svg viewBox="0 0 %d %d" role="img" aria-label="%s">%s</svg>' % (WIDTH, height, html.escape(title), "".join(parts))
