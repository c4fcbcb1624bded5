package io.github.pywar.testing;

import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Globs;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.util.List;

/** Combination of file trees. */
public final class Trees {

    private Trees() {}

    /** Returns all trees as one, in which no path may have two contents. */
    public static FileTree joined(FileTree... trees) throws IOException {
        return FileTree.union(List.of(trees), Globs.NONE, Progress.SILENT);
    }
}
