#!/usr/bin/env python3
"""Measure pywar beside its peers, and write a report. `mvn -Pbench verify` runs this; README.md has examples.

The results of each work are kept in TARGET/bench/results, and the report is made of all results there. So works can be
measured one by one, on one day or on several.
"""
import argparse
import os
import signal
import sys
from pathlib import Path

import builds
import growth
import parts
import report
import resolutions
from environment import variables
from processes import Failed
from works import BUILDS, RESOLUTIONS

WORKS = [*BUILDS, *RESOLUTIONS, "parts", *("growth-" + name for name in growth.SERIES)]


def arguments(words=None):
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--works", default="all", help="all, or names separated by commas: " + ", ".join(WORKS))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--tools", default="all", help="all, none, or names of peers separated by semicolons")
    parser.add_argument("--turns", default="none", help="a file whose lock each measurement holds")
    parser.add_argument("--jmh", default="-f 1 -wi 3 -w 1 -i 5 -r 1", help="options of JMH")
    parser.add_argument("--target", type=lambda path: Path(path).absolute(), default=Path("target").absolute())
    parser.add_argument("--version", default="1.0.0-SNAPSHOT", help="the version of the plugin in TARGET/local-repo")
    parser.add_argument("--maven", default="mvn")
    parser.add_argument("--repository", default=os.path.expanduser("~/.m2/repository"), help="Maven's plugins come from there")
    parser.add_argument("--conformance", default="../shared/conformance", help="the folder with the recorded graphs")
    parser.add_argument("--classpath", default="", help="the classes of the tests and of the benchmarks")
    parser.add_argument("--report-only", action="store_true", help="make the report of existing results")
    options = parser.parse_args(words)
    options.tools = [one.strip() for one in options.tools.split(";")]
    options.works = WORKS if options.works == "all" else options.works.split(",")
    unknown = [one for one in options.works if one not in WORKS]
    if unknown:
        parser.error("unknown works: %s; known: %s" % (", ".join(unknown), ", ".join(WORKS)))
    return options


def measure(name, options, environment):
    """Measure one work."""
    if name in BUILDS:
        builds.measure(name, BUILDS[name], options, environment)
    elif name in RESOLUTIONS:
        resolutions.measure(name, RESOLUTIONS[name], options, environment)
    elif name == "parts":
        parts.measure(options, environment)
    else:
        growth.measure(name[len("growth-"):], options, environment)


def main():
    """Measure the works. A work that fails does not end the others."""
    options = arguments()
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))  # ends the measured process as well
    failed = []
    folder = options.target / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    if not options.report_only:
        environment = variables()
        for name in options.works:
            try:
                measure(name, options, environment)
            except Failed as failure:
                failed.append(name)
                print(str(failure).replace(environment["PIP_INDEX_URL"], "INDEX"), file=sys.stderr)
    print(report.write(folder / "results", folder))
    print("Wrote %s and report.md" % (folder / "report.html"))
    if failed:
        sys.exit("failed: " + ", ".join(failed))


if __name__ == "__main__":
    main()
