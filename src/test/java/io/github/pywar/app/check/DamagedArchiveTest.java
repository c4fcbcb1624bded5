package io.github.pywar.app.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Effort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged archive is accepted or rejected with a message, in limited time and memory. */
class DamagedArchiveTest {

    private static final String MANIFEST = "META-INF/pywar/manifest.json";
    private static final String RECORD = "META-INF/pywar/RECORD";

    @TempDir
    Path folder;

    @Test
    void limitsTheSizeOfManifestAndRecord() throws Exception {
        Map<String, byte[]> files = files();
        files.put(MANIFEST, "[".repeat(17 << 20).getBytes(StandardCharsets.UTF_8));
        assertThat(read(1, zip(files))).contains("`META-INF/pywar/manifest.json` is longer than 16777216 bytes");
        files = files();
        files.put(RECORD, "a,,\n".repeat(600_000).getBytes(StandardCharsets.UTF_8));
        assertThat(read(2, zip(files))).contains("its RECORD has more than 500000 rows");
        files.put(RECORD, new byte[65 << 20]);
        assertThat(read(3, zip(files))).contains("`META-INF/pywar/RECORD` is longer than 67108864 bytes");
    }

    @Test
    void reportsAnInvalidLibraryOfC() throws Exception {
        String manifest = "{\"target\": {\"python\": \"3.11\", \"libc\": \"glibc-two\"}}";

        assertThat(read(1, zip(Map.of(MANIFEST, manifest.getBytes(StandardCharsets.UTF_8)))))
                .contains("its manifest has no valid C library");
    }

    /** A row without a hash would accept any content. */
    @Test
    void reportsAFileWithoutAHashInTheRecord() throws Exception {
        Map<String, byte[]> files = files();
        String record = new String(files.get(RECORD), StandardCharsets.UTF_8);
        files.put(
                RECORD, record.replaceAll("app/main.py,[^\n]*", "app/main.py,,").getBytes(StandardCharsets.UTF_8));

        assertThat(read(1, zip(files))).contains("these files do not match its RECORD\n    app/main.py\n");
    }

    /** Returns the files without the runtime, which is not read here, so that a thousand archives are written fast. */
    private Map<String, byte[]> files() throws IOException {
        Path archive = TestArchive.of("3.11", "linux-x86_64", "def app(environ, start_response): ...\n")
                .withServer()
                .write(folder.resolve("intact.pywar"));
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                files.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        files.keySet().removeIf(path -> path.startsWith("_pywar/"));
        String record = new String(files.get(RECORD), StandardCharsets.UTF_8);
        files.put(RECORD, record.replaceAll("(?m)^_pywar/.*\n", "").getBytes(StandardCharsets.UTF_8));
        return files;
    }

    /** Returns the message of the error; empty if there is none. */
    private String read(int round, byte[] content) throws Exception {
        Path file = Files.write(folder.resolve("shop.pywar"), content);
        String[] message = {""};
        Effort.assertBounded(() -> "round " + round, () -> {
            try {
                BuiltArchive archive = BuiltArchive.open(file);
                assertThat(archive.buildId() + archive.series() + archive.targetText() + archive.entry())
                        .isNotNull();
                archive.canServe();
                archive.checkRecord();
            } catch (UserException | IOException error) {
                message[0] = error.getMessage();
            } catch (RuntimeException e) {
                throw new AssertionError("round " + round, e);
            }
        });
        return message[0];
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream target = out;
                ZipOutputStream zip = new ZipOutputStream(target)) {
            zip.setLevel(1);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return out.toByteArray();
    }
}
