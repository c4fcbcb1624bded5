package io.github.pywar.python.index;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of the index format that a page says it has (PEP 629): a later minor one is read, a major one is not. */
final class ApiVersion {

    /** The last one that is known: {@code project-status} (PEP 792). */
    static final String KNOWN = "1.4";

    private static final Pattern READABLE = Pattern.compile("1(?:\\.([0-9]{1,9}))?");
    private static final int KNOWN_MINOR = 4;

    private ApiVersion() {}

    static boolean isReadable(String version) {
        return READABLE.matcher(version).matches();
    }

    /** @return the version, where it is a later one than is known */
    static Optional<String> newer(String version) {
        Matcher parts = READABLE.matcher(version);
        boolean isNewer = parts.matches() && parts.group(1) != null && Integer.parseInt(parts.group(1)) > KNOWN_MINOR;
        return isNewer ? Optional.of(version) : Optional.empty();
    }
}
