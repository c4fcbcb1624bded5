package io.github.pywar.testing.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Code block of a page.
 *
 * @param page the page
 * @param line first line of the code, from 1
 * @param language language after the fence; {@code sh} or {@code text} by the content if the page names none
 * @param text the code, without the indentation of its fence
 * @param file file that the block shows, if a comment before the fence names it
 * @param part whether the block shows a part of that file
 */
public record CodeBlock(Path page, int line, String language, String text, Optional<Path> file, boolean part) {

    private static final Pattern FENCED =
            Pattern.compile("(?ms)(?:^ *<!-- (part of )?(src/\\S+) -->\\n\\s*?)?^( *)```(\\w*)\\n(.*?)^ *```$");
    private static final Pattern INDENTED = Pattern.compile("(?m)(?<=\\n\\n)(?:^    [^\\n]+\\n)+");
    private static final Pattern COMMAND = Pattern.compile(
            "(sudo )?(mvn|python3?(\\.\\d+)?|pip|curl|scp|ssh|tar|docker|cd|unzip|mkdir|git|apt-get) .*|.*\\.ci/run.*");

    /** Returns the blocks of a page: fenced ones, and those that are indented by four spaces. */
    public static List<CodeBlock> of(Path page) throws IOException {
        String text = Files.readString(page);
        Stream<CodeBlock> fenced = FENCED.matcher(text).results().map(found -> fenced(page, text, found));
        String rest = textAround(page);
        Stream<CodeBlock> indented =
                INDENTED.matcher(rest).results().map(found -> block(page, rest, found.start(), "", found.group(), 4));
        return Stream.concat(fenced, indented).toList();
    }

    /** Returns the text of a page with empty lines in place of its fenced blocks. */
    static String textAround(Path page) throws IOException {
        return FENCED.matcher(Files.readString(page)).replaceAll(found -> blank(found.group()));
    }

    private static CodeBlock fenced(Path page, String text, MatchResult found) {
        CodeBlock block = block(
                page,
                text,
                found.start(5),
                found.group(4),
                found.group(5),
                found.group(3).length());
        return new CodeBlock(
                page,
                block.line,
                block.language,
                block.text,
                Optional.ofNullable(found.group(2)).map(Path::of),
                found.group(1) != null);
    }

    private static CodeBlock block(Path page, String all, int start, String named, String code, int indent) {
        String text = code.replaceAll("(?m)^ {0," + indent + "}", "");
        int line = 1
                + (int) all.substring(0, start)
                        .chars()
                        .filter(one -> one == '\n')
                        .count();
        String language = !named.isEmpty() ? named : isCommand(text) ? "sh" : "text";
        return new CodeBlock(page, line, language, text, Optional.empty(), false);
    }

    private static boolean isCommand(String text) {
        return COMMAND.matcher(text.lines().findFirst().orElse("")).matches();
    }

    private static String blank(String text) {
        return text.replaceAll("[^\\n]", "");
    }

    /** Returns the page and the line, for messages. */
    public String where() {
        return page + ":" + line;
    }
}
