import io.github.pywar.testing.HermeticWheels
import io.github.pywar.testing.TestIndex
import io.github.pywar.testing.TestWheel
import java.nio.file.Files

def index = TestIndex.start()
[HermeticWheels.greeting(), HermeticWheels.waitress()].each { index.add(it.fileName(), it.bytes()) }
context.put("index", index)
new File(basedir, "test.properties").text = "it.index=${index.url()}\n"

// the library of a team in a Maven repository, with the file name of Maven artifacts
def folder = Files.createDirectories(basedir.toPath().resolve("repository/com/example/team-lib/1.0"))
Files.write(folder.resolve("team-lib-1.0.whl"), TestWheel.of("team", "1.0")
        .file("team.py", "NAME = 'team'\n").metadata("Requires-Dist: greeting\n").bytes())
return true
