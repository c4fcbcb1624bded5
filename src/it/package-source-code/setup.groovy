import io.github.pywar.testing.BackendWheels
import io.github.pywar.testing.HermeticWheels
import io.github.pywar.testing.TestIndex
import io.github.pywar.testing.TestSdist
import io.github.pywar.testing.TestWheel
import io.github.pywar.testing.Tool

def base = basedir.toPath()
def index = TestIndex.start()
[HermeticWheels.waitress(), TestWheel.of("compiled", "1.0").file("compiled.py", "")].each { index.add(it.fileName(), it.bytes()) }
[TestSdist.of("detect", "1.0"), TestSdist.of("archived", "1.0"), TestSdist.of("compiled", "2.0").tag("py3-none-linux_x86_64")]
        .each { index.add(it.fileName(), it.bytes()) }
index.add(BackendWheels.hooks())
context.put("index", index)
new File(basedir, "test.properties").text = "it.index=${index.url()}\n"

TestSdist.of("local", "1.0").unpack(base.resolve("libs/local"))
def repository = TestSdist.of("versioned", "1.0").unpack(base.resolve("vendor/versioned"))
["init -q -b main", "add .", "-c user.name=test -c user.email=test@example.org commit -q -m one"].each {
    def result = Tool.run(repository, "git", it.split(" "))
    assert result.exit() == 0 : result.output()
}
new File(basedir, "requirements.txt").text = """\
detect
${index.fileUrl("archived-1.0.tar.gz")}
-e ./libs/local
versioned @ git+${repository.toUri()}@main
"""
new File(basedir, "compiled.txt").text = "compiled\n"
return true
