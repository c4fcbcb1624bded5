package io.github.pywar.maven;

import io.github.pywar.base.url.Credentials;
import java.util.List;

/**
 * A Maven artifact ({@code zip}, {@code tar.gz}, {@code jar}, {@code pywar}) whose files become the application's; of a
 * {@code pywar} those of its application, without its libraries. Its version may be left out where the project depends
 * on it.
 */
public final class Overlay {

    private String groupId;
    private String artifactId;
    private String version;
    private String type = "zip";
    private String classifier = "";

    /** Where its files go below {@code app/}. */
    private String targetPath = "";

    /** Globs of what is taken; without them, everything. */
    private List<String> includes = List.of();

    /** Globs of what is left of that. */
    private List<String> excludes = List.of("META-INF/");

    String groupId() {
        return groupId;
    }

    String artifactId() {
        return artifactId;
    }

    String version() {
        return version;
    }

    String type() {
        return type;
    }

    String classifier() {
        return classifier;
    }

    String targetPath() {
        return targetPath;
    }

    List<String> includes() {
        return List.copyOf(includes);
    }

    List<String> excludes() {
        return List.copyOf(excludes);
    }

    @Override
    public String toString() {
        String classified = classifier.isEmpty() ? "" : ":" + classifier;
        return Credentials.redact(
                groupId + ":" + artifactId + ":" + type + classified + (version == null ? "" : ":" + version));
    }
}
