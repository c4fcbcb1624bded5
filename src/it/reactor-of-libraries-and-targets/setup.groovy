import io.github.pywar.testing.HermeticWheels
import io.github.pywar.testing.TestWheel
import io.github.pywar.testing.Tool

def wheels = basedir.toPath().resolve("shop/wheels")
HermeticWheels.writeTo(wheels)
["x86_64", "aarch64"].each { machine ->
    def tag = "py3-none-manylinux_2_17_${machine}".toString()
    TestWheel.of("native", "1.0").tag(tag)
            .wheelFile("Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: false\nTag: ${tag}\n".toString())
            .file("native.py", "machine = '${machine}'\n".toString())
            .write(wheels)
}
def key = new File(basedir, "signing-key.pem")
assert Tool.run(basedir.toPath(), "openssl", "genpkey", "-algorithm", "ed25519", "-aes-256-cbc", "-pass",
        "pass:open sesame", "-out", key.toString()).exit() == 0
new File(basedir, "test.properties").text = "it.signingKey=${key}\n"
return true
