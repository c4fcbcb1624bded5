"""Reports of a broken application: one block, then the reaction that each kind of process needs."""

import unittest

from archives import HELLO, Archive
from support import Case


class BrokenEntryTest(Case):
    def block(self, archive):
        tree = archive.tree(self.path("tree"))
        code, _, err = self.python(tree + "/wsgi.py")
        self.assertEqual(code, 3, err)
        self.assertEqual(err.count(" pywar: the application did not start "), 1)
        self.assertNotIn("_pywar/boot/loader.py", err)
        return err

    def test_a_missing_library_is_named_with_the_fix(self):
        err = self.block(Archive().app("shop.py", "import nothing_like_it\n"))
        self.assertIn("`shop:application` of shop 1.0.0 cannot be imported: ModuleNotFoundError", err)
        self.assertIn('/tree/app/shop.py", line 1', err)
        self.assertIn("add it to the project's requirements", err)
        self.assertIn("sys.path: " + self.path("tree", "app"), err)

    def test_a_module_of_setuptools_leads_to_the_version_that_has_it(self):
        err = self.block(Archive().app("shop.py", "raise ModuleNotFoundError('x', name='pkg_resources.extern')\n"))
        self.assertIn("fix:      the archive has no module `pkg_resources`: add `setuptools<82` to the project's requirements", err)

    def test_a_module_beside_the_entry_leads_to_the_source_directory(self):
        archive = Archive().entry("sandbox.wsgi:application").app("sandbox/settings.py", "")
        err = self.block(archive.app("sandbox/wsgi.py", "import settings\n"))
        self.assertIn("fix:      `settings` is in the folder `sandbox` of the application: make it the <sourceDirectory>", err)

    def test_a_missing_attribute(self):
        err = self.block(Archive().entry("shop:nothing"))
        self.assertIn("AttributeError: module 'shop' has no attribute 'nothing'", err)
        self.assertNotIn("did you mean", err)

    def test_a_misspelt_attribute_leads_to_the_close_one(self):
        app = HELLO + "class holder:\n    inner = application\n"
        for wrong, right in (("aplication", "application"), ("holder.iner", "holder.inner"), ("Application", "application")):
            err = self.block(Archive().entry("shop:" + wrong).app("shop.py", app))
            self.assertIn(f"fix:      did you mean <application>shop:{right}</application>?", err)

    def test_only_the_attribute_is_corrected(self):
        err = self.block(Archive().entry("app:ap").app("app.py", HELLO + "app = application\n"))
        self.assertIn("fix:      did you mean <application>app:app</application>?", err)

    def test_a_syntax_error_is_shown_with_path_line_and_caret(self):
        err = self.block(Archive().app("shop.py", "import deep\n").app("deep.py", "ok = 1\nbroken = (1,\n  2 3)\n"))
        self.assertIn("SyntaxError", err)
        self.assertRegex(err, r'File ".*/tree/app/deep.py", line [23]')
        self.assertRegex(err, r"(?m)^ +\^+")
        self.assertIn('/tree/app/shop.py", line 1', err)

    def test_an_exception_of_the_factory_is_not_one_of_the_import(self):
        for text, said in (
            ("def make(): return len(5)", "TypeError: object of type 'int' has no len()"),
            ("def make(): return make.nothing", "AttributeError: 'function' object has no attribute 'nothing'"),
            ("def make(needed): pass", "TypeError: make() missing 1 required positional argument"),
            ("def make(): raise SystemExit(2)", "SystemExit: 2"),
        ):
            err = self.block(Archive().entry("shop:make", factory=True).app("shop.py", text + "\n"))
            self.assertIn(f"`shop:make()` of shop 1.0.0 was imported, and its call failed: {said}", err)
            self.assertNotIn("cannot be imported", err)

    def test_sys_exit_at_import_is_a_failure(self):
        self.assertIn("SystemExit: 0", self.block(Archive().app("shop.py", "import sys; sys.exit(0)")))

    def test_a_missing_variable_leads_to_the_environment_file(self):
        err = self.block(Archive().app("shop.py", "import os; os.environ['SECRET_KEY']"))
        self.assertIn("set 'SECRET_KEY' in shared/env of the deployment", err)

    def test_a_sentence_is_not_the_name_of_a_variable(self):
        err = self.block(Archive().app("shop.py", "raise KeyError('Config KEY is missing.')"))
        self.assertIn("fix:      if it reads an environment variable, set it in shared/env of the deployment", err)

    def test_a_variable_that_a_library_names_leads_to_the_environment_file(self):
        for text in (
            "You must either define the environment variable DJANGO_SETTINGS_MODULE or call settings.configure()",
            "Set the DJANGO_SETTINGS_MODULE environment variable",
            'Environment variable "DJANGO_SETTINGS_MODULE" not set',
        ):
            err = self.block(Archive().app("shop.py", f"raise RuntimeError({text!r})"))
            self.assertIn("fix:      set DJANGO_SETTINGS_MODULE in shared/env of the deployment", err)

    CHAIN = """
import os

def read():
    try:
        return os.environ["SECRET_KEY"]
    except KeyError as problem:
        raise RuntimeError("the settings are incomplete") from problem

try:
    read()
except RuntimeError:
    raise ValueError("it cannot start")
"""

    def test_the_exceptions_that_led_to_the_error_are_shown_with_their_frames(self):
        err = self.block(Archive().app("shop.py", self.CHAIN))
        parts = ["ValueError: it cannot start", "while handling: RuntimeError: the settings are", "caused by: KeyError: 'SECRET_KEY'"]
        at = [err.index(part) for part in parts]
        self.assertEqual(at, sorted(at))
        for line in (6, 8, 11, 13):
            self.assertIn(f'/app/shop.py", line {line}', err)
        self.assertIn("set 'SECRET_KEY' in shared/env of the deployment", err)

    def test_the_last_lines_repeat_the_error_and_its_causes(self):
        lines = self.block(Archive().app("shop.py", self.CHAIN)).splitlines()
        self.assertEqual(
            [line.partition(":")[0] for line in lines[-5:-1]] + [lines[-1]], ["error", "error", "error", "fix", "=" * 78]
        )
        self.assertIn("cannot be imported: ValueError: it cannot start", lines[-5])
        self.assertTrue(lines[-3].endswith("caused by: KeyError: 'SECRET_KEY'"), lines[-3])

    def test_a_context_that_the_application_hides_stays_hidden(self):
        text = "try:\n    {}['secret']\nexcept KeyError:\n    raise ValueError('plain') from None\n"
        err = self.block(Archive().app("shop.py", text))
        self.assertNotIn("KeyError", err)
        self.assertNotIn("shared/env", err)

    def test_a_key_of_a_dictionary_that_was_handled_is_no_missing_variable(self):
        text = "try:\n    {}['x']\nexcept KeyError:\n    import nothing_like_it\n"
        err = self.block(Archive().app("shop.py", text))
        self.assertIn("while handling: KeyError: 'x'", err)
        self.assertNotIn("shared/env", err)
        self.assertIn("add it to the project's requirements", err)

    def test_a_circle_of_exceptions_ends(self):
        text = "one, two = ValueError('one'), ValueError('two')\none.__cause__, two.__cause__ = two, one\nraise one\n"
        err = self.block(Archive().app("shop.py", text))
        self.assertEqual(err.count("caused by: ValueError: two"), 2)

    def test_an_exception_whose_message_fails_is_still_reported(self):
        text = "class Broken(Exception):\n    def __str__(self): raise RuntimeError('no')\n"
        text += "try:\n    raise Broken\nexcept Broken as problem:\n    raise Broken from problem\n"
        err = self.block(Archive().app("shop.py", text))
        self.assertIn("cannot be imported: Broken: <its message cannot be read: RuntimeError>", err)
        self.assertIn("caused by: Broken: <its message", err)
        self.block(Archive().app("shop.py", "raise ModuleNotFoundError('x', name=5)\n"))

    def test_a_huge_message_is_shortened(self):
        text = "try:\n    raise ValueError('a' * 9000000)\nexcept ValueError as problem:\n    raise TypeError('b' * 9000000) from problem\n"
        err = self.block(Archive().app("shop.py", text))
        self.assertLess(len(err), 30000)
        self.assertIn("(8996000 characters left out)", err)

    def test_the_command_to_try_has_the_environment_file(self):
        archive = Archive().app("shop.py", "raise ValueError('x')")
        tree = archive.tree(self.path("tree"))
        env = self.write("a.env", "A=1\n")
        self.assertIn(f"try it alone: python3 {tree} check\n", self.python(tree + "/wsgi.py")[2])
        err = self.python(tree + "/wsgi.py", env={"PYWAR_ENV_FILE": env})[2]
        self.assertIn(f"try it alone: python3 {tree} check --env-file {env}\n", err)
        self.assertNotIn("try it alone", self.python(tree, "check")[2])

    def test_a_missing_system_library(self):
        text = "raise ImportError('libpq.so.5: cannot open shared object file: No such file or directory')"
        self.assertIn("install the system library `libpq.so.5`", self.block(Archive().app("shop.py", text)))

    def test_a_c_library_that_is_too_old(self):
        text = 'raise ImportError("/lib/libc.so.6: version `GLIBC_2.99\' not found")'
        self.assertIn("lower <libc>", self.block(Archive().app("shop.py", text)))

    def test_an_entry_that_cannot_be_called(self):
        self.assertIn("it is an `int`, which cannot be called", self.block(Archive().app("shop.py", "application = 1")))

    def test_a_valid_entry_exits_0(self):
        self.assertEqual(self.python(Archive().tree(self.path("tree")) + "/wsgi.py")[0], 0)


