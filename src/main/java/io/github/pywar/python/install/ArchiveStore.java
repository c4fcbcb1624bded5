package io.github.pywar.python.install;

import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.source.ArchiveSource;
import java.io.IOException;
import java.nio.file.Path;

/** Store of downloaded archives of source code by content: {@code SHA256/NAME}. */
public final class ArchiveStore implements ArchiveSource {

    private final Path folder;
    private final WheelSource source;
    private final Progress progress;

    /**
     * Opens a store.
     *
     * @param folder the folder of the store; it need not exist
     * @param source of files that are not in it
     * @param progress for downloads and warnings
     */
    public ArchiveStore(Path folder, WheelSource source, Progress progress) {
        this.folder = folder;
        this.source = source;
        this.progress = progress;
    }

    @Override
    public Path archive(DistributionFile file) throws IOException {
        throw new UnsupportedOperationException("not implemented yet: " + folder + source + progress);
    }
}
