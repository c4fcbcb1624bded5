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

/** What a project of {@code src/it} left behind, for the scripts that check it. */
public final class BuiltProject {

    private final Path folder;

    private BuiltProject(Path folder) {
        this.folder = folder;
    }

    /** @param folder the one with the POM */
    public static BuiltProject of(Path folder) {
        return new BuiltProject(folder);
    }

    /** Copies the folder, or the file, to a place where nothing is yet. */
    public void copyTo(Path target) throws IOException {
        Files.createDirectories(target.getParent());
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Path place = file.equals(folder)
                        ? target
                        : target.resolve(folder.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(place);
                } else {
                    Files.copy(file, place);
                }
            }
        }
    }

    /** @return a file that must be there */
    public Path file(String name) {
        assertThat(folder.resolve(name)).exists();
        return folder.resolve(name);
    }

    /** Nothing of that name was left. */
    public void assertNothingAt(String name) {
        assertThat(folder.resolve(name)).doesNotExist();
    }

    /** @return the sorted names of an archive's files */
    public List<String> names(Path archive) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            return zip.stream().map(ZipEntry::getName).sorted().toList();
        }
    }

    /** @return the text of an archive's file */
    public String text(Path archive, String name) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** @return the manifest of an archive */
    public JsonNode manifest(Path archive) throws IOException {
        return Json.read(text(archive, "META-INF/pywar/manifest.json").getBytes(StandardCharsets.UTF_8), "manifest");
    }

    /** All of these are in the archive. */
    public void assertArchiveHas(Path archive, String... names) throws IOException {
        assertThat(names(archive)).contains(names);
    }

    /** None of these is in the archive. */
    public void assertArchiveHasNot(Path archive, String... names) throws IOException {
        assertThat(names(archive)).doesNotContain(names);
    }

    /** The receipt tells of that archive. */
    public void assertReceipt(String name, Path archive) throws IOException {
        JsonNode receipt = Json.read(Files.readAllBytes(file(name)), name);
        assertThat(receipt.path("sha256").asText()).isEqualTo(Sha256.of(archive).hex());
        assertThat(receipt.path("size").asLong()).isEqualTo(Files.size(archive));
        assertThat(receipt.path("buildId").asText()).matches("[0-9a-f]{12}");
    }

    /** Both have the same content. */
    public void assertSameBytes(Path one, Path other) {
        assertThat(one).hasSameBinaryContentAs(other);
    }

    /** Maven's log has all of these texts. */
    public void assertLogSays(String... texts) throws IOException {
        assertThat(log()).contains(texts);
    }

    /** Maven's log has none of these texts. */
    public void assertLogSaysNot(String... texts) throws IOException {
        assertThat(log()).doesNotContain(texts);
    }

    /** @return what Maven wrote, without colours */
    public String log() throws IOException {
        return Files.readString(file("build.log")).replaceAll("\u001B\\[[0-9;]*m", "");
    }

    /** @return what each failed run told, without the names of this machine's folders; runs are parted by a blank line */
    public String errors() throws IOException {
        StringBuilder told = new StringBuilder();
        boolean inside = false;
        for (String line : log().lines().toList()) {
            boolean begins = line.startsWith("[ERROR] Failed to execute goal ");
            inside = begins
                    || inside
                            && !line.startsWith("[ERROR] -> [Help")
                            && !line.strip().equals("[ERROR]");
            if (begins) {
                told.append(told.isEmpty() ? "" : "\n").append(line.replaceFirst(".*? on project \\S+: ", ""));
            } else if (inside) {
                told.append(line.replaceFirst("\\[ERROR\\] ?", ""));
            }
            told.append(inside ? "\n" : "");
        }
        return told.toString().replaceAll(" -> \\[Help 1\\]", "").replace(folder.toString(), "FOLDER");
    }
}
