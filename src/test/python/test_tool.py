"""The tool's commands as a user types them, on the packed file and on the tree."""

import contextlib
import itertools
import json
import os
import signal
import socket
import subprocess
import sys
import types
import unittest
import urllib.request
from unittest import mock

from archives import HERE_XY, Archive
from support import Case

from _pywar.boot import process, proxy
from _pywar.commands import servers

# has waitress's command line and serves; the integration tests use the real one
SERVER = """
import importlib, sys
from wsgiref.simple_server import make_server
serve = None
def run(argv, _serve=None):
    listen = next(option for option in argv if option.startswith("--listen=")).split("=")[1]
    module, _, name = argv[-1].partition(":")
    host, port = listen.rsplit(":", 1)
    server = make_server(host, int(port), getattr(importlib.import_module(module), name))
    print("options", argv[2:-1], flush=True)
    server.serve_forever()
"""


def serving():
    archive = Archive().lib("waitress/__init__.py", "").lib("waitress/runner.py", SERVER)
    archive.manifest["server"] = "waitress"
    return archive


def free_port():
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class ToolTest(Case):
    def both(self, archive):
        return archive.zip(self.path("shop.pywar")), archive.tree(self.path("tree"))

    def done(self, *arguments, **settings):
        code, out, err = self.python(*arguments, **settings)
        self.assertEqual(code, 0, err)
        return out

    def refused(self, code, *arguments, **settings):
        found, _, err = self.python(*arguments, **settings)
        self.assertEqual(found, code, err)
        self.assertNotIn("Traceback", err)
        return err

    def test_info_shows_the_content_and_the_target(self):
        archive = Archive()
        archive.manifest["packages"] = [{"name": "flask", "version": "3.1.3"}]
        for root in self.both(archive):
            out = self.done(root, "info")
            self.assertIn("shop 1.0.0  (build ", out)
            self.assertIn("com.example:shop:1.0.0", out)
            self.assertIn(f"CPython {HERE_XY}", out)
            self.assertIn("flask 3.1.3", out)
            self.assertIn("  fits", out)

    def test_info_works_on_an_interpreter_that_does_not_fit(self):
        out = self.done(Archive(python="3.99").zip(self.path("shop.pywar")), "info")
        self.assertIn("does not fit: python", out)

    def test_info_prints_the_target_of_this_machine(self):
        out = self.done(Archive(python="3.99").zip(self.path("shop.pywar")), "info", "--target")
        lines = out.splitlines()
        version = ".".join(str(part) for part in sys.version_info[:3]) + getattr(sys, "abiflags", "").replace("d", "")
        self.assertEqual(lines[0], f"<python>{version}</python>")
        if sys.platform == "linux":
            self.assertEqual(lines[1], f"<platform>linux-{os.uname().machine}</platform>")
            self.assertRegex(lines[2], r"\A<libc>(glibc-2\.[0-9]+|musl)</libc>\Z")
            self.assertEqual(len(lines), 3)

    def test_info_as_json_is_the_manifest(self):
        for root in self.both(Archive()):
            self.assertEqual(json.loads(self.done(root, "info", "--json"))["entry"]["module"], "shop")

    def test_check_imports_the_entry_in_a_fresh_process(self):
        for root in self.both(Archive()):
            self.assertIn("its entry shop:application imports", self.done(root, "check"))

    def test_check_of_a_broken_entry_exits_3(self):
        for root in self.both(Archive().app("shop.py", "import nothing_like_it")):
            err = self.refused(3, root, "check")
            self.assertIn("nothing_like_it", err)
            self.assertIn("does not import", err)

    def test_a_usage_error_exits_2_with_one_line_of_usage(self):
        path = Archive().zip(self.path("shop.pywar"))
        for words, usage, hint in (
            (["nothing"], "COMMAND", "help"),
            (["info", "--jso"], "info [--json|--target]", "help info"),
            (["shell", "x"], "shell [--here] [--env-file FILE]", "help shell"),
            (["deploy"], "deploy ROOT [OPTIONS]", "help deploy"),
            (["config"], "config mod_wsgi|gunicorn|uwsgi|uvicorn|granian|systemd|workers|cron|nginx [ROOT] [--bind HOST:PORT] [--directory DIR]", "help config"),
            (["help", "x"], "help [COMMAND]", "help help"),
        ):
            lines = self.refused(2, path, *words).splitlines()
            self.assertEqual(lines[1:], [f"usage: python3 shop.pywar {usage}", f"hint: python3 shop.pywar {hint}"])

    def test_help_is_the_page(self):
        self.assertIn("rollback ROOT", self.done(Archive().zip(self.path("shop.pywar")), "--help"))

    def test_the_version_is_that_of_the_archive_and_of_what_made_it(self):
        for root in self.both(Archive()):
            for word in ("--version", "-V"):
                out = self.done(root, word)
                self.assertRegex(out, r"^shop 1\.0\.0 \(build [0-9a-f]{12}, made by pywar-maven-plugin 1\.0\.0\)\n$")

    def test_another_name_of_a_server_leads_to_the_right_one(self):
        path = Archive().zip(self.path("shop.pywar"))
        for name, meant in (("apache", "mod_wsgi"), ("httpd", "mod_wsgi"), ("Gunicorn", "gunicorn"), ("uvcorn", "uvicorn")):
            for words in (["deploy", self.path("x"), "--server", name], ["config", name]):
                self.assertIn(f"there is no server `{name}`: did you mean `{meant}`?", self.refused(2, path, *words))
        self.assertIn("it is one of: mod_wsgi, gunicorn, uwsgi, uvicorn", self.refused(2, path, "deploy", "x", "--server", "zz"))

    def test_run_finds_modules_and_scripts(self):
        archive = Archive().lib("tool.py", "import sys, shop; print('tool', sys.argv[1:])")
        archive.app("manage.py", "import sys; print('manage', sys.argv[1:])").script("hi", "shop", "main")
        archive.app("shop.py", "import sys\napplication = print\ndef main(): print('hi', sys.argv[1:])")
        here = self.write("own.py", "import shop, sys; print('own', sys.argv[1:])")
        for root in self.both(archive):
            for words in (["-m", "tool"], ["tool"], ["manage.py"], ["hi"], [here], ["own.py"]):
                out = self.done(root, "run", *words, "--flag", "x")
                self.assertIn("['--flag', 'x']", out)

    def test_run_and_shell_work_in_the_folder_of_the_application(self):
        where = "import os; print(os.getcwd(), os.environ['PWD'], open('data.txt').read())"
        archive = Archive().app("manage.py", where).app("data.txt", "found").lib("tool.py", where)
        archive.app("shop.py", where + "\ndef main(): pass").script("hi", "shop", "main")
        for root in self.both(archive):
            for words in (["manage.py"], ["-m", "tool"], ["hi"]):
                here, pwd, text = self.done(root, "run", *words).split()
                self.assertEqual((os.path.basename(here), here, text), ("app", pwd, "found"), words)
            self.assertIn("/app\n", self.done(root, "shell", stdin="import os\nprint(os.getcwd())\n"))

    def test_here_keeps_the_current_directory(self):
        archive = Archive().app("manage.py", "import os, sys; print(os.getcwd(), sys.argv[1:])")
        for root in self.both(archive):
            self.assertEqual(self.done(root, "run", "--here", "manage.py", "--here"), f"{self.place} ['--here']\n")
            out = self.done(root, "shell", "--here", stdin="import os\nprint('in', os.getcwd())\n")
            self.assertIn(f"in {self.place}\n", out)

    def test_a_script_of_the_archive_comes_before_one_of_the_current_directory(self):
        archive = Archive().app("manage.py", "print('the archive')").script("hi", "shop", "main")
        archive.app("shop.py", "def main(): print('the archive')")
        for name in ("manage.py", "hi", "shop"):
            self.write(name, "print('another user')")
        for root in self.both(archive):
            for words in (["manage.py"], ["hi"], ["--here", "manage.py"], ["--here", "hi"]):
                self.assertEqual(self.done(root, "run", *words), "the archive\n")
            self.assertNotIn("another user", self.done(root, "run", "shop"))
            self.assertEqual(self.done(root, "run", "./manage.py"), "another user\n")

    def test_an_environment_file_for_run_shell_and_check(self):
        archive = Archive().app("shop.py", "import os\nNAME = os.environ['NAME']\ndef application(environ, start): pass\n")
        archive.app("manage.py", "import shop; print('got', shop.NAME)")
        env = os.path.basename(self.write("one.env", "NAME=one\n"))
        for root in self.both(archive):
            for words in (["--env-file", env], [f"--env-file={env}"], ["--here", "--env-file", env]):
                self.assertEqual(self.done(root, "run", *words, "manage.py"), "got one\n")
            self.assertIn("got one", self.done(root, "shell", "--env-file", env, stdin="import shop\nprint('got', shop.NAME)\n"))
            self.assertIn("imports", self.done(root, "check", "--env-file", env))
            self.assertIn("set 'NAME' in shared/env", self.refused(3, root, "check"))

    def test_an_environment_file_that_cannot_be_used_is_a_usage_error(self):
        path = Archive().zip(self.path("shop.pywar"))
        self.write("bad.env", "no equals sign\n")
        for command in (["check"], ["shell"], ["serve"], ["run"]):
            end = ["-m", "shop"] if command == ["run"] else []
            self.assertIn("there is no file `no.env`", self.refused(2, path, *command, "--env-file", "no.env", *end))
            self.assertIn("line 1 of `", self.refused(2, path, *command, "--env-file", "bad.env", *end))
        self.assertIn("has no effect", self.refused(2, path, "check", "--env-file", "bad.env", self.place))
        self.assertIn("expected one argument", self.refused(2, path, "run", "--env-file"))

    def test_run_of_nothing_is_a_usage_error(self):
        path = Archive().zip(self.path("shop.pywar"))
        self.assertIn("needs a module or a script", self.refused(2, path, "run"))
        self.assertIn("there is no module or script `nothing`", self.refused(2, path, "run", "nothing"))
        self.assertIn("there is no script `no.py`", self.refused(2, path, "run", "no.py"))

    def test_shell_imports_the_application(self):
        for root in self.both(Archive()):
            self.assertIn("HELLO", self.done(root, "shell", stdin="import shop\nprint('hello'.upper())\n"))

    def test_the_tool_of_an_unpacked_tree_runs_as_a_module(self):
        self.assertIn("shop 1.0.0", self.done("-m", "_pywar", "info", cwd=Archive().tree(self.path("tree"))))

    def test_console_scripts_run_by_sh_by_python_and_by_a_link(self):
        archive = Archive().app("shop.py", "import sys\ndef main(): print('ran', sys.argv[1:]); return 4")
        script = archive.script("hello", "shop", "main").tree(self.path("tree")) + "/bin/hello"
        os.symlink(script, self.path("link"))
        os.mkdir(self.path("path"))
        os.symlink(sys.executable, self.path("path", f"python{HERE_XY}"))
        env = self.environment(PATH=self.path("path") + os.pathsep + os.environ["PATH"])
        for command in (["sh", script], [script], [self.path("link")], [sys.executable, script]):
            done = subprocess.run([*command, "a b"], env=env, stdout=subprocess.PIPE, text=True)
            self.assertEqual((done.returncode, done.stdout), (4, "ran ['a b']\n"), command)

    def test_a_script_of_a_wheel_runs_through_the_runtime(self):
        script = self.write("old-script", "import shop, sys; print(shop.__file__, sys.argv)")
        tree = Archive().tree(self.path("tree"))
        out = self.done(tree + "/_pywar/console.py", script, "x")
        self.assertIn(tree + "/app/shop.py", out)
        self.assertIn("'x'", out)

    def test_serve_without_a_server_has_a_hint_to_add_one(self):
        for root in self.both(Archive()):
            self.assertIn("add `waitress` to the project's requirements", self.refused(1, root))


