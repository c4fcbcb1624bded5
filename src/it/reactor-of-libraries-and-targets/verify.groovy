import io.github.pywar.testing.BuiltProject
import java.nio.file.Files

def root = BuiltProject.of(basedir.toPath())
def shop = BuiltProject.of(basedir.toPath().resolve("shop"))
def log = root.log()

// the libraries
def core = BuiltProject.of(basedir.toPath().resolve("core")).file("target/core-1.2.0.dev0-py3-none-any.whl")
root.assertArchiveContains(core, "core/__init__.py", "core/py.typed", "core-1.2.0.dev0.dist-info/RECORD")
assert root.text(core, "core-1.2.0.dev0.dist-info/entry_points.txt") == "[console_scripts]\ncore = core.cli:main\n"
def metadata = root.text(core, "core-1.2.0.dev0.dist-info/METADATA")
assert metadata.contains("Summary: Prices with a currency\n")
assert metadata.contains("License-Expression: Apache-2.0\n")
assert metadata.contains("Requires-Dist: greeting>=1\n")
def prices = BuiltProject.of(basedir.toPath().resolve("prices")).file("target/acme_prices-1.2.0.dev0-py3-none-any.whl")
assert root.text(prices, "acme_prices-1.2.0.dev0.dist-info/METADATA").contains("Requires-Dist: core>=1.2.0.dev0\n")

// the tests of a library, without a declared Python, and without a lock in a frozen build
def tests = BuiltProject.of(basedir.toPath().resolve("prices")).file("target/surefire-reports/TEST-test_prices.xml").toFile().text
assert tests.contains('tests="2"') && tests.contains('failures="0"') && tests.contains('errors="0"')
assert log.contains("Running test_prices")

// the archives
def main = shop.file("target/shop-1.2.0-SNAPSHOT.pywar")
def arm = shop.file("target/shop-1.2.0-SNAPSHOT-arm.pywar")
assert shop.manifest(main).path("packages").collect { it.path("name").asText() } == ["acme-prices", "core", "greeting", "native", "waitress"]
assert shop.manifest(main).path("target").path("platform").asText() == "linux-x86_64"
assert shop.manifest(arm).path("target").path("platform").asText() == "linux-aarch64"
assert shop.manifest(arm).path("maven").path("classifier").asText() == "arm"
shop.file("target/shop-1.2.0-SNAPSHOT.tar.gz")
shop.file("target/shop-1.2.0-SNAPSHOT-arm.tar.gz")
shop.file("target/shop-1.2.0-SNAPSHOT/wsgi.py")
shop.file("target/shop-1.2.0-SNAPSHOT-arm/wsgi.py")

// deployed in the third run: the later build of one target has the same bytes
def remote = basedir.toPath().resolve("remote/com/example/libraries/shop/1.2.0-SNAPSHOT").toFile().listFiles()
        .collectEntries { [it.name.replaceFirst(/-\d{8}\.\d{6}-\d+/, ""), it.toPath()] }
root.assertSameBytes(main, remote["shop-1.2.0.pywar"])
root.assertSameBytes(arm, remote["shop-1.2.0-arm.pywar"])
assert Files.size(remote["shop-1.2.0.pywar.sig"]) == 64
assert Files.size(remote["shop-1.2.0-arm.pywar.sig"]) == 64
assert remote.containsKey("shop-1.2.0-arm.tar.gz")
assert basedir.toPath().resolve("remote/com/example/libraries/core/1.2.0-SNAPSHOT").toFile().list().any { it.endsWith(".whl") }

// the lock
def lock = shop.file("pylock.toml").toFile().text
assert lock.contains("[tool.pywar.targets.arm]")
assert lock.contains("native-1.0-py3-none-manylinux_2_17_x86_64.whl") && lock.contains("native-1.0-py3-none-manylinux_2_17_aarch64.whl")
shop.assertMissing("pylock.arm.toml")

assert log =~ /The module `(core|prices)` of this build has no wheel yet/
assert log.contains("The module `prices` is not built by this run of Maven") && log.contains("hint: build it too: `mvn package -pl :shop -am`")
assert log.contains("[arm] Wrote shop-1.2.0-SNAPSHOT-arm.pywar: ")
assert log.contains("Started `shop-1.2.0-SNAPSHOT.pywar` on cpython")
assert log.contains("Not started: no Python on this machine fits") || log.contains("Started `shop-1.2.0-SNAPSHOT-arm.pywar`")
assert log.count("Read back com.example.libraries:shop") == 2
assert log.contains("Read back shop-1.2.0-SNAPSHOT-arm.pywar.sig")
return true
