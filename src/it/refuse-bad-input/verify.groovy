import io.github.pywar.testing.BuiltProject
import io.github.pywar.testing.Golden

def project = BuiltProject.of(basedir.toPath())
Golden.assertMatches("maven/bad-input.txt", project.errors())
project.assertLogLacks("Caused by", "\tat io.github.pywar", "ann:secret", "bm8ga2V5")
project.assertMissing("target/shop-1.0.0.pywar")
return true
