"""The HTML page of a report: tables and plots, one file, light and dark, also on a small screen."""
from html import escape

import bars
import plots

STYLE = """
:root{--text:#1d2430;--paper:#fff;--line:#d8dde5;--ours:#1f6feb;--other:#9aa7b8;--good:#1a7f37;--bad:#b42318;--third:#9a6700}
@media(prefers-color-scheme:dark){:root{--text:#e6e9ef;--paper:#12161d;--line:#333c49;--ours:#58a6ff;--other:#657386;
--good:#3fb950;--bad:#ff7b72;--third:#d29922}}
body{font:16px/1.5 system-ui,sans-serif;color:var(--text);background:var(--paper);max-width:60rem;margin:0 auto;padding:1rem}
h1,h2{line-height:1.2}h2{margin-top:2.5rem;font-size:1.25rem}.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:.85rem;font-variant-numeric:tabular-nums}
th,td{border-bottom:1px solid var(--line);padding:.25rem .6rem;text-align:left;white-space:nowrap}
td.reached{color:var(--good)}td.missed{color:var(--bad);font-weight:600}
svg{display:block;width:100%;max-width:42rem;height:auto;font-size:13px;margin:.75rem 0}svg text{fill:var(--text)}
.ours{fill:var(--ours)}.other{fill:var(--other)}.range{stroke:var(--text);stroke-width:1.5}.grid{stroke:var(--line)}
[class^=line]{fill:none;stroke-width:2}.line0{stroke:var(--ours)}.line1{stroke:var(--good)}.line2{stroke:var(--third)}
.line3{stroke:var(--bad)}.dot0{fill:var(--ours)}.dot1{fill:var(--good)}.dot2{fill:var(--third)}.dot3{fill:var(--bad)}
ul{padding-left:1.2rem}details summary{cursor:pointer}
"""


def html(sections, results):
    """Return the page."""
    body = []
    for section in sections:
        body.append("<h2>%s</h2>" % escape(section["title"]))
        body += charts(results[section["work"]]) if section["work"] in results else []
        body.append(notes(section["notes"]))
        body.append(table(section))
    return ('<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width,initial-scale=1"><title>Measurements</title>'
            "<style>%s</style></head><body><h1>Measurements</h1>\n%s\n</body></html>\n" % (STYLE, "\n".join(body)))


def charts(content):
    """Return the plots of a work."""
    if content["work"].startswith("growth-"):
        return [growth(content, "wall", "seconds"), growth(content, "memory", "MB of memory")]
    if content["work"] == "parts":
        units = sorted({row["unit"] for row in content["rows"]})
        return [plots.bars([(row["tool"].replace("Bench.", " "), *spread(row["samples"]), "ours")
                            for row in content["rows"] if row["unit"] == unit], unit) for unit in units]
    states = list(dict.fromkeys(row["state"] for row in content["rows"]))
    grouped = [[row for row in content["rows"] if row["state"] == state] for state in states]
    rows = [row for group in grouped for row in group]
    return [plots.bars([(bars.label((row["tool"], row["state"])), *spread(row["wall"]),
                         "ours" if row["tool"] == "pywar" else "other") for row in rows], "s")] if rows else []


def growth(content, measure, label):
    """Return a chart of a measure against the size, with one line for each state."""
    states = list(dict.fromkeys(row["state"] for row in content["rows"]))
    series = [(state, [(row["size"], bars.median(row, measure)) for row in content["rows"] if row["state"] == state])
              for state in states]
    return plots.lines(series, content["title"], label)


def spread(figures):
    """Return median, least and most."""
    return bars.median({"all": figures}, "all"), min(figures), max(figures)


def notes(lines):
    """Return the notes of a section."""
    if not lines:
        return ""
    items = "".join("<li>%s</li>" % escape(line) for line in lines)
    return "<details><summary>%d notes</summary><ul>%s</ul></details>" % (len(lines), items)


def table(section):
    """Return the table of a section."""
    head = "".join("<th>%s</th>" % escape(one) for one in section["head"])
    rows = "".join("<tr>%s</tr>" % "".join(cell(one) for one in row) for row in section["rows"])
    return '<div class="scroll"><table><thead><tr>%s</tr></thead><tbody>%s</tbody></table></div>' % (head, rows)


def cell(text):
    """Return a cell; a verdict has a colour."""
    kind = ' class="%s"' % text if text in ("reached", "missed") else ""
    return "<td%s>%s</td>" % (kind, escape(text))
