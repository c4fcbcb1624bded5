package io.github.pywar.app.fingerprint;

import io.github.pywar.base.data.CacheReader;
import io.github.pywar.base.data.CacheWriter;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.index.PageCache;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * File as it was during a build.
 *
 * @param state before the build read it
 * @param sum checksum of its content, without the time of a page; empty if it is not known
 * @param isExact whether equal times prove an equal content
 */
record RecordedFile(FileState state, String sum, boolean isExact) {

    /** Start for files that no other process writes: their times are exact. */
    static final long WRITTEN_BY_THE_BUILD = Long.MAX_VALUE;

    /** Above this size in bytes, a file with another time counts as changed. */
    private static final long MAX_HASHED = 16 << 20;

    /** Before the checksum that a page contains. */
    private static final String PAGE = "page:";

    /** Before a CRC-32, in hexadecimal digits. */
    private static final String CRC = "crc32:";

    private static final int BUFFER = 1 << 16;

    /** State of a file that was changed during the build: it equals no later state. */
    static RecordedFile unknown(FileState state) {
        return new RecordedFile(state, "", false);
    }

    /**
     * Records a file after a build.
     *
     * @param state before the build
     * @param start of the build, in nanoseconds since 1970, or {@link #WRITTEN_BY_THE_BUILD}
     */
    static RecordedFile of(Path file, FileState state, long start) throws IOException {
        if (state.isMissing()) {
            return new RecordedFile(state, "", true);
        }
        boolean hasSum = Files.isRegularFile(file) && state.size() <= MAX_HASHED;
        return of(file, state, start, hasSum ? checksum(file, start) : "");
    }

    /**
     * Records a page in the cache after a build: pages have megabytes, and contain the checksum of their content. The time at
     * which it was read is no part of it: builds at the same time may each read the page.
     */
    static RecordedFile ofPage(Path file, FileState state, long start) throws IOException {
        return state.isMissing()
                ? new RecordedFile(state, "", true)
                : of(file, state, start, Files.isRegularFile(file) ? page(file) : "");
    }

    private static RecordedFile of(Path file, FileState state, long start, String sum) throws IOException {
        return FileState.of(file).isSame(state) ? new RecordedFile(state, sum, !state.isRecent(start)) : unknown(state);
    }

    /** Returns whether the file has the recorded content. Its content is read only if its times differ. */
    boolean isUnchanged(Path file, FileState now) throws IOException {
        if (isExact && state.isSame(now)) {
            return true;
        }
        return !sum.isEmpty() && state.mayHaveContentOf(now) && again(file).equals(sum);
    }

    /** Returns the checksum of the file's content now. */
    private String again(Path file) throws IOException {
        if (sum.startsWith(PAGE)) {
            return page(file);
        }
        return sum.startsWith(CRC) ? crc(file) : sum(file);
    }

    private static String page(Path file) throws IOException {
        Optional<String> content = PageCache.contentOf(file);
        return content.isPresent() ? PAGE + content.get() : "";
    }

    /**
     * A file that the build wrote has a CRC-32: the record is beside it, so who can write one can write the other; and a build
     * of seconds would spend a tenth of its time on the SHA-256 of its archive.
     */
    private static String checksum(Path file, long start) throws IOException {
        return start == WRITTEN_BY_THE_BUILD ? crc(file) : sum(file);
    }

    private static String sum(Path file) throws IOException {
        return Sha256.of(file).hex();
    }

    private static String crc(Path file) throws IOException {
        CRC32 crc = new CRC32();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                crc.update(buffer, 0, length);
            }
        }
        return CRC + Long.toHexString(crc.getValue());
    }

    void write(CacheWriter out) {
        out.longInteger(state.size())
                .integer(state.mode())
                .longInteger(state.modified())
                .longInteger(state.changed())
                .text(sum)
                .flag(isExact);
    }

    static RecordedFile read(CacheReader in) {
        FileState state = new FileState(in.longInteger(), in.integer(), in.longInteger(), in.longInteger());
        return new RecordedFile(state, in.text(), in.flag());
    }
}
