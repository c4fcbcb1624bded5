package io.github.pywar.app.spec;

import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.requirement.DeclaredRequirement;
import java.util.List;
import java.util.Optional;

/**
 * The server that an archive brings to serve itself.
 *
 * @param requirement what to add where the application requires no known server; empty: nothing
 */
public record ServerChoice(Optional<DeclaredRequirement> requirement) {

    /** No server. */
    public static final String NONE = "none";

    private static final List<String> KNOWN = List.of("waitress", "gunicorn", "uvicorn", "cheroot");

    /** @param text {@code none}, or a requirement */
    public static ServerChoice parse(String text) {
        return new ServerChoice(
                text.strip().equals(NONE)
                        ? Optional.empty()
                        : Optional.of(DeclaredRequirement.parse(text, SourceLocation.of("<server>"))));
    }

    /** @return the same, and the server where none of them is a known one; nothing joins what must have hashes */
    Dependencies joined(Dependencies declared) {
        boolean complete = declared.requiresHashes() || own(declared).isPresent();
        return complete ? declared : declared.and(requirement.stream().toList());
    }

    /** @return the name of the server that the archive starts, or {@link #NONE} */
    String name(Dependencies declared) {
        return own(joined(declared)).or(() -> added(declared)).orElse(NONE);
    }

    /** @return the name of the server that joins them */
    Optional<String> added(Dependencies declared) {
        return requirement
                .filter(one -> !declared.requiresHashes() && own(declared).isEmpty())
                .map(ServerChoice::project);
    }

    private static Optional<String> own(Dependencies declared) {
        return declared.requirements().stream()
                .map(ServerChoice::project)
                .filter(KNOWN::contains)
                .findFirst();
    }

    private static String project(DeclaredRequirement declared) {
        return declared.requirement().name().value();
    }
}