class ServersTest(unittest.TestCase):
    """The command line of each server; the integration tests start the real servers."""

    def call(self, name, interface="wsgi", bind="127.0.0.1:1", **modules):
        seen = []
        for path, attribute in modules.items():
            module = types.ModuleType(path.replace("__", "."))

            def called(*words, **_):
                seen.append(words[0] if words else list(sys.argv))

            # as waitress and uvicorn have them
            called.params = [types.SimpleNamespace(opts=["--timeout-graceful-shutdown"])]
            module.serve = print
            setattr(module, attribute, called)
            for part in itertools.accumulate(module.__name__.split("."), "{}.{}".format):
                sys.modules[part] = types.ModuleType(part)
                self.addCleanup(sys.modules.pop, part, None)
            sys.modules[module.__name__] = module
        with mock.patch.object(sys, "argv", ["x"]):
            servers.FOR[interface][name](
                bind, f"_pywar.{'asgi' if interface == 'asgi' else 'entry'}:application", ["-o"]
            )
        return seen[0]

    def test_waitress_on_a_socket(self):
        self.assertEqual(self.call("waitress", bind="unix:/s", waitress__runner="run")[1:3], ["--unix-socket=/s", "-o"])

    def test_a_proxy_on_this_machine_is_trusted(self):
        adjustments = types.ModuleType("waitress.adjustments")
        adjustments.Adjustments = types.SimpleNamespace(trusted_proxy_headers=set())
        headers = "--trusted-proxy-headers=x-forwarded-for x-forwarded-proto"
        with mock.patch.dict(sys.modules, {"waitress": types.ModuleType("waitress"), "waitress.adjustments": adjustments}):
            for bind, peer in (("127.0.0.1:1", "127.0.0.1"), ("localhost:1", "127.0.0.1"), ("[::1]:1", "::1"), ("unix:/s", "localhost")):
                self.assertEqual(proxy.waitress(bind, ["--threads=2"]), [f"--trusted-proxy={peer}", headers])
            for bind, options in (("0.0.0.0:1", []), ("[::]:1", []), ("192.0.2.1:1", []), ("127.0.0.1:1", ["--trusted-proxy=*"])):
                self.assertEqual(proxy.waitress(bind, options), [], bind)
            del adjustments.Adjustments.trusted_proxy_headers
            self.assertEqual(proxy.waitress("127.0.0.1:1", []), [])
        self.assertEqual(proxy.uvicorn("unix:/s", []), ["--forwarded-allow-ips=*"])
        self.assertEqual(proxy.uvicorn("127.0.0.1:1", []), [])
        self.assertEqual(proxy.uvicorn("unix:/s", ["--forwarded-allow-ips=10.0.0.1"]), [])
        with mock.patch.dict(os.environ, FORWARDED_ALLOW_IPS="10.0.0.1"):
            self.assertEqual(proxy.uvicorn("unix:/s", []), [])

    def test_headers_of_clients_at_another_address_of_gunicorn_are_not_trusted(self):
        trusted = ["--forwarded-allow-ips=*"]
        worker = "uvicorn.workers.UvicornWorker"
        self.assertEqual(servers.asgi_options("unix:/s", ["-w", "2"], worker)[2:], trusted)
        for more in (["-b", "0.0.0.0:80"], ["--bind=0.0.0.0:80"], ["--bind", "[::]:80"], ["-b0.0.0.0:80"]):
            self.assertEqual(servers.asgi_options("unix:/s", more, worker)[2:], [], more)

    def test_waitress(self):
        self.assertEqual(
            self.call("waitress", waitress__runner="run"),
            ["waitress-serve", "--listen=127.0.0.1:1", "-o", "_pywar.entry:application"],
        )

    def test_cheroot(self):
        self.assertEqual(
            self.call("cheroot", cheroot__cli="main"),
            ["cheroot", "--bind", "127.0.0.1:1", "--shutdown-timeout", "30", "-o", "_pywar.entry:application"],
        )

    def test_uvicorn_on_a_port_and_on_a_socket(self):
        self.assertEqual(
            self.call("uvicorn", "asgi", uvicorn__main="main"),
            ["--host", "127.0.0.1", "--port", "1", "--timeout-graceful-shutdown", "30", "-o", "_pywar.asgi:application"],
        )
        self.assertEqual(self.call("uvicorn", "asgi", "unix:/s", uvicorn__main="main")[:2], ["--uds", "/s"])

    def test_gunicorn_with_the_worker_that_fits(self):
        for interface, worker in (("wsgi", []), ("asgi", ["--worker-class", "asgi"])):
            seen = []
            modules = {name: types.ModuleType(name) for name in ("gunicorn", "gunicorn.app", "gunicorn.app.wsgiapp")}

            class WSGIApplication:
                def __init__(self, usage):
                    self.first = list(sys.argv)

                def run(self):
                    seen.extend([self.first, list(sys.argv)])

            modules["gunicorn.app.wsgiapp"].WSGIApplication = WSGIApplication
            with mock.patch.dict(sys.modules, modules), mock.patch.object(sys, "argv", ["x"]):
                servers.FOR[interface]["gunicorn"](
                    "127.0.0.1:1", "_pywar.%s:x" % ("asgi" if worker else "entry"), ["-o"]
                )
            words = ["gunicorn", "--preload", "--bind", "127.0.0.1:1", *worker, "-o"]
            self.assertEqual(seen[0][:-1], words)
            self.assertEqual(seen[1], [process.spelled_root(), "serve", "--bind", "127.0.0.1:1", "--", "-o"])


