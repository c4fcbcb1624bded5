import io.github.pywar.testing.BuiltProject

def index = context.get("index")
index.close()
def project = BuiltProject.of(basedir.toPath())
def archive = project.file("target/django-shop-1.0.0.pywar")
def packages = project.manifest(archive).path("packages")
assert packages.collect { it.path("name").asText() }.containsAll(["django", "gunicorn", "pillow"])
assert packages.collect { it.path("index").asText() }.unique() == ["hermetic"]

// both formats were requested, and the second run used no file from the first one
def pages = index.requests().findAll { it.path().startsWith("/simple/") }.collect { it.header("Accept").orElse("") }
assert pages.count { it.contains("json") } == pages.count { it.contains("html") }
assert project.log().split("Started `django-shop-1.0.0.pywar` on cpython").length == 3
project.assertLogContains("Downloaded ", "GET / returned 200")
return true
