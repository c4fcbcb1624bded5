"""Recognition of tests in the notation of pytest. What may be no test is left out."""

import ast
import inspect
import os
import types
import unittest

# functions of other tools
NO_TESTS = {"test_main", "test_suite"}
CONFIGURATIONS = {
    "pytest.ini": b"[pytest]",
    "pyproject.toml": b"[tool.pytest",
    "tox.ini": b"[pytest]",
    "setup.cfg": b"[tool:pytest]",
}
# of pytest itself; others need a conftest.py or a plugin
FIXTURES = set(
    "cache capfd capfdbinary caplog capsys capsysbinary doctest_namespace monkeypatch pytestconfig pytester"
    " record_property record_testsuite_property record_xml_attribute recwarn request subtests testdir tmp_path"
    " tmp_path_factory tmpdir tmpdir_factory".split()
)
LARGEST = 1 << 20


def is_configured(base):
    """Returns whether a project has a configuration of pytest."""
    return any(mark in content(os.path.join(base, name)) for name, mark in CONFIGURATIONS.items())


def has_conftest(path, base):
    """Returns whether a module can have the fixtures of a conftest.py."""
    parent, top = os.path.dirname(path), os.path.realpath(base)
    while len(parent) > len(top) and not os.path.isfile(os.path.join(parent, "conftest.py")):
        parent = os.path.dirname(parent)
    return os.path.isfile(os.path.join(parent, "conftest.py"))


def content(path):
    """Returns what a file contains: nothing if it is no regular file, such as a pipe, or too large."""
    try:
        if not os.path.isfile(path):
            return b""
        with open(path, "rb") as file:
            data = file.read(LARGEST + 1)
    except OSError:
        return b""
    return data if len(data) <= LARGEST else b""


def of_module(module, is_found, known, has_fixtures):
    """Returns the class and the name of each test of a module that unittest did not find in it."""
    found = []
    # a module with `load_tests` decides itself which tests it has
    own = [] if is_off(module) or hasattr(module, "load_tests") else list(vars(module).items())
    for name, value in own:
        # of the type, because other objects may be proxies that cannot be asked
        if type(value) is types.FunctionType and name.startswith("test"):
            if value.__module__ == module.__name__ and (module.__name__, "", value.__name__) not in known:
                found += [("", name)] if is_test(value, name, has_fixtures) else []
        elif issubclass(type(value), type) and value.__module__ == module.__name__:
            found += [(name, one) for one in methods(value, is_found, known, has_fixtures)]
    return found


def is_off(value):
    """Returns whether a module, a class or a function says that it is no test, as pytest understands it."""
    return not getattr(value, "__test__", True)


def is_test(function, name, has_fixtures, in_class=0):
    """Returns whether a function can be a test: a helper gives values one by one, or needs arguments but `self`."""
    origin = inspect.unwrap(function)
    if inspect.isgeneratorfunction(origin) or inspect.isasyncgenfunction(origin):
        return False
    if name in NO_TESTS or is_off(function):
        return False
    # a decorator may give the arguments
    return has_fixtures or hasattr(function, "__wrapped__") or has_values(required(function)[in_class:])


def required(function):
    parameters = inspect.signature(function).parameters.values()
    return [one.name for one in parameters if one.kind < one.VAR_POSITIONAL and one.default is one.empty]


def has_values(names):
    return all(name in FIXTURES for name in names)


def methods(cls, is_found, known, has_fixtures):
    """Returns the tests of a class, unless it is a base of others, or one that unittest runs."""
    if is_off(cls) or type.__subclasses__(cls) or inspect.isabstract(cls):
        return []
    if issubclass(cls, unittest.TestCase):
        if is_found or any(module == cls.__module__ for module, _, _ in known):
            return []
    elif not cls.__name__.startswith("Test") or is_made_otherwise(cls):
        return []
    static = [(name, inspect.getattr_static(cls, name, None)) for name in dir(cls) if name.startswith("test")]
    called = [(name, value) for name, value in static if isinstance(value, types.FunctionType)]
    return [name for name, value in called if is_test(value, name, has_fixtures, in_class=1)]


def is_made_otherwise(cls):
    return cls.__init__ is not object.__init__ or cls.__new__ is not object.__new__


def of_text(path, has_fixtures):
    """Returns the tests of a module that is not imported."""
    try:
        parsed = ast.parse(content(path))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    if is_off_in(parsed):
        return []
    found = [("", one.name) for one in tests_in(parsed, has_fixtures)]
    classes = [one for one in parsed.body if isinstance(one, ast.ClassDef)]
    bases = {base for one in classes for base in bases_of(one)}
    for one in classes:
        if one.name not in bases and not is_off_in(one) and can_have_tests(one):
            found += [(one.name, method.name) for method in tests_in(one, has_fixtures, in_class=1)]
    return found


def is_off_in(parent):
    lines = [one for one in parent.body if isinstance(one, ast.Assign) and getattr(one.value, "value", None) is False]
    return any(getattr(target, "id", "") == "__test__" for one in lines for target in one.targets)


def bases_of(cls):
    return [getattr(base, "attr", getattr(base, "id", "")) for base in cls.bases]


def can_have_tests(cls):
    return cls.name.startswith("Test") or any("Test" in base for base in bases_of(cls))


def tests_in(parent, has_fixtures, in_class=0):
    """Returns the functions of a module, or the methods of a class, that can be tests."""
    kinds = ast.FunctionDef, ast.AsyncFunctionDef
    named = [one for one in parent.body if isinstance(one, kinds) and one.name.startswith("test")]
    return [one for one in named if can_be_test(one, has_fixtures, in_class)]


def can_be_test(function, has_fixtures, in_class):
    if function.name in NO_TESTS or any(isinstance(one, (ast.Yield, ast.YieldFrom)) for one in ast.walk(function)):
        return False
    first = function.args.args[in_class : len(function.args.args) - len(function.args.defaults)]
    return has_fixtures or bool(function.decorator_list) or has_values(one.arg for one in first)
