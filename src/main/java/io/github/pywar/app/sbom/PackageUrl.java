package io.github.pywar.app.sbom;

import io.github.pywar.app.library.Library;
import io.github.pywar.app.spec.ProjectCoordinates;
import io.github.pywar.python.metadata.DirectUrl;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Package URLs of Python packages and Maven artifacts (ECMA-427, types {@code pypi} and {@code maven}). */
final class PackageUrl {

    private static final String UNRESERVED = "-._~:";

    private PackageUrl() {}

    static String ofPython(String name, String version, Map<String, String> qualifiers) {
        return "pkg:pypi/" + encoded(name) + "@" + encoded(version) + qualified(qualifiers);
    }

    /** A package that a requirement names by URL is not the one of the index. */
    static String of(Library library) {
        Map<String, String> qualifiers = new TreeMap<>();
        if (library.directUrl().isPresent()) {
            addOrigin(qualifiers, library.directUrl().get());
        }
        return ofPython(
                library.wheel().name().name().value(),
                library.wheel().name().version().toString(),
                qualifiers);
    }

    private static void addOrigin(Map<String, String> qualifiers, DirectUrl direct) {
        String system = direct.toJson().path("vcs_info").path("vcs").asText("");
        String commit = direct.toJson().path("vcs_info").path("commit_id").asText("");
        if (system.isEmpty()) {
            qualifiers.put("download_url", direct.url());
        } else {
            qualifiers.put("vcs_url", system + "+" + direct.url() + "@" + commit);
        }
    }

    static String ofMaven(ProjectCoordinates project, String type) {
        Map<String, String> qualifiers = new TreeMap<>(Map.of("type", type));
        if (project.classifier().isPresent()) {
            qualifiers.put("classifier", project.classifier().get());
        }
        return "pkg:maven/" + encoded(project.groupId()) + "/" + encoded(project.artifactId()) + "@"
                + encoded(project.version()) + qualified(qualifiers);
    }

    private static String qualified(Map<String, String> qualifiers) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> one : qualifiers.entrySet()) {
            text.append(text.isEmpty() ? '?' : '&')
                    .append(one.getKey())
                    .append('=')
                    .append(encoded(one.getValue()));
        }
        return text.toString();
    }

    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            boolean isPlain = c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
            encoded.append(isPlain ? String.valueOf(c) : String.format("%%%02X", octet));
        }
        return encoded.toString();
    }
}
