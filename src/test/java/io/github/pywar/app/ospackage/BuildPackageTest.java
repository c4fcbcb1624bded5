package io.github.pywar.app.ospackage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.app.archive.ArchiveLayout;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestProgress;
import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
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
    void containsTheInterpreterOfTheArchive() throws IOException {
        Path program = folder.resolve("python/bin/python3.11");
        Files.createDirectories(program.getParent());
        Files.writeString(program, "program");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Files.createSymbolicLink(program.resolveSibling("python3"), Path.of("python3.11"));
        OsPackage content = content(Optional.empty());

        String place = "/opt/shop/1.0.0-0123456789ab.python";
        assertThat(content.files())
                .filteredOn(file -> file.path().startsWith(place))
                .extracting(file -> file.path() + " " + file.link().orElse("") + " " + file.isExecutable())
                .containsExactly(
                        place + "  true",
                        place + "/python  true",
                        place + "/python/bin  true",
                        place + "/python/bin/python3 python3.11 false",
                        place + "/python/bin/python3.11  true");
        assertThat(content.requirements()).containsExactly("passwd");
        assertThat(content.scripts().afterInstall()).contains("\n" + place + "/python/bin/python3.11 -I /opt/shop/");
        assertThat(content.scripts().afterRemove()).contains("rm -rf /opt/shop/1.0.0-0123456789ab " + place + "\n");
        assertThat(progress.warnings()).isEmpty();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).noneMatch(file -> file.getFileName().toString().startsWith("."));
        }
    }

    @Test
    void warnsOfAnInterpreterThatADeclaredPythonReplaces() throws IOException {
        Files.createDirectories(folder.resolve("python"));
        OsPackage content = content(Optional.of("/usr/bin/python3.11"));

        assertThat(content.requirements()).containsExactly("passwd", "python3.11");
        assertThat(progress.warnings())
                .singleElement()
                .asString()
                .contains("<packagePython> names a Python of the machine, and <runtime> has no effect");
    }

    /** Returns the content of the package of an archive whose interpreter is the folder {@code python}. */
    private OsPackage content(Optional<String> python) throws IOException {
        Path tar = folder.resolve("python.tar.gz");
        assertThat(Tool.run(folder, "tar", "-czf", tar.toString(), "python").exit())
                .isZero();
        AtomicReference<OsPackage> written = new AtomicReference<>();
        build("""
                "runtime": {"program": "python/bin/python3.11", "sha256": "%s", "offset": 0, "size": %d,
                            "file": "python.tar.gz"}""".formatted(Sha256.of(tar).hex(), Files.size(tar)), python, (content, target) -> {
            written.set(content);
            Files.createFile(target);
        });
        return written.get();
    }

    @Test
    void warnsOfHooksThatNoPackageRuns() throws IOException {
        build(
                "\"maven\": {\"classifier\": null}",
                "hooks/pre-deploy/10-migrate.py",
                "hooks/pre-deploy/notes.txt",
                "hooks/post-deploy/1.sh");

        assertThat(progress.warnings())
                .singleElement()
                .asString()
                .contains("runs no hooks", "`hooks/pre-deploy/10-migrate.py`", "`hooks/post-deploy/1.sh`")
                .doesNotContain("notes.txt");
    }

    @Test
    void refusesProcessesWithOneUnit() {
        String processes = "\"processes\": [{\"name\": \"mail\", \"instances\": 2}, {\"name\": \"mail-1\"}]";

        assertThatThrownBy(() -> build(processes))
                .isInstanceOf(UserException.class)
                .satisfies(error -> Golden.assertMatches("ospackage/unit.txt", error.getMessage()));
    }

    private Path build(String further, String... hooks) throws IOException {
        return build(further, Optional.empty(), new DebWriter(), hooks);
    }

    private Path build(String further, Optional<String> python, PackageWriter writer, String... hooks)
            throws IOException {
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
                python,
                List.of(),
                new OsPackage.Description("A shop", "Team <shop@example.org>", "", ""));
        return new BuildPackage(PackageFormat.DEB, writer, progress).run(archive, settings, folder);
    }
}
