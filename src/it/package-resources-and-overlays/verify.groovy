import io.github.pywar.testing.BuiltProject

def project = BuiltProject.of(basedir.toPath().resolve("app"))
def archive = project.file("target/shop-1.0.0.pywar")
assert project.names(archive).findAll { it.startsWith("app/") } ==
        ["app/conf/shop.ini", "app/prices.txt", "app/shop.py", "app/static/css/shop.css",
         "app/static/hooks/pre-deploy/10-theirs.sh"]
assert project.names(archive).every { !it.startsWith("hooks/") } : "the files of an overlay are the application's, never hooks"
assert project.text(archive, "app/conf/shop.ini").readLines() == ["version = 1.0.0", "title = Shop 1.0.0"]
assert project.text(archive, "app/prices.txt").trim() == 'price = ${not.filtered}'

def unpacked = new File(basedir, "unpacked")
unpacked.mkdirs()
assert ["tar", "-xzf", project.file("target/shop-1.0.0.tar.gz").toString(), "-C", unpacked.toString()].execute().waitFor() == 0
project.names(archive).each { assert new File(unpacked, it).isFile() }
def files = []
unpacked.eachFileRecurse { if (it.isFile()) files << it }
assert files.size() == project.names(archive).size()
return true
