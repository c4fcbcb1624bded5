package io.github.pywar.app.kubernetes;

import io.github.pywar.app.check.BuiltArchive;
import io.github.pywar.app.writer.ArchiveWriter;
import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes the base of Kustomize for an archive, as a folder and, if requested, as a zip. */
public final class KubernetesApp {

    /**
     * Request to write a base.
     *
     * @param folder of the base; files of an earlier base are deleted
     * @param zip of the same files; empty for none
     * @param time of the files in the zip
     */
    public record Request(Path archive, ClusterSettings settings, Path folder, Optional<Path> zip, Instant time) {}

    private final Progress progress;

    /** @param progress receives the result, and warnings */
    public KubernetesApp(Progress progress) {
        this.progress = progress;
    }

    /** Writes all files. An archive that has no valid base changes nothing. */
    public void run(Request request) throws IOException {
        FileTree files = new KubernetesBase(BuiltArchive.open(request.archive()), request.settings()).files(progress);
        if (request.zip().isPresent()) {
            new ArchiveWriter(request.time(), progress)
                    .write(files, request.zip().orElseThrow());
        }
        deleteOthers(files, request.folder());
        for (Map.Entry<String, FileTree.Entry> file : files.entries().entrySet()) {
            Path target = request.folder().resolve(file.getKey());
            Files.createDirectories(target.getParent());
            AtomicFile.write(target, file.getValue().content().bytes());
        }
        progress.step("Kubernetes: " + files.entries().size() + " files in " + request.folder());
    }

    private static void deleteOthers(FileTree files, Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> others;
        try (Stream<Path> all = Files.walk(folder)) {
            others = all.filter(path -> !Files.isDirectory(path))
                    .filter(path -> files.get(folder.relativize(path).toString().replace('\\', '/'))
                            .isEmpty())
                    .toList();
        }
        for (Path other : others) {
            Files.delete(other);
        }
    }
}
