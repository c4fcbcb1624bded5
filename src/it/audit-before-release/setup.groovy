import io.github.pywar.testing.HermeticWheels
import io.github.pywar.testing.TestIndex
import io.github.pywar.testing.TestWheel
import io.github.pywar.testing.TestZip
import java.nio.file.Files

// a wheel with a licence text, and with a bill of materials that names a vendored package (PEP 639, PEP 770)
def greeting = TestWheel.of("greeting", "1.0").file("greeting.py", "")
        .metadata("License-Expression: MIT\nLicense-File: LICENSE.txt\n")
        .info("licenses/LICENSE.txt", "Permission is granted to greet.\r\n")
        .info("sboms/vendored.cdx.json", '{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"type": "library",' +
                ' "name": "urlkit", "version": "1.0", "bom-ref": "urlkit", "purl": "pkg:pypi/urlkit@1.0"}]}')
def index = TestIndex.start()
[greeting, HermeticWheels.waitress()].each { index.add(it.fileName(), it.bytes()) }
context.put("index", index)
new File(basedir, "test.properties").text = "it.index=${index.url()}\n"

def record = { id, name ->
    """{"id": "$id", "modified": "2026-11-29T00:00:00Z", "summary": "Problem of $name", "severity": [{"type": "CVSS_V3",
        "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}], "affected": [{"package": {"ecosystem": "PyPI", "name": "$name"},
        "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.1"}]}]}]}""".toString().bytes
}
def records = ["CVE-2026-1": record("CVE-2026-1", "greeting"), "CVE-2026-2": record("CVE-2026-2", "urlkit")]
def folder = Files.createDirectories(basedir.toPath().resolve("osv"))
records.each { id, text -> Files.write(folder.resolve("${id}.json"), text) }

def zip = new TestZip()
records.each { id, text -> zip.add("${id}.json", text) }
def artifact = Files.createDirectories(basedir.toPath().resolve("repository/com/example/osv/2026.11.30"))
Files.write(artifact.resolve("osv-2026.11.30.zip"), zip.bytes())

def statement = { id, name, end ->
    """{"vulnerability": {"name": "$id"}, "products": [{"@id": "pkg:maven/com.example/shop", "subcomponents": [{"@id": "pkg:pypi/$name"}]}],
        "status": "not_affected", "justification": "vulnerable_code_not_present", "status_notes": "expires: $end"}"""
}
new File(basedir, "vex.json").text = """{"@context": "https://openvex.dev/ns/v0.2.0", "timestamp": "2026-11-01T00:00:00Z",
    "statements": [${statement("CVE-2026-1", "greeting", "9999-12-31")}, ${statement("CVE-2026-2", "urlkit", "9999-12-31")}]}"""
return true
