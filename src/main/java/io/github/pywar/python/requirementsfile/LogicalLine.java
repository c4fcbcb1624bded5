package io.github.pywar.python.requirementsfile;

import io.github.pywar.base.error.UserException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a requirements file with its continuations, without comments, its variables replaced (checklist L1, L6).
 *
 * @param number of its first physical line, from 1
 * @param text with variables replaced: may hold secrets, so it is never shown when it differs from {@code written}
 * @param written as in the file
 * @param isOfProject whether the file belongs to the project; of any other file, which may be a secret, nothing is shown
 */
record LogicalLine(int number, String text, String written, boolean isOfProject) {

    private static final Pattern LINE_END = Pattern.compile("\r\n|[\n\r\u000B\f\u001C-\u001E\u0085\u2028\u2029]");
    private static final Pattern COMMENT_LINE = Pattern.compile("(?U)\\s*#.*");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)\\}");
    private static final Pattern CODING = Pattern.compile("#.*?coding[:=]\\s*([-\\w.]+).*");
    private static final Map<String, Charset> MARKS = new LinkedHashMap<>();

    static {
        MARKS.put("\u00EF\u00BB\u00BF", StandardCharsets.UTF_8);
        MARKS.put("\u00FF\u00FE\0\0", Charset.forName("UTF-32LE"));
        MARKS.put("\0\0\u00FE\u00FF", Charset.forName("UTF-32BE"));
        MARKS.put("\u00FF\u00FE", StandardCharsets.UTF_16LE);
        MARKS.put("\u00FE\u00FF", StandardCharsets.UTF_16BE);
    }

    /**
     * @param variables gives a variable's value, or null
     * @return the lines that say something
     */
    static List<LogicalLine> read(String content, UnaryOperator<String> variables, boolean isOfProject) {
        List<LogicalLine> lines = new ArrayList<>();
        StringBuilder joined = new StringBuilder();
        String[] physical = LINE_END.split(content, -1);
        boolean open = false;
        int first = 0;
        for (int i = 0; i < physical.length; i++) {
            first = open ? first : i + 1;
            boolean comment = COMMENT_LINE.matcher(physical[i]).matches();
            boolean goesOn = physical[i].endsWith("\\") && !comment;
            open = goesOn && i < physical.length - 1;
            joined.append(comment ? " " : "").append(goesOn ? stripped(physical[i], c -> c == '\\') : physical[i]);
            if (!open) {
                String written = written(joined.toString());
                if (!written.isEmpty()) {
                    lines.add(new LogicalLine(first, replaced(written, variables), written, isOfProject));
                }
                joined.setLength(0);
            }
        }
        return lines;
    }

    /** By hand: patterns need quadratic time for a long run of blanks. */
    private static String written(String joined) {
        int comment = joined.indexOf('#');
        while (comment > 0 && !isBlank(joined.charAt(comment - 1))) {
            comment = joined.indexOf('#', comment + 1);
        }
        return stripped(comment < 0 ? joined : joined.substring(0, comment), LogicalLine::isBlank);
    }

    /** White space in Unicode, as Python's {@code str.strip} and pip's patterns have it. */
    private static boolean isBlank(int c) {
        return Character.isSpaceChar(c) || c >= '\t' && c <= '\r' || c == 0x85;
    }

    private static String stripped(String text, IntPredicate kind) {
        int from = 0;
        int to = text.length();
        while (from < to && kind.test(text.charAt(from))) {
            from++;
        }
        while (to > from && kind.test(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /** A variable that is not set, or empty, stays as it is. */
    private static String replaced(String text, UnaryOperator<String> variables) {
        return VARIABLE.matcher(text).replaceAll(found -> {
            String value = variables.apply(found.group(1));
            return Matcher.quoteReplacement(value == null || value.isEmpty() ? found.group() : value);
        });
    }

    /** @return whether a variable in it was replaced */
    boolean isReplaced() {
        return !text.equals(written);
    }

    /**
     * A byte order mark, a {@code coding} comment in the first two lines, else UTF-8. What is not UTF-8 after all is
     * read as Latin-1 on every machine, where pip asks for the machine's own encoding.
     *
     * @param source what a person calls the file
     */
    static String decode(byte[] bytes, String source) {
        String raw = new String(bytes, StandardCharsets.ISO_8859_1);
        for (Map.Entry<String, Charset> mark : MARKS.entrySet()) {
            if (raw.startsWith(mark.getKey())) {
                int skip = mark.getKey().length();
                return new String(bytes, skip, bytes.length - skip, mark.getValue());
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
            throw UserException.of("`" + source + "` cannot be read: its comment names the encoding `" + name
                            + "`, which is not known")
                    .hint("save the file in UTF-8 and remove the comment");
        }
    }
}
