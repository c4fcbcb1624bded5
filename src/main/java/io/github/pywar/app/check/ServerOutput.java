package io.github.pywar.app.check;

import io.github.pywar.base.text.TerminalText;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Output of a started archive, with the messages that explain its end.
 *
 * @param text standard output and error output, in order
 */
public record ServerOutput(String text) {

    private static final int IMPORT_FAILED = 3;

    /** Message of uvicorn. Its exit status is the same as for an entry that cannot be imported. */
    private static final String LIFESPAN_FAILED = "Application startup failed";

    /** Message of the runtime for an entry that needs an environment variable. */
    private static final String VARIABLE_MISSING = "in shared/env of the deployment";

    /** Message of the runtime for an entry of the other interface. */
    private static final Pattern OTHER_INTERFACE =
            Pattern.compile(" is no (WSGI|ASGI) application: a server calls it with ");

    /** Messages of SQLite, PostgreSQL and MySQL for a table that no migration has made. */
    private static final Pattern TABLE_MISSING =
            Pattern.compile("no such table: |relation \"[^\"\\n]*\" does not exist|Table '[^'\\n]*' doesn't exist");

    private static final int MAX_SHOWN_LINES = 40;

    /**
     * Returns why the process of an archive ended.
     *
     * @param otherwise the reason without the exit status, if no other one is known
     */
    public String reason(BuiltArchive archive, int status, String otherwise) {
        if (text.contains(LIFESPAN_FAILED)) {
            return "its start-up (ASGI lifespan) failed";
        }
        if (status != IMPORT_FAILED) {
            return otherwise + status;
        }
        return isOfOtherInterface()
                ? "its entry `" + archive.entry() + "` does not fit the declared <interface>"
                : "its entry `" + archive.entry() + "` cannot be imported";
    }

    /** Returns whether the entry needs an environment variable that is not set. */
    public boolean lacksVariable() {
        return text.contains(VARIABLE_MISSING);
    }

    /** Returns whether a page failed because the database has no tables. */
    public boolean lacksTable() {
        return TABLE_MISSING.matcher(text).find();
    }

    /** Returns whether the entry is an application of the interface that the POM does not declare. */
    boolean isOfOtherInterface() {
        return OTHER_INTERFACE.matcher(text).find();
    }

    /** Returns the last 40 lines, each after a bar, without control characters. */
    public String tail() {
        List<String> lines = TerminalText.of(text).strip().lines().toList();
        return String.join(
                "\n",
                lines.subList(Math.max(0, lines.size() - MAX_SHOWN_LINES), lines.size()).stream()
                        .map(line -> "    | " + line)
                        .toList());
    }
}
