package io.github.pywar.app.task;

import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Report of a written archive. */
final class WrittenArchive {

    private static final double MEGABYTE = 1e6;

    private WrittenArchive() {}

    static void report(Path archive, int files, Progress progress) throws IOException {
        progress.step(String.format(
                Locale.ROOT,
                "Wrote %s: %d files, %.1f MB",
                archive.getFileName(),
                files,
                Files.size(archive) / MEGABYTE));
    }
}
