package io.github.pywar.app.audit;

import io.github.pywar.base.data.Json;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import io.github.pywar.testing.TestZip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Records in the OSV format, and packages, for tests. */
final class Osv {

    private Osv() {}

    /** Returns a record about one package. */
    static String record(String id, String name, String body) {
        return """
                {"schema_version": "1.7.0", "id": "%s", "modified": "2026-11-01T00:00:00Z", "summary": "Problem of %s",
                 %s
                 "affected": [{"package": {"ecosystem": "PyPI", "name": "%s"}, %s}]}""".formatted(id, name, prefix(body), name, suffix(body));
    }

    /** Text before {@code |} belongs to the record, the rest to the package. */
    private static String prefix(String body) {
        return body.contains("|") ? body.substring(0, body.indexOf('|')) + "," : "";
    }

    private static String suffix(String body) {
        return body.substring(body.indexOf('|') + 1);
    }

    /** Returns events of a range. */
    static String events(String... events) {
        StringBuilder text = new StringBuilder();
        for (String one : events) {
            String[] parts = one.split("=", 2);
            text.append(text.isEmpty() ? "" : ", ").append("{\"" + parts[0] + "\": \"" + parts[1] + "\"}");
        }
        return "\"ranges\": [{\"type\": \"ECOSYSTEM\", \"events\": [" + text + "]}]";
    }

    static Advisory advisory(String record) {
        return Advisory.read(Json.read(record.getBytes(StandardCharsets.UTF_8), "record.json"));
    }

    static Path zip(Path file, String... records) throws IOException {
        TestZip zip = new TestZip();
        for (String one : records) {
            String id = Json.read(one.getBytes(StandardCharsets.UTF_8), "record")
                    .path("id")
                    .asText();
            zip.add(id + ".json", one.getBytes(StandardCharsets.UTF_8));
        }
        return Files.write(file, zip.bytes());
    }

    static AuditedPackage pack(String name, String version) {
        return new AuditedPackage(PackageName.parse(name), Version.parse(version), Optional.empty(), "pylock.toml", 7);
    }
}
