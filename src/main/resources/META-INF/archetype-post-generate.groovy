// Keeps the files of the chosen framework only, and completes the POM. ProjectTemplateTest compares the entries.
import java.nio.file.Files
import java.nio.file.Path
import java.util.stream.Stream

def entries = [
    flask: ["app:app", "wsgi"],
    django: ["wsgi:application", "wsgi"],
    fastapi: ["main:app", "asgi"],
    wsgi: ["app:application", "wsgi"],
]
Path project = Path.of(request.outputDirectory, request.artifactId)
def framework = request.properties["framework"]
def module = request.properties["module"]
def (entry, protocol) = entries[framework]

Path chosen = project.resolve(framework)
chosen.toFile().eachFile { Files.move(it.toPath(), project.resolve(it.name)) }
entries.keySet().each { project.resolve(it).toFile().deleteDir() }
Files.createFile(project.resolve("src/main/python").resolve(module).resolve("__init__.py"))

Path pom = project.resolve("pom.xml")
def more = protocol == "wsgi" ? "" : "\n          <interface>${protocol}</interface>"
pom.toFile().text = pom.toFile().getText("UTF-8")
        .replace("@pluginVersion@", request.archetypeVersion)
        .replace("@application@</application>", "${module}.${entry}</application>${more}")

// as JvmOptions: a module of a larger project has no folder .mvn of its own
def isRoot = Stream.iterate(project.toAbsolutePath().normalize().parent, { it != null }, { it.parent })
        .noneMatch { Files.exists(it.resolve(".mvn")) || Files.exists(it.resolve("pom.xml")) }
if (isRoot) {
    Files.createDirectories(project.resolve(".mvn")).resolve("jvm.config").toFile().text = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC\n"
}
