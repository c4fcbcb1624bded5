import io.github.pywar.testing.BuiltProject
import io.github.pywar.testing.Tool
import java.nio.file.Files

def project = BuiltProject.of(basedir.toPath())
def archive = project.file("target/web-shop-1.0.0.pywar")
def packed = project.file("target/web-shop-1.0.0-ansible.tar.gz")
def collection = basedir.toPath().resolve("target/ansible/ansible_collections/com_example/web_shop")
assert Files.mismatch(collection.resolve("roles/pywar/files/web-shop-1.0.0.pywar"), archive) == -1

def listed = Tool.run(basedir.toPath(), "tar", "--list", "--file", packed.toString())
assert listed.exit() == 0 && listed.output().contains("playbooks/deploy.yml") : listed.output()
def installed = localRepositoryPath.toPath().resolve("com/example/web-shop/1.0.0/web-shop-1.0.0-ansible.tar.gz")
assert Files.mismatch(installed, packed) == -1

def defaults = Files.readString(collection.resolve("roles/pywar/defaults/main.yml"))
assert defaults.contains("com/example/web-shop/1.0.0/web-shop-1.0.0.pywar")
def sum = Tool.run(basedir.toPath(), "sha256sum", archive.toString()).output().split(" ")[0]
assert Files.readString(collection.resolve("roles/pywar/vars/main.yml")).contains(sum)

project.assertLogContains("`My-Team` is not a valid name of an Ansible collection")
return true
