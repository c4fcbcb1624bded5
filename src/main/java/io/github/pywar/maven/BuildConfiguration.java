package io.github.pywar.maven;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.ConfigurationContainer;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.component.configurator.BasicComponentConfigurator;
import org.codehaus.plexus.component.configurator.ComponentConfigurationException;
import org.codehaus.plexus.configuration.DefaultPlexusConfiguration;

/**
 * Configuration of the plugin in {@code <build>}, for a goal that the site plugin runs. Maven gives such a goal only the
 * configuration in {@code <reporting>}, but the report must describe the archive that the build makes.
 */
record BuildConfiguration(MavenSession session, MavenProject project, MojoExecution execution) {

    /** Sets the parameters of the goal that {@code <build>} configures and {@code <reporting>} does not. */
    void applyTo(AbstractPywarMojo goal) throws ComponentConfigurationException {
        Optional<ConfigurationElement> build =
                xml(project.getPlugin(execution.getPlugin().getKey()));
        if (build.isEmpty()) {
            return;
        }
        Set<String> ofReporting = namesInReporting();
        DefaultPlexusConfiguration configuration = new DefaultPlexusConfiguration("configuration");
        build.get().children().stream()
                .filter(child -> isParameter(child) && !ofReporting.contains(child.name()))
                .forEach(child -> configuration.addChild(copy(child)));
        new BasicComponentConfigurator()
                .configureComponent(
                        goal,
                        configuration,
                        new PluginParameterExpressionEvaluator(session, execution),
                        execution.getMojoDescriptor().getPluginDescriptor().getClassRealm());
    }

    private boolean isParameter(ConfigurationElement element) {
        return execution.getMojoDescriptor().getParameterMap().containsKey(element.name());
    }

    private Set<String> namesInReporting() {
        Set<String> names = new HashSet<>();
        project.getModel().getReporting().getPlugins().stream()
                .filter(plugin -> plugin.getKey().equals(execution.getPlugin().getKey()))
                .flatMap(plugin -> xml(plugin).stream())
                .forEach(root -> root.children().forEach(child -> names.add(child.name())));
        return names;
    }

    /** The configuration as text, because the class of the tree depends on the version of Maven. */
    private static Optional<ConfigurationElement> xml(ConfigurationContainer container) {
        return Optional.ofNullable(container)
                .map(ConfigurationContainer::getConfiguration)
                .map(ConfigurationElement::of);
    }

    private static DefaultPlexusConfiguration copy(ConfigurationElement element) {
        DefaultPlexusConfiguration copy = new DefaultPlexusConfiguration(element.name());
        element.children().forEach(child -> copy.addChild(copy(child)));
        if (copy.getChildCount() == 0) {
            copy.setValue(element.text());
        }
        return copy;
    }
}
