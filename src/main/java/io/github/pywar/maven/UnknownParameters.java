package io.github.pywar.maven;

import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.text.ClosestName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.model.ConfigurationContainer;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;

/** Warnings about elements of the configuration that no goal has: Maven before 3.9 silently ignores a misspelt one. */
final class UnknownParameters {

    private final Set<String> known;

    UnknownParameters(Set<String> known) {
        this.known = new TreeSet<>(known);
    }

    /** Warns of unknown elements in the configuration of the plugin and of its executions. */
    static void warn(MavenProject project, MojoExecution execution, Progress progress) {
        Plugin plugin = project.getPlugin(execution.getPlugin().getKey());
        if (plugin == null) {
            return;
        }
        UnknownParameters unknown = new UnknownParameters(
                GoalParameters.of(execution.getMojoDescriptor().getPluginDescriptor())
                        .names());
        Set<String> warnings = new LinkedHashSet<>();
        List<ConfigurationContainer> containers = new ArrayList<>(plugin.getExecutions());
        containers.add(0, plugin);
        for (ConfigurationContainer container : containers) {
            if (container.getConfiguration() != null) {
                warnings.addAll(unknown.of(ConfigurationElement.of(container.getConfiguration())));
            }
        }
        for (String warning : warnings) {
            progress.warning(warning);
        }
    }

    /**
     * Returns a warning for each unknown element.
     *
     * @param configuration element whose children are the parameters
     */
    Set<String> of(ConfigurationElement configuration) {
        Set<String> warnings = new LinkedHashSet<>();
        for (ConfigurationElement child : configuration.children()) {
            if (!known.contains(child.name())) {
                warnings.add("No goal has a parameter <" + child.name() + ">: it is ignored" + proposal(child.name()));
            }
        }
        return warnings;
    }

    private String proposal(String name) {
        return ClosestName.of(name, known)
                .map(other -> ". Did you mean <" + other + ">?")
                .orElse("");
    }
}
