import io.github.pywar.testing.Tool
import java.nio.file.Files

// a separate home with a short path: the path of a socket may have 107 bytes
def home = Files.createTempDirectory("gpg").toString()
context.put("home", home)
["builder", "other"].each { name ->
    def made = Tool.run(basedir.toPath(), "gpg", "--homedir", home, "--batch", "--quiet", "--passphrase", "",
            "--quick-generate-key", "${name}@example.org".toString(), "ed25519", "sign", "1d")
    assert made.exit() == 0 : made.output()
    def shown = Tool.run(basedir.toPath(), "gpg", "--homedir", home, "--batch", "--armor", "--output",
            "${name}-public.asc".toString(), "--export", "${name}@example.org".toString())
    assert shown.exit() == 0 : shown.output()
}
new File(basedir, "test.properties").text = "it.gnupg=${home}\n"
return true
