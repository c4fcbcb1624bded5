"""Which module of the runtime imports which: packages in layers, and no circle."""

import ast
import glob
import os
import unittest

from archives import RUNTIME

# a package imports only itself and earlier ones; the modules beside the packages are above all of them
LAYERS = ["base", "archive", "boot", "deployment", "commands"]
# their addresses are fixed: servers, console scripts, unit files and other releases name them
ENTRIES = ["__init__", "__main__", "asgi", "console", "entry", "granian", "granian_child", "gunicorn_asgi", "packaged", "rehearse", "start", "uvicorn", "uvicorn_child", "workers"]
# what entries import of each other
SHARED = "_pywar.start"


def _name(path):
    return os.path.relpath(path, RUNTIME)[: -len(".py")].replace(os.sep, ".").replace(".__init__", "")


def _sources():
    """module -> source, of all modules of `_pywar`."""
    found = {}
    for path in sorted(glob.glob(os.path.join(RUNTIME, "_pywar", "**", "*.py"), recursive=True)):
        if os.path.join("door", "_pywar") not in path:
            with open(path, encoding="utf-8") as stream:
                found[_name(path)] = stream.read()
    return found


def _layer(module):
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in LAYERS else None


def _imports(source, modules):
    """(node, module) of each import of the runtime's own; `from package import module` names the module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            full = ["%s.%s" % (node.module, alias.name) for alias in node.names]
            names = [name if name in modules else node.module for name in full]
        else:
            continue
        for name in names:
            if name == "_pywar" or name.startswith("_pywar."):
                yield node, name


def _upward(sources):
    for module, source in sources.items():
        for _, name in _imports(source, sources):
            mine, other = _layer(module), _layer(name)
            if mine is None and (other is not None or name == SHARED):
                continue
            if mine is None or other is None or LAYERS.index(other) > LAYERS.index(mine):
                yield f"{module} -> {name}"


def _executed(source, modules):
    """Return the modules that a source imports when it runs."""
    for_types = _lines_for_types(source)
    return {name for node, name in _imports(source, modules) if node.lineno not in for_types}


def _circle(sources):
    """The modules of one circle, or None."""
    edges = {module: sorted(_executed(source, sources)) for module, source in sources.items()}
    done = set()

    def visit(module, trail):
        if module in trail:
            return [*trail[trail.index(module) :], module]
        if module in done:
            return None
        found = next(filter(None, (visit(name, [*trail, module]) for name in edges[module])), None)
        done.add(module)
        return found

    return next(filter(None, (visit(module, []) for module in edges)), None)


def _unexplained(sources):
    """Imports inside a function that have no comment beside or above them."""
    for module, source in sources.items():
        lines = source.splitlines()
        for_types = _lines_for_types(source)
        for node, name in _imports(source, sources):
            if node.col_offset and node.lineno not in for_types and not _has_comment(lines, node.lineno - 1):
                yield f"{module}:{node.lineno} {name}"


def _lines_for_types(source):
    """Return the lines of `if TYPE_CHECKING:`, which no interpreter executes."""
    blocks = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.If))
    names = [node for node in blocks if getattr(node.test, "id", None) == "TYPE_CHECKING"]
    return {line.lineno for node in names for line in node.body}


def _has_comment(lines, at):
    """On the line itself, or above the block of imports that it is in."""
    if "#" in lines[at]:
        return True
    while lines[at - 1].strip().startswith("from "):
        at -= 1
    return lines[at - 1].strip().startswith("#")


class LayersTest(unittest.TestCase):
    def setUp(self):
        self.sources = _sources()

    def test_each_module_is_in_a_layer_or_has_a_fixed_address(self):
        entries = {module for module in self.sources if _layer(module) is None}
        self.assertEqual(entries, {"_pywar" if name == "__init__" else f"_pywar.{name}" for name in ENTRIES})

    def test_no_import_goes_up(self):
        self.assertEqual(list(_upward(self.sources)), [])

    def test_no_module_imports_itself_by_way_of_others(self):
        self.assertIsNone(_circle(self.sources))

    def test_an_import_inside_a_function_has_its_reason_beside_it(self):
        self.assertEqual(list(_unexplained(self.sources)), [])

    def test_packages_import_nothing_by_themselves(self):
        """The start of an application pays for each module, and it imports these packages."""
        for package in ("base", "archive", "boot", "commands", "deployment"):
            self.assertEqual(list(ast.parse(self.sources[f"_pywar.{package}"]).body[1:]), [], package)

    def test_commands_are_modules_of_the_commands_or_of_a_deployment(self):
        from _pywar.commands import options

        for module, _ in options.COMMANDS.values():
            self.assertIn(f"_pywar.{module}", self.sources)
            self.assertIn(_layer(f"_pywar.{module}"), ("commands", "deployment"))


class RuleTest(unittest.TestCase):
    """The functions above, where the rule is broken."""

    def test_finds_an_import_that_goes_up(self):
        wrong = {"_pywar.base.x": "def f():\n    from _pywar.boot import y\n", "_pywar.boot.y": ""}
        self.assertEqual(list(_upward(wrong)), ["_pywar.base.x -> _pywar.boot.y"])
        wrong = {"_pywar.boot.y": "import _pywar.start\n", "_pywar.start": "from _pywar.boot import y\n"}
        self.assertEqual(list(_upward(wrong)), ["_pywar.boot.y -> _pywar.start"])
        wrong = {"_pywar.asgi": "from _pywar import entry\n", "_pywar.entry": "from _pywar import start\n", "_pywar.start": ""}
        self.assertEqual(list(_upward(wrong)), ["_pywar.asgi -> _pywar.entry"])

    def test_finds_a_circle(self):
        wrong = {"_pywar.a": "from _pywar import b", "_pywar.b": "def f():\n  from _pywar.c import x", "_pywar.c": "import _pywar.a"}
        self.assertEqual(_circle(wrong), ["_pywar.a", "_pywar.b", "_pywar.c", "_pywar.a"])
        self.assertIsNone(_circle({"_pywar.a": "from _pywar import b", "_pywar.b": "if TYPE_CHECKING:\n  from _pywar import a"}))

    def test_finds_an_import_without_a_reason(self):
        self.assertEqual(list(_unexplained({"_pywar.a": "def f():\n  from _pywar import a\n"})), ["_pywar.a:2 _pywar.a"])
        self.assertEqual(list(_unexplained({"_pywar.a": "def f():\n  from _pywar import a  # slow\n"})), [])
        self.assertEqual(list(_unexplained({"_pywar.a": "if TYPE_CHECKING:\n  from _pywar import a\n"})), [])
        self.assertEqual(list(_unexplained({"_pywar.a": "def f():\n  # slow\n  from _pywar import a\n  from _pywar import a\n"})), [])


if __name__ == "__main__":
    unittest.main()
