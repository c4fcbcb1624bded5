import io.github.pywar.testing.BuiltProject

def project = BuiltProject.of(basedir.toPath())
def archive = project.file("target/flask-shop-1.0.0.pywar")
def manifest = project.manifest(archive)
def names = manifest.path("packages").collect { it.path("name").asText() }
assert names.containsAll(["flask", "psycopg", "psycopg-binary", "sqlalchemy", "waitress", "werkzeug"])
assert manifest.at("/entry/factory").asBoolean()
project.assertArchiveContains(archive, "app/shop/__init__.py", "bin/flask", "META-INF/pywar/RECORD")
project.assertLogContains("Started `flask-shop-1.0.0.pywar` on cpython", "GET / returned 200")
return true
