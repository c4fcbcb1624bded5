package io.github.pywar.app.task;

import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** Writes an application as a folder: the same tree as the archive's. */
public final class ExplodeApp {

    private final Progress progress;

    /** @param progress told of each step */
    public ExplodeApp(Progress progress) {
        this.progress = progress;
    }

    /** @param folder replaced as a whole: a file of an earlier build must not stay */
    public void run(AssembleApp.Request request, Path folder) throws IOException {
        FileTree tree = new AssembleApp(progress).run(request);
        Path beside = folder.resolveSibling("." + folder.getFileName() + ".part");
        delete(beside);
        for (Map.Entry<String, FileTree.Entry> file : tree.entries().entrySet()) {
            write(file.getValue(), beside.resolve(file.getKey()));
        }
        delete(folder);
        Files.move(beside, folder, StandardCopyOption.ATOMIC_MOVE);
        progress.step("Wrote the folder " + folder.getFileName() + ": "
                + tree.entries().size() + " files");
    }

    private static void write(FileTree.Entry file, Path place) throws IOException {
        Files.createDirectories(place.getParent());
        try (InputStream in = file.content().open()) {
            Files.copy(in, place);
        }
        PosixFileAttributeView view = Files.getFileAttributeView(place, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(PosixFilePermissions.fromString(file.executable() ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
