package io.github.pywar.app.init;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Module of the project.
 *
 * @param path relative to the project, with {@code /}
 * @param text the source
 * @param code the source without strings and comments, see {@link PythonText}
 */
record SourceFile(String path, String text, String code) {

    static SourceFile of(String path, String text) {
        String unix = text.replaceFirst("^\uFEFF", "").replace("\r\n", "\n"); // an editor of Windows writes both
        return new SourceFile(path, unix, PythonText.code(unix));
    }

    /** Returns the number of the line, from 1. */
    int line(int offset) {
        return 1
                + (int) code.substring(0, offset)
                        .chars()
                        .filter(one -> one == '\n')
                        .count();
    }

    /** Returns the folder, without a slash at its end; an empty text for the project itself. */
    String folder() {
        return folderOf(path);
    }

    static String folderOf(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** Returns the first group of a pattern in the source, without lines that are comments. */
    Optional<String> value(Pattern pattern) {
        List<String> lines =
                text.lines().filter(line -> !line.strip().startsWith("#")).toList();
        return pattern.matcher(String.join("\n", lines))
                .results()
                .map(found -> found.group(1))
                .findFirst();
    }
}
