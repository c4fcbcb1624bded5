package io.github.pywar.testing.prose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Readable text of a file. Blanks replace everything else and number signs replace code, character by character: a
 * position in the prose is the same position in the file.
 *
 * @param file the file
 * @param source its content
 * @param text its prose, as long as the content
 */
public record Prose(Path file, String source, String text) {

    /** Code inside of prose: tags and literals of Javadoc, Markdown and HTML, addresses, placeholders of a format. */
    private static final Pattern CODE = Pattern.compile(
            "\\{@(?:code|link|linkplain|value|literal)\\b(?:[^{}]|\\{[^{}]*\\})*+\\}|<pre>[\\s\\S]*?</pre>|``[^`]++``"
                    + "|`[^`]*+`|https?://\\S+|@(?:param|throws|see|since)\\s++\\S++|</?[A-Za-z][^<>\\n]*+>|\\{\\w[^{}\\n]*+\\}");

    /** Reads the prose of a file. */
    public static Prose of(Path file) {
        try {
            return of(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the prose of a content. The file's name decides how the content is read. */
    public static Prose of(Path file, String source) {
        StringBuilder text = new StringBuilder(covered(source, ' '));
        Syntax.of(file).prose(file, source).forEach(part -> text.replace(part.start(), part.end(), part.group()));
        String marked = Syntax.of(file).marks().matcher(text).replaceAll(mark -> covered(mark.group(), ' '));
        return new Prose(file, source, CODE.matcher(marked).replaceAll(code -> covered(code.group(), '#')));
    }

    /** Returns the file's name and the line of a position, with a colon between them. */
    public String line(int position) {
        return file + ":"
                + (source.substring(0, position).lines().count()
                        + (position == 0 || source.charAt(position - 1) == '\n' ? 1 : 0));
    }

    static String covered(String text, char cover) {
        StringBuilder covered = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            covered.setCharAt(i, text.charAt(i) == '\n' ? '\n' : cover);
        }
        return covered.toString();
    }
}
