package io.github.pywar.app.classarchive;

import io.github.pywar.base.text.FileEnd;
import io.github.pywar.base.text.TerminalText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Output of a run of Maven in error messages. */
final class BuildLog {

    private static final int MAX_READ = 1 << 16;
    private static final int MAX_LINES = 20;
    private static final String ERROR = "[ERROR]";

    /** Beginnings of Maven's last lines, which describe how to find more. */
    private static final List<String> HELP = List.of(
            "[ERROR] To see the full stack trace",
            "[ERROR] Re-run Maven",
            "[ERROR] For more information about the errors");

    private BuildLog() {}

    /** Returns the end of the output. */
    static String read(Path log) throws IOException {
        return FileEnd.read(log, MAX_READ);
    }

    /** Returns the errors of Maven, each line on a line of its own; without an error, the last lines. */
    static String errors(Path log) throws IOException {
        List<String> lines = read(log).lines().toList();
        List<String> errors = lines.stream()
                .dropWhile(line -> !line.startsWith(ERROR))
                .takeWhile(line -> HELP.stream().noneMatch(line::startsWith))
                .filter(line -> !line.strip().equals(ERROR))
                .toList();
        StringBuilder shown = new StringBuilder();
        (errors.isEmpty()
                        ? lines.subList(Math.max(0, lines.size() - MAX_LINES), lines.size())
                        : errors.subList(0, Math.min(MAX_LINES, errors.size())))
                .forEach(line -> shown.append("\n    ").append(TerminalText.of(line.replace(" -> [Help 1]", ""))));
        return shown.toString();
    }
}
