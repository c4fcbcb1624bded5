package io.github.pywar.python.foreignlock;

import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Versions that a dependency in a lock accepts: specifiers, alternatives of them ({@code ||}), and the short forms of
 * Poetry ({@code ^1.2}, {@code ~1.2}, {@code *}).
 *
 * @param alternatives one of them must accept the version
 */
record VersionRule(List<VersionSpecifiers> alternatives) {

    /** Any version. */
    static final VersionRule ANY = new VersionRule(List.of(VersionSpecifiers.ANY));

    private static final Pattern CLAUSE = Pattern.compile("([\\^~]|~=|===?|!=|<=|>=|<|>)?\\s*([^\\s,^~=!<>]+)");

    VersionRule {
        alternatives = List.copyOf(alternatives);
    }

    /** Returns the rule of a text; empty if the text is not one. */
    static Optional<VersionRule> tryParse(String text) {
        List<VersionSpecifiers> alternatives = new ArrayList<>();
        for (String alternative : text.split("\\|\\|?")) {
            Optional<VersionSpecifiers> specifiers = VersionSpecifiers.tryParse(pep440(alternative));
            if (specifiers.isEmpty()) {
                return Optional.empty();
            }
            alternatives.add(specifiers.get());
        }
        return Optional.of(new VersionRule(alternatives));
    }

    private static String pep440(String alternative) {
        return CLAUSE.matcher(alternative.replaceAll("[()]", " "))
                .results()
                .map(clause -> clause(clause.group(1) == null ? "" : clause.group(1), clause.group(2)))
                .filter(clause -> !clause.isEmpty())
                .collect(Collectors.joining(","));
    }

    private static String clause(String operator, String version) {
        return switch (operator) {
            case "^" -> ">=" + version + upperBound(version, caretIndex(version));
            case "~" -> ">=" + version + upperBound(version, version.contains(".") ? 1 : 0);
            case "" -> version.equals("*") ? "" : "==" + version;
            default -> version.equals("*") ? "" : operator + version;
        };
    }

    /** Returns the index of the part that a caret allows to grow by less than one: the first that is not zero. */
    private static int caretIndex(String version) {
        String[] parts = version.split("\\.");
        for (int i = 0; i < parts.length; i++) {
            if (!parts[i].equals("0")) {
                return i;
            }
        }
        return parts.length - 1;
    }

    private static String upperBound(String version, int index) {
        String[] parts = version.split("\\.");
        Matcher number = Pattern.compile("\\d{1,9}").matcher(parts[index]);
        if (!number.lookingAt()) {
            return "";
        }
        StringBuilder bound = new StringBuilder(",<");
        for (int i = 0; i < index; i++) {
            bound.append(parts[i]).append('.');
        }
        return bound.append(Long.parseLong(number.group()) + 1).toString();
    }

    /** Returns whether the rule accepts a version, also a pre-release. */
    boolean accepts(Version version) {
        return alternatives.stream().anyMatch(one -> one.contains(version.toString(), Optional.of(true), false));
    }

    @Override
    public String toString() {
        return alternatives.stream().map(VersionSpecifiers::toString).collect(Collectors.joining(" || "));
    }
}
