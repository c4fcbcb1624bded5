package io.github.pywar.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.Mirror;
import org.apache.maven.settings.Proxy;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** Everything that a build of an archive depends on, except for files: parameters, Maven's settings, the environment. */
record ArchiveSettings(MavenSession session, MavenProject project, MojoExecution execution) {

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{[^{}]+\\}");

    /** Parameters that do not change the archive. */
    private static final Set<String> WITHOUT_EFFECT = Set.of("connections", "retries", "force", "skip");

    /** Variables that differ from shell to shell. */
    private static final Pattern VOLATILE = Pattern.compile(
            "_|SHLVL|PWD|OLDPWD|COLUMNS|LINES|WINDOWID|DISPLAY|TERM.*|SSH_.*|XDG_SESSION.*|MAVEN_CMD_LINE_ARGS|"
                    + "MAVEN_OPTS|COLORTERM|TMUX.*|STY|GPG_.*|DBUS_.*|HIST.*|PROMPT.*|PS[0-9]");

    /** System properties that differ from run to run. */
    private static final Pattern VOLATILE_PROPERTY = Pattern.compile("env\\..*|sun\\.java\\.command|.*\\.pid|"
            + "library\\.jansi\\..*|maven\\.build\\..*|java\\.io\\.tmpdir|pywar\\..*");

    /** Returns the values by name; a name is the subject of "has changed". */
    SortedMap<String, String> values() throws IOException {
        Set<String> parameters = new HashSet<>();
        for (Xpp3Dom parameter : execution.getConfiguration().getChildren()) {
            parameters.add(parameter.getName());
        }
        parameters.removeAll(WITHOUT_EFFECT);
        return values(parameters);
    }

    /** @param parameters names of those that the result depends on */
    SortedMap<String, String> values(Set<String> parameters) throws IOException {
        SortedMap<String, String> values = new TreeMap<>();
        values.put("the project's version", project.getId());
        values.put("the version of pywar", execution.getPlugin().getId() + code());
        values.put("the version of Java", System.getProperty("java.vm.version"));
        addParameters(parameters, values);
        Properties user = session.getUserProperties(); // takes precedence over the indexes of the POM
        values.put("the property `pywar.index`", user.getProperty("pywar.index", ""));
        for (Map.Entry<String, String> variable : System.getenv().entrySet()) {
            if (!VOLATILE.matcher(variable.getKey()).matches()) {
                values.put("the environment variable `" + variable.getKey() + "`", variable.getValue());
            }
        }
        values.put("a mirror in settings.xml", mirrors());
        values.put("a proxy in settings.xml", proxies());
        return values;
    }

    /** Adds the values that filtered resources may contain: all properties. */
    void addProperties(Map<String, String> values) {
        for (Properties some :
                new Properties[] {session.getSystemProperties(), project.getProperties(), session.getUserProperties()
                }) {
            some.stringPropertyNames().forEach(name -> {
                if (!VOLATILE_PROPERTY.matcher(name).matches()) {
                    values.put("the property `" + name + "`", some.getProperty(name));
                }
            });
        }
    }

    /** Returns the time of the plugin's jar: a snapshot keeps its version. */
    private static String code() throws IOException {
        String location = ArchiveSettings.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        Path jar = new File(location).toPath();
        long time = Files.getLastModifiedTime(jar).to(TimeUnit.NANOSECONDS);
        return " " + jar + " " + time + " " + Files.size(jar);
    }

    private void addParameters(Set<String> names, Map<String, String> values) {
        PluginParameterExpressionEvaluator evaluator = new PluginParameterExpressionEvaluator(session, execution);
        for (Xpp3Dom parameter : execution.getConfiguration().getChildren()) {
            String text = names.contains(parameter.getName()) ? text(parameter, evaluator) : "";
            if (!text.isEmpty()) {
                values.put("<" + parameter.getName() + ">", text);
            }
        }
    }

    /** Returns what is configured, with the values of its expressions; empty if that is the default of this version. */
    private static String text(Xpp3Dom parameter, PluginParameterExpressionEvaluator evaluator) {
        String value = parameter.getValue() == null ? "" : parameter.getValue();
        boolean isLeaf = parameter.getChildCount() == 0;
        String byDefault = parameter.getAttribute("default-value");
        String declared = isLeaf ? byDefault + '\0' + value : parameter.toString();
        // an empty element without a default is declared: with combine.self="override", it removes the default
        boolean isSet = !isLeaf || !isExpression(value) && !(value.isEmpty() && byDefault != null);
        StringBuilder text = new StringBuilder(declared);
        Matcher expressions = EXPRESSION.matcher(declared);
        while (expressions.find()) {
            Object evaluated = evaluated(expressions.group(), evaluator);
            text.append('\0').append(isPlain(evaluated) ? evaluated : "");
            isSet |= evaluated != null;
        }
        return isSet ? text.toString() : "";
    }

    private static boolean isExpression(String value) {
        return value.startsWith("${") && value.indexOf('}') == value.length() - 1;
    }

    /** Returns null if the expression has no value. */
    private static Object evaluated(String expression, PluginParameterExpressionEvaluator evaluator) {
        try {
            return evaluator.evaluate(expression);
        } catch (ExpressionEvaluationException e) {
            return null;
        }
    }

    /** Returns whether the text of a value is the same in each build. */
    private static boolean isPlain(Object value) {
        return value instanceof String
                || value instanceof File
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Collection<?> all && all.stream().allMatch(String.class::isInstance);
    }

    private String mirrors() {
        StringBuilder text = new StringBuilder();
        for (Mirror mirror : session.getSettings().getMirrors()) {
            text.append(mirror.getId() + "\0" + mirror.getUrl() + "\0" + mirror.getMirrorOf() + "\0");
        }
        return text.toString();
    }

    private String proxies() {
        StringBuilder text = new StringBuilder();
        for (Proxy proxy : session.getSettings().getProxies()) {
            text.append(proxy.getId() + "\0" + proxy.getHost() + "\0" + proxy.getPort() + "\0" + proxy.isActive() + "\0"
                    + proxy.getNonProxyHosts() + "\0");
        }
        return text.toString();
    }
}
