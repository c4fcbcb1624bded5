import io.github.pywar.testing.BuiltProject

def project = BuiltProject.of(basedir.toPath())
def archive = project.file("target/shop-1.2.0-SNAPSHOT.pywar")
def libraries = "lib/python3.11/site-packages"
assert project.names(archive).findAll { it.startsWith("app/") } ==
        ["app/manage.py", "app/pyproject.toml", "app/shop/__init__.py", "app/shop/admin.py", "app/shop/wsgi.py"]
project.assertArchiveContains(archive, "bin/shop-admin", "bin/greet",
        "$libraries/shop-1.2.0.dev0.dist-info/METADATA".toString(), "$libraries/greeting/__init__.py".toString())
project.assertLogContains("2 files of", "excluded because they may contain secrets: `.env`, `db.sqlite3`")
project.assertLogContains("Without an archive, this project is not installed, signed or deployed",
        "Skipping artifact installation", "Skipping artifact deployment")
return true
