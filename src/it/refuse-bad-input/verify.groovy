import io.github.pywar.testing.BuiltProject
import io.github.pywar.testing.Golden

def project = BuiltProject.of(basedir.toPath())
Golden.assertMatches("maven/bad-input.txt", project.errors())
project.assertLogSaysNot("Caused by", "\tat io.github.pywar", "ann:secret")
// the last run wrote an archive and failed afterwards; nothing else was left
assert new File(basedir, "target").list().findAll { !(it in ["shop-1.0.0.pywar", "pywar"]) } == []
return true
