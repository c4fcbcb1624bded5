package io.github.pywar.python.startup;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Text of a {@code .pth} or {@code .start} file, as the module {@code site} of some Python reads it. Versions differ: 3.13
 * and later split at more characters and skip a byte order mark, 3.15 removes spaces before {@code import}. A line that any
 * of them runs is found.
 */
final class SiteText {

    /** Where {@code str.splitlines} of Python splits. */
    private static final Pattern LINE_END = Pattern.compile("\r\n|[\n\r\\x0b\\x0c\\x1c\\x1d\\x1e\\x85\\u2028\\u2029]");

    private static final char MARK = '\ufeff';

    private SiteText() {}

    /** Returns the lines without space around them, and without empty lines and comments. */
    static List<String> lines(byte[] content) {
        String text = decode(content);
        String unmarked = !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
        return Arrays.stream(LINE_END.split(unmarked))
                .map(SiteText::strip)
                .filter(line -> !line.isEmpty() && line.charAt(0) != '#')
                .toList();
    }

    static boolean isCode(String line) {
        return line.startsWith("import ") || line.startsWith("import\t");
    }

    /** Python falls back to the encoding of its locale, which decodes the ASCII characters of code alike. */
    private static String decode(byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return new String(content, StandardCharsets.ISO_8859_1);
        }
    }

    private static String strip(String line) {
        int from = 0;
        int to = line.length();
        while (from < to && isSpace(line.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(line.charAt(to - 1))) {
            to--;
        }
        return line.substring(from, to);
    }

    /** Python also counts the information separators and the no-break spaces, which Java does in part. */
    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == MARK || c == 0x85;
    }
}
