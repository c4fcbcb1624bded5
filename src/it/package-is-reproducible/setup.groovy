import io.github.pywar.testing.BuiltProject
import io.github.pywar.testing.HermeticWheels
import java.nio.file.Files
import java.nio.file.attribute.FileTime
import java.nio.file.attribute.PosixFilePermissions

def here = basedir.toPath()
def there = here.resolve("a place with blanks/deep/down")
HermeticWheels.writeTo(here.resolve("wheels"))
["pom.xml", "src", "wheels"].each { BuiltProject.of(here.resolve(it)).copyTo(there.resolve(it)) }
there.toFile().eachFileRecurse { file ->
    if (file.isFile()) {
        Files.setPosixFilePermissions(file.toPath(), PosixFilePermissions.fromString("rw-rw-rw-"))
        Files.setLastModifiedTime(file.toPath(), FileTime.fromMillis(1_000_000_000_000L))
    }
}
return true
