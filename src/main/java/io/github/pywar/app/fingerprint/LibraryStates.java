package io.github.pywar.app.fingerprint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Records of files that only the build finds. Their state is that before the build read them, as far as it is known. A file
 * that was changed since the start of the build, perhaps after it was read, has a record that equals no later state, so
 * that the next build is not skipped.
 *
 * @param libraries the files that the build has found
 * @param inputs the other files; what is in folders that they skip, the build writes itself
 * @param start of the build, in nanoseconds since 1970
 */
record LibraryStates(LibraryInputs libraries, InputFiles inputs, long start) {

    /** The clock of a file system has steps: a change after the start may have an earlier time. */
    private static final long CLOCK_STEP = TimeUnit.MILLISECONDS.toNanos(20);

    /** Returns the records of all files, also of those in found folders. */
    Map<Path, RecordedFile> recorded() throws IOException {
        Map<Path, FileState> before = libraries.states();
        Set<Path> pages = libraries.pages();
        Map<Path, RecordedFile> all = new LinkedHashMap<>();
        for (Map.Entry<Path, FileState> file : inputs.scan(libraries.files()).entrySet()) {
            Path path = file.getKey();
            if (pages.contains(path)) {
                all.put(path, RecordedFile.ofPage(path, file.getValue(), RecordedFile.WRITTEN_BY_THE_BUILD));
                continue;
            }
            all.put(
                    path,
                    before.containsKey(path)
                            ? RecordedFile.of(path, before.get(path), start)
                            : recorded(path, file.getValue()));
        }
        return all;
    }

    private boolean isSkipped(Path file) {
        for (Path folder : inputs.skipped()) {
            if (file.startsWith(folder)) {
                return true;
            }
        }
        return false;
    }

    private RecordedFile recorded(Path file, FileState now) throws IOException {
        if (isSkipped(file)) {
            return RecordedFile.of(file, now, RecordedFile.WRITTEN_BY_THE_BUILD);
        }
        boolean isChanged = Math.max(now.modified(), now.changed()) > start - CLOCK_STEP;
        return isChanged ? RecordedFile.unknown(now) : RecordedFile.of(file, now, start);
    }
}
