package io.github.pywar.base.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** End of a text file of any size, for example of a log that another process writes. */
public final class FileEnd {

    private FileEnd() {}

    /**
     * Reads the end of a file in UTF-8. If it is larger, the text begins with a complete line, if there is one.
     *
     * @param most limit in bytes
     */
    public static String read(Path file, int most) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long from = Math.max(0, channel.size() - most);
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(most, channel.size() - from));
            while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
                continue;
            }
            String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
            return from == 0 ? text : text.substring(text.indexOf('\n') + 1);
        }
    }
}
