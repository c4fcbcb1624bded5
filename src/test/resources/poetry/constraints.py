"""Answers of poetry-core for constraints: reads JSON from one file, writes JSON to another."""

import json
import sys

from poetry.core.constraints.version import Version, parse_constraint
from poetry.core.packages.utils.utils import create_nested_marker
from poetry.core.constraints.version import parse_marker_version_constraint
from poetry.core.version.markers import parse_marker


def accepted(text, versions):
    try:
        constraint = parse_constraint(text)
    except Exception:
        return None
    return "".join("1" if constraint.allows(version) else "0" for version in versions)


def python(text, releases):
    try:
        constraint = parse_marker_version_constraint(text)
        if constraint.is_empty():
            return "0" * len(releases)
        marker = parse_marker(create_nested_marker("python_version", constraint))
    except Exception:
        return None
    answers = []
    for release in releases:
        environment = {"python_version": ".".join(release.split(".")[:2]), "python_full_version": release}
        answers.append("1" if constraint.is_any() or marker.validate(environment) else "0")
    return "".join(answers)


def main(source, target):
    with open(source, encoding="utf-8") as file:
        asked = json.load(file)
    versions = [Version.parse(text) for text in asked["versions"]]
    answers = {
        "constraints": [accepted(text, versions) for text in asked["constraints"]],
        "pythons": [python(text, asked["releases"]) for text in asked["pythons"]],
    }
    with open(target, "w", encoding="utf-8") as file:
        json.dump(answers, file)


main(*sys.argv[1:])
