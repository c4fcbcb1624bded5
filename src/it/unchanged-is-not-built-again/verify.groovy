import io.github.pywar.testing.BuiltProject

def index = context.get("index")
index.close()
def project = BuiltProject.of(basedir.toPath())
def log = project.log()
def count = { text -> log.split(java.util.regex.Pattern.quote(text), -1).length - 1 }

// four modules need the same two wheels: each is downloaded once
def wheels = index.requests().findAll { it.path().endsWith(".whl") && it.header("Range").isEmpty() }
assert wheels.collect { it.path() }.sort() == wheels.collect { it.path() }.unique().sort()
assert wheels.size() == 2

// why each archive was built: a build that was not necessary says what has changed (.mvn/maven.config shows these lines)
assert log.findAll(/Built, because .*/) == (["there is no record of an earlier build"] * 4 +
        ["<force> is set", "<tarGz> has changed"]).collect { "Built, because " + it }

// 1: four builds. 2: nothing. 3: one module. 4: a new parameter, with its second file. 5: nothing
["a", "b", "c", "d"].each { assert count("Unchanged: target/shop-${it}-1.0.0.pywar") == (it == "b" ? 2 : 1) }
assert count("Wrote shop-a-1.0.0.pywar") == 2
assert count("Wrote shop-b-1.0.0.pywar") == 2
assert count("Wrote shop-c-1.0.0.pywar") == 1
assert count("Wrote shop-b-1.0.0.tar.gz") == 1
["a", "b", "c", "d"].each { assert new File(basedir, "${it}/target/pywar/shop-${it}-1.0.0.pywar.fingerprint").isFile() }

// an archive that a Python of this machine has started is not started again, unless this is forced
if (count("no Python on this machine fits") == 0) {
    assert count("Verified before: shop-") == 4
    assert count("Started `shop-a-1.0.0.pywar`") == 2
    assert count("Started `shop-d-1.0.0.pywar`") == 1
}
return true
