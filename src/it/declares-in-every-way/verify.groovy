import io.github.pywar.testing.BuiltProject
import io.github.pywar.testing.Golden

context.get("index").close()
def project = BuiltProject.of(basedir.toPath())
def packages = { module ->
    def archive = project.file("${module}/target/shop-${module}-1.0.0.pywar")
    project.manifest(archive).path("packages").collect { it.path("name").asText() + " " + it.path("version").asText() }
}
assert packages("files") == ["early 2.0a1", "found 1.0", "greeting 1.0", "limited 1.0", "local 1.0", "named 1.0"]
assert packages("project") == ["early 1.0", "greeting 1.0", "limited 1.0", "mailer 1.0"]
assert packages("poetry") == ["early 2.0a1", "greeting 1.0", "limited 1.0", "local 1.0", "named 1.0"]
assert packages("pipenv") == ["greeting 1.0", "limited 1.0", "named 1.0"]
assert packages("setuptools") == ["greeting 1.0", "limited 1.0"]
project.assertLogContains("Requirements: [tool.poetry] of pyproject.toml", "Requirements: Pipfile", "Requirements: setup.cfg",
        "Declarations of dependencies that the archive does not use: `setup.cfg`")
assert packages("artifacts") == ["early 1.0", "early-lib 1.1.dev1", "found 1.0", "limited 1.0", "local 1.0", "mailer 1.0",
        "team-base 1.0", "team-lib 1.0", "team-native 1.0"]
assert packages("hashed") == ["greeting 1.0", "limited 1.0"]

project.assertLogContains("[WARNING] The index `pypi` lists no upload times, so files of any age were accepted: `early`, `greeting`,"
        + " `limited`, `mailer`")

// a package that is required by its URL has direct_url.json; one from this machine has not
def files = project.file("files/target/shop-files-1.0.0.pywar")
assert project.text(files, "lib/python3.11/site-packages/named-1.0.dist-info/direct_url.json").contains("/files/named-1.0")
project.assertArchiveLacks(files, "lib/python3.11/site-packages/local-1.0.dist-info/direct_url.json")
project.file("artifacts/target/pywar/wheels/team_native-1.0-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl")

Golden.assertMatches("maven/refused-declarations.txt", project.errors().replaceAll(/(<dependencies>: ).*(com.example.everyway:team-lib:whl:9).*/, '$1…$2…'))
project.assertLogLacks("Caused by", "\tat io.github.pywar", "ann:secret")
return true
