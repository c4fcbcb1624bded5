package io.github.pywar.app.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VexDocumentTest {

    private static final PackageUrlText SHOP = new PackageUrlText("maven", "com.example", "shop", Optional.of("1.0.0"));

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "pkg:pypi/Web_App@2.0, '', true",
        "pkg:pypi/web-app@2.0.0?file_name=x.whl, '', true",
        "pkg:pypi/web-app, '', true",
        "pkg:pypi/web-app@1.0, '', false",
        "pkg:npm/web-app@2.0, '', false",
        "pkg:maven/com.example/shop@1.0.0?type=pywar, '', true",
        "pkg:maven/com.example/shop, pkg:pypi/web-app, true",
        "pkg:maven/com.example/shop, pkg:pypi/other, false",
        "pkg:maven/com.example/shop, https://example.org/web, false",
        "pkg:maven/com.example/shop@0.9, '', false",
        "pkg:maven/com.example/other, '', false"
    })
    void appliesToItsProducts(String product, String part, boolean applies) throws IOException {
        String parts = part.isEmpty() ? "" : ", \"subcomponents\": [{\"@id\": \"" + part + "\"}]";
        VexStatement statement =
                openVex("\"products\": [{\"@id\": \"" + product + "\"" + parts + "}], \"status\": \"fixed\"");

        assertThat(statement.applies(Set.of("CVE-2026-1"), Osv.pack("web-app", "2.0"), SHOP))
                .isEqualTo(applies);
        assertThat(statement.applies(Set.of("CVE-2026-2"), Osv.pack("web-app", "2.0"), SHOP))
                .isFalse();
    }

    @Test
    void readsCycloneDx() throws IOException {
        VexDocument document = read("""
                {"bomFormat": "CycloneDX", "specVersion": "1.6",
                 "components": [{"type": "library", "bom-ref": "w", "name": "web-app", "purl": "pkg:pypi/web-app@2.0"}],
                 "vulnerabilities": [
                   {"id": "GHSA-1", "references": [{"id": "CVE-2026-1", "source": {"name": "NVD"}}],
                    "analysis": {"state": "not_affected", "justification": "code_not_reachable", "detail": "no forms"},
                    "affects": [{"ref": "w"}], "properties": [{"name": "pywar:expires", "value": "2027-03-31"}]},
                   {"id": "CVE-2026-2", "analysis": {"state": "exploitable"},
                    "affects": [{"ref": "urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#pkg%3Apypi%2Fweb-app%402.0"}]}]}""");
        VexStatement first = document.statements().get(0);
        VexStatement second = document.statements().get(1);

        assertThat(first.applies(Set.of("CVE-2026-1"), Osv.pack("web-app", "2.0"), SHOP))
                .isTrue();
        assertThat(first.isMuting()).isTrue();
        assertThat(first.expires()).hasToString("Optional[2027-03-31]");
        assertThat(first.reason()).isEqualTo("not_affected: code_not_reachable: no forms");
        assertThat(second.applies(Set.of("CVE-2026-2"), Osv.pack("web-app", "2.0"), SHOP))
                .isTrue();
        assertThat(second.isMuting()).isFalse();
    }

    @Test
    void refusesOtherDocuments() {
        Golden.assertMatches(
                "audit/vex.txt",
                String.join(
                        "\n\n",
                        error("{\"a\": 1}"),
                        error("{\"@context\": \"https://openvex.dev/ns\", \"statements\": [{\"status\": \"ok\"}]}"),
                        error("{\"@context\": \"https://openvex.dev/ns\", \"statements\": [{\"status\":"
                                + " \"not_affected\"}]}"),
                        error("{\"@context\": \"https://openvex.dev/ns\", \"statements\": [{\"status\": \"fixed\","
                                + " \"status_notes\": \"expires: soon\"}]}"),
                        catchThrowableOfType(
                                        UserException.class, () -> VexDocument.read(folder.resolve("missing.json")))
                                .getMessage()));
    }

    private String error(String text) {
        return catchThrowableOfType(UserException.class, () -> read(text)).getMessage();
    }

    private VexStatement openVex(String body) throws IOException {
        return read("{\"@context\": \"https://openvex.dev/ns/v0.2.0\", \"statements\": [{\"vulnerability\": {\"name\":"
                        + " \"CVE-2026-1\"}, " + body + "}]}")
                .statements()
                .get(0);
    }

    private VexDocument read(String text) throws IOException {
        return VexDocument.read(Files.writeString(folder.resolve("vex.json"), text));
    }
}
