import io.github.pywar.base.file.Sha256
import io.github.pywar.testing.HermeticWheels
import io.github.pywar.testing.TestIndex
import io.github.pywar.testing.TestWheel
import java.nio.file.Files

def wheel = { name, version -> TestWheel.of(name, version).file(name.replace('-', '_') + ".py", "VERSION = '$version'\n".toString()) }
def base = basedir.toPath()
def folder = { path -> Files.createDirectories(base.resolve(path)) }

def index = TestIndex.start()
def mailer = wheel("mailer", "1.0").metadata("Requires-Dist: excluded ; extra == 'never'\nRequires-Dist: early")
def wheels = [HermeticWheels.greeting(), mailer, wheel("named", "1.0"), wheel("excluded", "1.0")]
["1.0", "2.0a1"].each { wheels << wheel("early", it) }
["1.0", "2.0"].each { wheels << wheel("limited", it) }
wheels.each { index.add(it.fileName(), it.bytes()) }
context.put("index", index)
new File(basedir, "test.properties").text = "it.index=${index.url()}\n"
def sum = { fileName -> Sha256.of(wheels.find { it.fileName() == fileName }.bytes()).hex() }

// folders of wheels without an index
["files/requirements/wheels", "artifacts/wheels"].each { wheel("found", "1.0").write(folder(it)) }
["files/lib", "artifacts/lib", "poetry/lib"].each { wheel("local", "1.0").write(folder(it)) }

new File(basedir, "files/requirements.txt").text = """\
-i ${index.url()}
-r requirements/base.txt
-c requirements/limits.txt
\${SHOP_LIBRARY}>=1 ; python_version >= "3.8"   # a variable of the environment
named @ ${index.fileUrl("named-1.0-py3-none-any.whl")}#sha256=${sum("named-1.0-py3-none-any.whl")}
windows-only ; sys_platform == "win32"
--all-releases early --only-binary :all: --prefer-binary --trusted-host 127.0.0.1
--no-require-hashes
"""
new File(basedir, "hashed/requirements.txt").text = """\
greeting==1.0 --hash=sha256:${sum("greeting-1.0-py3-none-any.whl")} \\
    --hash=sha256:${"0" * 64}
limited==1.0 --hash sha256:${sum("limited-1.0-py3-none-any.whl")}
"""

// Maven repository of the team
def deploy = { artifact, classifier, made, pom ->
    def target = folder("repository/com/example/everyway/${artifact}/1.0")
    Files.write(target.resolve("${artifact}-1.0${classifier}.whl"), made.bytes())
    Files.writeString(target.resolve("${artifact}-1.0.pom"), """<project><modelVersion>4.0.0</modelVersion>
        <groupId>com.example.everyway</groupId><artifactId>${artifact}</artifactId><version>1.0</version>
        <packaging>whl</packaging>${pom}</project>""".toString())
}
def needs = { artifact, scope -> """<dependency><groupId>com.example.everyway</groupId><artifactId>${artifact}</artifactId>
        <version>1.0</version><type>whl</type><scope>${scope}</scope></dependency>""" }
deploy("team-lib", "", wheel("team-lib", "1.0").metadata("Requires-Dist: team-base\nRequires-Dist: early>=2"),
        "<dependencies>${needs("team-base", "compile")}${needs("for-tests", "test")}</dependencies>")
deploy("team-base", "", wheel("team-base", "1.0"), "")
deploy("team-native", "-linux", wheel("team-native", "1.0").wheelFile("Wheel-Version: 1.0\nGenerator: test\n"
        + "Root-Is-Purelib: false\nTag: cp311-cp311-manylinux_2_17_x86_64\nTag: cp311-cp311-manylinux2014_x86_64\n"), "")
wheel("early-lib", "1.1.dev1").write(folder("early"))
return true
