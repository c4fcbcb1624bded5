import io.github.pywar.testing.BuiltProject
import java.nio.file.Files
import java.util.zip.ZipFile
import org.yaml.snakeyaml.Yaml

def project = BuiltProject.of(basedir.toPath())
def build = project.manifest(project.file("target/shop-1.0.0.pywar")).at("/build/id").asText()
def folder = project.file("target/pywar/kubernetes")
def object = { name -> new Yaml().load(Files.readString(folder.resolve(name))) }
assert object("worker-worker.yaml").spec.replicas == 2
assert object("timer-cleanup.yaml").spec.schedule == "0 3 * * *"
assert object("migrate/job.yaml").metadata.name == "shop-migrate-" + build
assert object("kustomization.yaml").images == [[name: "shop", newName: "registry.example.org/team/shop", newTag: "1.0.0"]]

// the attached zip has the same files
def zip = new ZipFile(project.file("target/shop-1.0.0-kubernetes.zip").toFile())
assert zip.entries().collect { it.name }.sort() == ["kustomization.yaml", "migrate/job.yaml", "migrate/kustomization.yaml",
    "timer-cleanup.yaml", "web.yaml", "worker-worker.yaml"]
assert new String(zip.getInputStream(zip.getEntry("web.yaml")).readAllBytes()) == Files.readString(folder.resolve("web.yaml"))
project.assertLogContains("Installing ", "shop-1.0.0-kubernetes.zip")
return true
