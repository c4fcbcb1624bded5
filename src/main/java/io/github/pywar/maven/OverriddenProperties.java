package io.github.pywar.maven;

import io.github.pywar.base.error.Hint;
import io.github.pywar.base.progress.Progress;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * Check for properties of the command line that have no effect, because the POM has a value for their parameter: Maven then
 * reads no property.
 *
 * @param parameters names of the parameters by their properties, such as {@code pywar.port}
 * @param warned properties of earlier warnings; it receives those of new ones
 */
record OverriddenProperties(Map<String, String> parameters, Set<String> warned) {

    /** The goals read this property themselves, and it takes precedence. */
    private static final String INDEX = "pywar.index";

    OverriddenProperties {
        parameters = new TreeMap<>(parameters);
    }

    /**
     * Warns of each property whose parameter has another value in the POM.
     *
     * @param user properties of the command line and of {@code .mvn/maven.config}
     * @param configuration of the goal in the POM
     */
    void warn(Properties user, ConfigurationElement configuration, Progress progress) {
        for (ConfigurationElement element : configuration.children()) {
            for (Map.Entry<String, String> entry : parameters.entrySet()) {
                String property = entry.getKey();
                boolean isDeclared = element.name().equals(entry.getValue());
                if (isDeclared && !hasEffect(property, user.getProperty(property), element) && warned.add(property)) {
                    warn(property, element, progress);
                }
            }
        }
    }

    private static boolean hasEffect(String property, String value, ConfigurationElement element) {
        return value == null
                || property.equals(INDEX)
                || String.join(",", element.lines()).equals(value.strip());
    }

    private static void warn(String property, ConfigurationElement element, Progress progress) {
        String tag = "<" + element.name() + ">";
        String text = element.children().isEmpty() ? element.text().strip() : "...";
        progress.warning(
                "-D" + property + " has no effect: the POM declares " + tag + text + "</" + element.name() + ">",
                List.of(
                        Hint.of("declare it as a property: remove " + tag + ", and write <" + property + "> into"
                                + " <properties>"),
                        Hint.of("or remove -D" + property)));
    }
}
