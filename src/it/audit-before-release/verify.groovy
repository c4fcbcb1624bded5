import io.github.pywar.testing.BuiltProject
import java.nio.file.Files

context.get("index").close()
def project = BuiltProject.of(basedir.toPath())
// the lock: the package of the wheel, not the package inside of it
project.assertLogContains("Audited 2 packages against 2 advisories, the latest of 2026-11-29T00:00:00Z",
        "greeting 1.0: CVE-2026-1, critical 9.8, fails, fixed in 1.1", "The audit found 1 problem")
// the archive: both, and both muted
project.assertLogContains("Audited 3 packages against 2 advisories",
        "urlkit 1.0 inside greeting: CVE-2026-2, critical 9.8, muted, until 9999-12-31")
project.assertLogContains("Checked the licences of 2 packages", "greeting: licence MIT is not allowed")
assert Files.readString(project.file("target/pywar/audit.sarif")).contains('"uri": "pylock.toml"')
assert Files.readString(project.file("target/pywar/licences.txt")).contains("greeting: MIT")

def notices = Files.readString(project.file("target/shop-1.0.0-notices.txt"))
assert notices.contains("greeting 1.0\nLicence: MIT\n\n--- licenses/LICENSE.txt ---\nPermission is granted to greet.\n")
assert notices.contains("The wheel contains no licence text.")
def archive = project.file("target/shop-1.0.0.pywar")
assert project.names(archive).contains("META-INF/THIRD-PARTY-NOTICES.txt")
return true
