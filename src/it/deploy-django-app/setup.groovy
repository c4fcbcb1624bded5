import io.github.pywar.testing.WheelHouse

def target = basedir.toPath().parent.parent
def index = new WheelHouse(target.resolve("wheelhouse")).serve(basedir.toPath().resolve("requirements.txt"))
context.put("index", index)
new File(basedir, "test.properties").text = "it.index=${index.url()}\n"
return true
