package io.github.pywar.maven;

import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.io.StringReader;
import java.util.Comparator;
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
        NodeList children = root(configuration);
        for (int at = 0; at < children.getLength(); at++) {
            String name = children.item(at).getNodeName();
            if (!name.startsWith("#") && !known.contains(name)) {
                warnings.add("No goal has a parameter <" + name + ">, so it counts for nothing" + meant(name));
            }
        }
        return warnings;
    }

    private static NodeList root(String configuration) {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(configuration)))
                    .getDocumentElement()
                    .getChildNodes();
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalArgumentException("not the XML of a configuration: " + e.getMessage(), e);
        }
    }

    private String meant(String name) {
        int most = Math.max(1, name.length() / 3);
        return known.stream()
                .filter(other -> distance(name, other) <= most)
                .min(Comparator.comparingInt(other -> distance(name, other)))
                .map(other -> ": did you mean <" + other + ">?")
                .orElse("");
    }

    /** How many letters have to be put in, left out or replaced. */
    private static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        for (int column = 0; column < before.length; column++) {
            before[column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            int[] now = new int[before.length];
            now[0] = row;
            for (int column = 1; column < now.length; column++) {
                int replaced = before[column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
                now[column] = Math.min(replaced, 1 + Math.min(before[column], now[column - 1]));
            }
            before = now;
        }
        return before[other.length()];
    }
}
