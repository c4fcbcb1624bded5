package io.github.pywar.app.wheel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Description of a library in its POM.
 *
 * @param summary the {@code <description>}, if there is one
 * @param licenses names of the licences; a user may choose one of them
 * @param urls by label, for example {@code Homepage}
 * @param developers the authors
 */
public record PomDescription(
        Optional<String> summary, List<String> licenses, Map<String, String> urls, List<Developer> developers) {

    /** Description without values. */
    public static final PomDescription NONE = new PomDescription(Optional.empty(), List.of(), Map.of(), List.of());

    /** Author of a library. */
    public record Developer(Optional<String> name, Optional<String> email) {}

    public PomDescription {
        licenses = List.copyOf(licenses);
        urls = new LinkedHashMap<>(urls);
        developers = List.copyOf(developers);
    }
}
