"""`config`: complete configurations; real servers read them in the integration tests."""

import configparser
import json
import os
import re
import subprocess
import sys
import unittest
from unittest import mock

import support
from deploying import DeployCase

from _pywar.commands.config import oncalendar
from _pywar.deployment import release


class ConfigTest(DeployCase):
    def config(self, server, *words, code=0):
        found, out, err = self.tool(self.archive(), "config", server, *(words or [self.root]))
        self.assertEqual(found, code, err)
        self.assertNotIn("None", out)
        return out if code == 0 else err

    def unit(self):
        parser = configparser.ConfigParser(interpolation=None, strict=False)
        parser.optionxform = str
        parser.read_string(self.config("systemd"))
        return parser

    def test_mod_wsgi_has_its_own_daemon_and_the_main_interpreter(self):
        self.deploy(self.archive())
        text = self.config("mod_wsgi")
        self.assertRegex(text, rf"WSGIDaemonProcess shop user=\S+ group=\S+ .*python-home={self.root}/current ")
        self.assertIn(
            f"WSGIScriptAlias / {self.root}/current/wsgi.py process-group=shop application-group=%{{GLOBAL}}", text
        )
        self.assertIn("#Alias /static/", text)

    @unittest.skipIf(os.geteuid() != 0, "root alone deploys for others")
    def test_a_deployment_of_root_without_an_owner_is_not_served_as_root(self):
        self.deploy(self.archive())
        for server, line in (("mod_wsgi", "user=root"), ("systemd", "User=root"), ("uwsgi", "uid = root")):
            text = self.config(server)
            self.assertNotIn(line, text)
            self.assertRegex(text, rf"# First, once: deploy {self.root} --owner \S+:\S+ gives them shared/")

    @unittest.skipIf(os.geteuid() != 0, "root alone deploys for others")
    def test_a_declared_owner_is_used_for_every_caller(self):
        self.deploy(self.archive(), "--owner", "root")
        self.assertIn("\nUser=root\n", self.config("systemd"))
        self.remember(owner="nobody")
        with mock.patch("os.geteuid", return_value=12345):
            self.assertIn(" user=nobody ", self.config("mod_wsgi"))

    def remember(self, **options):
        path = os.path.join(self.root, ".pywar", "state.json")
        with open(path, encoding="utf-8") as stream:
            state = json.load(stream)
        state["options"].update(options)
        with open(path, "w", encoding="utf-8") as stream:
            json.dump(state, stream)

    def test_a_path_with_special_characters_is_refused_and_a_link_to_it_accepted(self):
        plain = self.root
        for name in ("my site", "100%", "a#b"):
            self.root = self.path(name)
            self.deploy(self.archive())
            self.assertIn("has characters that a configuration cannot contain", self.config("gunicorn", code=2))
        os.symlink(self.root, plain)
        self.assertIn(f"--chdir {plain}/current/app", self.config("gunicorn", plain))

    def test_static_files_get_their_alias_once_they_exist(self):
        self.deploy(self.archive())
        os.mkdir(os.path.join(self.root, "shared", "static"))
        static = os.path.join(self.root, "shared", "static")
        self.assertIn(f"\nAlias /static/ {static}/", self.config("mod_wsgi"))
        self.assertIn(f"\nstatic-map = /static={static}", self.config("uwsgi"))
        self.assertIn(f"    location /static/ {{ alias {static}/; }}", self.config("nginx"))

    def test_gunicorn_of_the_archive_runs_by_the_releases_interpreter(self):
        self.deploy(self.archive().lib("gunicorn/__init__.py", ""))
        text = self.config("gunicorn")
        self.assertIn(f"{self.root}/current/bin/python -m gunicorn --preload --chdir {self.root}/current/app --bind", text)
        self.assertIn(f"--pid {self.root}/shared/gunicorn.pid _pywar.entry:application", text)

    def test_gunicorn_of_the_machine_runs_by_the_machines(self):
        self.deploy(self.archive())
        text = self.config("gunicorn")
        self.assertIn(os.readlink(self.release("bin", "python")) + " -m gunicorn", text)
        self.assertIn("not among the archive's packages", text)

    def test_uwsgi_is_an_ini_file(self):
        self.deploy(self.archive())
        text = self.config("uwsgi")
        parser = configparser.ConfigParser(interpolation=None)
        parser.read_string(text)
        self.assertEqual(parser["uwsgi"]["touch-chain-reload"], f"{self.root}/current/wsgi.py")
        self.assertEqual(parser["uwsgi"]["lazy-apps"], "true")

    def test_the_archives_own_uwsgi_needs_no_plugin(self):
        for package, command in (("uWSGI", "/bin/uwsgi"), ("pyuwsgi", "/bin/python -c 'import pyuwsgi; pyuwsgi.run()'")):
            self.root = self.path(package)
            archive = self.archive()
            archive.manifest["packages"] = [{"name": package, "version": "2.0.30"}]
            self.deploy(archive, "--server", "uwsgi")
            text = self.config("uwsgi")
            self.assertNotIn("plugins", text)
            self.assertIn(f"own uWSGI: {self.root}/current{command} --ini FILE", text)
            self.assertEqual(self.unit()["Service"]["ExecStart"], f"{self.root}/current{command} --ini /etc/uwsgi/shop.ini")

    def test_uvicorn_on_a_socket_trusts_the_proxy(self):
        self.deploy(self.archive().entry("shop:application", interface="asgi").lib("uvicorn/__init__.py", ""))
        words = [self.root, "--bind", "unix:/run/shop.sock"]
        self.assertIn(" '--forwarded-allow-ips=*' ", self.config("gunicorn", *words))
        self.assertNotIn("forwarded", self.config("gunicorn"))

    def test_an_asgi_application_gets_uvicorn_and_no_wsgi_server(self):
        self.deploy(self.archive().entry("shop:application", interface="asgi").lib("uvicorn/__init__.py", ""))
        self.assertIn("-m _pywar.uvicorn --bind 127.0.0.1:8000", self.config("uvicorn"))
        self.assertIn("UvicornWorker", self.config("gunicorn"))
        self.assertIn("ExecReload=/bin/kill -USR2 $MAINPID", self.config("systemd"))
        self.assertIn("config uvicorn", self.config("mod_wsgi", code=2))

    def test_granian_is_switched_and_must_be_among_the_packages(self):
        self.deploy(self.archive())
        text = self.config("granian", self.root, "--bind", "unix:/run/shop.sock")
        self.assertIn(f"{self.root}/current/bin/python -m _pywar.granian --bind unix:/run/shop.sock --workers 2 --pid ", text)
        self.assertIn("# granian is not among the archive's packages", text)
        self.deploy(self.archive("2").lib("granian/__init__.py", ""))
        self.assertNotIn("not among", self.config("granian"))

    def test_a_wsgi_application_gets_no_uvicorn(self):
        self.deploy(self.archive())
        self.assertIn("is an application for WSGI, not for ASGI", self.config("uvicorn", code=2))

    def test_the_unit_follows_the_server_that_was_deployed_for(self):
        self.deploy(self.archive().lib("gunicorn/__init__.py", ""))
        unit = self.unit()
        self.assertEqual(unit["Service"]["PIDFile"], f"{self.root}/shared/gunicorn.pid")
        self.assertEqual(unit["Service"]["Type"], "forking")
        self.deploy(self.archive(), "--server", "uwsgi")
        self.assertIn("uwsgi --ini", self.unit()["Service"]["ExecStart"])

    def test_the_unit_starts_gunicorn_over_a_pid_file_that_a_power_failure_left(self):
        self.deploy(self.archive().lib("gunicorn/__init__.py", ""))
        service = self.unit()["Service"]
        os.makedirs(os.path.dirname(service["PIDFile"]), exist_ok=True)
        for text in ("%d\n" % os.getpid(), "", None):
            if text is not None:
                self.write(service["PIDFile"], text)
            subprocess.run(service["ExecStartPre"].split(), check=True)
            self.assertFalse(os.path.exists(service["PIDFile"]))

    def test_without_a_known_server_the_unit_starts_the_embedded_one(self):
        self.deploy(self.archive())
        start = self.unit()["Service"]["ExecStart"]
        self.assertEqual(start, f"{self.root}/current/bin/python {self.root}/current serve --bind 127.0.0.1:8000")

    @support.needs("systemd-analyze", "systemd")
    def test_systemd_accepts_the_units(self):
        self.deploy(self.archive().lib("gunicorn/__init__.py", ""))
        for server in ("gunicorn", "uwsgi", "mod_wsgi"):
            self.deploy(self.archive().lib("gunicorn/__init__.py", ""), "--server", server)
            self.assert_accepted(self.config("systemd"))

    @support.needs("systemd-analyze", "systemd")
    def test_systemd_accepts_the_unit_of_an_asgi_application(self):
        self.deploy(self.archive().entry("shop:application", interface="asgi").lib("uvicorn/__init__.py", ""))
        self.assert_accepted(self.config("systemd"))
        with self.assertRaises(AssertionError):
            self.assert_accepted(self.config("systemd").replace("ExecStart=/", "ExecStart=/nowhere/"))

    def assert_accepted(self, unit):
        path = self.write("shop.service", re.sub("User=.*\nGroup=.*\n", "", unit))
        self.assertNotIn("shop.service", self.analyzed("verify", path)[1])

    def analyzed(self, *words):
        done = subprocess.run(["systemd-analyze", *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        return done.returncode, done.stdout

    def test_a_tree_unpacked_by_hand(self):
        tree = self.archive().tree(self.path("tree"))
        self.assertIn(f"python-home={tree} ", self.config("mod_wsgi", tree))
        self.assertIn(f"virtualenv = {tree}", self.config("uwsgi", tree))
        self.assertIn(tree + "/wsgi.py", self.tool(tree, "config", "mod_wsgi")[1])

    def test_a_tree_unpacked_by_hand_is_served_by_the_running_interpreter(self):
        from archives import Archive

        tree = self.archive().tree(self.path("tree"))
        self.assertIn(f" {release.interpreter()} -m gunicorn ", self.config("gunicorn", tree))
        other = Archive(python="3.99").tree(self.path("other"))
        self.assertIn(" /usr/bin/env python3.99 -m gunicorn ", self.config("gunicorn", other))

    def test_a_tree_of_a_python_that_needs_home_goes_without_python_home(self):
        from archives import Archive

        tree = Archive(python="3.14").tree(self.path("tree"))
        self.assertNotIn("python-home", self.config("mod_wsgi", tree))
        self.assertIn("# virtualenv is not needed", self.config("uwsgi", tree))

    def test_the_tool_of_a_release_finds_its_deployment(self):
        self.deploy(self.archive())
        self.assertIn(f"{self.root}/current", self.tool(self.release(), "config", "nginx")[1] + self.config("gunicorn"))

    def test_an_unknown_directory_is_refused(self):
        self.assertIn("needs the deployment's root", self.tool(self.archive(), "config", "nginx")[2])
        self.assertIn("neither a deployment", self.config("nginx", self.place, code=2))

    def test_before_the_first_release_it_prints_the_configuration_of_the_first_one(self):
        archives = {"wsgi": self.archive().lib("gunicorn/__init__.py", "")}
        archives["asgi"] = self.archive().entry("shop:application", interface="asgi").lib("uvicorn/__init__.py", "")
        for interface, archive in archives.items():
            servers = {"wsgi": ["mod_wsgi", "gunicorn", "uwsgi", "systemd", "nginx"], "asgi": ["uvicorn", "gunicorn"]}
            before = {}
            for folders in ([], [""], ["releases"]):
                for folder in folders:
                    os.makedirs(os.path.join(self.root, folder), exist_ok=True)
                for server in servers[interface]:
                    code, out, err = self.tool(archive, "config", server, self.root)
                    self.assertEqual(code, 0, err)
                    self.assertIn(self.root + "/current", out + ("/current" if server == "nginx" else ""))
                    before[server] = out
            self.deploy(archive)
            for server, out in before.items():
                after = self.tool(archive, "config", server, self.root)[1]
                lines = [[line for line in text.splitlines() if not line.startswith("# ")] for text in (out, after)]
                self.assertEqual(*lines)
            subprocess.check_call(["rm", "-r", self.root])

    def test_the_address_is_that_of_bind_or_else_of_the_check_url(self):
        asgi = self.archive().entry("shop:application", interface="asgi").lib("uvicorn/__init__.py", "")
        self.deploy(self.archive().lib("gunicorn/__init__.py", ""))
        servers = ("gunicorn", "uwsgi", "nginx", "systemd")
        for url, bind in (
            ("http://localhost:9001/health", "127.0.0.1:9001"),
            ("http://[::1]:9002/", "127.0.0.1:9002"),
            ("http://localhost/", "127.0.0.1:8000"),
            ("https://localhost:8443/", "127.0.0.1:8000"),
            ("http://shop.example.org:9003/", "127.0.0.1:8000"),
            ("http://127.0.0.1:99999/", "127.0.0.1:8000"),
        ):
            self.remember(check_url=url)
            for server in servers:
                self.assertIn(bind, self.config(server), (url, server))
        for server in servers:
            text = self.config(server, self.root, "--bind", "0.0.0.0:7000")
            self.assertIn("0.0.0.0:7000", text)
            self.assertNotIn("8000", text)
        self.assertIn("http-socket = /run/shop.sock", self.config("uwsgi", self.root, "--bind", "unix:/run/shop.sock"))
        self.assertIn("server unix:/run/shop.sock;", self.config("nginx", self.root, "--bind", "unix:/run/shop.sock"))
        for bind in ("7000", "x:y", "unix:shop.sock", "unix:/a b", "127.0.0.1;x:80", ":80"):
            self.assertIn("is no HOST:PORT", self.config("nginx", self.root, "--bind", bind, code=2))
        self.assertIn("has no effect", self.config("mod_wsgi", self.root, "--bind", "127.0.0.1:80", code=2))
        self.assertIn("--bind 127.0.0.1:8000", self.tool(asgi, "config", "uvicorn", self.path("new"))[1])

    def test_each_server_works_in_the_folder_of_the_application(self):
        self.deploy(self.archive().lib("gunicorn/__init__.py", ""))
        app = f"{self.root}/current/app"
        self.assertIn(f" home={app} ", self.config("mod_wsgi"))
        self.assertIn(f" --chdir {app} ", self.config("gunicorn"))
        self.assertIn(f"\nchdir = {app}\n", self.config("uwsgi"))
        self.assertEqual(self.unit()["Service"]["WorkingDirectory"], app)
        tree = self.archive().tree(self.path("tree"))
        self.assertIn(f" --chdir {tree}/app --pythonpath {tree} ", self.config("gunicorn", tree))

    def with_processes(self):
        archive = self.archive().lib("gunicorn/__init__.py", "").app("jobs.py", "")
        archive.manifest["processes"] = [
            {"name": "worker", "command": ["python", "-m", "jobs", "100%", "$X"], "instances": 2, "stopSeconds": 300},
            {"name": "nightly", "command": ["python", "-m", "jobs"], "schedule": "*/20 3 1,15 * mon-fri"},
        ]
        return archive

    def test_each_process_gets_a_unit_and_a_target_groups_them(self):
        self.deploy(self.with_processes())
        folder = self.path("units")
        os.mkdir(folder)
        printed = self.config("systemd", self.root, "--directory", folder)
        names = ["shop.service", "shop.target", "shop-worker.service", "shop-nightly.service", "shop-nightly.timer"]
        self.assertEqual(printed.splitlines(), [os.path.join(folder, name) for name in names])
        texts = {name: self.read(folder, name) for name in names}
        self.assertEqual(self.config("systemd"), "\n".join(texts.values()))
        python = f"{self.root}/current/bin/python"
        self.assertIn(f"\nExecStart={python} -I -m _pywar.workers worker\nExecReload=/bin/kill -USR2 $MAINPID\n", texts["shop-worker.service"])
        self.assertIn("\nTimeoutStopSec=310\n", texts["shop-worker.service"])
        self.assertIn(f"\nExecStart={python} -m _pywar run nightly\n", texts["shop-nightly.service"])
        events = re.findall("OnCalendar=(.*)", texts["shop-nightly.timer"])
        self.assertEqual(events, ["*-*-01,15 03:00,20,40:00", "Mon,Tue,Wed,Thu,Fri *-*-* 03:00,20,40:00"])
        self.assertIn("\nWants=shop.service shop-worker.service shop-nightly.timer\n", texts["shop.target"])
        for name in ("shop.service", "shop-worker.service", "shop-nightly.timer"):
            self.assertIn("\nPartOf=shop.target\n", texts[name])
            self.assertIn("\nWantedBy=shop.target\n", texts[name])

    @support.needs("systemd-analyze", "systemd")
    def test_systemd_accepts_the_units_of_processes(self):
        self.deploy(self.with_processes())
        folder = self.path("units")
        os.mkdir(folder)
        paths = self.config("systemd", self.root, "--directory", folder).split()
        for path in paths:
            self.write(path, re.sub("User=.*\nGroup=.*\n", "", self.read(path)))
        self.assertNotIn("shop", self.analyzed("verify", *paths)[1])
        self.write(paths[2], self.read(paths[2]).replace("ExecStart=/", "ExecStart=/nowhere/"))
        self.assertIn("shop-worker.service", self.analyzed("verify", *paths)[1])

    def test_several_units_are_not_printed_into_one_file(self):
        for archive, code in ((self.archive(), 0), (self.with_processes(), 2)):
            self.deploy(archive)
            with open(self.path("shop.service"), "w") as out:
                words = [sys.executable, "-I", self.path("site", "current"), "config", "systemd", self.root]
                done = subprocess.run(words, stdout=out, stderr=subprocess.PIPE, text=True, env=self.environment())
            self.assertEqual(done.returncode, code, done.stderr)
        self.assertIn("units, each of which needs a file of its own", done.stderr)
        self.assertIn("hint: let the command write them: --directory /etc/systemd/system", done.stderr)
        self.assertEqual(self.read(self.path("shop.service")), "")

    def test_a_closed_stdout_is_no_error(self):
        self.deploy(self.with_processes())
        words = [sys.executable, "-I", self.path("site", "current"), "config", "systemd", self.root]
        done = subprocess.run(["sh", "-c", 'exec "$@" >&-', "sh", *words], stderr=subprocess.PIPE, text=True, env=self.environment())
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_the_schedule_of_a_timer_becomes_calendar_events(self):
        for schedule, events in SCHEDULES.items():
            self.assertEqual(oncalendar.events(schedule), events, schedule)

    @support.needs("systemd-analyze", "systemd")
    def test_systemd_accepts_the_calendar_events(self):
        for schedule, events in SCHEDULES.items():
            for event in events:
                code, out = self.analyzed("calendar", event)
                self.assertEqual(code, 0, out)
                self.assertIn("Next elapse: ", out, schedule)

    def test_without_systemd_the_workers_have_a_supervisor_and_the_timers_cron(self):
        self.deploy(self.with_processes())
        self.assertIn(f"\n{self.root}/current/bin/python -I -m _pywar.workers\n", self.config("workers"))
        line = self.config("cron").splitlines()[-1]
        self.assertRegex(line, rf"^\*/20 3 1,15 \* mon-fri \S+ cd {self.root}/current && {self.root}/current/bin/python -m _pywar run nightly$")
        self.root = self.path("without")
        self.deploy(self.archive())
        self.assertIn("shop 1 has no workers", self.config("workers", code=2))
        self.assertIn("shop 1 has no timers", self.config("cron", code=2))
        self.assertIn("has no effect on cron", self.config("cron", self.root, "--directory", self.place, code=2))

    def test_the_units_of_a_tree_unpacked_by_hand_have_no_supervisor(self):
        tree = self.with_processes().tree(self.path("tree"))
        text = self.config("systemd", tree)
        self.assertIn(f" {tree} run worker\n", text)
        self.assertNotIn("ExecReload=/bin/kill -USR2 $MAINPID\nKillMode", text)


# of cron, and as systemd's events
SCHEDULES = {
    "* * * * *": ["*-*-* *:*:00"],
    "0 3 * * *": ["*-*-* 03:00:00"],
    "*/15 * * * *": ["*-*-* *:00,15,30,45:00"],
    "5/20 8-10 * * 7": ["Sun *-*-* 08,09,10:05,25,45:00"],
    "0 0 1 JAN,jul *": ["*-01,07-01 00:00:00"],
    "30 4 13 * fri": ["*-*-13 04:30:00", "Fri *-*-* 04:30:00"],
    "30 4 */10 * 5-7": ["Sun,Fri,Sat *-*-01,11,21,31 04:30:00"],
    "0 12 29 2 *": ["*-02-29 12:00:00"],
}


if __name__ == "__main__":
    unittest.main()
