package io.github.pywar.app.archive;

import java.util.Optional;

/**
 * Manifest of the last archive. Only the build is another one in the next archive, so it is not parsed.
 *
 * @param json as {@link ManifestJson} has written it
 */
record LastManifest(String json) {

    private static final String START = "  \"build\": {\n";
    private static final String END = "\n  },\n";

    /** Returns the text without {@code build}; empty if this is not the expected text. */
    Optional<String> withoutBuild() {
        int start = json.indexOf(START);
        int end = start < 0 ? -1 : json.indexOf(END, start);
        return end < 0 || json.indexOf(START, end) >= 0
                ? Optional.empty()
                : Optional.of(json.substring(0, start) + json.substring(end + END.length()));
    }

    /** Returns the text with another build. */
    String with(ArchiveManifest.Build build, String id) {
        int start = json.indexOf(START);
        return json.substring(0, start)
                + START
                + "    \"id\": \"" + id + "\",\n    \"timestamp\": \"" + build.timestamp() + "\",\n    \"tool\": \""
                + build.tool() + '"'
                + json.substring(json.indexOf(END, start));
    }
}
