package io.github.pywar.python.index;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Declared version of a page's format (PEP 629): a later minor version is read, a later major version is refused. */
final class ApiVersion {

    /** The latest supported version, with namespaces (draft PEP 752), which are ignored. */
    static final String SUPPORTED = "1.5";

    private static final Pattern READABLE = Pattern.compile("1(?:\\.([0-9]{1,9}))?");
    private static final int SUPPORTED_MINOR = 5;

    private ApiVersion() {}

    static boolean isReadable(String version) {
        return READABLE.matcher(version).matches();
    }

    /** @return the version, if it is later than the supported one */
    static Optional<String> newer(String version) {
        Matcher parts = READABLE.matcher(version);
        boolean isNewer =
                parts.matches() && parts.group(1) != null && Integer.parseInt(parts.group(1)) > SUPPORTED_MINOR;
        return isNewer ? Optional.of(version) : Optional.empty();
    }
}
