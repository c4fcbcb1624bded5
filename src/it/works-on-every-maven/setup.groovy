import io.github.pywar.testing.HermeticWheels
import io.github.pywar.testing.Tool

HermeticWheels.writeTo(basedir.toPath().resolve("wheels"))
def key = new File(basedir, "signing-key.pem")
assert Tool.run(basedir.toPath(), "openssl", "genpkey", "-algorithm", "ed25519", "-aes-256-cbc", "-pass",
        "pass:open sesame", "-out", key.toString()).exit() == 0
new File(basedir, "test.properties").text = "it.signingKey=${key}\n"
return true