class ServeTest(Case):
    def fetch(self, root, *words):
        port = free_port()
        command = [sys.executable, "-B", root, *(word.format(port=port) for word in words)]
        process = subprocess.Popen(
            command, env=self.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True
        )
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        options = process.stdout.readline()
        self.assertTrue(options, "" if options else process.stderr.read())
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as reply:
            body = reply.read().decode()
        process.terminate()
        self.assertEqual(process.wait(10), -signal.SIGTERM)
        return body, options

    def test_the_file_serves_on_the_embedded_server(self):
        body, _ = self.fetch(serving().zip(self.path("shop.pywar")), "--bind=127.0.0.1:{port}")
        self.assertEqual(body, "hello")

    def test_the_tree_serves_and_passes_options_on(self):
        tree = serving().tree(self.path("tree"))
        body, options = self.fetch(tree, "serve", "--bind", "127.0.0.1:{port}", "--", "--threads=2")
        self.assertEqual(body, "hello")
        self.assertIn("--threads=2", options)

    def test_an_unusable_address_is_reported(self):
        tree = serving().tree(self.path("tree"))
        with contextlib.closing(socket.socket()) as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen(1)
            bind = f"127.0.0.1:{taken.getsockname()[1]}"
            self.fails(1, f"cannot listen on `{bind}`: Address already in use", tree, bind)
            # it inherits the socket of its predecessor
            found = self.python(tree, "serve", f"--bind={bind}", env={"GUNICORN_FD": "3"})
            self.assertNotIn("cannot listen", found[2])
        self.fails(1, "hint: use an address of this machine", tree, "192.0.2.1:8000")
        for bind in ("foo", "127.0.0.1:", "127.0.0.1:http", "127.0.0.1:65536"):
            self.fails(2, f"`--bind {bind}` is no HOST:PORT", tree, bind)

    def test_an_entry_that_does_not_import_is_reported_once(self):
        broken = serving().app("shop.py", "import nowhere\n")
        code, _, err = self.python(broken.tree(self.path("broken")), "serve", f"--bind=127.0.0.1:{free_port()}")
        self.assertEqual(code, 3, err)
        self.assertEqual(err.count("the application did not start"), 1)
        self.assertNotIn("Traceback", err)

    def fails(self, status, message, tree, bind):
        code, _, err = self.python(tree, "serve", f"--bind={bind}")
        self.assertEqual(code, status, err)
        self.assertIn(message, err)
        self.assertNotIn("Traceback", err)


if __name__ == "__main__":
    unittest.main()
