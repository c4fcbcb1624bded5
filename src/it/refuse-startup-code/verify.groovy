import io.github.pywar.testing.BuiltProject
import java.nio.file.Files

context.get("index").close()
def project = BuiltProject.of(basedir.toPath())
def archive = project.file("target/shop-1.0.0.pywar")
assert project.names(archive).contains("lib/python3.11/site-packages/hooked.pth")
def lock = Files.readString(project.file("pylock.toml"))
assert lock.contains('tool.pywar.startup-code = [\n    {kind = ".pth line", file = "hooked.pth", code = "import hooked; hooked.note = 1"')
project.assertLogContains(
        "Python would run code of these packages at each start, and it is not accepted: hooked",
        "hooked 2.0, `hooked.pth`: `import hooked; hooked.note = 2`",
        "to record it in the lock: mvn pywar:lock -Dpywar.acceptStartupCode=hooked",
        "Start-up code: hooked 1.0, `hooked.pth`: `import hooked; hooked.note = 1`",
        "Python runs at each start:",
        "in the lock, 1.0: `hooked.pth`: `import hooked; hooked.note = 1`",
        "cool-down (uploaded ")
return true
