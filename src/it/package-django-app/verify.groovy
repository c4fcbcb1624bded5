import io.github.pywar.testing.BuiltProject

def project = BuiltProject.of(basedir.toPath())
def archive = project.file("target/django-shop-1.0.0.pywar")
def manifest = project.manifest(archive)
def names = manifest.path("packages").collect { it.path("name").asText() }
assert names.containsAll(["django", "gunicorn", "pillow"])
assert !names.contains("waitress")
assert manifest.path("server").asText() == "gunicorn"
project.assertArchiveContains(archive, "app/manage.py", "app/shop/wsgi.py", "bin/django-admin", "bin/gunicorn")
project.assertLogContains("Started `django-shop-1.0.0.pywar` on cpython", "GET / returned 200")
return true
