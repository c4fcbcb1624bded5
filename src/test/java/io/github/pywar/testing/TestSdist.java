package io.github.pywar.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/**
 * Builder of source distributions with static metadata. The build backend is a file in them, which needs no package; builds
 * need {@code pyproject-hooks} alone.
 */
public final class TestSdist {

    private static final String BACKEND = """
            import base64, hashlib, os, zipfile

            TAG = "%s"
            FAIL = "%s"
            FILES = {%s}

            def get_requires_for_build_wheel(config_settings=None):
                return []

            def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
                if FAIL:
                    raise SystemExit(FAIL)
                with open("PKG-INFO", encoding="utf-8") as info:
                    metadata = info.read()
                fields = dict(line.split(": ", 1) for line in metadata.splitlines() if ": " in line)
                name, version = fields["Name"].replace("-", "_"), fields["Version"]
                info = "%%s-%%s.dist-info" %% (name, version)
                files = {
                    name + ".py": "version = %%r\\n" %% version,
                    info + "/METADATA": metadata,
                    info + "/WHEEL": "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: %%s\\n" %% TAG,
                }
                files.update((path, base64.b64decode(text)) for path, text in FILES.items())
                rows = ""
                file_name = "%%s-%%s-%%s.whl" %% (name, version, TAG)
                with zipfile.ZipFile(os.path.join(wheel_directory, file_name), "w") as out:
                    for path, text in files.items():
                        data = text if isinstance(text, bytes) else text.encode()
                        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest())
                        rows += "%%s,sha256=%%s,%%d\\n" %% (path, digest.rstrip(b"=").decode(), len(data))
                        out.writestr(path, data)
                    out.writestr(info + "/RECORD", rows + info + "/RECORD,,\\n")
                return file_name
            """;

    private final String name;
    private final String version;
    private final StringBuilder metadata = new StringBuilder();
    private String requires = "";
    private String tag = "py3-none-any";
    private String failure = "";
    private final StringBuilder built = new StringBuilder();

    private TestSdist(String name, String version) {
        this.name = name;
        this.version = version;
    }

    /** Returns a source distribution of a pure package with one module. */
    public static TestSdist of(String name, String version) {
        return new TestSdist(name, version);
    }

    /** Adds lines to PKG-INFO. */
    public TestSdist metadata(String lines) {
        metadata.append(lines).append('\n');
        return this;
    }

    /** Sets the tag of the wheel that is built. */
    public TestSdist tag(String other) {
        tag = other;
        return this;
    }

    /** Sets the requirement of the build. */
    public TestSdist buildRequires(String requirement) {
        requires = "'" + requirement + "'";
        return this;
    }

    /** Lets the build fail. */
    public TestSdist failing(String message) {
        failure = message;
        return this;
    }

    /** Adds a file to the wheel that is built. */
    public TestSdist builds(String path, byte[] content) {
        built.append('"')
                .append(path)
                .append("\": \"")
                .append(Base64.getEncoder().encodeToString(content))
                .append("\", ");
        return this;
    }

    /** Returns the file name. */
    public String fileName() {
        return stem() + ".tar.gz";
    }

    private String stem() {
        return name.replace('-', '_') + "-" + version;
    }

    private Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        files.put("PKG-INFO", "Metadata-Version: 2.2\nName: " + name + "\nVersion: " + version + "\n" + metadata);
        files.put("pyproject.toml", """
                [build-system]
                requires = [%s]
                build-backend = "own_backend"
                backend-path = ["."]
                """.formatted(requires));
        files.put("own_backend.py", BACKEND.formatted(tag, failure, built));
        return files;
    }

    /** Returns the bytes of the archive. */
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes))) {
            for (Map.Entry<String, String> file : files().entrySet()) {
                byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(stem() + "/" + file.getKey());
                entry.setSize(content.length);
                entry.setModTime(0);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Writes the files into a folder. */
    public Path unpack(Path folder) {
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, String> file : files().entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }
}
