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
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Configuration of the plugin in {@code <build>}, for a goal that the site plugin runs. Maven gives such a goal only the
 * configuration in {@code <reporting>}, but the report must describe the archive that the build makes.
 */
record BuildConfiguration(MavenSession session, MavenProject project, MojoExecution execution) {

    /** Sets the parameters of the goal that {@code <build>} configures and {@code <reporting>} does not. */
    void applyTo(AbstractPywarMojo goal) throws ComponentConfigurationException {
        Optional<Element> build = xml(project.getPlugin(execution.getPlugin().getKey()));
        if (build.isEmpty()) {
            return;
        }
        Set<String> ofReporting = namesInReporting();
        DefaultPlexusConfiguration configuration = new DefaultPlexusConfiguration("configuration");
        NodeList children = build.get().getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            Node child = children.item(i);
            if (child instanceof Element element
                    && isParameter(element)
                    && !ofReporting.contains(element.getNodeName())) {
                configuration.addChild(copy(element));
            }
        }
        new BasicComponentConfigurator()
                .configureComponent(
                        goal,
                        configuration,
                        new PluginParameterExpressionEvaluator(session, execution),
                        execution.getMojoDescriptor().getPluginDescriptor().getClassRealm());
    }

    private boolean isParameter(Element element) {
        return execution.getMojoDescriptor().getParameterMap().containsKey(element.getNodeName());
    }

    private Set<String> namesInReporting() {
        Set<String> names = new HashSet<>();
        project.getModel().getReporting().getPlugins().stream()
                .filter(plugin -> plugin.getKey().equals(execution.getPlugin().getKey()))
                .flatMap(plugin -> xml(plugin).stream())
                .forEach(root -> {
                    NodeList children = root.getChildNodes();
                    for (int i = 0; i < children.getLength(); i++) {
                        names.add(children.item(i).getNodeName());
                    }
                });
        return names;
    }

    /** The configuration as text, because the class of the tree depends on the version of Maven. */
    private static Optional<Element> xml(ConfigurationContainer container) {
        return Optional.ofNullable(container)
                .map(ConfigurationContainer::getConfiguration)
                .map(tree -> UnknownParameters.root(tree.toString()));
    }

    private static DefaultPlexusConfiguration copy(Element element) {
        DefaultPlexusConfiguration copy = new DefaultPlexusConfiguration(element.getNodeName());
        NodeList children = element.getChildNodes();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < children.getLength(); i++) {
            Node child = children.item(i);
            if (child instanceof Element inner) {
                copy.addChild(copy(inner));
            } else {
                text.append(child.getNodeType() == Node.COMMENT_NODE ? "" : child.getTextContent());
            }
        }
        if (copy.getChildCount() == 0) {
            copy.setValue(text.toString());
        }
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Node attribute = element.getAttributes().item(i);
            copy.setAttribute(attribute.getNodeName(), attribute.getNodeValue());
        }
        return copy;
    }
}
