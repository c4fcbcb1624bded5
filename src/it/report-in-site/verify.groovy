import io.github.pywar.testing.BuiltProject

// the page describes the archive that <build> configures, and the site links it
def app = BuiltProject.of(basedir.toPath().resolve("app"))
assert app.file("target/site/pywar-report.html").toFile().text.contains('<a href="#package-greeting">greeting</a>')
assert app.file("target/site/project-reports.html").toFile().text.contains('href="pywar-report.html"')

// a module without an archive has neither page nor link
def other = BuiltProject.of(basedir.toPath().resolve("other"))
other.assertMissing("target/site/pywar-report.html")
def links = new File(basedir, "other/target/site").listFiles().findAll { it.name.endsWith(".html") }
assert links.every { !it.text.contains("pywar-report.html") }
return true
