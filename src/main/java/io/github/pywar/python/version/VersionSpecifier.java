package io.github.pywar.python.version;

import io.github.pywar.base.error.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** One comparison with a version, for example {@code >=1.0} (PEP 440, "Version specifiers"). */
public final class VersionSpecifier {

    /** The operators, those first that begin like another one. */
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

        /** @return as it is written */
        public String sign() {
            return sign;
        }
    }

    private static final String WILDCARD = ".*";

    private final Operator operator;
    private final String operand;
    private final Version version;

    /** Worked out at first use: most requirements of an index are never looked at. */
    private VersionRange range;

    private VersionSpecifier(Operator operator, String operand, Version version) {
        this.operator = operator;
        this.operand = operand;
        this.version = version;
    }

    /** @throws UserException if the text is no specifier */
    public static VersionSpecifier parse(String text) {
        return tryParse(text)
                .orElseThrow(() -> UserException.of("`" + text + "` is no valid version specifier:"
                        + " it needs one of ~= == != <= >= < > === and a version that the operator allows"));
    }

    /** @return the specifier, or empty if the text is none */
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
        return Version.tryParse(bare)
                .filter(version -> version.text().equals(bare) && isAllowed(operator, version, wildcard))
                .map(version -> new VersionSpecifier(operator, operand, version));
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

    /** @return what follows the operator, as written, for example {@code 1.*} */
    public String operand() {
        return operand;
    }

    /** @return whether the operand ends in {@code .*} */
    public boolean isWildcard() {
        return operator != Operator.ARBITRARY && operand.endsWith(WILDCARD);
    }

    /** @return whether it fixes one version: {@code ==} without wildcard, or {@code ===} */
    public boolean pins() {
        return operator == Operator.ARBITRARY || (operator == Operator.EQUAL && !isWildcard());
    }

    /** @return whether it names a pre-release in a way that asks for it: not by {@code !=} */
    public boolean namesPrerelease() {
        return operator != Operator.NOT_EQUAL && version != null && version.isPrerelease();
    }

    /**
     * @return the versions it accepts, the rule about pre-releases aside; of {@code ===} the version that is spelled
     *     so, with its other spellings
     */
    public VersionRange range() {
        VersionRange known = range;
        if (known == null) {
            known = rangeOf();
            range = known;
        }
        return known;
    }

    /** @return whether the version fits, the rule about pre-releases aside */
    public boolean accepts(Version candidate) {
        return operator == Operator.ARBITRARY ? candidate.isSpelled(operand) : range().contains(candidate);
    }

    /** @return whether a text from an index fits, which need not be a version for {@code ===} */
    boolean acceptsText(String candidate) {
        return operator == Operator.ARBITRARY
                ? candidate.toLowerCase(Locale.ROOT).equals(operand.toLowerCase(Locale.ROOT))
                : Version.tryParse(candidate).filter(range()::contains).isPresent();
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

    /** @return the place before the first version whose release no longer begins as this one's */
    private Cut afterPrefix(int dropped) {
        VersionParts base = version.parts().base();
        List<String> release =
                new ArrayList<>(base.release().subList(0, base.release().size() - dropped));
        release.set(release.size() - 1, VersionParts.increment(release.get(release.size() - 1)));
        return firstDevelopment(base.withRelease(release));
    }

    /** What makes two specifiers one: {@code ==1.0} and {@code ==1} are, {@code ~=1.0} and {@code ~=1.0.0} are not. */
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
