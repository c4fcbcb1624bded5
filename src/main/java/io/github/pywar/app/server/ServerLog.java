package io.github.pywar.app.server;

import io.github.pywar.app.check.ServerOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Log file of a started server. */
record ServerLog(Path file) {

    /** In bytes. */
    private static final int MAX_READ = 1 << 18;

    /** Returns the end of the log, at most 256 KiB. */
    ServerOutput end() throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long from = Math.max(0, channel.size() - MAX_READ);
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(MAX_READ, channel.size() - from));
            while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
                continue;
            }
            return new ServerOutput(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8));
        }
    }
}
