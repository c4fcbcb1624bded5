package io.github.pywar.maven;

import java.util.HashSet;
import java.util.Set;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/**
 * Parameters of all goals, as the plugin's descriptor lists them. It is read in every build, so without streams.
 *
 * @param names of elements in the POM, with their aliases
 * @param lists names of those that are lists
 * @param maps names of those that are maps
 * @param expressions their values in the descriptor, such as {@code ${pywar.index}}
 */
record GoalParameters(Set<String> names, Set<String> lists, Set<String> maps, Set<String> expressions) {

    static GoalParameters of(PluginDescriptor plugin) {
        GoalParameters all = new GoalParameters(new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>());
        for (MojoDescriptor goal : plugin.getMojos()) {
            for (Parameter parameter : goal.getParameters()) {
                all.add(parameter);
            }
            if (goal.getMojoConfiguration() != null) {
                for (PlexusConfiguration parameter : goal.getMojoConfiguration().getChildren()) {
                    all.expressions.add(parameter.getValue(""));
                }
            }
        }
        return all;
    }

    private void add(Parameter parameter) {
        names.add(parameter.getName());
        names.add(String.valueOf(parameter.getAlias()));
        if (parameter.getType().startsWith("java.util.List")) {
            lists.add(parameter.getName());
        } else if (parameter.getType().startsWith("java.util.Map")) {
            maps.add(parameter.getName());
        }
    }
}
