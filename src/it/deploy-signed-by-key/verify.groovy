import io.github.pywar.testing.BuiltProject
import io.github.pywar.testing.Tool
import java.nio.file.Files

def project = BuiltProject.of(basedir.toPath())
def archive = project.file("target/signed-by-key-1.0.0.pywar")
project.assertReceipt("target/pywar/deployment.json", archive)
project.assertLogContains("Signed: signed-by-key-1.0.0.pywar.sig",
        "Read back signed-by-key-1.0.0.pywar.sig from repository `releases`",
        "Signed the provenance: signed-by-key-1.0.0.pywar.intoto.jsonl",
        "Read back signed-by-key-1.0.0.pywar.intoto.jsonl from repository `releases`")
project.assertLogLacks("open sesame")

def fetched = { name ->
    def folder = basedir.toPath().resolve(name)
    BuiltProject.of(basedir.toPath().resolve("releases/com/example/signed-by-key/1.0.0")).copyTo(folder)
    return folder
}
def deploy = { folder, publicKey, String... words ->
    Tool.run(basedir.toPath(), "python3", folder.resolve("signed-by-key-1.0.0.pywar").toString(), "deploy",
            folder.resolve("site").toString(), "--public-key", publicKey, *words)
}

def good = fetched("good")
def done = deploy(good, "key-public.pem")
assert done.exit() == 0 : done.output()
assert Files.readString(good.resolve("site/deploy.log")).contains("verified by openssl")

def release = "https://ci.example.org/builders/release"
def proven = fetched("proven")
def accepted = deploy(proven, "key-public.pem", "--require-provenance", "--builder", release)
assert accepted.exit() == 0 : accepted.output()
assert Files.readString(proven.resolve("site/deploy.log")).contains("provenance: built by " + release)
def foreign = deploy(proven, "key-public.pem", "--builder", "https://ci.example.org/builders/other")
assert foreign.exit() == 4 && foreign.output().contains("is not accepted") : foreign.output()
Files.delete(proven.resolve("signed-by-key-1.0.0.pywar.intoto.jsonl"))
def unproven = deploy(proven, "key-public.pem")
assert unproven.exit() == 4 && unproven.output().contains("has no provenance") : unproven.output()

def wrong = deploy(fetched("wrong"), "other-public.pem")
assert wrong.exit() == 4 && wrong.output().contains("does not fit") : wrong.output()

def changed = fetched("changed")
def file = changed.resolve("signed-by-key-1.0.0.pywar")
def bytes = Files.readAllBytes(file)
bytes[new String(bytes, "ISO-8859-1").indexOf('[b"signed"]') + 3] = (byte) 'S'
Files.write(file, bytes)
def refused = deploy(changed, "key-public.pem")
assert refused.exit() == 4 && refused.output().contains("does not fit") : refused.output()

def bare = fetched("bare")
Files.delete(bare.resolve("signed-by-key-1.0.0.pywar.sig"))
def unsigned = deploy(bare, "key-public.pem")
assert unsigned.exit() == 4 && unsigned.output().contains("is not signed") : unsigned.output()
return true
