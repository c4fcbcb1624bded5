package io.github.pywar.app.process;

import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.base.text.SyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Command of a process type: words as in a POSIX shell, with quotes and backslashes, and without everything that a shell
 * would expand or connect. No shell runs it, so that signals reach the program itself.
 *
 * @param words at least one
 */
record ProcessCommand(List<String> words) {

    private static final String MODULE = "write it as a module of the application: `python -m shop.worker`";
    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=\\S*+");

    /**
     * Parses a command.
     *
     * @throws SyntaxException if the text is empty, has an open quote, or has shell syntax
     */
    static ProcessCommand parse(String text, SourceLocation location) {
        String line = text.strip().replaceAll("\\s*\\R\\s*", " ");
        if (line.isEmpty()) {
            throw new SyntaxException(line, 0, "The command is empty").at(location);
        }
        Matcher assignment = ASSIGNMENT.matcher(line);
        if (assignment.lookingAt()) {
            throw new SyntaxException(
                            line, 0, assignment.end(), "The command sets a variable, and no shell runs the command")
                    .at(location)
                    .hint("set `" + assignment.group(1) + "` in shared/env of the deployment");
        }
        return new ProcessCommand(new Words(line, location).read());
    }

    /** Reader of one line. Mutable, for one use. */
    private static final class Words {

        private final String line;
        private final SourceLocation location;
        private final List<String> words = new ArrayList<>();
        private final StringBuilder word = new StringBuilder();
        private boolean isInWord;
        private int at;

        private Words(String line, SourceLocation location) {
            this.line = line;
            this.location = location;
        }

        private List<String> read() {
            while (at < line.length()) {
                char c = line.charAt(at);
                if (c == ' ' || c == '\t') {
                    endWord();
                    at++;
                } else {
                    add(c);
                }
            }
            endWord();
            return words;
        }

        private void endWord() {
            if (isInWord) {
                words.add(word.toString());
                word.setLength(0);
                isInWord = false;
            }
        }

        private void add(char c) {
            boolean isFirst = !isInWord;
            isInWord = true;
            if (c == '\'' || c == '"') {
                quoted(c);
            } else if (c == '\\' && at + 1 < line.length()) {
                word.append(line.charAt(at + 1));
                at += 2;
            } else {
                problem(c, isFirst).ifPresent(this::refuse);
                word.append(c);
                at++;
            }
        }

        private void quoted(char quote) {
            int start = at++;
            while (at < line.length() && line.charAt(at) != quote) {
                char c = line.charAt(at);
                if (quote == '"' && (c == '$' || c == '`')) {
                    refuse("is expanded by a shell, and no shell runs the command");
                }
                boolean isEscaped = quote == '"' && c == '\\' && "\"\\$`".indexOf(next()) >= 0;
                at += isEscaped ? 1 : 0;
                word.append(line.charAt(at++));
            }
            if (at == line.length()) {
                throw new SyntaxException(line, start, "The quote is not closed").at(location);
            }
            at++;
        }

        private char next() {
            return at + 1 < line.length() ? line.charAt(at + 1) : ' ';
        }

        /** Returns what is wrong with a character outside of quotes. */
        private static Optional<String> problem(char c, boolean isFirst) {
            if ("|&;<>()".indexOf(c) >= 0) {
                return Optional.of("is shell syntax, and no shell runs the command");
            }
            if ("$`*?[".indexOf(c) >= 0 || isFirst && c == '~') {
                return Optional.of("is expanded by a shell, and no shell runs the command");
            }
            if (isFirst && c == '#') {
                return Optional.of("begins a comment in a shell, and no shell runs the command");
            }
            return Character.isISOControl(c) ? Optional.of("is a control character") : Optional.empty();
        }

        private void refuse(String why) {
            int end = at + 1;
            while (end < line.length() && line.charAt(end) == line.charAt(at)) {
                end++;
            }
            SyntaxException error =
                    new SyntaxException(line, at, end, "`" + line.substring(at, end) + "` " + why).at(location);
            throw line.charAt(at) == '$'
                    ? error.hint("read the variable in the application, and set it in shared/env of the deployment")
                    : error.hint(MODULE).hint("or put the word in single quotes, if the program needs the character");
        }
    }
}
