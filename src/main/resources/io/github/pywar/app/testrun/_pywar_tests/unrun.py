"""Tests that unittest does not run, and pytest would: functions, plain classes, and modules that are not found."""

import fnmatch
import os
import sys
import types

from _pywar_tests import pytest_style

SKIPPED = {"node_modules", "site-packages", "__pycache__", "target", "build", "dist"}
MOST_FILES = 10000
# in one event
MOST_NAMES = 3


def send(settings, channel, chosen, known):
    """Reports each module that has such tests; `known` has the tests that unittest found, with their modules."""
    loaded = {os.path.realpath(path): module for path, module in files_of(list(sys.modules.values()))}
    is_configured = pytest_style.is_configured(settings["base"])
    seen = set()
    for folder in settings["folders"] or [settings["base"]]:
        # what is among the sources was found by its name
        by_name = os.path.isfile(folder) or not settings["folders"]
        for path in test_files(folder):
            if path not in seen:
                seen.add(path)
                reason = left_out(folder, path)
                is_source = by_name and any(is_in(path, source) for source in settings["sources"])
                has_fixtures = is_configured or pytest_style.has_conftest(path, settings["base"])
                tests = tests_of(path, loaded.get(path), reason, known, has_fixtures)
                send_module(channel, chosen, path, tests, reason=reason, source=is_source)


def tests_of(path, module, reason, known, has_fixtures):
    try:
        if module:
            return pytest_style.of_module(module, not reason, known, has_fixtures)
        return pytest_style.of_text(path, has_fixtures) if reason else []
    except Exception:
        # objects of a module may answer each question with an error
        return []


def is_in(path, folder):
    return path.startswith(os.path.join(os.path.realpath(folder), ""))


def send_module(channel, chosen, path, tests, **fields):
    name, file = channel.module(path), channel.shown(path)
    tests = [".".join(filter(None, one)) for one in tests if chosen.has(name, file, *one)]
    if tests:
        channel.send("not-run", file=file, tests=tests[:MOST_NAMES], count=len(tests), **fields)


def files_of(modules):
    for module in modules:
        path = vars(module).get("__file__") if type(module) is types.ModuleType else None
        if isinstance(path, str):
            yield path, module


def test_files(folder):
    """Returns the files that pytest would read, as real paths."""
    if os.path.isfile(folder):
        return [os.path.realpath(folder)]
    found = []
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if is_searched(parent, name))
        files = [name for name in sorted(names) if name.endswith("_test.py") or fnmatch.fnmatch(name, "test_*.py")]
        found += [os.path.realpath(os.path.join(parent, name)) for name in files]
        if len(found) > MOST_FILES:
            break
    return found


def is_searched(parent, name):
    return (
        not name.startswith(".")
        and name not in SKIPPED
        and not os.path.exists(os.path.join(parent, name, "pyvenv.cfg"))
    )


def left_out(folder, path):
    """Returns why unittest does not find a module: `name` or `folder`; empty if it does."""
    if os.path.isfile(folder):
        return ""
    parent = os.path.dirname(path)
    # a link may lead to another place
    while is_in(parent, folder):
        if not os.path.isfile(os.path.join(parent, "__init__.py")):
            return "folder"
        parent = os.path.dirname(parent)
    return "" if fnmatch.fnmatch(os.path.basename(path), "test*.py") else "name"
