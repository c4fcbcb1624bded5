package io.github.pywar.python.version;

import io.github.pywar.base.error.UserException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Specifiers that must all hold, for example {@code >=1.0,<2} (PEP 440, "Version specifiers"). Their order and
 * repetitions do not matter.
 */
public final class VersionSpecifiers {

    /** No specifier: every version fits. */
    public static final VersionSpecifiers ANY = new VersionSpecifiers(List.of());

    private final List<VersionSpecifier> specifiers;

    /** Worked out at first use: most requirements of an index are never looked at. */
    private VersionRange range;

    private VersionSpecifiers(List<VersionSpecifier> specifiers) {
        this.specifiers = specifiers;
    }

    /**
     * @param text specifiers with commas between; may be empty
     * @throws UserException if one of them is not valid
     */
    public static VersionSpecifiers parse(String text) {
        return of(clauses(text).map(VersionSpecifier::parse).toList());
    }

    /** @return the specifiers, or empty if one of them is not valid */
    public static Optional<VersionSpecifiers> tryParse(String text) {
        List<Optional<VersionSpecifier>> parsed =
                clauses(text).map(VersionSpecifier::tryParse).toList();
        return parsed.stream().allMatch(Optional::isPresent)
                ? Optional.of(of(parsed.stream().map(Optional::get).toList()))
                : Optional.empty();
    }

    /** @return these specifiers together */
    public static VersionSpecifiers of(List<VersionSpecifier> specifiers) {
        if (specifiers.isEmpty()) {
            return ANY;
        }
        List<VersionSpecifier> sorted = new ArrayList<>(specifiers);
        sorted.sort((a, b) -> a.toString().compareTo(b.toString()));
        return new VersionSpecifiers(List.copyOf(new LinkedHashSet<>(sorted)));
    }

    private static Stream<String> clauses(String text) {
        return Stream.of(text.split(",", -1)).map(VersionScanner::strip).filter(clause -> !clause.isEmpty());
    }

    /** @return the specifiers, sorted by their text, each once */
    public List<VersionSpecifier> all() {
        return specifiers;
    }

    /** @return whether there is none */
    public boolean isAny() {
        return specifiers.isEmpty();
    }

    /** @return both together */
    public VersionSpecifiers and(VersionSpecifiers other) {
        return of(Stream.concat(specifiers.stream(), other.specifiers.stream()).toList());
    }

    /** @return the versions that fit, the rule about pre-releases aside; see {@link VersionSpecifier#range()} */
    public VersionRange range() {
        VersionRange known = range;
        if (known == null) {
            known = specifiers.stream()
                    .map(VersionSpecifier::range)
                    .reduce(VersionRange.any(), VersionRange::intersect);
            range = known;
        }
        return known;
    }

    /** @return whether the version fits, the rule about pre-releases aside */
    public boolean accepts(Version version) {
        return hasArbitrary()
                ? specifiers.stream().allMatch(specifier -> specifier.accepts(version))
                : range().contains(version);
    }

    /**
     * @param item a version, or for {@code ===} any text
     * @param prereleases whether pre-releases may fit; empty for the standard's rule, which takes one that has no
     *     alternative
     * @param installed whether it is installed already: then pre-releases may fit
     */
    public boolean contains(String item, Optional<Boolean> prereleases, boolean installed) {
        boolean prerelease =
                Version.tryParse(item).filter(Version::isPrerelease).isPresent();
        return !filter(List.of(item), installed && prerelease ? Optional.of(true) : prereleases)
                .isEmpty();
    }

    /**
     * @param items versions, or other texts that {@code ===} may name
     * @param prereleases whether pre-releases may fit; empty for the standard's rule: where a specifier names one, or
     *     where no other item fits
     * @return those that fit, in their order
     */
    public List<String> filter(List<String> items, Optional<Boolean> prereleases) {
        Optional<Boolean> rule = prereleases.or(() -> namesPrerelease() ? Optional.of(true) : Optional.empty());
        return PrereleaseRule.apply(items.stream().filter(this::matches).toList(), rule);
    }

    private boolean matches(String item) {
        return specifiers.stream().allMatch(specifier -> specifier.acceptsText(item));
    }

    /** @return whether one of them fixes a version: {@code ==} without wildcard, or {@code ===} */
    public boolean pins() {
        return specifiers.stream().anyMatch(VersionSpecifier::pins);
    }

    /** @return whether one of them names a pre-release in a way that asks for it */
    public boolean namesPrerelease() {
        return specifiers.stream().anyMatch(VersionSpecifier::namesPrerelease);
    }

    /** @return whether one of them compares texts ({@code ===}) */
    public boolean hasArbitrary() {
        return specifiers.stream().anyMatch(VersionSpecifiers::isArbitrary);
    }

    /** @return whether no version whatever can fit */
    public boolean isUnsatisfiable() {
        List<String> texts = specifiers.stream()
                .filter(VersionSpecifiers::isArbitrary)
                .map(specifier -> specifier.operand().toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
        if (texts.isEmpty()) {
            return range().isEmpty();
        }
        return texts.size() > 1 || !matches(texts.get(0));
    }

    /** @return whether nothing can fit when pre-releases are not wanted */
    public boolean isUnsatisfiableByFinals() {
        if (isUnsatisfiable()) {
            return true;
        }
        if (hasArbitrary()) {
            return specifiers.stream()
                    .filter(VersionSpecifiers::isArbitrary)
                    .anyMatch(VersionSpecifier::namesPrerelease);
        }
        return range().hasOnlyPrereleases();
    }

    /** @return whether whatever fits these fits the others */
    public boolean isSubsetOf(VersionSpecifiers other) {
        return comparable(other).range().containsAll(comparable(this).range());
    }

    /** @return whether nothing fits both */
    public boolean isDisjointFrom(VersionSpecifiers other) {
        return comparable(other).range().isDisjoint(comparable(this).range());
    }

    private static VersionSpecifiers comparable(VersionSpecifiers specifiers) {
        if (specifiers.hasArbitrary()) {
            throw new IllegalArgumentException("`===` compares texts and has no place among sets of versions");
        }
        return specifiers;
    }

    private static boolean isArbitrary(VersionSpecifier specifier) {
        return specifier.operator() == VersionSpecifier.Operator.ARBITRARY;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VersionSpecifiers that && specifiers.equals(that.specifiers);
    }

    @Override
    public int hashCode() {
        return specifiers.hashCode();
    }

    /** @return the specifiers sorted by their text, for example {@code <2,>=1.0}; empty for none */
    @Override
    public String toString() {
        return specifiers.stream().map(VersionSpecifier::toString).collect(Collectors.joining(","));
    }
}
