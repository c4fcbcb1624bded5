package io.github.pywar.app.spec;

import io.github.pywar.base.text.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The server that an archive brings to serve itself.
 *
 * @param requirement what to add where the application requires no known server; empty: nothing
 */
public record ServerChoice(Optional<Wanted> requirement) {

    /** No server. */
    public static final String NONE = "none";

    private static final List<String> KNOWN = List.of("waitress", "gunicorn", "uvicorn", "cheroot");

    /** @param text {@code none}, or a requirement */
    public static ServerChoice parse(String text) {
        return new ServerChoice(
                text.strip().equals(NONE)
                        ? Optional.empty()
                        : Optional.of(Wanted.parse(text, SourceLocation.of("<server>"))));
    }

    /** @return the same, and the server where none of them is a known one */
    public List<Wanted> joined(List<Wanted> wanted) {
        List<Wanted> all = new ArrayList<>(wanted);
        if (own(wanted).isEmpty()) {
            requirement.ifPresent(all::add);
        }
        return all;
    }

    /** @return the name of the server that the archive starts, or {@link #NONE} */
    public String name(List<Wanted> wanted) {
        return own(wanted).or(() -> requirement.map(ServerChoice::project)).orElse(NONE);
    }

    private static Optional<String> own(List<Wanted> wanted) {
        return wanted.stream()
                .map(ServerChoice::project)
                .filter(KNOWN::contains)
                .findFirst();
    }

    private static String project(Wanted wanted) {
        return wanted.requirement().name().value();
    }
}
