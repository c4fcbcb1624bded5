"""Runs the tests of a Django project as `manage.py test` does: with unittest, in test databases."""

import importlib.util
import os
import re

from _pywar_tests import with_unittest

SETTINGS = "DJANGO_SETTINGS_MODULE"
LONGEST = 100000


def measures_itself():
    return False


def is_used(settings):
    """Returns whether the environment has Django and the project names its settings."""
    if importlib.util.find_spec("django") is None:
        return False
    found = os.environ.get(SETTINGS) or named(settings)
    if found:
        os.environ[SETTINGS] = found
    return bool(found)


def named(settings):
    """Returns the settings that manage.py names."""
    for folder in [settings["base"]] + settings["sources"]:
        path = os.path.join(folder, "manage.py")
        if os.path.isfile(path):
            with open(path, encoding="utf-8", errors="replace") as file:
                match = re.search(SETTINGS + r"""["']\s*,\s*["']([\w.]+)["']""", file.read(LONGEST))
            if match:
                return match.group(1)
    return None


def run(settings, channel, chosen):
    import django

    django.setup()
    from django.conf import settings as configured
    from django.test.utils import get_runner

    runner = get_runner(configured)(verbosity=0, interactive=False)
    runner.setup_test_environment()
    try:
        databases = runner.setup_databases()
        try:
            return with_unittest.run(settings, channel, chosen)
        finally:
            runner.teardown_databases(databases)
    finally:
        runner.teardown_test_environment()
