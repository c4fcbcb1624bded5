package io.github.pywar.app.audit;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.metadata.DeclaredLicense;
import io.github.pywar.python.name.PackageName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Licences that packages may have.
 *
 * @param allow SPDX identifiers, also with an exception, or ending in {@code *}; empty: all that are not denied
 * @param deny the same, for licences that no package may have
 * @param unknown what a package without a clear licence means
 * @param clarified licence expressions of packages after a review; their metadata is ignored
 * @param exceptions packages that are not checked
 */
public record LicensePolicy(
        List<String> allow,
        List<String> deny,
        Unknown unknown,
        Map<PackageName, String> clarified,
        Set<PackageName> exceptions) {

    private static final String WITH = " WITH ";

    /** Result of a check of a package without a clear licence. */
    public enum Unknown {
        FAIL,
        WARN,
        ALLOW;

        /** @throws UserException if the text is none of them */
        public static Unknown parse(String text) {
            for (Unknown one : values()) {
                if (one.name().equalsIgnoreCase(text.strip())) {
                    return one;
                }
            }
            throw UserException.of("`" + text + "` is not a rule for unknown licences\n    from: <licences>, <unknown>")
                    .hint("use `fail`, `warn` or `allow`");
        }
    }

    /** @throws UserException if an entry is not an identifier of SPDX */
    public LicensePolicy {
        allow = allow.stream().map(text -> entry(text, "<allow>")).toList();
        deny = deny.stream().map(text -> entry(text, "<deny>")).toList();
        Map<PackageName, String> expressions = new TreeMap<>();
        clarified.forEach((name, text) ->
                expressions.put(name, DeclaredLicense.parse(text).orElseThrow(() -> invalid(text, "<clarify>"))));
        clarified = Map.copyOf(expressions);
        exceptions = Set.copyOf(exceptions);
    }

    private static String entry(String declared, String element) {
        String text = declared.strip();
        if (text.endsWith("*") && text.length() > 1) {
            return text;
        }
        String normal = DeclaredLicense.parse(text).orElseThrow(() -> invalid(text, element));
        if (normal.contains(" AND ") || normal.contains(" OR ") || normal.startsWith("(")) {
            throw UserException.of("`" + text + "` is more than one licence\n    from: <licences>, " + element)
                    .hint("write one licence in each element");
        }
        return normal;
    }

    private static UserException invalid(String text, String element) {
        return UserException.of("`" + text + "` is not a licence of SPDX\n    from: <licences>, " + element)
                .hint("use an identifier of the SPDX list such as `Apache-2.0`, or `LicenseRef-NAME`")
                .hint("a pattern ends with `*`: `GPL-*`");
    }

    /** Judges the licence of a package; empty if it is acceptable. */
    Optional<LicenseProblem> judge(PackageName name, DeclaredLicense declared) {
        if (exceptions.contains(name)) {
            return Optional.empty();
        }
        Optional<String> expression = Optional.ofNullable(clarified.get(name)).or(declared::expression);
        if (expression.isEmpty()) {
            String named =
                    declared.text().map(text -> "`" + text + "` is not clear").orElse("none is declared");
            return unknown == Unknown.ALLOW
                    ? Optional.empty()
                    : Optional.of(new LicenseProblem(name, "unknown licence: " + named, unknown == Unknown.FAIL));
        }
        return LicenseTerms.evaluate(expression.get(), this::isAccepted)
                ? Optional.empty()
                : Optional.of(new LicenseProblem(name, "licence " + expression.get() + " is not allowed", true));
    }

    /** Returns the licence of a package for a report, with the declaration of the POM that applies to it. */
    String shown(PackageName name, DeclaredLicense declared) {
        String text = declared.text().orElse("none declared");
        if (exceptions.contains(name)) {
            return text + " (not checked: <exceptions>)";
        }
        return clarified.containsKey(name) ? clarified.get(name) + " (<clarify>; its metadata: " + text + ")" : text;
    }

    /** An exception of a licence adds rights, so what is allowed without it is allowed with it. */
    private boolean isAccepted(String license) {
        boolean hasException = license.contains(WITH);
        if (hasException && allow.contains(license)) {
            return !deny.contains(license);
        }
        String base = hasException ? license.substring(0, license.indexOf(WITH)) : license;
        if (matches(deny, license) || matches(deny, base)) {
            return false;
        }
        return allow.isEmpty() || matches(allow, license) || matches(allow, base);
    }

    private static boolean matches(List<String> entries, String license) {
        String lower = license.toLowerCase(Locale.ROOT);
        for (String entry : entries) {
            boolean isPattern = entry.endsWith("*");
            String text = (isPattern ? entry.substring(0, entry.length() - 1) : entry).toLowerCase(Locale.ROOT);
            if (isPattern ? lower.startsWith(text) : lower.equals(text)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the declared packages that are not in the archive. */
    List<PackageName> unused(Set<PackageName> present) {
        List<PackageName> unused = new ArrayList<>(exceptions);
        unused.addAll(clarified.keySet());
        unused.removeIf(present::contains);
        unused.sort(null);
        return unused;
    }
}
