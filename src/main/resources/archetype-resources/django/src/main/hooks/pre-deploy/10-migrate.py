"""Migrates the database before the switch to the new release."""

import os

import django
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${module}.settings")
django.setup()
call_command("migrate", interactive=False)
