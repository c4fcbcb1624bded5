package io.github.pywar.python.requirement;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.base.text.SyntaxException;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.marker.MarkerEnvironment;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A requirement that a person wrote down.
 *
 * @param requirement what is asked for
 * @param location where it stands
 * @param hashes the digests that a file of it may have, by algorithm ({@code sha256}); empty where none are given
 */
public record DeclaredRequirement(Requirement requirement, SourceLocation location, Map<String, Set<String>> hashes) {

    private static final int MOST_CHARACTERS = 4_000;

    public DeclaredRequirement {
        hashes = Collections.unmodifiableMap(new TreeMap<>(hashes));
    }

    /**
     * @param text a requirement as in requirements files, without options
     * @throws SyntaxException where it is none, telling the location
     */
    public static DeclaredRequirement parse(String text, SourceLocation location) {
        try {
            checkLength(text);
            return new DeclaredRequirement(Requirement.parse(text), location, Map.of());
        } catch (SyntaxException e) {
            throw e.at(location);
        }
    }

    /**
     * Checks that a text is short enough to be read: no requirement has a tenth of this length, and reading some texts
     * takes the square of it.
     */
    public static void checkLength(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new SyntaxException(text, 0, "Not a requirement: more than " + MOST_CHARACTERS + " characters");
        }
    }

    /** @return whether its marker holds in that environment, without extras */
    public boolean appliesTo(MarkerEnvironment environment) {
        return requirement.appliesTo(environment, Set.of());
    }

    /**
     * Checks that a direct reference names a wheel.
     *
     * @return this
     * @throws UserException where it names what had to be built first
     */
    public DeclaredRequirement requireWheel() {
        requirement.url().flatMap(url -> DirectReference.of(url).missing()).ifPresent(missing -> {
            throw DirectReference.refuse(requirement.toString(), location, missing);
        });
        return this;
    }

    /** @return the requirement and where it stands, for people: the credentials of a URL are not shown */
    @Override
    public String toString() {
        return Credentials.redact(requirement.toString()) + " (" + location + ")";
    }
}
