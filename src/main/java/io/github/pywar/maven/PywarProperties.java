package io.github.pywar.maven;

import io.github.pywar.base.error.ErrorList;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.text.ClosestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Check for properties {@code pywar.*} that no parameter has: Maven ignores a misspelt {@code -Dpywar.platfrom}.
 *
 * @param known the properties of all goals
 */
record PywarProperties(Set<String> known) {

    private static final String PREFIX = "pywar.";

    PywarProperties {
        known = Set.copyOf(known);
    }

    /**
     * Returns the check for the properties in the plugin's descriptor.
     *
     * @param expressions values of parameters in the descriptor, such as {@code ${pywar.index}}
     */
    static PywarProperties of(Collection<String> expressions) {
        Set<String> known = new HashSet<>();
        for (String expression : expressions) {
            if (isProperty(expression)) {
                known.add(expression.substring(2, expression.length() - 1));
            }
        }
        return new PywarProperties(known);
    }

    private static boolean isProperty(String expression) {
        return expression.startsWith("${" + PREFIX) && expression.indexOf('}') == expression.length() - 1;
    }

    /** Returns whether there is a property {@code pywar.*} that no parameter has. Without one, both checks accept all. */
    boolean hasUnknown(Properties properties) {
        for (String name : properties.stringPropertyNames()) {
            if (isUnknown(name)) {
                return true;
            }
        }
        return false;
    }

    private boolean isUnknown(String name) {
        return name.startsWith(PREFIX) && !known.contains(name);
    }

    /**
     * Checks the properties of the command line, of {@code .mvn/maven.config} and the like.
     *
     * @param isOfPom whether a POM uses a property of that name itself, for example {@code pywar.version}
     * @throws UserException if a property belongs to no parameter
     */
    void checkUser(Properties properties, Predicate<String> isOfPom) {
        List<String> unknown = unknown(properties, isOfPom);
        if (unknown.isEmpty()) {
            return;
        }
        ErrorList.eachOf(unknown, name -> {
            UserException error =
                    UserException.of("No goal of pywar has a property `" + name + "`: -D" + name + " has no effect");
            throw closest(name)
                    .map(other -> error.hint("did you mean -D" + other + "?"))
                    .orElseGet(() -> error.hint("`mvn pywar:help -Ddetail` lists all properties"));
        });
    }

    /** Warns of properties in the POM and settings.xml that look misspelt; the POM itself may use the others. */
    void warnOfProject(Properties properties, Predicate<String> isUsed, Progress progress) {
        for (String name : unknown(properties, isUsed)) {
            closest(name)
                    .ifPresent(other -> progress.warning("No goal of pywar has the property `" + name
                            + "` of the POM or settings.xml: it has no effect. Did you mean `" + other
                            + "`?"));
        }
    }

    private Optional<String> closest(String name) {
        List<String> endings =
                known.stream().map(one -> one.substring(PREFIX.length())).toList();
        return ClosestName.of(name.substring(PREFIX.length()), endings).map(PREFIX::concat);
    }

    private List<String> unknown(Properties properties, Predicate<String> isUsed) {
        List<String> unknown = new ArrayList<>();
        for (String name : new TreeSet<>(properties.stringPropertyNames())) {
            if (isUnknown(name) && !isUsed.test(name)) {
                unknown.add(name);
            }
        }
        return unknown;
    }
}
