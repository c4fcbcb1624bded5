package io.github.pywar.app.writer;

import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Written archive.
 *
 * @param file of the archive
 * @param files number of files in it
 */
public record WrittenArchive(Path file, int files) {

    private static final double MEGABYTE = 1e6;

    /** Reports its name, the number of its files and its size. */
    public void report(Progress progress) throws IOException {
        progress.step(String.format(
                Locale.ROOT, "Wrote %s: %d files, %.1f MB", file.getFileName(), files, Files.size(file) / MEGABYTE));
    }
}
