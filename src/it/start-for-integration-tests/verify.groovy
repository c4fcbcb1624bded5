import io.github.pywar.testing.BuiltProject

def project = BuiltProject.of(basedir.toPath())
def log = project.log()

// three servers of two modules, each stopped once
def runs = log.split("Scanning for projects")
assert runs.length == 6
assert runs[1].count("Started `shop-1.0.0.pywar`") == 4 // three by start, one by verify
assert runs[1].count("Stopped `shop-1.0.0.pywar`") == 3
assert (runs[1] =~ /Tests run: 1, Failures: 0, Errors: 0/).size() >= 2

// nothing runs after a build without stop
def pids = (runs[2] =~ /served by \/cart \w+ (\d+)/).collect { it[1] as long }
assert pids.size() == 2
assert pids.every { pid -> ProcessHandle.of(pid).isEmpty() }
assert runs[2].count("Stopped `shop-1.0.0.pywar`") == 2 // at the end of Maven's session
["server", "second"].each { id ->
    assert new File(basedir, "shop/target/pywar/server/${id}.log").text.contains("/cart")
    project.assertMissing("shop/target/pywar/server/${id}.pid")
}

assert runs[3].count("Not started: skipITs is set") == 3
assert runs[4].count("Not started: skipTests is set") == 2

// a goal of the command line has another class loader than the extension
assert runs[5].count("Started `shop-1.0.0.pywar`") == 1
assert runs[5].count("Stopped `shop-1.0.0.pywar`") == 1
return true
