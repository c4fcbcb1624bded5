package io.github.pywar.maven;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;

/**
 * Where the parameters have their values that are not elements of the POM. Messages name the element of a parameter; this
 * replaces it by the property that has the value.
 *
 * @param properties where the value is, such as {@code -Dpywar.platform}, by names of parameters
 */
record ParameterOrigin(Map<String, String> properties) {

    /** Origin in a message that is a parameter, and not an element of one, such as {@code <format> of the index}. */
    private static final Pattern FROM = Pattern.compile("(?m)^( *from: )<([A-Za-z]+)>(?=$|,)");

    private static final String START = "${";

    /** Returns the origins for the goal of an execution. */
    static ParameterOrigin of(MavenSession session, MavenProject project, MojoExecution execution) {
        return execution.getConfiguration() == null
                ? new ParameterOrigin(Map.of())
                : of(
                        ConfigurationElement.of(execution.getConfiguration()),
                        session.getUserProperties(),
                        project.getProperties());
    }

    /**
     * Returns the origins for the values of a goal.
     *
     * @param configuration of the goal, with the descriptor's expressions where the POM has no element
     * @param user properties of the command line and of {@code .mvn/maven.config}
     * @param project properties of the POM and of settings.xml
     */
    static ParameterOrigin of(ConfigurationElement configuration, Properties user, Properties project) {
        Map<String, String> origins = new TreeMap<>();
        for (ConfigurationElement parameter : configuration.children()) {
            String text = parameter.text().strip();
            if (text.startsWith(START) && text.endsWith("}")) {
                String property = text.substring(START.length(), text.length() - 1);
                if (user.containsKey(property)) {
                    origins.put(parameter.name(), "-D" + property);
                } else if (project.containsKey(property)) {
                    origins.put(parameter.name(), "<" + property + "> of <properties>");
                }
            }
        }
        return new ParameterOrigin(origins);
    }

    /** Returns the message with the right origins. */
    String corrected(String message) {
        return FROM.matcher(message)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) + properties.getOrDefault(found.group(2), "<" + found.group(2) + ">")));
    }
}
