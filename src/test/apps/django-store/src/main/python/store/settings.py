"""Django's settings; what differs between machines comes from the environment."""
import os

SECRET_KEY = os.environ.get("STORE_SECRET_KEY", "only for tests")
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
ROOT_URLCONF = "store.urls"
WSGI_APPLICATION = "store.wsgi.application"
INSTALLED_APPS = ["store", "django.contrib.contenttypes", "django.contrib.auth"]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
DATABASES = {
    "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ.get("STORE_DATABASE", ":memory:")}
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
