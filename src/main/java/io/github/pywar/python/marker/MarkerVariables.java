package io.github.pywar.python.marker;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Variables of markers, with their names in the current standard and in PEP 345. */
final class MarkerVariables {

    /** Variables with a value for each environment. */
    static final List<String> ENVIRONMENT = List.of(
            "implementation_name",
            "implementation_version",
            "os_name",
            "platform_machine",
            "platform_python_implementation",
            "platform_release",
            "platform_system",
            "platform_version",
            "python_full_version",
            "python_version",
            "sys_platform");

    /** Variables with values of the request: an extra in metadata, sets of names in locks. */
    static final Set<String> REQUEST = Set.of("extra", "extras", "dependency_groups");

    private static final Map<String, String> OLD = Map.of(
            "os.name", "os_name",
            "sys.platform", "sys_platform",
            "platform.version", "platform_version",
            "platform.machine", "platform_machine",
            "platform.python_implementation", "platform_python_implementation",
            "python_implementation", "platform_python_implementation");

    private MarkerVariables() {}

    /** @return the current name; empty if there is no such variable */
    static Optional<String> normal(String word) {
        String normal = OLD.getOrDefault(word, word);
        return ENVIRONMENT.contains(normal) || REQUEST.contains(normal) ? Optional.of(normal) : Optional.empty();
    }

    /** @return the hint for a name that is not a variable */
    static String hint(String word) {
        return "put a string in quotes (`\"" + word + "\"`); the variables are `" + String.join("`, `", ENVIRONMENT)
                + "` and `extra`";
    }
}
