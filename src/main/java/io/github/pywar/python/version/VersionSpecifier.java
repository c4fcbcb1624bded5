package io.github.pywar.python.version;

import io.github.pywar.base.error.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A comparison with a version (PEP 440, "Version specifiers"):
 *
 * <pre>
 * specifier = operator VERSION [ ".*" ] | "===" TEXT
 * operator  = "~=" | "==" | "!=" | "&lt;=" | "&gt;=" | "&lt;" | "&gt;"
 * </pre>
 */
public final class VersionSpecifier {

    /** Operators; one that starts with another operator comes before that one. */
    public enum Operator {
        ARBITRARY("==="),
        COMPATIBLE("~="),
        EQUAL("=="),
        NOT_EQUAL("!="),
        AT_MOST("<="),
        AT_LEAST(">="),
        BELOW("<"),
        ABOVE(">");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        /** @return the operator as text */
        public String sign() {
            return sign;
        }
    }

    private static final String WILDCARD = ".*";

    private final Operator operator;
    private final String operand;
    private final Version version;

    /** Computed at first use, because most requirements of an index are never used. */
    private VersionRange range;

    private VersionSpecifier(Operator operator, String operand, Version version) {
        this.operator = operator;
        this.operand = operand;
        this.version = version;
    }

    /** @throws UserException if the text is not a specifier */
    public static VersionSpecifier parse(String text) {
        Optional<VersionSpecifier> specifier = tryParse(text);
        if (specifier.isEmpty()) {
            throw UserException.of("`" + text + "` is not a valid version specifier:"
                    + " it needs one of ~= == != <= >= < > === and a version that the operator allows");
        }
        return specifier.get();
    }

    /** @return the specifier; empty if the text is not one */
    public static Optional<VersionSpecifier> tryParse(String text) {
        String stripped = VersionScanner.strip(text);
        for (Operator operator : Operator.values()) {
            if (stripped.startsWith(operator.sign)) {
                String operand = VersionScanner.strip(stripped.substring(operator.sign.length()));
                return of(operator, operand);
            }
        }
        return Optional.empty();
    }

    private static Optional<VersionSpecifier> of(Operator operator, String operand) {
        if (operator == Operator.ARBITRARY) {
            boolean legal = !operand.isEmpty()
                    && operand.chars().noneMatch(c -> c == ';' || c == ')' || VersionScanner.isSpace((char) c));
            return legal
                    ? Optional.of(new VersionSpecifier(
                            operator, operand, Version.tryParse(operand).orElse(null)))
                    : Optional.empty();
        }
        boolean wildcard = operand.endsWith(WILDCARD);
        String bare = wildcard ? operand.substring(0, operand.length() - WILDCARD.length()) : operand;
        Optional<Version> version = Version.tryParse(bare);
        boolean isLegal = version.isPresent()
                && version.get().text().equals(bare)
                && isAllowed(operator, version.get(), wildcard);
        return isLegal ? Optional.of(new VersionSpecifier(operator, operand, version.get())) : Optional.empty();
    }

    private static boolean isAllowed(Operator operator, Version version, boolean wildcard) {
        boolean equality = operator == Operator.EQUAL || operator == Operator.NOT_EQUAL;
        VersionParts parts = version.parts();
        if (wildcard) {
            return equality
                    && !version.isPrerelease()
                    && !version.isPostrelease()
                    && parts.local().isEmpty();
        }
        return (equality || parts.local().isEmpty())
                && (operator != Operator.COMPATIBLE || parts.release().size() > 1);
    }

    /** @return the operator */
    public Operator operator() {
        return operator;
    }

    /** @return the text after the operator, for example {@code 1.*} */
    public String operand() {
        return operand;
    }

    /** @return whether the operand ends in {@code .*} */
    public boolean isWildcard() {
        return operator != Operator.ARBITRARY && operand.endsWith(WILDCARD);
    }

    /** @return whether it pins one version: {@code ==} without wildcard, or {@code ===} */
    public boolean pins() {
        return operator == Operator.ARBITRARY || (operator == Operator.EQUAL && !isWildcard());
    }

    /** @return whether it contains a pre-release, and thereby allows pre-releases; {@code !=} does not */
    public boolean namesPrerelease() {
        return operator != Operator.NOT_EQUAL && version != null && version.isPrerelease();
    }

    /**
     * Returns the accepted versions, without the rule for pre-releases. For {@code ===}, the range also has the other
     * spellings of the version.
     */
    public VersionRange range() {
        VersionRange known = range;
        if (known == null) {
            known = rangeOf();
            range = known;
        }
        return known;
    }

    /** @return whether the version fits, without the rule for pre-releases */
    public boolean accepts(Version candidate) {
        return operator == Operator.ARBITRARY ? candidate.hasSpelling(operand) : range().contains(candidate);
    }

    /** @return whether a text of an index fits; for {@code ===} it need not be a version */
    boolean acceptsText(String candidate) {
        if (operator == Operator.ARBITRARY) {
            return candidate.toLowerCase(Locale.ROOT).equals(operand.toLowerCase(Locale.ROOT));
        }
        Optional<Version> parsed = Version.tryParse(candidate);
        return parsed.isPresent() && range().contains(parsed.get());
    }

    private VersionRange rangeOf() {
        return switch (operator) {
            case ARBITRARY -> version == null ? VersionRange.none() : VersionRange.exactly(version);
            case COMPATIBLE -> VersionRange.between(Cut.before(version), afterPrefix(1));
            case EQUAL -> equal();
            case NOT_EQUAL -> equal().complement();
            case AT_MOST -> VersionRange.between(Cut.FLOOR, Cut.afterLocals(version));
            case AT_LEAST -> VersionRange.between(Cut.before(version), null);
            case BELOW ->
                VersionRange.between(
                        Cut.FLOOR, version.isPrerelease() ? Cut.before(version) : firstDevelopment(version.parts()));
            case ABOVE ->
                VersionRange.between(
                        version.isDevelopment() || version.isPostrelease()
                                ? Cut.afterLocals(version)
                                : Cut.afterPosts(version),
                        null);
        };
    }

    private VersionRange equal() {
        if (isWildcard()) {
            return VersionRange.between(firstDevelopment(version.parts()), afterPrefix(0));
        }
        boolean local = !version.parts().local().isEmpty();
        return VersionRange.between(Cut.before(version), local ? Cut.after(version) : Cut.afterLocals(version));
    }

    private static Cut firstDevelopment(VersionParts parts) {
        return Cut.before(Version.of(parts.withDev("0")));
    }

    /**
     * Returns the cut before the first version with another release prefix.
     *
     * @param dropped number of components at the end of the release that are not part of the prefix
     */
    private Cut afterPrefix(int dropped) {
        VersionParts base = version.parts().base();
        List<String> release =
                new ArrayList<>(base.release().subList(0, base.release().size() - dropped));
        release.set(release.size() - 1, VersionParts.increment(release.get(release.size() - 1)));
        return firstDevelopment(base.withRelease(release));
    }

    /** Defines equality: {@code ==1.0} and {@code ==1} are equal, {@code ~=1.0} and {@code ~=1.0.0} are not. */
    private Object identity() {
        if (operator == Operator.ARBITRARY || isWildcard()) {
            return operand;
        }
        return operator == Operator.COMPATIBLE ? version.toString() : version;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VersionSpecifier that
                && operator == that.operator
                && identity().equals(that.identity());
    }

    @Override
    public int hashCode() {
        return Objects.hash(operator, identity());
    }

    @Override
    public String toString() {
        return operator.sign + operand;
    }
}
