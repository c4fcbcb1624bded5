package io.github.pywar.app.spec;

import io.github.pywar.python.version.Version;
import java.util.Objects;
import java.util.Optional;

/**
 * What Maven knows the application by.
 *
 * @param classifier where the project has several archives
 */
public record Identity(String groupId, String artifactId, String version, Optional<String> classifier) {

    private static final String SNAPSHOT = "-SNAPSHOT";

    public Identity {
        Objects.requireNonNull(groupId);
        Objects.requireNonNull(artifactId);
        Objects.requireNonNull(version);
        classifier = classifier.filter(text -> !text.isBlank());
    }

    /**
     * The version as Python's tools read it (PEP 440): a snapshot is a development release, and what follows no rule of
     * theirs becomes a local label.
     *
     * @return for example {@code 1.2.dev0} of {@code 1.2-SNAPSHOT}, {@code 0+maven.final} of {@code Final}
     */
    public Version pythonVersion() {
        String released = version.endsWith(SNAPSHOT)
                ? version.substring(0, version.length() - SNAPSHOT.length()) + ".dev0"
                : version;
        return Version.tryParse(released).orElseGet(() -> Version.parse(labelled(released)));
    }

    private static String labelled(String text) {
        String number = text.replaceFirst("^(\\d+(?:\\.\\d+)*)?.*", "$1");
        String label =
                text.substring(number.length()).replaceAll("[^A-Za-z0-9]+", ".").replaceAll("^\\.|\\.$", "");
        return number.isEmpty() ? "0+maven." + label : number + "+" + label;
    }
}
