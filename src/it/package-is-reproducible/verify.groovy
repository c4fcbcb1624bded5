import io.github.pywar.testing.BuiltProject
import java.nio.file.Files
import java.time.Instant
import java.util.zip.ZipFile
import org.cyclonedx.Version
import org.cyclonedx.parsers.JsonParser

def one = BuiltProject.of(basedir.toPath()).file("target/shop-1.0.0.pywar")
def other = BuiltProject.of(basedir.toPath().resolve("a place with blanks/deep/down")).file("target/shop-1.0.0.pywar")
BuiltProject.of(basedir.toPath()).assertSameBytes(one, other)
BuiltProject.of(basedir.toPath()).assertArchiveContains(one, "hooks/pre-deploy/10-hello.sh")

// the attached bill of materials is the one in the archive, is valid, and is the same in both builds
def project = BuiltProject.of(basedir.toPath())
def sbom = project.file("target/shop-1.0.0-sbom.cdx.json")
def otherSbom = BuiltProject.of(basedir.toPath().resolve("a place with blanks/deep/down")).file("target/shop-1.0.0-sbom.cdx.json")
project.assertSameBytes(sbom, otherSbom)
new ZipFile(one.toFile()).withCloseable { zip ->
    assert zip.getInputStream(zip.getEntry("META-INF/sbom.cdx.json")).readAllBytes() == sbom.toFile().bytes
}
assert new JsonParser().validate(sbom.toFile(), Version.VERSION_16).isEmpty()
def bom = new JsonParser().parse(sbom.toFile())
assert bom.metadata.timestamp == Date.from(Instant.parse("2026-01-01T00:00:00Z"))
assert bom.components*.purl.findAll { it.startsWith("pkg:pypi/") }.sort() == ["pkg:pypi/greeting@1.0", "pkg:pypi/waitress@3.0.2"]
assert bom.dependencies.find { it.ref == "pkg:maven/com.example/shop@1.0.0?type=pywar" }.dependencies.size() == 3

// so is the report
def report = project.file("target/site/pywar-report.html")
project.assertSameBytes(report, BuiltProject.of(basedir.toPath().resolve("a place with blanks/deep/down")).file("target/site/pywar-report.html"))
assert report.toFile().text.contains('<a href="#package-greeting">greeting</a>')

// the folder has the same files as the archive; files of wheels are hard links to one copy
def here = basedir.toPath().resolve("target/shop-1.0.0")
def there = basedir.toPath().resolve("a place with blanks/deep/down/target/shop-1.0.0")
def files = []
here.toFile().eachFileRecurse { if (it.isFile()) files << here.relativize(it.toPath()).toString() }
assert files.sort() == BuiltProject.of(basedir.toPath()).names(one)
assert files.every { Files.mismatch(here.resolve(it), there.resolve(it)) == -1 }
assert files.any { it.contains("greeting") && Files.isSameFile(here.resolve(it), there.resolve(it)) }
assert !Files.isSameFile(here.resolve("app/shop/__init__.py"), there.resolve("app/shop/__init__.py"))
return true
