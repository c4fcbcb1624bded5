import groovy.xml.XmlSlurper
import io.github.pywar.testing.BuiltProject
import io.github.pywar.testing.Golden
import java.nio.file.Files

context.get("index").close()
def project = BuiltProject.of(basedir.toPath())
def shop = BuiltProject.of(basedir.toPath().resolve("shop"))

// the archive has the library of the application, and nothing of the tests
def archive = shop.file("target/shop-1.0.0.pywar")
assert shop.manifest(archive).path("packages").collect { it.path("name").asText() } == ["markupsafe", "prices"]
assert shop.names(archive).every { !it.contains("pytest") && !it.contains("test_cart") }

// run 1: both tools
project.assertLogContains("Running test_cart", "Running unit.test_page", "Running tests.test_tools",
        "Tests run: 4, Failures: 0, Errors: 0, Skipped: 1", "Tests run: 2, Failures: 0, Errors: 0, Skipped: 0")
def suite = new XmlSlurper().parse(new File(basedir, "tools/target/surefire-reports/TEST-tests.test_tools.xml"))
assert suite.testcase.collect { it.@classname.text() + "#" + it.@name.text() } ==
        ["tests.test_tools.ToolsTest#test_answer", "tests.test_tools.ToolsTest#test_numbers"]

// start-up code of a test requirement is listed, and needs no entry
project.assertLogContains("Start-up code of test requirements: coverage ")

// run 2: 2 parameters of one test
project.assertLogContains("Tests run: 2, Failures: 0, Errors: 0, Skipped: 0", "% of the lines (target/site/coverage/coverage.xml)")

// run 3 and 5: the failure is reported, and ends the build unless it is ignored
project.assertLogContains("[ERROR]   test_cart.test_total:7 assert 6 == 3", "There are test failures, which are ignored")
def failed = new XmlSlurper().parse(new File(basedir, "shop/target/surefire-reports/TEST-test_cart.xml"))
assert failed.@tests == 4 && failed.@failures == 2 && failed.@skipped == 1
assert failed.testcase.find { it.@name == "test_total" }."system-out".text().trim() == "price 2"
project.assertLogContains("Tests are skipped.")
Golden.assertMatches("testrun/build.txt", project.errors())

// run 6: the environment works for the shell, for pip and for the IDE
def python = shop.file(".venv/bin/python").toString()
def run = { String... command -> def p = command.execute([], basedir); def text = p.text; assert p.waitFor() == 0; text }
assert run(python, "-c", "import markupsafe, pytest, prices, shop; print(shop.__file__, prices.__file__)").trim() ==
        ["shop/src/main/python/shop", "prices/src/main/python/prices"].collect { new File(basedir, it + "/__init__.py").canonicalPath }.join(" ")
assert run(shop.file(".venv/bin/pytest").toString(), "--version").startsWith("pytest ")
def listed = run(python, "-c", "import importlib.metadata as m; print(sorted((d.metadata['Name'].lower(), d.read_text('INSTALLER').strip()) for d in m.distributions()))")
assert listed.contains("('markupsafe', 'pywar')") && listed.contains("('pytest', 'pywar')")
project.assertLogContains("Environment .venv: ", " installed", "Unchanged: environment .venv, ")
return true
