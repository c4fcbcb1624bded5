package io.github.pywar.maven;

import io.github.pywar.base.progress.Progress;
import io.github.pywar.maven.ConfiguredParameters.Configured;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/** Check of all parameters that the POM, the settings and the command line configure, before a goal reads them. */
record ParameterCheck(MavenSession session, MavenProject project, MojoExecution execution) {

    private static final String WARNED = "io.github.pywar.overriddenProperties";
    private static final String PREFIX = "pywar.";

    /** Checks the names of properties, then that each parameter has a value. */
    void run(Progress progress) throws IOException {
        GoalParameters parameters =
                GoalParameters.of(execution.getMojoDescriptor().getPluginDescriptor());
        PywarProperties properties = PywarProperties.of(parameters.expressions());
        if (properties.hasUnknown(session.getUserProperties())) {
            properties.checkUser(session.getUserProperties(), this::isOfPom);
        }
        if (properties.hasUnknown(project.getProperties())) {
            properties.warnOfProject(project.getProperties(), this::isUsed, progress);
        }
        List<Configured> values = new ArrayList<>();
        Optional<Object> configuration = configuration();
        if (configuration.isPresent()) {
            ConfigurationElement declared = ConfigurationElement.of(configuration.get());
            ConfiguredParameters.checkMaps(declared, parameters.maps());
            values.addAll(ConfiguredParameters.of(declared));
            warnOfOverridden(declared, progress);
        }
        for (String name : new TreeSet<>(properties.known())) {
            addProperty(name, values);
        }
        new ConfiguredParameters(this::isSet, withProperties(parameters.lists())).check(values);
    }

    private void warnOfOverridden(ConfigurationElement declared, Progress progress) {
        Properties user = session.getUserProperties();
        Map<String, String> parameters = parameters(user);
        if (!parameters.isEmpty()) {
            new OverriddenProperties(parameters, warned()).warn(user, declared, progress);
        }
    }

    /** Returns the parameters of the goal that the user sets, by their properties. */
    private Map<String, String> parameters(Properties user) {
        Map<String, String> parameters = new TreeMap<>();
        for (String property : user.stringPropertyNames()) {
            Optional<String> parameter = property.startsWith(PREFIX) ? parameter(property) : Optional.empty();
            if (parameter.isPresent()) {
                parameters.put(property, parameter.get());
            }
        }
        return parameters;
    }

    /** Returns the parameter of the goal that has a property. */
    private Optional<String> parameter(String property) {
        String expression = "${" + property + "}";
        for (PlexusConfiguration parameter :
                execution.getMojoDescriptor().getMojoConfiguration().getChildren()) {
            if (expression.equals(parameter.getValue(""))) {
                return Optional.of(parameter.getName());
            }
        }
        return Optional.empty();
    }

    /** Returns the properties of earlier warnings: several goals of a build have the same parameter. */
    @SuppressWarnings("unchecked")
    private Set<String> warned() {
        Object earlier = project.getContextValue(WARNED);
        Set<String> warned = earlier == null ? new TreeSet<>() : (Set<String>) earlier;
        project.setContextValue(WARNED, warned);
        return warned;
    }

    private Optional<Object> configuration() {
        Plugin plugin = project.getPlugin(execution.getPlugin().getKey());
        if (plugin == null) {
            return Optional.empty();
        }
        PluginExecution own = plugin.getExecutionsAsMap().get(execution.getExecutionId());
        Object xml = own != null && own.getConfiguration() != null ? own.getConfiguration() : plugin.getConfiguration();
        return Optional.ofNullable(xml);
    }

    private void addProperty(String name, List<Configured> values) {
        String user = session.getUserProperties().getProperty(name);
        String text = user == null ? project.getProperties().getProperty(name) : user;
        if (text != null) {
            String from = user == null ? "the properties of the POM or of settings.xml" : "-D" + name;
            values.add(new Configured(name, text, from));
        }
    }

    private boolean isSet(String expression) {
        try {
            return new PluginParameterExpressionEvaluator(session, execution).evaluate("${" + expression + "}") != null;
        } catch (ExpressionEvaluationException e) {
            return false;
        }
    }

    /** Returns names of parameters, and their properties. */
    private static Set<String> withProperties(Set<String> names) {
        Set<String> all = new HashSet<>(names);
        for (String name : names) {
            all.add(PREFIX + name);
        }
        return all;
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
