import io.github.pywar.testing.HermeticWheels
import io.github.pywar.testing.TestIndex
import io.github.pywar.testing.TestIndexFile
import io.github.pywar.testing.TestWheel
import java.time.Duration
import java.time.Instant

def index = TestIndex.start()
[HermeticWheels.greeting(), HermeticWheels.waitress()].each { index.add(it.fileName(), it.bytes()) }
def old = TestWheel.of("hooked", "1.0").file("hooked.py", "").file("hooked.pth", "import hooked; hooked.note = 1\n")
index.add(TestIndexFile.of(old.fileName(), old.bytes()).uploaded(Instant.parse("2025-01-01T00:00:00Z")))
def other = TestWheel.of("hooked", "2.0").file("hooked.py", "").file("hooked.pth", "import hooked; hooked.note = 2\n")
// younger than the cool-down on every day
index.add(TestIndexFile.of(other.fileName(), other.bytes()).uploaded(Instant.now().minus(Duration.ofDays(2))))
context.put("index", index)
new File(basedir, "test.properties").text = "it.index=${index.url()}\n"
return true
