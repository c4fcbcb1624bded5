import io.github.pywar.testing.HermeticWheels

def root = basedir.toPath()
HermeticWheels.writeTo(root.resolve("wheels"))
new File(basedir, ".env").text = "PASSWORD=x"
new File(basedir, "db.sqlite3").text = "rows"
def bin = new File(basedir, "env/bin")
bin.mkdirs()
new File(basedir, "env/pyvenv.cfg").text = "home = /usr/bin"
new File(bin, "activate.py").text = ""
return true
