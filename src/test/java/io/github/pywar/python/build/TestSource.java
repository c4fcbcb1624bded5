package io.github.pywar.python.build;

import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.index.DistributionFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** Builder of source code. */
final class TestSource {

    /** Backend inside of the source code. It needs no package, so its build takes only the time of four processes. */
    private static final String BACKEND = """
            import base64, hashlib, os, sys, zipfile

            FILES = {}
            TAG = "py3-none-any"
            NAME, VERSION = "@name@", "@version@"

            def get_requires_for_build_wheel(config_settings=None):
                return []

            def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
                global TAG
            @body@
                info = "%s-%s.dist-info" % (NAME, VERSION)
                files = dict(FILES)
                files[info + "/METADATA"] = "Metadata-Version: 2.1\\nName: %s\\nVersion: %s\\n" % (NAME, VERSION)
                files[info + "/WHEEL"] = "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: %s\\n" % TAG
                rows = ""
                file_name = "%s-%s-%s.whl" % (NAME, VERSION, TAG)
                with zipfile.ZipFile(os.path.join(wheel_directory, file_name), "w") as out:
                    for path, text in files.items():
                        data = text if isinstance(text, bytes) else text.encode()
                        sum = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
                        rows = "%s,sha256=%s,%d\\n" % (path, sum, len(data)) + rows
                        out.writestr(path, data)
                    out.writestr(info + "/RECORD", rows + info + "/RECORD,,\\n")
                return file_name
            """;

    private final String name;
    private final String version;
    private final Map<String, String> files = new TreeMap<>();

    private TestSource(String name, String version) {
        this.name = name;
        this.version = version;
    }

    /** Returns source code without files. */
    static TestSource of(String name, String version) {
        return new TestSource(name, version);
    }

    /**
     * Returns source code with its own backend.
     *
     * @param body lines of {@code build_wheel}; they may set {@code FILES} and {@code TAG}
     * @param requires the build requirements, as the content of a TOML array
     */
    static TestSource withBackend(String name, String body, String requires) {
        return of(name, "1.0")
                .file("pyproject.toml", """
                        [build-system]
                        requires = [%s]
                        build-backend = "own_backend"
                        backend-path = ["."]
                        """.formatted(requires))
                .file(
                        "own_backend.py",
                        BACKEND.replace("@name@", name)
                                .replace("@version@", "1.0")
                                .replace("@body@", body.strip().indent(4).stripTrailing()));
    }

    /** Returns source code with its own backend, which adds a module. */
    static TestSource pure(String name) {
        return withBackend(name, "FILES['%s.py'] = 'one = 1\\n'".formatted(name), "");
    }

    /** Adds a file. */
    TestSource file(String path, String text) {
        files.put(path, text);
        return this;
    }

    /** Replaces a text in a file. */
    TestSource replace(String path, String text, String other) {
        return file(path, files.get(path).replace(text, other));
    }

    /** Writes a folder. */
    DistributionFile folder(Path parent) {
        Path folder = parent.resolve(name);
        try {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path target = folder.resolve(file.getKey());
                Files.createDirectories(target.getParent());
                Files.writeString(target, file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return DistributionFile.builder(name, folder.toUri()).build();
    }

    /** Writes a source distribution, as an index describes it. */
    DistributionFile archive(Path folder) {
        String stem = name + "-" + version;
        Path target = folder.resolve(stem + ".tar.gz");
        try {
            Files.createDirectories(folder);
            try (OutputStream out = Files.newOutputStream(target);
                    TarArchiveOutputStream tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(out))) {
                for (Map.Entry<String, String> file : files.entrySet()) {
                    byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
                    TarArchiveEntry entry = new TarArchiveEntry(stem + "/" + file.getKey());
                    entry.setSize(content.length);
                    tar.putArchiveEntry(entry);
                    tar.write(content);
                    tar.closeArchiveEntry();
                }
            }
            return DistributionFile.builder(target.getFileName().toString(), target.toUri())
                    .hash("sha256", Sha256.of(target).hex())
                    .indexId("test")
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
