"""A Django project: its settings for commands, its database between releases.

The database is that of `startproject`, beside `manage.py`; a stand-in reads the settings as Django does.
"""

import os
import subprocess
import unittest

from deploying import DeployCase

DJANGO = """
import os, sqlite3
def setup():
    if not os.environ.get("DJANGO_SETTINGS_MODULE"):
        raise SystemExit("Requested setting DATABASES, but settings are not configured.")
    return __import__(os.environ["DJANGO_SETTINGS_MODULE"], fromlist=["*"])
def migrate():
    with sqlite3.connect(setup().NAME) as database:
        database.execute("create table if not exists people (name)")
        return database.execute("select count(*) from people").fetchone()[0]
"""
MANAGE = "import os, django\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'settings')\nprint('people', django.migrate())\n"
SETTINGS = "import os\nNAME = os.environ.get('DATABASE', os.path.join(os.path.dirname(os.path.abspath(__file__)), 'db.sqlite3'))\n"


class DjangoTest(DeployCase):
    def project(self, version="1"):
        made = self.archive(version).app("manage.py", MANAGE).app("settings.py", SETTINGS)
        made.lib("django/__init__.py", DJANGO).lib("django/__main__.py", "import django\nprint('people', django.migrate())\n")
        return made.add("hooks/pre-deploy/10-migrate.sh", "python manage.py migrate --noinput\n")

    def run_in(self, *words):
        command = [os.path.join(self.root, "current", "bin", "python"), "-m", "_pywar", "run", *words]
        done = subprocess.run(command, capture_output=True, text=True, env=self.environment())
        return done.returncode, done.stdout, done.stderr

    def test_manage_py_has_its_settings_and_the_module_logs_where_to_set_them(self):
        self.deploy(self.project())
        self.assertEqual(self.run_in("manage.py", "migrate")[:2], (0, "people 0\n"))
        code, _, err = self.run_in("-m", "django", "migrate")
        self.assertNotEqual(code, 0)
        self.assertIn("DJANGO_SETTINGS_MODULE is not set: `run manage.py` sets it, and so does a line in shared/env", err)
        self.deploy(self.project(), "--env-file", self.write("env", "DJANGO_SETTINGS_MODULE=settings\n"))
        self.assertEqual(self.run_in("-m", "django", "migrate"), (0, "people 0\n", ""))

    def test_a_database_in_the_release_causes_a_warning_and_one_in_shared_is_used_by_all_releases(self):
        err = self.deploy(self.project())
        self.assertIn("the hooks made a database inside the release: app/db.sqlite3; the next release starts without it", err)
        self.assertRegex(self.deploy(self.project("2")), "did not write: app/db.sqlite3; 2-.* starts without them")
        env = self.write("env", f"DATABASE={self.root}/shared/db.sqlite3\n")
        self.deploy(self.project("3"), "--env-file", env)
        self.run_in("manage.py", "migrate")
        import sqlite3

        with sqlite3.connect(os.path.join(self.root, "shared", "db.sqlite3")) as database:
            database.execute("insert into people values ('Ana')")
        err = self.deploy(self.project("4"))
        self.assertNotIn("did not write", err)
        self.assertEqual(self.run_in("manage.py", "migrate")[:2], (0, "people 1\n"))


if __name__ == "__main__":
    unittest.main()
