package io.github.pywar.app.archive;

import io.github.pywar.python.version.Version;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Conversion of a POM's version to a Python version (PEP 440). */
public final class PomVersion {

    private static final String SNAPSHOT = "-SNAPSHOT";
    private static final Pattern NUMBERS = Pattern.compile("v?([0-9]+(?:\\.[0-9]+)*+)[-_.+]*(.*)");

    private PomVersion() {}

    /**
     * Converts a version: {@code 1.2.0} to itself, {@code 1.2.0-SNAPSHOT} to {@code 1.2.0.dev0}. A qualifier that PEP 440
     * does not have becomes a local label: {@code 1.2.0-final} to {@code 1.2.0+final}.
     */
    public static Version pep440(String text) {
        if (text.endsWith(SNAPSHOT)) {
            String released = text.substring(0, text.length() - SNAPSHOT.length());
            Version base = pep440(released);
            return Version.tryParse(base.publicVersion() + ".dev0").orElse(base);
        }
        Optional<Version> version = Version.tryParse(text);
        return version.isPresent() ? version.get() : labelled(text);
    }

    private static Version labelled(String text) {
        Matcher matcher = NUMBERS.matcher(text);
        boolean hasNumbers = matcher.matches();
        String rest = hasNumbers ? matcher.group(2) : text;
        String label =
                rest.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", ".").replaceAll("^\\.|\\.$", "");
        String numbers = hasNumbers ? matcher.group(1) : "0";
        return Version.parse(label.isEmpty() ? numbers : numbers + "+" + label);
    }
}
