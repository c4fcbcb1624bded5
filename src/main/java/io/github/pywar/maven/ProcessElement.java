package io.github.pywar.maven;

import io.github.pywar.app.process.ProcessDeclaration;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SourceLocation;
import java.util.Optional;
import java.util.OptionalInt;

/** Bean of {@code <process>}: a worker or a timer beside the server. */
public final class ProcessElement {

    /** Name, which becomes part of the names of systemd units. */
    private String name;

    /** Command: words without shell syntax. */
    private String command;

    /** Number of equal processes. */
    private Integer instances;

    /** Time in seconds for a process to end after SIGTERM. */
    private Integer stopTimeout;

    /** Five fields of cron. */
    private String schedule;

    /** @throws UserException if the name or the command is missing */
    ProcessDeclaration declaration() {
        String declared = AbstractPywarMojo.value(name)
                .orElseThrow(() -> UserException.of("A process has no name\n    from: <processes>")
                        .hint("add it: <name>worker</name>"));
        return new ProcessDeclaration(
                declared.strip(),
                AbstractPywarMojo.value(command).orElse(""),
                optional(instances),
                optional(stopTimeout),
                Optional.ofNullable(schedule),
                SourceLocation.of("<process> `" + declared.strip() + "`"));
    }

    private static OptionalInt optional(Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    /** Returns the text for Maven's debug log. */
    @Override
    public String toString() {
        return name + ": " + command + (schedule == null ? "" : " at " + schedule);
    }
}
