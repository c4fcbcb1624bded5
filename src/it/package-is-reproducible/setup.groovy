import io.github.pywar.testing.BuiltProject
import io.github.pywar.testing.HermeticWheels
import java.nio.file.Files
import java.nio.file.attribute.FileTime
import java.nio.file.attribute.PosixFilePermissions

["here": "rw-r--r--", "a place with blanks/deep/down": "rw-rw-rw-"].eachWithIndex { place, mode, i ->
    def target = new File(basedir, place)
    BuiltProject.of(basedir.toPath().resolve("project")).copyTo(target.toPath())
    HermeticWheels.writeTo(target.toPath().resolve("wheels"))
    target.eachFileRecurse { file ->
        if (file.isFile()) {
            Files.setPosixFilePermissions(file.toPath(), PosixFilePermissions.fromString(mode))
            Files.setLastModifiedTime(file.toPath(), FileTime.fromMillis(1_000_000_000_000L * (i + 1)))
        }
    }
}
return true
