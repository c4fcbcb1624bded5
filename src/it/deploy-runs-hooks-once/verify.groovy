import io.github.pywar.testing.BuiltProject
import io.github.pywar.testing.Tool
import java.nio.file.Files

def project = BuiltProject.of(basedir.toPath())
def archive = project.file("target/hooked-1.0.0.pywar")
project.assertArchiveContains(archive,
        "hooks/pre-deploy/10-schema.sql", "hooks/pre-deploy/20-migrate.py", "hooks/post-deploy/10-report.sh")
project.assertLogContains("Hooks: pre-deploy/10-schema.sql, pre-deploy/20-migrate.py, post-deploy/10-report.sh")
def record = project.text(archive, "META-INF/pywar/RECORD").readLines()
assert record.count { it.startsWith("hooks/") && it.contains("sha256=") } == 3

def site = basedir.toPath().resolve("site")
def ran = site.resolve("shared/ran")
def database = basedir.toPath().resolve("database.sh")
Files.writeString(database, 'printf "schema " >> "' + ran + '"; cat "$1" >> "' + ran + '"\n')
def deploy = { Tool.run(basedir.toPath(), "python3", archive.toString(), "deploy", site.toString(), *it) }

def refused = deploy([])
assert refused.exit() == 2 && refused.output().contains("--sql") : refused.output()

2.times {
    def deployed = deploy(["--sql", "sh " + database + " {}"])
    assert deployed.exit() == 0 : deployed.output()
}
assert Files.readAllLines(ran) ==
        ["schema create table orders (id integer);", "migrate orders prices", "report 1.0.0, post-deploy"]
return true
