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
 * A requirement and the place of its declaration.
 *
 * @param requirement the requirement
 * @param location file and line, or the name of another source
 * @param hashes the allowed digests of its file, by algorithm ({@code sha256}); empty if none are declared
 */
public record DeclaredRequirement(Requirement requirement, SourceLocation location, Map<String, Set<String>> hashes) {

    /** Maximum length of a requirement and of the value of an option, in UTF-16 units. */
    public static final int MAX_CHARACTERS = 4_000;

    public DeclaredRequirement {
        hashes = Collections.unmodifiableMap(new TreeMap<>(hashes));
    }

    /**
     * Parses a requirement.
     *
     * @param text a requirement without options
     * @throws SyntaxException if the text is not a requirement; it has the location
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
     * Checks that a text has at most 4,000 characters. The time to parse some texts grows with the square of their length,
     * and no known requirement has a tenth of this limit.
     */
    public static void checkLength(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new SyntaxException(text, 0, "Not a requirement: it has more than " + MAX_CHARACTERS + " characters");
        }
    }

    /** @return whether the marker holds in the environment, without extras */
    public boolean appliesTo(MarkerEnvironment environment) {
        return requirement.appliesTo(environment, Set.of());
    }

    /**
     * Checks that a direct reference can be packaged: a wheel, an archive of source code, a folder, or a repository.
     *
     * @return this
     * @throws UserException if it cannot
     */
    public DeclaredRequirement requireSupported() {
        if (requirement.url().isPresent()) {
            DirectReference.of(requirement.url().get()).requireSupported(requirement.toString(), location);
        }
        return this;
    }

    /** @return the requirement and its location for messages, without credentials */
    @Override
    public String toString() {
        return Credentials.redact(requirement.toString()) + " (" + location + ")";
    }
}
