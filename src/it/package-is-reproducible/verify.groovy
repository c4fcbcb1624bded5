import io.github.pywar.testing.BuiltProject
import java.nio.file.Files

def one = BuiltProject.of(basedir.toPath()).file("target/shop-1.0.0.pywar")
def other = BuiltProject.of(basedir.toPath().resolve("a place with blanks/deep/down")).file("target/shop-1.0.0.pywar")
BuiltProject.of(basedir.toPath()).assertSameBytes(one, other)
BuiltProject.of(basedir.toPath()).assertArchiveContains(one, "hooks/pre-deploy/10-hello.sh")

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
