package io.github.pywar.python.requirementsfile;

import io.github.pywar.base.error.UserException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Encoding of a requirements file ({@code standards.md}, "Rules of requirements files", step 1). */
final class FileEncoding {

    private static final Pattern CODING = Pattern.compile("#.*?coding[:=]\\s*([-\\w.]+).*");

    /** Byte order marks as Latin-1 text. UTF-32 comes first, because its mark begins with the one of UTF-16. */
    private static final Map<String, String> MARKS = new LinkedHashMap<>();

    static {
        MARKS.put("\u00EF\u00BB\u00BF", "UTF-8");
        MARKS.put("\u00FF\u00FE\0\0", "UTF-32LE");
        MARKS.put("\0\0\u00FE\u00FF", "UTF-32BE");
        MARKS.put("\u00FF\u00FE", "UTF-16LE");
        MARKS.put("\u00FE\u00FF", "UTF-16BE");
    }

    private FileEncoding() {}

    /**
     * Decodes a file by its byte order mark, by a {@code coding} comment in the first two lines, or as UTF-8. Other bytes
     * are Latin-1 on every machine; pip uses the encoding of the machine.
     *
     * @param source the name of the file in messages
     * @throws UserException if the comment names an unknown encoding
     */
    static String decode(byte[] bytes, String source) {
        String raw = new String(bytes, StandardCharsets.ISO_8859_1);
        for (Map.Entry<String, String> mark : MARKS.entrySet()) {
            if (raw.startsWith(mark.getKey())) {
                int skip = mark.getKey().length();
                return new String(bytes, skip, bytes.length - skip, Charset.forName(mark.getValue()));
            }
        }
        for (String line : raw.lines().limit(2).toList()) {
            Matcher coding = CODING.matcher(line);
            if (coding.matches()) {
                return new String(bytes, charset(coding.group(1), source));
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return raw;
        }
    }

    private static Charset charset(String name, String source) {
        try {
            return Charset.forName(name.replace('_', '-').replaceFirst("(?i)^latin-", "latin"));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw UserException.of("`" + source + "` cannot be read: its `coding` comment names the unknown encoding `"
                            + name + "`")
                    .hint("save the file in UTF-8, and remove the comment");
        }
    }
}
