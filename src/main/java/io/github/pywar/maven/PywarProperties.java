package io.github.pywar.maven;

import io.github.pywar.base.error.ErrorList;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.text.ClosestName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Properties {@code pywar.*} that no parameter has: a misspelt {@code -Dpywar.platfrom} has no effect.
 *
 * @param known the properties of all goals
 */
record PywarProperties(Set<String> known) {

    private static final String PREFIX = "pywar.";
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{(pywar\\.[^{}]+)\\}");

    PywarProperties {
        known = Set.copyOf(new TreeSet<>(known));
    }

    /** @param expressions the values of parameters in the descriptor of the plugin, such as {@code ${pywar.index}} */
    static PywarProperties of(Collection<String> expressions) {
        return new PywarProperties(expressions.stream()
                .map(EXPRESSION::matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(1))
                .collect(Collectors.toSet()));
    }

    /**
     * Checks the properties of the command line, of {@code .mvn/maven.config} and the like.
     *
     * @param isOfPom whether a POM uses a property of that name for itself, {@code pywar.version} for example
     * @throws UserException if one is of no parameter
     */
    void checkUser(Properties properties, Predicate<String> isOfPom) {
        ErrorList.eachOf(unknown(properties).filter(isOfPom.negate()).toList(), name -> {
            UserException error =
                    UserException.of("No goal of pywar has a property `" + name + "`: -D" + name + " has no effect");
            throw closest(name)
                    .map(other -> error.hint("did you mean -D" + other + "?"))
                    .orElseGet(() -> error.hint("`mvn pywar:help -Ddetail` lists all properties"));
        });
    }

    /** Warns of properties of the POM and of settings.xml that look misspelt; others may be the POM's own. */
    void warnOfProject(Properties properties, Predicate<String> isUsed, Progress progress) {
        unknown(properties)
                .filter(isUsed.negate())
                .forEach(name -> closest(name)
                        .ifPresent(other -> progress.warning("No goal of pywar has the property `" + name
                                + "` of the POM or settings.xml, so it has no effect: did you mean `" + other
                                + "`?")));
    }

    private Optional<String> closest(String name) {
        List<String> endings =
                known.stream().map(one -> one.substring(PREFIX.length())).toList();
        return ClosestName.of(name.substring(PREFIX.length()), endings).map(PREFIX::concat);
    }

    private Stream<String> unknown(Properties properties) {
        return properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith(PREFIX) && !known.contains(name))
                .sorted();
    }
}
