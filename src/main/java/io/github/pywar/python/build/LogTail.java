package io.github.pywar.python.build;

import io.github.pywar.base.text.TerminalText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * End of the log of a build.
 *
 * @param text at most 256 KiB, without control characters
 */
record LogTail(String text) {

    private static final int LARGEST = 1 << 18;
    private static final int LINES = 20;
    private static final int LONGEST = 300;

    static LogTail read(Path log) throws IOException {
        try (FileChannel channel = FileChannel.open(log)) {
            long from = Math.max(0, channel.size() - LARGEST);
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(LARGEST, channel.size() - from));
            while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
                continue;
            }
            return of(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8));
        }
    }

    static LogTail of(String output) {
        return new LogTail(TerminalText.of(output));
    }

    /** Returns the last lines that are not blank, each at most 300 characters long. */
    List<String> lines() {
        List<String> all = text.lines()
                .map(String::stripTrailing)
                .filter(line -> !line.isBlank())
                .map(line -> line.substring(0, Math.min(LONGEST, line.length())))
                .toList();
        return all.subList(Math.max(0, all.size() - LINES), all.size());
    }
}
