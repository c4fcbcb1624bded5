package io.github.pywar.maven;

import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.text.ClosestName;
import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.maven.model.ConfigurationContainer;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

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
        UnknownParameters unknown =
                new UnknownParameters(namesOf(execution.getMojoDescriptor().getPluginDescriptor()));
        Set<String> warnings = new LinkedHashSet<>();
        for (ConfigurationContainer container : Stream.<ConfigurationContainer>concat(
                        Stream.of(plugin), plugin.getExecutions().stream())
                .filter(one -> one.getConfiguration() != null)
                .toList()) {
            // as text, because the class of the tree depends on the version of Maven
            warnings.addAll(unknown.of(container.getConfiguration().toString()));
        }
        warnings.forEach(progress::warning);
    }

    private static Set<String> namesOf(PluginDescriptor plugin) {
        Set<String> names = new TreeSet<>();
        plugin.getMojos()
                .forEach(goal -> goal.getParameters().forEach(parameter -> {
                    names.add(parameter.getName());
                    names.add(String.valueOf(parameter.getAlias()));
                }));
        return names;
    }

    /**
     * Returns a warning for each unknown element.
     *
     * @param configuration XML of an element whose children are the parameters
     */
    Set<String> of(String configuration) {
        Set<String> warnings = new LinkedHashSet<>();
        NodeList children = root(configuration).getChildNodes();
        for (int at = 0; at < children.getLength(); at++) {
            String name = children.item(at).getNodeName();
            if (!name.startsWith("#") && !known.contains(name)) {
                warnings.add("No goal has a parameter <" + name + ">: it is ignored" + proposal(name));
            }
        }
        return warnings;
    }

    /** Parses the XML of a configuration. */
    static Element root(String configuration) {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(configuration)))
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalArgumentException("not the XML of a configuration: " + e.getMessage(), e);
        }
    }

    private String proposal(String name) {
        return ClosestName.of(name, known)
                .map(other -> ". Did you mean <" + other + ">?")
                .orElse("");
    }
}
