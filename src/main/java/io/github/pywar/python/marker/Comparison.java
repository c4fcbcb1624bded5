package io.github.pywar.python.marker;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.version.VersionSpecifier;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Comparison of two operands. The variable decides the type ("Dependency specifiers", typed comparisons): four variables
 * are versions, the others are strings. A string has no order, so {@code <} and {@code >} are false for it.
 */
final class Comparison extends Marker {

    private static final Set<String> VERSIONS =
            Set.of("implementation_version", "platform_release", "python_full_version", "python_version");

    private static final Pattern SEPARATORS = Pattern.compile("[-_.]+");

    private final Operand left;
    private final String operator;
    private final Operand right;

    private Comparison(Operand left, String operator, Operand right) {
        this.left = left;
        this.operator = operator;
        this.right = right;
    }

    /** Converts names of extras and groups to normal form. */
    static Comparison of(Operand left, String operator, Operand right) {
        boolean names =
                left.isVariable("extra") || right.isVariable() && MarkerVariables.REQUEST.contains(right.text());
        return names
                ? new Comparison(withName(left), operator, withName(right))
                : new Comparison(left, operator, right);
    }

    private static Operand withName(Operand operand) {
        return operand.withLiteral(normalName(operand.text()));
    }

    /** Accepts any text, because a marker may contain an invalid name. */
    static String normalName(String text) {
        return SEPARATORS.matcher(text).replaceAll("-").toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean mentions(String variable) {
        return left.isVariable(variable) || right.isVariable(variable);
    }

    /** As in {@code packaging}, only the first variable has a value; a second one is a string with its own name. */
    @Override
    boolean holds(MarkerEnvironment environment) {
        boolean leading = left.isVariable();
        String variable = leading ? left.text() : right.text();
        if (environment.isSet(variable)) {
            return membership(leading, environment.set(variable));
        }
        if (variable.equals("extra")) {
            return extra(environment);
        }
        Optional<String> value = environment.value(variable);
        if (value.isEmpty()) {
            throw undefined("`" + variable + "` has no value");
        }
        return compare(environment, variable, value.get());
    }

    private boolean compare(MarkerEnvironment environment, String variable, String value) {
        return left.isVariable()
                ? compare(environment, variable, value, right.text())
                : compare(environment, variable, left.text(), value);
    }

    private boolean extra(MarkerEnvironment environment) {
        if (environment.extras().isEmpty()) {
            throw undefined("`extra` is not defined in a lock");
        }
        Set<String> extras = environment.extras().get();
        if (extras.isEmpty()) {
            return compare(environment, "extra", "");
        }
        boolean isNegative = operator.equals("!=") || operator.equals("not in");
        for (String extra : extras) {
            if (compare(environment, "extra", extra) != isNegative) {
                return !isNegative;
            }
        }
        return isNegative;
    }

    private boolean membership(boolean leading, Set<String> names) {
        if (leading) {
            throw undefined("the syntax for a set of names is `\"name\" in " + left.text() + "`");
        }
        return switch (operator) {
            case "in" -> names.contains(left.text());
            case "not in" -> !names.contains(left.text());
            case "!=" -> true;
            case "~=", "===" -> throw undefined("`" + operator + "` does not apply to a set of names");
            default -> false;
        };
    }

    private boolean compare(MarkerEnvironment environment, String variable, String one, String other) {
        if (VERSIONS.contains(variable)) {
            Optional<Boolean> versions = cachedComparison(environment.comparisons(), one, other);
            if (versions.isPresent()) {
                return versions.get();
            }
        }
        return switch (operator) {
            case "in" -> other.contains(one);
            case "not in" -> !other.contains(one);
            case "==", "<=", ">=" -> one.equals(other);
            case "!=" -> !one.equals(other);
            case "<", ">" -> false;
            default -> throw undefined("`" + operator + "` applies only to versions");
        };
    }

    private Optional<Boolean> cachedComparison(Map<String, Optional<Boolean>> cache, String one, String other) {
        String key = one + '\0' + operator + '\0' + other;
        Optional<Boolean> known = cache.get(key);
        if (known == null) {
            known = compareVersions(one, other);
            cache.put(key, known);
        }
        return known;
    }

    /** @return empty if the right side is not a version, so that both are compared as strings */
    private Optional<Boolean> compareVersions(String one, String other) {
        Optional<VersionSpecifier> specifier = VersionSpecifier.tryParse(operator + other);
        return specifier.isPresent()
                ? Optional.of(VersionSpecifiers.of(List.of(specifier.get())).contains(one, Optional.of(true), false))
                : Optional.empty();
    }

    private UserException undefined(String why) {
        return UserException.of("The marker `" + this + "` cannot be evaluated: " + why);
    }

    @Override
    public String toString() {
        return left + " " + operator + " " + right;
    }
}
