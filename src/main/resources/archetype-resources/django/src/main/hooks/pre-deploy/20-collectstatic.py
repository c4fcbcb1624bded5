"""Collects the static files in shared/static, which the configurations for Apache, nginx and uWSGI serve."""

import os

import django
from django.conf import settings
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${module}.settings")
django.setup()
settings.STATIC_ROOT = os.path.join(os.environ["PYWAR_SHARED"], "static")
call_command("collectstatic", interactive=False)
