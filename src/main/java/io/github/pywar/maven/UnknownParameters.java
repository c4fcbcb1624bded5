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

/** Elements of the plugin's configuration that no goal has: Maven before 3.9 passes over a misspelt one in silence. */
final class UnknownParameters {

    private final Set<String> known;

    UnknownParameters(Set<String> known) {
        this.known = new TreeSet<>(known);
    }

    static void tell(MavenProject project, MojoExecution execution, Progress progress) {
        Plugin plugin = project.getPlugin(execution.getPlugin().getKey());
        if (plugin == null) {
            return;
        }
        UnknownParameters unknown =
                new UnknownParameters(namesOf(execution.getMojoDescriptor().getPluginDescriptor()));
        Set<String> told = new LinkedHashSet<>();
        for (ConfigurationContainer said : Stream.<ConfigurationContainer>concat(
                        Stream.of(plugin), plugin.getExecutions().stream())
                .filter(container -> container.getConfiguration() != null)
                .toList()) {
            // its text, because the class of the tree differs from one Maven to another
            told.addAll(unknown.of(said.getConfiguration().toString()));
        }
        told.forEach(progress::warning);
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

    /** @param configuration XML: an element whose children are the parameters */
    Set<String> of(String configuration) {
        Set<String> warnings = new LinkedHashSet<>();
        NodeList children = root(configuration).getChildNodes();
        for (int at = 0; at < children.getLength(); at++) {
            String name = children.item(at).getNodeName();
            if (!name.startsWith("#") && !known.contains(name)) {
                warnings.add("No goal has a parameter <" + name + ">, so it is ignored" + meant(name));
            }
        }
        return warnings;
    }

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

    private String meant(String name) {
        return ClosestName.of(name, known)
                .map(other -> ": did you mean <" + other + ">?")
                .orElse("");
    }
}
