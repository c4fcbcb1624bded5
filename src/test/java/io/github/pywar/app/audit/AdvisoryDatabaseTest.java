package io.github.pywar.app.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestZip;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdvisoryDatabaseTest {

    private static final Set<PackageName> WEB = Set.of(PackageName.parse("web-app"));

    @TempDir
    Path folder;

    @Test
    void selectsTheRecordsOfThePackages() throws IOException {
        Path zip = Osv.zip(
                folder.resolve("all.zip"),
                Osv.record("X-1", "Web.App", Osv.events("introduced=0")),
                Osv.record("X-2", "other", Osv.events("introduced=0")),
                Osv.record("X-3", "web_app", "\"withdrawn\": \"2026-01-01T00:00:00Z\"|" + Osv.events("introduced=0")),
                Osv.record("X-4", "web-app", Osv.events("introduced=0")).replace("PyPI", "npm"));

        AdvisoryDatabase database = AdvisoryDatabase.read(zip, WEB);

        assertThat(database.advisories()).extracting(Advisory::id).containsExactly("X-1");
        assertThat(database.records()).isEqualTo(3);
        assertThat(database.newest()).isEqualTo("2026-11-01T00:00:00Z");
    }

    @Test
    void readsFoldersAndSingleRecords() throws IOException {
        Path record = Files.writeString(
                Files.createDirectories(folder.resolve("osv/a")).resolve("X-1.json"),
                Osv.record("X-1", "web-app", Osv.events("introduced=0")));
        Files.writeString(folder.resolve("osv/README.md"), "not a record");

        assertThat(AdvisoryDatabase.read(folder.resolve("osv"), WEB).advisories())
                .hasSize(1);
        assertThat(AdvisoryDatabase.read(record, WEB).advisories()).hasSize(1);
    }

    @Test
    void refusesDamagedData() throws IOException {
        Path broken = Files.write(
                folder.resolve("broken.zip"),
                new TestZip()
                        .add("X-1.json", "{\"id\": \"X-1\", ".getBytes(StandardCharsets.UTF_8))
                        .bytes());
        Path html = Files.writeString(folder.resolve("login.zip"), "<html>log in</html>");
        Path npm = Osv.zip(
                folder.resolve("npm.zip"),
                Osv.record("X-1", "web", Osv.events("introduced=0")).replace("PyPI", "npm"));

        TestZip bomb = new TestZip();
        for (int i = 0; i < 3; i++) {
            bomb.add("X-" + i + ".json", new byte[] {'{'}, entry -> entry.size = 0xFFFFFF00L);
        }
        Path huge = Files.write(folder.resolve("huge.zip"), bomb.bytes());

        Golden.assertMatches(
                "audit/data.txt",
                String.join(
                        "\n\n", error(broken), error(html), error(npm), error(huge), error(folder.resolve("no.zip"))));
    }

    private static String error(Path file) {
        return catchThrowableOfType(UserException.class, () -> AdvisoryDatabase.read(file, WEB))
                .getMessage();
    }

    /** Reads as many records as OSV has about Python. The time is printed, not checked. */
    @Test
    void readsManyRecords() throws IOException {
        int count = Boolean.getBoolean("pywar.proof") ? 40_000 : 2_000;
        Path zip = folder.resolve("all.zip");
        write(zip, count);
        long start = System.nanoTime();

        AdvisoryDatabase database = AdvisoryDatabase.read(zip, WEB);

        System.out.printf(
                "%d records, %.1f MB in the zip: read in %.2f s%n",
                count, Files.size(zip) / 1e6, (System.nanoTime() - start) / 1e9);
        assertThat(database.records()).isEqualTo(count);
        assertThat(database.advisories()).hasSize(count / 1_000);
    }

    private static void write(Path zip, int count) throws IOException {
        Random random = new Random(7);
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (int i = 0; i < count; i++) {
                StringBuilder details = new StringBuilder();
                while (details.length() < 4_000) {
                    details.append(Integer.toString(random.nextInt(100_000), 36))
                            .append(' ');
                }
                String name = i % 1_000 == 0 ? "web-app" : "package-" + i;
                String record = Osv.record(
                        "X-" + i,
                        name,
                        "\"details\": \"" + details + "\"|" + Osv.events("introduced=0", "fixed=1." + i));
                out.putNextEntry(new ZipEntry("X-" + i + ".json"));
                out.write(record.getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
