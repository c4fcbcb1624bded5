import io.github.pywar.testing.BuiltProject
import io.github.pywar.testing.Tool
import java.nio.file.Files

def home = context.get("home")
Tool.run(basedir.toPath(), "gpgconf", "--homedir", home, "--kill", "gpg-agent")
new File(home).deleteDir()

def project = BuiltProject.of(basedir.toPath())
def archive = project.file("target/signed-by-gpg-1.0.0.pywar")
project.assertReceipt("target/pywar/deployment.json", archive)
project.assertLogContains("Read back signed-by-gpg-1.0.0.pywar.asc from repository `releases`")

def fetched = { name ->
    def folder = basedir.toPath().resolve(name)
    BuiltProject.of(basedir.toPath().resolve("releases/com/example/signed-by-gpg/1.0.0")).copyTo(folder)
    return folder
}
def deploy = { folder, publicKey ->
    Tool.run(basedir.toPath(), "python3", folder.resolve("signed-by-gpg-1.0.0.pywar").toString(), "deploy",
            folder.resolve("site").toString(), "--public-key", publicKey)
}

def good = fetched("good")
def done = deploy(good, "builder-public.asc")
assert done.exit() == 0 : done.output()
assert Files.readString(good.resolve("site/deploy.log")).contains("verified by gpg")

def wrong = deploy(fetched("wrong"), "other-public.asc")
assert wrong.exit() == 4 && wrong.output().contains("does not fit") : wrong.output()

def changed = fetched("changed")
def file = changed.resolve("signed-by-gpg-1.0.0.pywar")
def bytes = Files.readAllBytes(file)
bytes[new String(bytes, "ISO-8859-1").indexOf('[b"signed"]') + 3] = (byte) 'S'
Files.write(file, bytes)
def refused = deploy(changed, "builder-public.asc")
assert refused.exit() == 4 && refused.output().contains("does not fit") : refused.output()

def bare = fetched("bare")
Files.delete(bare.resolve("signed-by-gpg-1.0.0.pywar.asc"))
def unsigned = deploy(bare, "builder-public.asc")
assert unsigned.exit() == 4 && unsigned.output().contains("is not signed") : unsigned.output()
return true
