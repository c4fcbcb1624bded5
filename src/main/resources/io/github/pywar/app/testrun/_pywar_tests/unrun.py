"""Tests that unittest does not run, and pytest would: functions, plain classes, and modules that are not found."""

import ast
import fnmatch
import os
import sys
import types
import unittest

SKIPPED = {"node_modules", "site-packages", "__pycache__", "target", "build", "dist"}
# functions of other tools
NO_TESTS = {"test_main", "test_suite"}
MOST_FILES = 10000
LARGEST = 1 << 20
# in one event
MOST_NAMES = 3


def send(settings, channel, chosen):
    """Reports each module that has such tests."""
    loaded = {os.path.realpath(path): module for path, module in files_of(list(sys.modules.values()))}
    seen = set()
    for folder in settings["folders"] or [settings["base"]]:
        for path in test_files(folder):
            if path not in seen:
                seen.add(path)
                reason = left_out(folder, path)
                tests = of_text(path) if reason else of_module(loaded[path]) if path in loaded else []
                # a module among the sources was found by its name
                is_source = os.path.isfile(folder) and any(is_in(path, source) for source in settings["sources"])
                send_module(channel, chosen, path, tests, reason=reason, source=is_source)


def is_in(path, folder):
    return path.startswith(os.path.realpath(folder) + os.sep)


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
    """Returns the files that unittest or pytest would read, as real paths."""
    if os.path.isfile(folder):
        return [os.path.realpath(folder)]
    found = []
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if is_searched(parent, name))
        files = [name for name in sorted(names) if fnmatch.fnmatch(name, "test*.py") or name.endswith("_test.py")]
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
    top = os.path.realpath(folder)
    parent = os.path.dirname(path)
    while len(parent) > len(top):
        if not os.path.isfile(os.path.join(parent, "__init__.py")):
            return "folder"
        parent = os.path.dirname(parent)
    return "" if fnmatch.fnmatch(os.path.basename(path), "test*.py") else "name"


def of_module(module):
    """Returns the class and the name of each test that is no method of a `unittest.TestCase`."""
    found = []
    for name, value in list(vars(module).items()):
        # of the type, because other objects may be proxies that cannot be asked
        if type(value) is types.FunctionType and name.startswith("test") and name not in NO_TESTS:
            if value.__module__ == module.__name__:
                found.append(("", name))
        elif issubclass(type(value), type) and name.startswith("Test") and value.__module__ == module.__name__:
            found += [(name, one) for one in methods(value)]
    return found


def methods(cls):
    """Returns the tests of a class, unless it is one of unittest or a base of others."""
    if issubclass(cls, unittest.TestCase) or cls.__init__ is not object.__init__ or type.__subclasses__(cls):
        return []
    return [name for name in dir(cls) if name.startswith("test") and isinstance(getattr(cls, name, None), types.FunctionType)]


def of_text(path):
    """Returns the tests of a module that is not imported."""
    try:
        if os.path.getsize(path) > LARGEST:
            return []
        with open(path, "rb") as file:
            parsed = ast.parse(file.read())
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    found = [("", one.name) for one in functions(parsed) if one.name not in NO_TESTS]
    for one in parsed.body:
        if isinstance(one, ast.ClassDef):
            found += [(one.name, method.name) for method in functions(one)]
    return found


def functions(parent):
    return [
        one
        for one in parent.body
        if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef)) and one.name.startswith("test")
    ]
