package io.github.pywar.app.spec;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.requirement.DeclaredRequirement;
import java.util.Optional;

/**
 * The server that an archive brings to serve itself.
 *
 * @param protocol that the application speaks
 * @param requirement what to add where the application requires no known server; empty: nothing
 */
public record ServerChoice(Protocol protocol, Optional<DeclaredRequirement> requirement) {

    /** No server. */
    public static final String NONE = "none";

    private static final SourceLocation PLACE = SourceLocation.of("<server>");

    /**
     * @param text {@code none}, or a requirement; empty: what suits the protocol best
     * @throws UserException where the server is known to speak only the other protocol
     */
    public static ServerChoice parse(Optional<String> text, Protocol protocol) {
        String said = text.orElse(protocol.servers().get(0)).strip();
        if (said.equals(NONE)) {
            return new ServerChoice(protocol, Optional.empty());
        }
        DeclaredRequirement requirement = DeclaredRequirement.parse(said, PLACE);
        protocol.foreign(project(requirement)).ifPresent(other -> {
            throw foreign(project(requirement), protocol, other);
        });
        return new ServerChoice(protocol, Optional.of(requirement));
    }

    /** @return the same protocol, no server */
    ServerChoice without() {
        return new ServerChoice(protocol, Optional.empty());
    }

    /** @return the same, and the server where none of them is a known one; nothing joins what must have hashes */
    DeclaredDependencies joined(DeclaredDependencies declared) {
        boolean complete = declared.requiresHashes() || own(declared).isPresent();
        return complete ? declared : declared.requiring(requirement.stream().toList());
    }

    /** @return the name of the server that the archive starts, or {@link #NONE} */
    String name(DeclaredDependencies declared) {
        return own(joined(declared)).or(() -> added(declared)).orElse(NONE);
    }

    /** @return the name of the server that joins them */
    Optional<String> added(DeclaredDependencies declared) {
        return requirement
                .filter(one -> !declared.requiresHashes() && own(declared).isEmpty())
                .map(ServerChoice::project);
    }

    /** @return the name of the server that would join them if they need not have hashes */
    Optional<String> unhashed(DeclaredDependencies declared) {
        return requirement
                .filter(one -> declared.requiresHashes() && own(declared).isEmpty())
                .map(ServerChoice::project);
    }

    private Optional<String> own(DeclaredDependencies declared) {
        return declared.requirements().stream()
                .map(ServerChoice::project)
                .filter(protocol::isServedBy)
                .findFirst();
    }

    private static String project(DeclaredRequirement declared) {
        return declared.requirement().name().value();
    }

    private static UserException foreign(String server, Protocol protocol, Protocol other) {
        return UserException.of("`" + server + "` serves no application of the interface `" + protocol
                        + "`\n    from: <server>")
                .hint("write <server>" + protocol.servers().get(0) + "</server>, or leave it out")
                .hint("if the application speaks it: <interface>" + other + "</interface>");
    }
}
