import io.github.pywar.testing.BuiltProject
import java.nio.file.Files

def late = BuiltProject.of(basedir.toPath().resolve("late"))
late.assertReceipt("target/pywar/deployment.json", late.file("target/late-1.0-SNAPSHOT.pywar"))
assert Files.readString(late.file("target/pywar/deployment.json")) =~ /"resolvedVersion": "1\.0-\d{8}\.\d{6}-1"/
BuiltProject.of(basedir.toPath()).assertLogContains("Not deployed yet: the archive is read back at the end of this session",
        "Read back com.example:late:pywar:1.0-2", "from repository `snapshots`")
return true
