package io.github.pywar.maven;

import io.github.pywar.base.progress.Progress;
import io.github.pywar.maven.ConfiguredParameters.Configured;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.ConfigurationContainer;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/** Check of all parameters that the POM, the settings and the command line configure, before a goal reads them. */
record ParameterCheck(MavenSession session, MavenProject project, MojoExecution execution) {

    private static final String WARNED = "io.github.pywar.overriddenProperties";
    private static final String PREFIX = "pywar.";
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{(pywar\\.[^{}]++)}");

    /** Checks the names of properties, then that each parameter has a value. */
    void run(Progress progress) throws IOException {
        PywarProperties properties = PywarProperties.of(expressions());
        properties.checkUser(session.getUserProperties(), this::isOfPom);
        properties.warnOfProject(project.getProperties(), this::isUsed, progress);
        List<Configured> values = new ArrayList<>();
        Optional<ConfigurationElement> declared = configuration().map(UnknownParameters::root);
        declared.ifPresent(xml -> ConfiguredParameters.checkMaps(xml, ofType("java.util.Map")));
        declared.ifPresent(xml -> values.addAll(ConfiguredParameters.of(xml)));
        declared.ifPresent(xml ->
                new OverriddenProperties(properties(), warned()).warn(session.getUserProperties(), xml, progress));
        properties.known().stream().sorted().forEach(name -> property(name).ifPresent(values::add));
        new ConfiguredParameters(this::isSet, lists()).check(values);
    }

    /** Returns the parameters of the goal by their properties. */
    private Map<String, String> properties() {
        Map<String, String> parameters = new TreeMap<>();
        for (PlexusConfiguration parameter :
                execution.getMojoDescriptor().getMojoConfiguration().getChildren()) {
            Matcher property = PROPERTY.matcher(parameter.getValue(""));
            if (property.matches()) {
                parameters.put(property.group(1), parameter.getName());
            }
        }
        return parameters;
    }

    /** Returns the properties of earlier warnings: several goals of a build have the same parameter. */
    @SuppressWarnings("unchecked")
    private Set<String> warned() {
        Object earlier = project.getContextValue(WARNED);
        Set<String> warned = earlier == null ? new TreeSet<>() : (Set<String>) earlier;
        project.setContextValue(WARNED, warned);
        return warned;
    }

    /** Returns the text of the configuration, because the class of the tree depends on the version of Maven. */
    private Optional<String> configuration() {
        Plugin plugin = project.getPlugin(execution.getPlugin().getKey());
        if (plugin == null) {
            return Optional.empty();
        }
        PluginExecution own = plugin.getExecutionsAsMap().get(execution.getExecutionId());
        return Stream.<ConfigurationContainer>of(plugin)
                .map(container -> own != null && own.getConfiguration() != null ? own : container)
                .filter(container -> container.getConfiguration() != null)
                .map(container -> container.getConfiguration().toString())
                .findFirst();
    }

    private Optional<Configured> property(String name) {
        String user = session.getUserProperties().getProperty(name);
        String text = user == null ? project.getProperties().getProperty(name) : user;
        return Optional.ofNullable(text)
                .map(value -> new Configured(
                        name, value, user == null ? "the properties of the POM or of settings.xml" : "-D" + name));
    }

    private boolean isSet(String expression) {
        try {
            return new PluginParameterExpressionEvaluator(session, execution).evaluate("${" + expression + "}") != null;
        } catch (ExpressionEvaluationException e) {
            return false;
        }
    }

    private Set<String> expressions() {
        return execution.getMojoDescriptor().getPluginDescriptor().getMojos().stream()
                .filter(goal -> goal.getMojoConfiguration() != null)
                .flatMap(goal -> Stream.of(goal.getMojoConfiguration().getChildren()))
                .map((PlexusConfiguration parameter) -> parameter.getValue(""))
                .collect(Collectors.toSet());
    }

    /** Returns the names of parameters that are lists of texts or files, and of their properties. */
    private Set<String> lists() {
        Set<String> lists = ofType("java.util.List");
        lists.addAll(lists.stream().map(PREFIX::concat).toList());
        return lists;
    }

    private Set<String> ofType(String type) {
        return execution.getMojoDescriptor().getPluginDescriptor().getMojos().stream()
                .flatMap(goal -> goal.getParameters().stream())
                .filter(parameter -> parameter.getType().startsWith(type))
                .map(Parameter::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean isOfPom(String property) {
        return session.getProjects().stream()
                        .anyMatch(one -> one.getProperties().containsKey(property))
                || isUsed(property);
    }

    /** Returns whether a POM of this build uses the name in an expression or in the activation of a profile. */
    private boolean isUsed(String property) {
        Pattern use = Pattern.compile("(\\$\\{|<name>\\s*!?)" + Pattern.quote(property) + "\\s*(\\}|</name>)");
        for (MavenProject one = project; one != null; one = one.getParent()) {
            if (one.getFile() != null && use.matcher(text(one.getFile())).find()) {
                return true;
            }
        }
        return false;
    }

    private static String text(File pom) {
        try {
            return Files.readString(pom.toPath(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
