package io.github.pywar.app.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Beginning of an archive with an interpreter: a shell script that unpacks it and starts the archive, and then the
 * interpreter itself if it is inside. The zip follows, with offsets from the start of the file, so every reader of zip files
 * finds it.
 *
 * @param python the interpreter
 */
public record Launcher(EmbeddedPython python) {

    private static final String SCRIPT = "launcher.sh";
    private static final int DIGITS_OF_KEY = 32;

    /** Returns the script, whose last line ends before the interpreter. */
    public byte[] script() throws IOException {
        int length = filled(0).length;
        return filled(length);
    }

    /** Returns the offset of the interpreter in the archive, in bytes. */
    public long offset() throws IOException {
        return script().length;
    }

    private byte[] filled(int length) throws IOException {
        // `tail -c +N` counts from 1; the width is fixed, because the number is in the text that it counts
        String start = String.format(Locale.ROOT, "%-8d", length + 1);
        String text = template()
                .replace("@KEY@", python.sha256().hex().substring(0, DIGITS_OF_KEY))
                .replace("@PROGRAM@", quoted(python.program()))
                .replace("@START@", start)
                .replace("@SIZE@", Long.toString(python.size()))
                .replace("@BESIDE@", quoted(python.inside() ? "" : python.name()));
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static String template() throws IOException {
        try (InputStream in = Launcher.class.getResourceAsStream(SCRIPT)) {
            if (in == null) {
                throw new IllegalStateException("the plugin lacks " + SCRIPT);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
