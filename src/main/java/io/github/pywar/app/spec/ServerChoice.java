package io.github.pywar.app.spec;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.requirement.DeclaredRequirement;
import java.util.List;
import java.util.Optional;

/**
 * Server that an archive contains, so that it can serve itself.
 *
 * @param protocol of the application
 * @param requirement to add if the application requires no known server; empty: none
 */
public record ServerChoice(Protocol protocol, Optional<DeclaredRequirement> requirement) {

    /** No server. */
    public static final String NONE = "none";

    private static final SourceLocation LOCATION = SourceLocation.of("<server>");

    /**
     * Parses the server of a POM.
     *
     * @param text {@code none}, or a requirement; empty: the preferred server of the protocol
     * @throws UserException if the server is known to serve only the other protocol
     */
    public static ServerChoice parse(Optional<String> text, Protocol protocol) {
        String configured = text.orElse(protocol.servers().get(0)).strip();
        if (configured.equals(NONE)) {
            return new ServerChoice(protocol, Optional.empty());
        }
        DeclaredRequirement requirement = DeclaredRequirement.parse(configured, LOCATION);
        Optional<Protocol> other = protocol.foreign(project(requirement));
        if (other.isPresent()) {
            throw foreign(project(requirement), protocol, other.get());
        }
        return new ServerChoice(protocol, Optional.of(requirement));
    }

    /** Returns the same protocol without a server. */
    ServerChoice without() {
        return new ServerChoice(protocol, Optional.empty());
    }

    /** Returns the dependencies with the server, unless they have a known server or require hashes. */
    DeclaredDependencies joined(DeclaredDependencies declared) {
        boolean isComplete = requirement.isEmpty()
                || declared.requiresHashes()
                || own(declared).isPresent();
        return isComplete ? declared : declared.requiring(List.of(requirement.get()));
    }

    /** Returns the name of the server that the archive starts, or {@link #NONE}. */
    String name(DeclaredDependencies declared) {
        Optional<String> own = own(joined(declared));
        return own.isPresent() ? own.get() : added(declared).orElse(NONE);
    }

    /** Returns the name of the server that is added to the dependencies. */
    Optional<String> added(DeclaredDependencies declared) {
        return declared.requiresHashes() ? Optional.empty() : missing(declared);
    }

    /** Returns the name of the server that would be added if the dependencies did not require hashes. */
    Optional<String> unhashed(DeclaredDependencies declared) {
        return declared.requiresHashes() ? missing(declared) : Optional.empty();
    }

    private Optional<String> missing(DeclaredDependencies declared) {
        return requirement.isPresent() && own(declared).isEmpty()
                ? Optional.of(project(requirement.get()))
                : Optional.empty();
    }

    private Optional<String> own(DeclaredDependencies declared) {
        for (DeclaredRequirement one : declared.requirements()) {
            if (protocol.isServedBy(project(one))) {
                return Optional.of(project(one));
            }
        }
        return Optional.empty();
    }

    /** Returns the name of the required package, in normal form. */
    public static String project(DeclaredRequirement declared) {
        return declared.requirement().name().value();
    }

    private static UserException foreign(String server, Protocol protocol, Protocol other) {
        return UserException.of("`" + server + "` cannot serve an application with the interface `" + protocol
                        + "`\n    from: <server>")
                .hint("write <server>" + protocol.servers().get(0) + "</server>, or remove <server>")
                .hint("if the application has the other interface: <interface>" + other + "</interface>");
    }
}
