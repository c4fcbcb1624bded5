import io.github.pywar.testing.BuiltProject
import java.nio.file.Files

def index = context.get("index")
index.close()
def project = BuiltProject.of(basedir.toPath())
project.assertLogContains("`detect` 1.0 is built from source: it has no wheel for ", "Building a wheel of `detect-1.0.tar.gz`",
        "GET / returned 200", "Locked: 5 packages in pylock.toml",
        "The wheel of `compiled-2.0.tar.gz` has compiled code",
        "to build compiled code of `compiled` on this machine, set <buildSdists>compiled=native</buildSdists>",
        "or use `compiled` 1.0, the newest older version with a wheel for the target: require `compiled<2.0`")
project.assertLogLacks("\tat io.github.pywar")
assert project.log().split("Started `shop-1.0.0.pywar` on cpython").length == 3

def lock = Files.readString(project.file("pylock.toml"))
assert lock.contains('directory = {path = "libs/local"}')
assert lock.contains('vcs = {type = "git", path = "vendor/versioned", requested-revision = "main", commit-id = "')
assert lock.contains('archive = {url = "') && lock.contains('sdist = {name = "detect-1.0.tar.gz"')
assert !lock.contains(basedir.path)

// each file is downloaded once for each cache; the lock asks for no page of a package
assert index.requests().count { it.path() == "/files/detect-1.0.tar.gz" } == 2
return true
