package io.github.pywar.app.kubernetes;

import io.github.pywar.app.check.BuiltArchive;
import io.github.pywar.app.writer.ArchiveWriter;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.testing.TestProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** Archives with process types and hooks, and the bases that are written for them. */
abstract class KubernetesFixture {

    static final ClusterSettings SETTINGS = new ClusterSettings(
            "registry.example.org/team/shop:1.2.0", 8000, "65532", 2, "/health", Optional.of("shop.example.org"));

    static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    static final String PROCESSES = """
            {"name": "worker", "command": ["celery", "-A", "shop", "worker"], "instances": 3, "stopSeconds": 60},
            {"name": "beat", "command": ["python", "-m", "shop.beat"], "instances": 1, "stopSeconds": 10},
            {"name": "cleanup", "command": ["python", "manage.py", "cleanup"], "schedule": "0 3 * * *"}""";

    final TestProgress progress = new TestProgress();

    @TempDir
    Path folder;

    /** Returns an archive whose manifest has these texts in place of the usual ones. */
    final Path archive(String processes, Map<String, String> replaced, String... hooks) throws IOException {
        String manifest = """
                {"format": "1.0", "name": "shop", "version": "1.2.0", "build": {"id": "3f9c2b7d10aa"},
                 "entry": {"module": "shop", "attribute": "app", "interface": "wsgi"},
                 "target": {"python": "3.11", "platform": "linux-x86_64", "libc": "glibc-2.28"},
                 "packages": [{"name": "waitress"}], "processes": [%s]}""".formatted(processes);
        for (Map.Entry<String, String> one : replaced.entrySet()) {
            manifest = manifest.replace(one.getKey(), one.getValue());
        }
        FileTree.Builder files = FileTree.builder("test").add("META-INF/pywar/manifest.json", ByteSource.of(manifest));
        for (String hook : hooks) {
            files.add("hooks/" + hook, ByteSource.of("#"));
        }
        Path archive = folder.resolve("shop.pywar");
        new ArchiveWriter(TIME, progress).write(files.build(), archive);
        return archive;
    }

    final FileTree base(Path archive, ClusterSettings settings) throws IOException {
        return new KubernetesBase(BuiltArchive.open(archive), settings).files(progress);
    }

    /** Writes the base of an archive with everything that can be in one. */
    final Path written() throws IOException {
        Path archive = archive(PROCESSES, Map.of(), "pre-deploy/10-migrate.py", "pre-deploy/20-index.sh");
        return write(archive, Optional.empty());
    }

    final Path write(Path archive, Optional<Path> zip) throws IOException {
        Path target = folder.resolve("kubernetes");
        new KubernetesApp(progress).run(new KubernetesApp.Request(archive, SETTINGS, target, zip, TIME));
        return target;
    }

    static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
