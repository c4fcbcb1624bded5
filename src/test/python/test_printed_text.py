"""Printed text of the runtime: all of it is ASCII, which every console and log shows."""

import ast
import io
import os
import tokenize
import unittest

from archives import RUNTIME

_BODIES = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def _docstrings(tree):
    for node in ast.walk(tree):
        if isinstance(node, _BODIES) and node.body and isinstance(node.body[0], ast.Expr):
            yield node.body[0].lineno


def _unprintable(source):
    """Yield the lines of non-ASCII tokens that are no docstrings or comments; escapes are allowed, because patterns need them."""
    docstrings = set(_docstrings(ast.parse(source)))
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.COMMENT and token.start[0] not in docstrings and not token.string.isascii():
            yield token.start[0]


class PrintedTextTest(unittest.TestCase):
    def test_no_literal_has_a_character_that_a_console_may_not_print(self):
        found, read = [], 0
        for folder, _, names in os.walk(RUNTIME):
            for name in sorted(names):
                path = os.path.join(folder, name)
                if name.endswith(".py"):
                    with open(path, encoding="utf-8") as stream:
                        found += [f"{path}:{line}" for line in _unprintable(stream.read())]
                    read += 1
        self.assertGreater(read, 50)
        self.assertEqual(found, [])

    def test_docstrings_and_comments_are_distinguished_from_literals(self):
        self.assertEqual(list(_unprintable('"""a …"""\ndef f():\n    "b …"\n    return 1  # …\n')), [])
        self.assertEqual(list(_unprintable('x = 1\ny = f"a … {x}"\n"""c →"""\nz = "\\x85"\n')), [2, 3])


if __name__ == "__main__":
    unittest.main()
