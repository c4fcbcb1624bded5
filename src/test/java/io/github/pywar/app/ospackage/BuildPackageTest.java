package io.github.pywar.app.ospackage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.app.archive.ArchiveLayout;
import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestProgress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildPackageTest {

    private final TestProgress progress = new TestProgress();

    @TempDir
    Path folder;

    @Test
    void writesOneFileForEachTarget() throws IOException {
        Path first = build("\"maven\": {\"classifier\": null}");
        Path second = build("\"maven\": {\"classifier\": \"py312\"}");

        assertThat(first).hasFileName("shop_1.0.0-1_all.deb").exists();
        assertThat(second).hasFileName("shop_1.0.0-1_all-py312.deb").exists();
    }

    @Test
    void warnsOfAnInterpreterThatThePackageDoesNotContain() throws IOException {
        build("\"runtime\": {\"program\": \"python/bin/python3.11\", \"file\": null}");

        assertThat(progress.warnings()).anyMatch(line -> line.contains("<runtime> has no effect"));
    }

    @Test
    void warnsOfHooksThatNoPackageRuns() throws IOException {
        build("\"maven\": {\"classifier\": null}", "hooks/pre-deploy/10-migrate.py", "hooks/pre-deploy/notes.txt");

        assertThat(progress.warnings())
                .singleElement()
                .asString()
                .contains("`hooks/pre-deploy/10-migrate.py` does not run when the package is installed");
    }

    @Test
    void refusesProcessesWithOneUnit() {
        String processes = "\"processes\": [{\"name\": \"mail\", \"instances\": 2}, {\"name\": \"mail-1\"}]";

        assertThatThrownBy(() -> build(processes))
                .isInstanceOf(UserException.class)
                .satisfies(error -> Golden.assertMatches("ospackage/unit.txt", error.getMessage()));
    }

    private Path build(String further, String... hooks) throws IOException {
        Path archive = folder.resolve("shop.pywar");
        String manifest = """
                {"name": "shop", "version": "1.0.0", "build": {"id": "0123456789ab", "timestamp": "2026-01-01T00:00:00Z"},
                 "target": {"python": "3.11", "platform": "linux-x86_64"}, "packages": [{"name": "waitress"}], %s}
                """.formatted(further);
        try (OutputStream out = Files.newOutputStream(archive);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(ArchiveLayout.MANIFEST));
            zip.write(manifest.getBytes(StandardCharsets.UTF_8));
            for (String hook : hooks) {
                zip.putNextEntry(new ZipEntry(hook));
            }
        }
        PackageSettings settings = new PackageSettings(
                "shop",
                "1",
                "shop",
                "127.0.0.1:8000",
                Optional.empty(),
                List.of(),
                new OsPackage.Description("A shop", "Team <shop@example.org>", "", ""));
        return new BuildPackage(PackageFormat.DEB, new DebWriter(), progress).run(archive, settings, folder);
    }
}
