package io.github.pywar.app.task;

import io.github.pywar.app.writer.DirectoryWriter;
import io.github.pywar.app.writer.UnpackedFileCache;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** Writes an application as a folder, with the same files as the archive. */
public final class ExplodeApp {

    private final Progress progress;

    /** @param progress receives each step */
    public ExplodeApp(Progress progress) {
        this.progress = progress;
    }

    /**
     * Writes the folder.
     *
     * @param folder is replaced, so that no file of an earlier build remains
     * @param cache of unpacked files that folders link to
     */
    public void run(AssembleApp.Request request, Path folder, Path cache, Instant now) throws IOException {
        FileTree tree = new AssembleApp(progress).run(request);
        UnpackedFileCache unpacked = new UnpackedFileCache(cache);
        DirectoryWriter.write(tree, folder, unpacked);
        unpacked.forgetUnused(now);
        progress.step("Wrote the folder " + folder.getFileName() + ": "
                + tree.entries().size() + " files");
    }
}
