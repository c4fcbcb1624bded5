package io.github.pywar.faults;

import io.github.pywar.testing.TestIndexFile;
import io.github.pywar.testing.TestWheel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** Packages of the applications of these tests: wheels, and a source distribution that is built without Python. */
final class FaultyPackages {

    /** More than one buffer of a connection, so that half of a file is less than the file. */
    private static final int BYTES = 150_000;

    private FaultyPackages() {}

    /** Returns {@code demo}, which requires {@code helper}, and the source distribution {@code pure}. */
    static List<TestIndexFile> all() {
        return List.of(demo("1"), helper("1"), pure("1"));
    }

    /** Returns another valid content of a file. */
    static byte[] changed(TestIndexFile file) {
        return (file.fileName().startsWith("demo")
                        ? demo("2")
                        : file.fileName().startsWith("helper") ? helper("2") : pure("2"))
                .content();
    }

    private static TestIndexFile demo(String content) {
        byte[] noise = new byte[BYTES];
        new Random(content.hashCode()).nextBytes(noise);
        return file(TestWheel.of("demo", "1.0")
                .metadata("Requires-Dist: helper" + (content.equals("1") ? "" : "!=0.1"))
                .file("demo/__init__.py", "import helper\n")
                .file("demo/data.bin", noise));
    }

    private static TestIndexFile helper(String content) {
        return file(TestWheel.of("helper", "1.0").file("helper.py", "value = " + content + "\n"));
    }

    private static TestIndexFile file(TestWheel wheel) {
        return TestIndexFile.of(wheel.fileName(), wheel.bytes());
    }

    private static TestIndexFile pure(String content) {
        Map<String, String> files = new TreeMap<>();
        files.put(
                "PKG-INFO",
                "Metadata-Version: 2.2\nName: pure\nVersion: 1.0\nSummary: Pure package.\nRequires-Python: >=3.8\n");
        files.put("pyproject.toml", """
                [build-system]
                requires = ["flit_core>=3.11"]
                build-backend = "flit_core.buildapi"
                [project]
                name = "pure"
                version = "1.0"
                description = "Pure package."
                requires-python = ">=3.8"
                """);
        files.put("pure/__init__.py", "value = " + content + "\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes))) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                byte[] text = file.getValue().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry("pure-1.0/" + file.getKey());
                entry.setSize(text.length);
                entry.setModTime(0);
                tar.putArchiveEntry(entry);
                tar.write(text);
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return TestIndexFile.of("pure-1.0.tar.gz", bytes.toByteArray());
    }
}
