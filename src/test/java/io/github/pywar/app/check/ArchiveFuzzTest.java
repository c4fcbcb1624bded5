package io.github.pywar.app.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.fuzz.FuzzInput;
import io.github.pywar.testing.fuzz.FuzzTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.io.TempDir;

/** A damaged archive is accepted or rejected with a message, in limited time and memory. */
class ArchiveFuzzTest {

    private static final String MANIFEST = "META-INF/pywar/manifest.json";
    private static final String RECORD = "META-INF/pywar/RECORD";
    private static final byte[] SOUND = "{\"target\": {\"python\": \"3.11\"}}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @FuzzTarget
    void opensArchives(FuzzInput input) throws Exception {
        input.read(() -> open(input.bytes()));
    }

    @FuzzTarget
    void readsManifests(FuzzInput input) throws Exception {
        input.read(() -> open(zip(input.bytes(), new byte[0])));
    }

    @FuzzTarget
    void readsRecords(FuzzInput input) throws Exception {
        input.read(() -> open(zip(SOUND, input.bytes())));
    }

    @FuzzTarget
    void readsExpectedStatus(FuzzInput input) throws Exception {
        input.read(
                () -> assertThat(ExpectedStatus.parse(input.text()).toString()).isNotBlank());
    }

    private void open(byte[] content) throws IOException {
        BuiltArchive archive = BuiltArchive.open(Files.write(folder.resolve("shop.pywar"), content));
        assertThat(archive.buildId() + archive.series() + archive.targetText() + archive.entry())
                .isNotNull();
        archive.canServe();
        archive.checkRecord();
    }

    private static byte[] zip(byte[] manifest, byte[] record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(MANIFEST));
            zip.write(manifest);
            zip.putNextEntry(new ZipEntry(RECORD));
            zip.write(record);
            zip.putNextEntry(new ZipEntry("app/main.py"));
        }
        return out.toByteArray();
    }
}
