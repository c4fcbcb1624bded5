// Keeps the files of the chosen framework only, and completes the POM. ProjectTemplateTest compares the entries.
import java.nio.file.Files
import java.nio.file.Path

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
