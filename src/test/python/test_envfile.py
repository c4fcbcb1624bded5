"""`shared/env`: the environment of the application."""

import os
import unittest

from archives import Archive
from support import PROBE, Case


def probing():
    return Archive().app("shop.py", PROBE)


class EnvironmentFileTest(Case):
    def run_with(self, text):
        tree = probing().tree(self.path("releases", "1"))
        self.write("shared/env", text)
        return self.python(tree + "/wsgi.py", env={"PROBE": "os", "KEPT": "outside", "WON": "outside"})

    def test_it_is_read_before_the_application_is_imported(self):
        tree = probing().tree(self.path("releases", "1"))
        self.write("shared/env", "# a comment\nA=1\n B = two words \nexport C='q # x'\nD=\"$A\"\nWON=file\nE=\n\n")
        found = self.probe(tree + "/wsgi.py", env={"KEPT": "outside", "WON": "outside"})["env"]
        seen = {key: found[key] for key in ("A", "B", "C", "D", "E", "KEPT", "WON")}
        self.assertEqual(
            seen, {"A": "1", "B": "two words", "C": "q # x", "D": "$A", "E": "", "KEPT": "outside", "WON": "file"}
        )

    def test_lines_end_at_line_feeds_alone(self):
        tree = probing().tree(self.path("releases", "1"))
        text = "\ufeffA=one\u2028two\u0085three\x0cfour\r\nB=2"
        with open(self.write("shared/env", ""), "wb") as stream:
            stream.write(text.encode("utf-8"))
        found = self.probe(tree + "/wsgi.py", env={"PYTHONUTF8": "1"})["env"]
        self.assertEqual((found["A"], found["B"]), ("one\u2028two\u0085three\x0cfour", "2"))

    def test_a_file_that_is_no_utf_8_is_reported_by_line(self):
        tree = probing().tree(self.path("releases", "1"))
        with open(self.write("shared/env", ""), "wb") as stream:
            stream.write(b"A=1\nNAME=M\xfcller\n")
        code, _, err = self.python(tree + "/wsgi.py")
        self.assertEqual(code, 3)
        self.assertIn("line 2 of `%s` is not UTF-8" % self.path("shared", "env"), err)
        self.assertIn("fix:      save it as UTF-8", err)
        self.assertNotIn("UnicodeDecodeError", err)

    def test_a_malformed_line_is_named_by_number_without_its_value(self):
        code, _, err = self.run_with("A=1\nnot a line=secret\n")
        self.assertEqual(code, 3)
        self.assertIn("line 2 of `%s` is not KEY=value" % self.path("shared", "env"), err)
        self.assertNotIn("secret", err)

    @unittest.skipIf(os.geteuid() == 0, "root reads every file")
    def test_an_unreadable_file_is_reported_with_the_user_who_must_read_it(self):
        tree = probing().tree(self.path("releases", "1"))
        os.chmod(self.write("shared/env", "A=1"), 0)
        code, _, err = self.python(tree + "/wsgi.py")
        self.assertEqual(code, 3)
        self.assertIn("cannot be read", err)

    def test_a_directory_at_its_path_is_reported(self):
        tree = probing().tree(self.path("releases", "1"))
        os.makedirs(self.path("shared", "env"))
        code, _, err = self.python(tree + "/wsgi.py")
        self.assertEqual(code, 3)
        self.assertIn("the environment file", err)


if __name__ == "__main__":
    unittest.main()
