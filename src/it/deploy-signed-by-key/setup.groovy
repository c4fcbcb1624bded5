import io.github.pywar.testing.Tool

def openssl = { String... words -> assert Tool.run(basedir.toPath(), "openssl", words).exit() == 0 }
["key", "other"].each {
    openssl("genpkey", "-algorithm", "ed25519", "-out", "${it}.pem".toString())
    openssl("pkey", "-in", "${it}.pem".toString(), "-pubout", "-out", "${it}-public.pem".toString())
}
openssl("pkcs8", "-topk8", "-v2", "aes-256-cbc", "-in", "key.pem", "-passout", "pass:open sesame", "-out", "locked.pem")
new File(basedir, "key.pem").delete()
new File(basedir, "test.properties").text = "it.signingKey=${new File(basedir, 'locked.pem')}\n"
return true
