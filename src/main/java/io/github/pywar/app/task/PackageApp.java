package io.github.pywar.app.task;

import io.github.pywar.app.writer.ArchiveWriter;
import io.github.pywar.app.writer.TarGzWriter;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes an application as one archive. */
public final class PackageApp {

    private static final double MEGA = 1e6;

    private final Progress progress;

    /** @param progress told of each step */
    public PackageApp(Progress progress) {
        this.progress = progress;
    }

    /**
     * @param archive the file to write; where anything fails, what lay there before is gone, for it is of other inputs
     * @return the tree that was written
     */
    public FileTree run(AssembleApp.Request request, Path archive) throws IOException {
        Files.deleteIfExists(archive);
        FileTree tree = new AssembleApp(progress).run(request);
        new ArchiveWriter(request.stamp().time(), progress).write(tree, archive);
        tell(archive, tree);
        return tree;
    }

    /**
     * Writes the same tree once more.
     *
     * @param tree as {@link #run} gave it
     */
    public void runTarGz(AssembleApp.Request request, FileTree tree, Path archive) throws IOException {
        Files.deleteIfExists(archive);
        new TarGzWriter(request.stamp().time()).write(tree, archive);
        tell(archive, tree);
    }

    private void tell(Path archive, FileTree tree) throws IOException {
        progress.step(String.format(
                Locale.ROOT,
                "Wrote %s: %d files, %.1f MB",
                archive.getFileName(),
                tree.entries().size(),
                Files.size(archive) / MEGA));
    }
}
