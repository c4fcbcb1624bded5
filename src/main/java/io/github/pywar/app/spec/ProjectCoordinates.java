package io.github.pywar.app.spec;

import java.util.Objects;
import java.util.Optional;

/**
 * Maven coordinates of an application.
 *
 * @param classifier of one of several archives of a project
 */
public record ProjectCoordinates(String groupId, String artifactId, String version, Optional<String> classifier) {

    public ProjectCoordinates {
        Objects.requireNonNull(groupId);
        Objects.requireNonNull(artifactId);
        Objects.requireNonNull(version);
        classifier = classifier.isPresent() && classifier.get().isBlank() ? Optional.empty() : classifier;
    }
}
