import io.github.pywar.testing.BuiltProject
import java.nio.file.Files

def shop = BuiltProject.of(basedir.toPath().resolve("app"))
def archive = shop.file("target/shop-1.0.0.pywar")
shop.assertArchiveContains(archive, "app/shop/__init__.py", "bin/greet", "wsgi.py", "META-INF/pywar/manifest.json",
        "META-INF/maven/com.example/shop/pom.properties")
shop.assertReceipt("target/pywar/deployment.json", archive)

def attached = BuiltProject.of(basedir.toPath().resolve("attached"))
attached.assertArchiveContains(attached.file("target/attached-1.0.0.pywar"), "app/shop.py")
attached.assertReceipt("target/pywar/deployment.json", attached.file("target/attached-1.0.0.pywar"))
attached.file("target/attached-1.0.0.jar")

def root = BuiltProject.of(basedir.toPath())
root.assertSameBytes(archive, root.file("remote/com/example/shop/1.0.0/shop-1.0.0.pywar"))
root.assertSameBytes(archive, root.file("consumer/target/dependency/shop-1.0.0.pywar"))
root.file("consumer/target/dependency/attached-1.0.0.pywar")
assert Files.size(root.file("remote/com/example/shop/1.0.0/shop-1.0.0.pywar.sig")) == 64
assert Files.size(root.file("remote/com/example/attached/1.0.0/attached-1.0.0.pywar.sig")) == 64
root.assertLogContains("Read back shop-1.0.0.pywar.sig", "Read back attached-1.0.0.pywar.sig")
root.assertLogContains("Started `shop-1.0.0.pywar` on cpython", "GET / returned 200")
assert root.log().count("Skipped: this module builds no archive") == 3

def wheel = BuiltProject.of(basedir.toPath().resolve("library")).file("target/library-1.0.0-py3-none-any.whl")
root.assertSameBytes(wheel, root.file("remote/com/example/library/1.0.0/library-1.0.0.whl"))
assert shop.manifest(archive).path("packages").collect { it.path("name").asText() }.contains("library")
assert root.log().count("greeting 1.0 (greeting, <requirements>)") == 2
root.assertLogContains("No goal has a parameter <interfase>: it is ignored. Did you mean <interface>?")
assert root.log().count("No goal has a parameter") == 5
return true
