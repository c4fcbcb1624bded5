package io.github.pywar.python.declaration;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.version.VersionSpecifier;
import io.github.pywar.python.version.VersionSpecifier.Operator;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Environment markers for the keys {@code python} and {@code platform} of a dependency in Poetry. */
final class EnvironmentMarkers {

    private static final Pattern ALTERNATIVE = Pattern.compile("\\s*\\|\\|?\\s*");
    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
    private static final Pattern PLATFORM = Pattern.compile("(!=|===?|=)?\\s*([^\\s\"']+)");

    private EnvironmentMarkers() {}

    /**
     * Returns the Python versions of a constraint. A version with one or two numbers, for example {@code 3.11}, stands for
     * all its releases.
     */
    static VersionSpecifiers pythons(String constraint) {
        return VersionSpecifiers.anyOf(VersionConstraint.parse(constraint).alternatives().stream()
                .map(set -> VersionSpecifiers.of(
                        set.all().stream().map(EnvironmentMarkers::release).toList()))
                .toList());
    }

    private static VersionSpecifier release(VersionSpecifier one) {
        boolean isShort = one.operator() == Operator.EQUAL && !one.isWildcard() && numbers(one) < 3;
        return isShort ? VersionSpecifier.parse(one + ".*") : one;
    }

    /**
     * Returns the marker of a constraint on Python.
     *
     * @return the marker; empty if every version fits
     */
    static Optional<Marker> ofPython(String constraint) {
        VersionSpecifiers pythons = pythons(constraint);
        if (pythons.isAny()) {
            return Optional.empty();
        }
        return joined(pythons.alternatives().stream().map(EnvironmentMarkers::conjunction));
    }

    private static Optional<Marker> joined(Stream<Marker> alternatives) {
        return alternatives.reduce(Marker::or);
    }

    private static Marker conjunction(VersionSpecifiers set) {
        return Marker.parse(
                set.all().stream().map(EnvironmentMarkers::comparison).collect(Collectors.joining(" and ")));
    }

    /** Where it makes no difference, the variable is {@code python_version}, which every version of Python compares. */
    private static String comparison(VersionSpecifier one) {
        boolean isMinor = switch (one.operator()) {
            case AT_LEAST, BELOW -> numbers(one) < 3;
            case EQUAL, NOT_EQUAL -> one.isWildcard() && numbers(one) < 3;
            default -> false;
        };
        String operand = one.operand();
        if (isMinor && one.isWildcard() && numbers(one) == 2) {
            operand = operand.substring(0, operand.length() - 2);
        }
        return (isMinor ? "python_version" : "python_full_version") + " "
                + one.operator().sign() + " \"" + operand + "\"";
    }

    private static int numbers(VersionSpecifier one) {
        String bare =
                one.isWildcard() ? one.operand().substring(0, one.operand().length() - 2) : one.operand();
        return bare.matches("[0-9.]+") ? bare.split("\\.").length : 3;
    }

    /**
     * Returns the marker of a constraint on {@code sys_platform}, for example {@code linux}, {@code !=win32} or
     * {@code linux || darwin}.
     *
     * @throws UserException if it is not such a constraint
     */
    static Marker ofPlatform(String constraint) {
        return joined(ALTERNATIVE
                        .splitAsStream(constraint.strip())
                        .map(part -> COMMA.splitAsStream(part)
                                .map(EnvironmentMarkers::platform)
                                .reduce(Marker::and)
                                .orElseThrow(() -> notAPlatform(constraint))))
                .orElseThrow(() -> notAPlatform(constraint));
    }

    private static Marker platform(String text) {
        Matcher platform = PLATFORM.matcher(text);
        if (!platform.matches()) {
            throw notAPlatform(text);
        }
        String operator = "!=".equals(platform.group(1)) ? "!=" : "==";
        return Marker.parse("sys_platform " + operator + " \"" + platform.group(2) + "\"");
    }

    private static UserException notAPlatform(String text) {
        return UserException.of("`" + text + "` is not a platform")
                .hint("write for example `linux`, `win32`, `!=win32` or `linux || darwin`");
    }

    /** Returns a marker that holds if all of these hold; null for none. */
    static Marker all(List<Marker> markers) {
        return markers.stream().reduce(Marker::and).orElse(null);
    }
}
