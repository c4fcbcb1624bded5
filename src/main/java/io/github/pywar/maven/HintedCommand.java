package io.github.pywar.maven;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/**
 * Commands in hints, such as {@code mvn pywar:lock}, with the properties that the user gave this run of Maven: a lock that does
 * not fit {@code -Dpywar.platform} is written again for that platform.
 *
 * @param goals the properties of each goal
 * @param user properties of the command line
 */
record HintedCommand(Map<String, Set<String>> goals, Properties user) {

    private static final Pattern COMMAND =
            Pattern.compile("(?m)(?<=^hint: .{0,300}mvn )pywar:([a-z-]+)(?![a-z-])([^`\n]*)");

    /** Text that no shell changes. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.,:/=+-]+");

    static HintedCommand of(PluginDescriptor plugin, Properties user) {
        Map<String, Set<String>> goals = new TreeMap<>();
        for (MojoDescriptor goal : plugin.getMojos()) {
            goals.put(goal.getGoal(), properties(goal));
        }
        return new HintedCommand(goals, user);
    }

    private static Set<String> properties(MojoDescriptor goal) {
        List<String> expressions = new ArrayList<>();
        if (goal.getMojoConfiguration() != null) {
            for (PlexusConfiguration parameter : goal.getMojoConfiguration().getChildren()) {
                expressions.add(parameter.getValue(""));
            }
        }
        return PywarProperties.of(expressions).known();
    }

    /** Returns the message with complete commands. */
    String completed(String message) {
        return COMMAND.matcher(message)
                .replaceAll(found -> Matcher.quoteReplacement(
                        "pywar:" + found.group(1) + options(found.group(1), found.group(2)) + found.group(2)));
    }

    private String options(String goal, String rest) {
        List<String> options = new ArrayList<>();
        for (String property : new TreeSet<>(goals.getOrDefault(goal, Set.of()))) {
            String value = user.getProperty(property);
            if (value != null && !rest.contains("-D" + property + "=")) {
                options.add(" -D" + property + "=" + shown(value));
            }
        }
        return String.join("", options);
    }

    /** A URL may contain a password, and other text may need quotation marks: the user repeats both. */
    private static String shown(String value) {
        return PLAIN.matcher(value).matches() && !value.contains("://") ? value : "...";
    }
}
