package io.github.pywar.app.report;

import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Format and destination of a listing.
 *
 * @param file that is written; empty: the log
 */
public record ListingOutput(ListingFormat format, Optional<Path> file) {

    /** Returns the output for one of several targets: its file has the name of the target, as in {@code tree-cp311.json}. */
    public ListingOutput of(String target) {
        return new ListingOutput(format, file.map(path -> path.resolveSibling(named(path, target))));
    }

    private static String named(Path file, String target) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name + "-" + target : name.substring(0, dot) + "-" + target + name.substring(dot);
    }

    /** Writes the file, or prints one step a line. */
    public void write(Listing listing, Progress progress) throws IOException {
        List<String> lines = switch (format) {
            case TEXT -> listing.text();
            case JSON ->
                new String(listing.json(), StandardCharsets.UTF_8).lines().toList();
            case MARKDOWN -> listing.markdown();
        };
        if (file.isEmpty()) {
            lines.forEach(progress::step);
            return;
        }
        AtomicFile.write(file.get(), (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        progress.step("Wrote " + file.get().getFileName());
    }
}
