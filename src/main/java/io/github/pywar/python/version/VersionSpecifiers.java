package io.github.pywar.python.version;

import io.github.pywar.base.error.UserException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A set of specifiers that must all hold, for example {@code >=1.0,<2} (PEP 440, "Version specifiers"). Order and
 * repetitions have no effect:
 *
 * <pre>
 * specifiers = [ specifier ] ( "," [ specifier ] )*
 * </pre>
 */
public final class VersionSpecifiers {

    /** The empty set: every version fits. */
    public static final VersionSpecifiers ANY = new VersionSpecifiers(List.of());

    private final List<VersionSpecifier> specifiers;

    /** Computed at first use, because most requirements of an index are never used. */
    private VersionRange range;

    private VersionSpecifiers(List<VersionSpecifier> specifiers) {
        this.specifiers = specifiers;
    }

    /**
     * Parses a set of specifiers.
     *
     * @param text specifiers, separated by commas; may be empty
     * @throws UserException if one of them is not valid
     */
    public static VersionSpecifiers parse(String text) {
        return of(clauses(text).map(VersionSpecifier::parse).toList());
    }

    /** @return the specifiers; empty if one of them is not valid */
    public static Optional<VersionSpecifiers> tryParse(String text) {
        List<Optional<VersionSpecifier>> parsed =
                clauses(text).map(VersionSpecifier::tryParse).toList();
        return parsed.stream().allMatch(Optional::isPresent)
                ? Optional.of(of(parsed.stream().map(Optional::get).toList()))
                : Optional.empty();
    }

    /** @return the set of these specifiers */
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

    /** @return the specifiers without repetitions, sorted by their text */
    public List<VersionSpecifier> all() {
        return specifiers;
    }

    /** @return whether the set is empty */
    public boolean isAny() {
        return specifiers.isEmpty();
    }

    /** @return the specifiers of both sets */
    public VersionSpecifiers and(VersionSpecifiers other) {
        return of(Stream.concat(specifiers.stream(), other.specifiers.stream()).toList());
    }

    /** @return the accepted versions, without the rule for pre-releases; see {@link VersionSpecifier#range()} */
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

    /** @return whether the version fits, without the rule for pre-releases */
    public boolean accepts(Version version) {
        return hasArbitrary()
                ? specifiers.stream().allMatch(specifier -> specifier.accepts(version))
                : range().contains(version);
    }

    /**
     * Returns whether one item fits.
     *
     * @param item a version, or for {@code ===} any text
     * @param prereleases whether pre-releases can fit; empty for the rule of the standard, by which a single item fits
     * @param installed whether the item is installed already, so that a pre-release can fit
     */
    public boolean contains(String item, Optional<Boolean> prereleases, boolean installed) {
        boolean prerelease =
                Version.tryParse(item).filter(Version::isPrerelease).isPresent();
        return !filter(List.of(item), installed && prerelease ? Optional.of(true) : prereleases)
                .isEmpty();
    }

    /**
     * Returns the items that fit, in their order.
     *
     * @param items versions, or for {@code ===} any texts
     * @param prereleases whether pre-releases can fit; empty for the rule of the standard: only if a specifier contains a
     *     pre-release, or if no other item fits
     */
    public List<String> filter(List<String> items, Optional<Boolean> prereleases) {
        Optional<Boolean> rule = prereleases.or(() -> namesPrerelease() ? Optional.of(true) : Optional.empty());
        return PrereleaseRule.apply(items.stream().filter(this::matches).toList(), rule);
    }

    private boolean matches(String item) {
        return specifiers.stream().allMatch(specifier -> specifier.acceptsText(item));
    }

    /** @return whether one of them pins a version: {@code ==} without wildcard, or {@code ===} */
    public boolean pins() {
        return specifiers.stream().anyMatch(VersionSpecifier::pins);
    }

    /** @return whether one of them contains a pre-release, and thereby allows pre-releases */
    public boolean namesPrerelease() {
        return specifiers.stream().anyMatch(VersionSpecifier::namesPrerelease);
    }

    /** @return whether one of them compares text ({@code ===}) */
    public boolean hasArbitrary() {
        return specifiers.stream().anyMatch(VersionSpecifiers::isArbitrary);
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

    /** @return the specifiers, sorted by their text, for example {@code <2,>=1.0}; an empty string for none */
    @Override
    public String toString() {
        return specifiers.stream().map(VersionSpecifier::toString).collect(Collectors.joining(","));
    }
}
