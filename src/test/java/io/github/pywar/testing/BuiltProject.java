package io.github.pywar.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.data.Json;
import io.github.pywar.base.file.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Files and log of a built project of {@code src/it}, for the scripts that check them. */
public final class BuiltProject {

    private final Path folder;

    private BuiltProject(Path folder) {
        this.folder = folder;
    }

    /** @param folder the folder with the POM */
    public static BuiltProject of(Path folder) {
        return new BuiltProject(folder);
    }

    /** Copies the folder, or the file, to a path that does not exist yet. */
    public void copyTo(Path target) throws IOException {
        Files.createDirectories(target.getParent());
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Path copy = file.equals(folder)
                        ? target
                        : target.resolve(folder.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    /** Returns a file, and fails if it does not exist. */
    public Path file(String name) {
        assertThat(folder.resolve(name)).exists();
        return folder.resolve(name);
    }

    /** Checks that no file has that name. */
    public void assertMissing(String name) {
        assertThat(folder.resolve(name)).doesNotExist();
    }

    /** Returns the sorted names of an archive's files. */
    public List<String> names(Path archive) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            return zip.stream().map(ZipEntry::getName).sorted().toList();
        }
    }

    /** Returns the text of an archive's file. */
    public String text(Path archive, String name) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Returns the manifest of an archive. */
    public JsonNode manifest(Path archive) throws IOException {
        return Json.read(text(archive, "META-INF/pywar/manifest.json").getBytes(StandardCharsets.UTF_8), "manifest");
    }

    /** Checks that all of these files are in the archive. */
    public void assertArchiveContains(Path archive, String... names) throws IOException {
        assertThat(names(archive)).contains(names);
    }

    /** Checks that none of these files is in the archive. */
    public void assertArchiveLacks(Path archive, String... names) throws IOException {
        assertThat(names(archive)).doesNotContain(names);
    }

    /** Checks that the receipt describes that archive. */
    public void assertReceipt(String name, Path archive) throws IOException {
        JsonNode receipt = Json.read(Files.readAllBytes(file(name)), name);
        assertThat(receipt.path("sha256").asText()).isEqualTo(Sha256.of(archive).hex());
        assertThat(receipt.path("size").asLong()).isEqualTo(Files.size(archive));
        assertThat(receipt.path("buildId").asText()).matches("[0-9a-f]{12}");
    }

    /** Checks that both files have the same content. */
    public void assertSameBytes(Path one, Path other) {
        assertThat(one).hasSameBinaryContentAs(other);
    }

    /** Checks that Maven's log has all of these texts. */
    public void assertLogContains(String... texts) throws IOException {
        assertThat(log()).contains(texts);
    }

    /** Checks that Maven's log has none of these texts. */
    public void assertLogLacks(String... texts) throws IOException {
        assertThat(log()).doesNotContain(texts);
    }

    /** Returns Maven's log without colours. */
    public String log() throws IOException {
        return Files.readString(file("build.log")).replaceAll("\u001B\\[[0-9;]*m", "");
    }

    /** Returns the error of each failed run, without the paths of this machine. A blank line separates the runs. */
    public String errors() throws IOException {
        StringBuilder errors = new StringBuilder();
        boolean inside = false;
        for (String line : log().lines().toList()) {
            boolean begins = line.startsWith("[ERROR] Failed to execute goal ");
            inside = begins
                    || inside
                            && !line.startsWith("[ERROR] -> [Help")
                            && !line.strip().equals("[ERROR]");
            if (begins) {
                errors.append(errors.isEmpty() ? "" : "\n").append(line.replaceFirst(".*? on project \\S+: ", ""));
            } else if (inside) {
                errors.append(line.replaceFirst("\\[ERROR\\] ?", ""));
            }
            errors.append(inside ? "\n" : "");
        }
        return errors.toString().replaceAll(" -> \\[Help 1\\]", "").replace(folder.toString(), "FOLDER");
    }
}
