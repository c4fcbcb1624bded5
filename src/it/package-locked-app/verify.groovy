import io.github.pywar.testing.BuiltProject
import java.nio.file.Files

def index = context.get("index")
index.close()
def project = BuiltProject.of(basedir.toPath())
def archive = project.file("target/shop-1.0.0.pywar")
assert project.manifest(archive).path("packages").collect { it.path("name").asText() } == ["greeting", "team", "waitress"]
def lock = Files.readString(project.file("pylock.toml"))
assert lock.contains('path = "target/pywar/wheels/team-1.0-py3-none-any.whl"')
assert !lock.contains(basedir.path)
// one request for each page in five runs of Maven; each file is downloaded again for the empty cache
assert index.requests().count { it.path() == "/simple/greeting/" } == 1
project.assertLogContains("Wrote pylock.toml: 3 packages for CPython 3.11 on linux-x86_64 with glibc 2.28",
        "Locked: 3 packages in pylock.toml", "team 1.0 requires greeting", "packages have their newest version",
        "The lock `pylock.toml` does not match the declared dependencies", "constraints: `greeting<1` is declared, but not in the lock")
return true
