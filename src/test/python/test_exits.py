"""Exit codes: each has a name, in one module."""

import ast
import glob
import os
import unittest

from archives import RUNTIME

from _pywar.base import exits
from _pywar.commands import cli


def _numbers(source):
    """Yield the lines with a number as a status, or as the exit code of the process."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.keyword) and node.arg == "status" and isinstance(node.value, ast.Constant):
            yield node.value.lineno
        if _ends(node) and any(isinstance(word, ast.Constant) for word in node.args):
            yield node.lineno


def _ends(node):
    return isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", None)) in ("exit", "SystemExit")


class ExitsTest(unittest.TestCase):
    def test_no_module_has_an_exit_code_as_a_number(self):
        found = []
        for path in sorted(glob.glob(os.path.join(RUNTIME, "**", "*.py"), recursive=True)):
            with open(path, encoding="utf-8") as stream:
                found += [f"{path}:{line}" for line in _numbers(stream.read())]
        self.assertEqual(found, [])

    def test_finds_numbers(self):
        self.assertEqual(sorted(_numbers("raise Refusal('x', status=2)\nsys.exit(3)\nsys.exit(exits.USAGE)\n")), [1, 2])

    def test_the_usage_page_has_each_code(self):
        codes = {value for name, value in vars(exits).items() if name.isupper()}
        page = cli.USAGE[cli.USAGE.index("exit:") :]
        self.assertEqual(codes, {int(word) for word in page.replace("exit:", ",").split() if word.isdigit()})


if __name__ == "__main__":
    unittest.main()
