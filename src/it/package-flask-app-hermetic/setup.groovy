import io.github.pywar.testing.WheelHouse

def target = basedir.toPath().parent.parent
def requirements = target.parent.resolve("src/it/package-flask-app/requirements.txt")
def index = new WheelHouse(target.resolve("wheelhouse")).serve(requirements)
context.put("index", index)
new File(basedir, "test.properties").text = "it.index=${index.url()}\n"
return true
