package io.github.pywar.app.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.pywar.app.spec.ProjectCoordinates;
import io.github.pywar.base.data.Json;
import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestProgress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Findings of an audit, and the reports. */
class AuditTest {

    private static final String HIGH =
            "\"severity\": [{\"type\": \"CVSS_V3\", \"score\":" + " \"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H\"}]";

    @TempDir
    Path folder;

    private final TestProgress progress = new TestProgress();
    private final Set<AuditedPackage> packages = new TreeSet<>(Set.of(
            Osv.pack("web", "1.0"), Osv.pack("forms", "2.0"), Osv.pack("thief", "0.1"), Osv.pack("fine", "3.0")));
    private Path data;

    @BeforeEach
    void writeData() throws IOException {
        data = Osv.zip(
                folder.resolve("all.zip"),
                Osv.record(
                        "GHSA-aaaa-bbbb-cccc",
                        "web",
                        "\"aliases\": [\"CVE-2026-0001\"], " + HIGH + "|" + Osv.events("introduced=0", "fixed=1.1")),
                Osv.record(
                        "PYSEC-2026-1",
                        "web",
                        "\"aliases\": [\"CVE-2026-0001\"]|" + Osv.events("introduced=0", "fixed=1.2")),
                Osv.record(
                        "GHSA-dddd-eeee-ffff",
                        "forms",
                        "\"database_specific\": {\"severity\": \"MODERATE\"}|"
                                + Osv.events("introduced=0", "last_affected=2.0")),
                Osv.record("MAL-2026-7", "thief", "\"versions\": [\"0.1\"]"),
                Osv.record("GHSA-none", "fine", Osv.events("introduced=0", "fixed=3.0")));
    }

    @Test
    void failsAtMalwareAndSevereVulnerabilitiesAndWritesReports() throws IOException {
        UserException failure = failure("high");

        Golden.assertMatches("audit/failure.txt", failure.getMessage());
        Golden.assertMatches("audit/audit.txt", Files.readString(folder.resolve("audit.txt")));
        Golden.assertMatches("audit/audit.json", Files.readString(folder.resolve("audit.json")));
        Golden.assertMatches("audit/audit.sarif", Files.readString(folder.resolve("audit.sarif")));
    }

    @Test
    void reportsAreTheSameInEachRun() throws IOException {
        failure("high");
        String first = Files.readString(folder.resolve("audit.sarif")) + Files.readString(folder.resolve("audit.json"));

        failure("high");

        assertThat(Files.readString(folder.resolve("audit.sarif")) + Files.readString(folder.resolve("audit.json")))
                .isEqualTo(first);
    }

    @Test
    void sarifFitsItsSchema() throws IOException {
        failure("low", vex("muted.json", "2026-12-31"), vex("expired.json", "2026-01-31", "CVE-2026-0001", "web"));
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(Files.readString(Path.of("src/test/resources/schema/sarif-2.1.0.json")));
        byte[] report = Files.readAllBytes(folder.resolve("audit.sarif"));

        assertThat(schema.validate(Json.read(report, "audit.sarif"))).isEmpty();
        String broken =
                new String(report, StandardCharsets.UTF_8).replace("\"level\": \"error\"", "\"level\": \"bad\"");
        assertThat(schema.validate(Json.read(broken.getBytes(StandardCharsets.UTF_8), "audit.sarif")))
                .isNotEmpty();
        assertThat(new String(report, StandardCharsets.UTF_8)).contains("\"accepted\"", "\"rejected\"");
    }

    @Test
    void onlyMalwareFailsWithoutALimit() throws IOException {
        assertThat(failure("none").getMessage()).contains("1 problem", "thief MAL-2026-7");

        packages.remove(Osv.pack("thief", "0.1"));
        run("none");

        assertThat(progress.steps()).anyMatch(line -> line.contains("web 1.0: CVE-2026-0001"));
    }

    @Test
    void aVulnerabilityWithoutSeverityCountsAsHigh() throws IOException {
        packages.clear();
        packages.add(Osv.pack("plain", "1"));
        data = Osv.zip(folder.resolve("all.zip"), Osv.record("X-1", "plain", Osv.events("introduced=0")));

        assertThat(failure("high").getMessage()).contains("plain X-1");
        run("critical");
    }

    @Test
    void aStatementMutesUntilItsEnd() throws IOException {
        packages.remove(Osv.pack("thief", "0.1"));
        packages.remove(Osv.pack("web", "1.0"));

        run("medium", vex("vex.json", "2026-11-30"));
        assertThat(progress.steps()).anyMatch(line -> line.contains("muted, until 2026-11-30"));

        Golden.assertMatches(
                "audit/expired.txt",
                failure("medium", vex("vex.json", "2026-11-29")).getMessage() + "\n\n"
                        + Files.readString(folder.resolve("audit.txt")));
    }

    @Test
    void aStatementDoesNotMuteMalware() throws IOException {
        assertThat(failure("none", vex("vex.json", "2027-01-01", "MAL-2026-7", "thief"))
                        .getMessage())
                .contains("thief MAL-2026-7");
    }

    @Test
    void warnsOfAStatementWithoutEffect() throws IOException {
        packages.remove(Osv.pack("thief", "0.1"));

        run("critical", vex("vex.json", "2027-01-01", "CVE-2020-9999", "web"));

        assertThat(progress.warnings())
                .containsExactly("A VEX statement has no effect: CVE-2020-9999 is not found in a package that it names"
                        + " (vex.json, statement 1)");
    }

    private Path vex(String name, String expires) throws IOException {
        return vex(name, expires, "GHSA-dddd-eeee-ffff", "forms");
    }

    private Path vex(String name, String expires, String id, String product) throws IOException {
        return Files.writeString(folder.resolve(name), """
                {"@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://example.org/vex", "author": "team",
                 "timestamp": "2026-10-01T00:00:00Z", "version": 1, "statements": [
                   {"vulnerability": {"name": "%s"}, "products": [{"@id": "pkg:pypi/%s"}], "status": "not_affected",
                    "justification": "vulnerable_code_not_in_execute_path", "status_notes": "expires: %s"}]}""".formatted(id, product, expires));
    }

    private UserException failure(String limit, Path... documents) {
        return catchThrowableOfType(UserException.class, () -> run(limit, documents));
    }

    private void run(String limit, Path... documents) throws IOException {
        List<VexDocument> vex = new java.util.ArrayList<>();
        for (Path one : documents) {
            vex.add(VexDocument.read(one));
        }
        ProjectCoordinates shop = new ProjectCoordinates("com.example", "shop", "1.0.0", Optional.empty());
        Audit audit = new Audit(shop, Severity.parseLimit(limit), vex, LocalDate.of(2026, 11, 30));
        new AuditApp(progress)
                .run(new AuditApp.Request(packages, List.of(data), audit, folder, "1.0.0", Optional.empty()));
    }
}