class InterfaceTest(Case):
    def test_the_wrong_interface_is_refused_by_preflight_check_and_serve(self):
        wrong = {
            "wsgi": ("async def application(scope, receive, send): pass\n", "declare <interface>asgi</interface>"),
            "asgi": (HELLO, "declare <interface>wsgi</interface>"),
        }
        for declared, (text, hint) in wrong.items():
            archive = Archive().entry("shop:application", interface=declared).app("shop.py", text)
            server = "uvicorn/main.py" if declared == "asgi" else "waitress/runner.py"
            serving = "import importlib\ndef run(words, **_): importlib.import_module(words[-1].partition(':')[0])\n"
            serving += "serve = None\ndef main(words): run(words)\nmain.params = []\n"
            archive.lib(server.partition("/")[0] + "/__init__.py", "").lib(server, serving)
            tree = archive.tree(self.path(declared))
            for words in ([tree + "/wsgi.py"], [tree, "check"], [tree, "serve", "--bind", "127.0.0.1:0"]):
                code, _, err = self.python(*words)
                self.assertEqual(code, 3, err)
                self.assertIn(f"is no {declared.upper()} application", err)
                self.assertIn(hint, err)
                self.assertNotIn("Traceback", err)


class AnswerTest(Case):
    def load(self, program, **env):
        tree = Archive().app("shop.py", "raise ValueError('secret detail')").tree(self.path("tree"))
        return self.python("-c", f"import sys; sys.path.insert(0, {tree!r})\n" + program, env=env)

    ASK = (
        "from _pywar.entry import application\n"
        "print(b''.join(application({}, lambda status, headers: print(status))).decode())\n"
    )

    def test_other_servers_see_an_exception(self):
        code, _, err = self.load("import _pywar.entry")
        self.assertEqual(code, 1)
        self.assertIn("StartupError: the application did not start", err)

    def test_serve_answers_500_without_details_of_the_error(self):
        code, out, err = self.load(self.ASK, PYWAR_ON_ERROR="serve")
        self.assertEqual(code, 0, err)
        self.assertIn("500 Internal Server Error", out)
        self.assertIn("(ValueError)", out)
        self.assertNotIn("secret detail", out)
        self.assertIn("secret detail", err)

    def test_raise_has_priority_under_mod_wsgi(self):
        wsgi = "import types; sys.modules['mod_wsgi'] = types.ModuleType('mod_wsgi')\n"
        self.assertEqual(self.load(wsgi + self.ASK)[0], 0)
        self.assertEqual(self.load(wsgi + self.ASK, PYWAR_ON_ERROR="raise")[0], 1)


if __name__ == "__main__":
    unittest.main()
