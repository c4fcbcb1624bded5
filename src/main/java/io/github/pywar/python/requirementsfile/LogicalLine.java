package io.github.pywar.python.requirementsfile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a requirements file with its continuation lines, without comments, and with its variables replaced
 * ({@code standards.md}, "Rules of requirements files", steps 2 to 4).
 *
 * <pre>
 * logical-line = ( part "\" line-end )* last-part [ comment ] line-end
 * comment      = "#" at the start of the line or after white space, up to the end
 * variable     = "${" ( "A".."Z" | "0".."9" | "_" )+ "}"
 * </pre>
 *
 * @param number of the first physical line, from 1
 * @param text with variables replaced; may contain secrets, so messages never show it if it differs from {@code written}
 * @param written as in the file
 * @param isOfProject whether the file belongs to the project; messages show no text of any other file
 */
record LogicalLine(int number, String text, String written, boolean isOfProject) {

    private static final Pattern LINE_END = Pattern.compile("\r\n|[\n\r\u000B\f\u001C-\u001E\u0085\u2028\u2029]");
    private static final Pattern COMMENT_LINE = Pattern.compile("(?U)\\s*#.*");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)\\}");

    /**
     * Splits the content of a file.
     *
     * @param variables returns the value of a variable, or null
     * @return the logical lines that are not blank
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
            boolean continues = physical[i].endsWith("\\") && !comment;
            open = continues && i < physical.length - 1;
            joined.append(comment ? " " : "").append(continues ? stripped(physical[i], c -> c == '\\') : physical[i]);
            if (!open) {
                String written = withoutComment(joined.toString());
                if (!written.isEmpty()) {
                    lines.add(new LogicalLine(first, replaceVariables(written, variables), written, isOfProject));
                }
                joined.setLength(0);
            }
        }
        return lines;
    }

    /** Uses no regular expression, because one needs quadratic time for a long run of white space. */
    private static String withoutComment(String joined) {
        int comment = joined.indexOf('#');
        while (comment > 0 && !isBlank(joined.charAt(comment - 1))) {
            comment = joined.indexOf('#', comment + 1);
        }
        return stripped(comment < 0 ? joined : joined.substring(0, comment), LogicalLine::isBlank);
    }

    /** Unicode white space, as Python's {@code str.strip} and pip's regular expressions define it. */
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

    /** A variable that is unset or empty stays as it is. */
    private static String replaceVariables(String text, UnaryOperator<String> variables) {
        StringBuilder replaced = new StringBuilder();
        Matcher found = VARIABLE.matcher(text);
        while (found.find()) {
            String value = variables.apply(found.group(1));
            String shown = value == null || value.isEmpty() ? found.group() : value;
            found.appendReplacement(replaced, Matcher.quoteReplacement(shown));
        }
        return found.appendTail(replaced).toString();
    }

    /** @return whether a variable was replaced */
    boolean isReplaced() {
        return !text.equals(written);
    }
}
