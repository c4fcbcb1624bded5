package io.github.pywar.app.check;

import io.github.pywar.base.data.Json;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.interpreter.Interpreter;
import io.github.pywar.testing.HermeticWheels;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small archive with the real runtime, composed without the production code. */
public final class TestArchive {

    private static final Path RUNTIME = Path.of("src/main/resources/io/github/pywar/runtime");

    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private final Map<String, Object> target = new TreeMap<>();
    private boolean server;
    private String protocol = "wsgi";

    private TestArchive() {}

    /** Returns an archive for a Python, with the application {@code main:app}. */
    public static TestArchive of(String series, String platform, String application) throws IOException {
        TestArchive archive = new TestArchive();
        archive.target.putAll(Map.of("implementation", "cpython", "python", series, "platform", platform));
        archive.files.put("app/main.py", application.getBytes(StandardCharsets.UTF_8));
        archive.files.put("pyvenv.cfg", "include-system-site-packages = false\n".getBytes(StandardCharsets.UTF_8));
        try (Stream<Path> runtime = Files.walk(RUNTIME)) {
            for (Path file :
                    runtime.filter(path -> path.toString().endsWith(".py")).toList()) {
                archive.files.put(RUNTIME.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return archive;
    }

    public static TestArchive of(Interpreter python, String application) throws IOException {
        return of(python.series(), python.platform(), application);
    }

    /** Declares that the application is one of ASGI. */
    public TestArchive asgi() {
        protocol = "asgi";
        return this;
    }

    public TestArchive withServer() {
        String libraries = "lib/python" + target.get("python") + "/site-packages/";
        files.put(libraries + "waitress/__init__.py", new byte[0]);
        files.put(libraries + "waitress/runner.py", HermeticWheels.WAITRESS_RUNNER.getBytes(StandardCharsets.UTF_8));
        server = true;
        return this;
    }

    public Path write(Path file) throws IOException {
        return write(file, Map.of());
    }

    /** @param damaged files that differ from the RECORD */
    public Path write(Path file, Map<String, String> damaged) throws IOException {
        files.put("META-INF/pywar/manifest.json", Json.write(manifest()));
        StringBuilder rows = new StringBuilder();
        files.forEach((path, bytes) ->
                rows.append(path + ",sha256=" + Sha256.of(bytes).base64() + "," + bytes.length + "\n"));
        files.put(
                "META-INF/pywar/RECORD",
                rows.append("META-INF/pywar/RECORD,,\n").toString().getBytes(StandardCharsets.UTF_8));
        damaged.forEach((path, text) -> files.put(path, text.getBytes(StandardCharsets.UTF_8)));
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return file;
    }

    private Map<String, Object> manifest() {
        return Map.of(
                "format",
                "1.0",
                "name",
                "shop",
                "version",
                "1.0",
                "build",
                Map.of("id", "0123456789ab"),
                "entry",
                Map.of("module", "main", "attribute", "app", "factory", false, "interface", protocol),
                "target",
                target,
                "packages",
                server ? List.of(Map.of("name", "waitress", "version", "3.0")) : List.of());
    }
}
