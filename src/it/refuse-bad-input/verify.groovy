import io.github.pywar.testing.BuiltProject
import io.github.pywar.testing.Golden

def project = BuiltProject.of(basedir.toPath())
Golden.assertMatches("maven/bad-input.txt", project.errors())
project.assertLogSaysNot("Caused by", "\tat io.github.pywar", "ann:secret", "bm8ga2V5")
project.assertNothingAt("target/shop-1.0.0.pywar")
return true
