"""`help`: the page, and its part for each command."""

import unittest

from archives import Archive
from deploying import DeployCase

from _pywar.commands import cli, options


class HelpTest(DeployCase):
    def setUp(self):
        super().setUp()
        self.packed = Archive().zip(self.path("shop.pywar"))

    def done(self, *words):
        code, out, err = self.tool(self.packed, *words)
        self.assertEqual(code, 0, err)
        return out

    def test_help_of_a_command_is_its_part_of_the_page(self):
        page = self.done("help")
        self.assertEqual(page, self.done("--help"))
        for command in options.COMMANDS:
            part = self.done("help", command)
            self.assertTrue(part.startswith("  " + command), (command, part))
            self.assertIn(part.splitlines()[0], page)
        self.assertIn("--env-file FILE", self.done("help", "deploy"))
        self.assertNotIn("rollback", self.done("help", "deploy"))
        self.assertEqual(self.done("help", "check").count("\n"), 3)
        for words in (["run", "--help"], ["run", "-h"], ["deploy", "--help"], ["serve", "--help"]):
            self.assertEqual(self.done("help", words[0]), self.done(*words))

    def test_help_of_an_unknown_command_lists_the_commands(self):
        code, _, err = self.tool(self.packed, "help", "nothing")
        self.assertEqual(code, 2, err)
        self.assertIn("choose from", err)

    def test_help_of_a_command_explains_each_option(self):
        parser = cli._parser(self.packed)
        for command, one in parser.commands.items():
            lines = self.done("help", command).splitlines()
            for action in one._actions:
                if action.option_strings and action.dest != "help":
                    explained = [line for line in lines if line.startswith(f"    {action.option_strings[0]} ")]
                    self.assertEqual(len(explained), 1, action)
                    self.assertIn(action.help, explained[0])


if __name__ == "__main__":
    unittest.main()
