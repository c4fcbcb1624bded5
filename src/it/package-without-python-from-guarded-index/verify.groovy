import io.github.pywar.testing.BuiltProject

context.get("index").close()
def project = BuiltProject.of(basedir.toPath())
def archive = project.file("target/shop-1.0.0.pywar")
assert project.manifest(archive).path("packages").collect { it.path("index").asText() }.unique() == ["guarded"]
project.assertLogContains("Downloaded 2 packages, ",
        "Not started: no Python on this machine fits cpython 3.11 on linux-s390x", "files match its RECORD")
project.assertLogLacks("s3cret")
return true
