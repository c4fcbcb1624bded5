package io.github.pywar.app.spec;

import java.util.Objects;
import java.util.Optional;

/**
 * What Maven knows the application by.
 *
 * @param classifier where the project has several archives
 */
public record ProjectCoordinates(String groupId, String artifactId, String version, Optional<String> classifier) {

    public ProjectCoordinates {
        Objects.requireNonNull(groupId);
        Objects.requireNonNull(artifactId);
        Objects.requireNonNull(version);
        classifier = classifier.filter(text -> !text.isBlank());
    }
}
