import io.github.pywar.testing.BuiltProject

def one = BuiltProject.of(basedir.toPath()).file("target/shop-1.0.0.pywar")
def other = BuiltProject.of(basedir.toPath().resolve("a place with blanks/deep/down")).file("target/shop-1.0.0.pywar")
BuiltProject.of(basedir.toPath()).assertSameBytes(one, other)
BuiltProject.of(basedir.toPath()).assertArchiveHas(one, "hooks/pre-deploy/10-hello.sh")
return true
