package io.github.pywar.served;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** An archive put together by pip and the zip module of the system's Python, in the layout that the runtime expects. */
final class HandmadeArchive {

    private static final Path RUNTIME =
            Path.of("src/main/resources/io/github/pywar/runtime").toAbsolutePath();

    private static final String RECORD = """
            import base64, hashlib, os
            rows = ["META-INF/pywar/RECORD,,"]
            for folder, _, files in os.walk("."):
                for name in files:
                    path = os.path.join(folder, name)[2:]
                    if path != "META-INF/pywar/RECORD":
                        data = open(path, "rb").read()
                        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
                        rows.append('"%s",sha256=%s,%d' % (path, digest, len(data)))
            open("META-INF/pywar/RECORD", "w").write("\\n".join(sorted(rows)) + "\\n")
            """;

    private HandmadeArchive() {}

    static Path build(ProofApp app) throws IOException {
        Path work = Files.createDirectories(Path.of("target", "proof").toAbsolutePath());
        String id = Integer.toHexString(app.hashCode());
        Path tree = work.resolve(app.name() + "-" + id);
        Path archive = work.resolve(app.name() + "-" + id + ".pywar");
        Path libraries = tree.resolve("lib/python" + SystemPython.version() + "/site-packages");
        if (!app.requirements().isEmpty() && !Files.exists(libraries)) {
            List<String> pip = new ArrayList<>(List.of("-m", "pip", "install", "-q", "--only-binary", ":all:"));
            pip.addAll(List.of("--no-compile", "--target", libraries.toString()));
            pip.addAll(app.requirements());
            pip.add("waitress");
            run(work, pip);
        }
        copy(RUNTIME, tree);
        copy(app.sources(), tree.resolve("app"));
        Files.createDirectories(libraries);
        Files.createDirectories(tree.resolve("META-INF/pywar"));
        Files.writeString(libraries.resolve("_pywar_app.pth"), "../../../app\n");
        Files.writeString(tree.resolve("pyvenv.cfg"), "include-system-site-packages = false\n");
        Files.writeString(tree.resolve("META-INF/pywar/manifest.json"), manifest(app, id));
        Files.deleteIfExists(archive);
        SystemPython.run(tree, List.of("-c", RECORD));
        run(tree, List.of("-c", "import shutil,sys; shutil.make_archive(sys.argv[1], 'zip', '.')", archive.toString()));
        Files.move(Path.of(archive + ".zip"), archive);
        return archive;
    }

    private static String manifest(ProofApp app, String id) {
        String[] entry = app.entry().split(":");
        return """
                {"format": "1.0", "name": "%1$s", "version": "%2$s",
                 "build": {"id": "%3$s", "timestamp": "2026-01-01T00:00:00Z", "tool": "tests"},
                 "maven": {"groupId": "com.example", "artifactId": "%1$s", "version": "%2$s", "classifier": null},
                 "entry": {"module": "%4$s", "attribute": "%5$s", "factory": false, "interface": "wsgi"},
                 "target": {"implementation": "cpython", "python": "%6$s", "platform": "linux-x86_64",
                            "libc": "glibc-2.28", "bits": 64, "freeThreaded": false},
                 "layout": {"app": "app", "libraries": "lib/python%6$s/site-packages", "scripts": "bin", "hooks": "hooks"},
                 "server": "waitress", "packages": []}
                """.formatted(app.name(), app.version(), id, entry[0], entry[1], SystemPython.version());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void run(Path folder, List<String> arguments) {
        SystemPython.run(folder, arguments);
    }
}
