package io.github.pywar.maven;

import io.github.pywar.base.url.Credentials;
import java.util.List;

/**
 * Bean of {@code <overlay>}: a Maven artifact ({@code zip}, {@code tar.gz}, {@code jar}, {@code pywar}) whose files are
 * added to the application. A {@code pywar} artifact adds only the files of its application, not its libraries. The
 * version may be omitted if the project depends on the artifact.
 */
public final class Overlay {

    private String groupId;
    private String artifactId;
    private String version;
    private String type = "zip";
    private String classifier = "";

    /** Folder below {@code app/} for the files. */
    private String targetPath = "";

    /** Globs of the files to add; if empty, all files. */
    private List<String> includes = List.of();

    /** Globs of the files to leave out. */
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

    /** Returns the coordinates, for messages and for Maven's debug log. */
    @Override
    public String toString() {
        String classified = classifier.isEmpty() ? "" : ":" + classifier;
        return Credentials.redact(
                groupId + ":" + artifactId + ":" + type + classified + (version == null ? "" : ":" + version));
    }
}
