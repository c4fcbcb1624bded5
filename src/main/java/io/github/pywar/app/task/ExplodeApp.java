package io.github.pywar.app.task;

import io.github.pywar.app.writer.DirectoryWriter;
import io.github.pywar.app.writer.UnpackedFileCache;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** Writes an application as a folder: the same tree as the archive's. */
public final class ExplodeApp {

    private final Progress progress;

    /** @param progress told of each step */
    public ExplodeApp(Progress progress) {
        this.progress = progress;
    }

    /**
     * @param folder replaced as a whole: a file of an earlier build must not stay
     * @param cache where what wheels hold is kept unpacked, as long as folders link to it
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
