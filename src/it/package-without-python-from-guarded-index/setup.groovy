import io.github.pywar.testing.HermeticWheels
import io.github.pywar.testing.TestIndex
import java.nio.file.Files

def index = TestIndex.start().guardedBy("ann", "s3cret-of-ann")
[HermeticWheels.greeting(), HermeticWheels.waitress()].each { index.add(it.fileName(), it.bytes()) }
context.put("index", index)
new File(basedir, "test.properties").text = "it.index=${index.url()}\n"

// all programs of this machine, except any Python and any link to one
def bin = Files.createDirectories(basedir.toPath().resolve("bin"))
System.getenv("PATH").split(":").collect { new File(it) }.findAll { it.isDirectory() }.each { folder ->
    folder.listFiles().findAll { it.canExecute() && !(it.name =~ /^(py|pip|uv|conda|idle)/) }.each { program ->
        def link = bin.resolve(program.name)
        if (!Files.exists(link)) {
            Files.createSymbolicLink(link, program.toPath().toAbsolutePath())
        }
    }
}
return true
