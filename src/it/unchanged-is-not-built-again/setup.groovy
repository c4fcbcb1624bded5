import io.github.pywar.testing.HermeticWheels
import io.github.pywar.testing.TestIndex

def index = TestIndex.start()
[HermeticWheels.greeting(), HermeticWheels.waitress()].each { index.add(it.fileName(), it.bytes()) }
context.put("index", index)
new File(basedir, "test.properties").text = "it.index=${index.url()}\n"
return true
