package io.github.pywar.python.version;

import io.github.pywar.base.error.UserException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A set of specifiers that must all hold, for example {@code >=1.0,<2} (PEP 440, "Version specifiers"). Order and
 * repetitions have no effect:
 *
 * <pre>
 * specifiers = [ specifier ] ( "," [ specifier ] )*
 * </pre>
 *
 * <p>Constraints of other tools can have alternatives ({@link #anyOf}), which the standard has not: one of them must hold.
 */
public final class VersionSpecifiers {

    /** The empty set: every version fits. */
    public static final VersionSpecifiers ANY = new VersionSpecifiers(List.of());

    private final List<VersionSpecifier> specifiers;

    /** Sets of which one must hold; empty for a set of the standard. */
    private final List<VersionSpecifiers> alternatives;

    /** Computed at first use, because most requirements of an index are never used. */
    private VersionRange range;

    private VersionSpecifiers(List<VersionSpecifier> specifiers) {
        this(specifiers, List.of());
    }

    private VersionSpecifiers(List<VersionSpecifier> specifiers, List<VersionSpecifiers> alternatives) {
        this.specifiers = specifiers;
        this.alternatives = alternatives;
    }

    /**
     * Parses a set of specifiers.
     *
     * @param text specifiers, separated by commas; may be empty
     * @throws UserException if one of them is not valid
     */
    public static VersionSpecifiers parse(String text) {
        List<VersionSpecifier> parsed = new ArrayList<>();
        for (String clause : clauses(text)) {
            parsed.add(VersionSpecifier.parse(clause));
        }
        return of(parsed);
    }

    /** @return the specifiers; empty if one of them is not valid */
    public static Optional<VersionSpecifiers> tryParse(String text) {
        List<VersionSpecifier> parsed = new ArrayList<>();
        for (String clause : clauses(text)) {
            Optional<VersionSpecifier> one = VersionSpecifier.tryParse(clause);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            parsed.add(one.get());
        }
        return Optional.of(of(parsed));
    }

    /** @return the set of these specifiers */
    public static VersionSpecifiers of(List<VersionSpecifier> specifiers) {
        if (specifiers.isEmpty()) {
            return ANY;
        }
        if (specifiers.size() == 1) {
            return new VersionSpecifiers(List.copyOf(specifiers));
        }
        SortedMap<String, VersionSpecifier> byText = new TreeMap<>();
        for (VersionSpecifier specifier : specifiers) {
            byText.put(specifier.toString(), specifier);
        }
        return new VersionSpecifiers(List.copyOf(new LinkedHashSet<>(byText.values())));
    }

    /**
     * Returns a set that holds if one of these sets holds. Specifiers of the standard cannot express most of such sets.
     *
     * @param sets at least one
     */
    public static VersionSpecifiers anyOf(List<VersionSpecifiers> sets) {
        List<VersionSpecifiers> distinct = sets.stream()
                .flatMap(set -> set.alternatives().stream())
                .distinct()
                .toList();
        if (distinct.contains(ANY)) {
            return ANY;
        }
        return distinct.size() == 1 ? distinct.get(0) : new VersionSpecifiers(List.of(), distinct);
    }

    /** @return the sets of the standard of which one must hold; this one if it has no alternatives */
    public List<VersionSpecifiers> alternatives() {
        return alternatives.isEmpty() ? List.of(this) : alternatives;
    }

    private static List<String> clauses(String text) {
        List<String> clauses = new ArrayList<>();
        for (String clause : text.split(",", -1)) {
            String stripped = VersionScanner.strip(clause);
            if (!stripped.isEmpty()) {
                clauses.add(stripped);
            }
        }
        return clauses;
    }

    /** @return the specifiers without repetitions, sorted by their text; none for a set with alternatives */
    public List<VersionSpecifier> all() {
        return specifiers;
    }

    /** @return whether the set is empty */
    public boolean isAny() {
        return specifiers.isEmpty() && alternatives.isEmpty();
    }

    /** @return the specifiers of both sets */
    public VersionSpecifiers and(VersionSpecifiers other) {
        if (alternatives.isEmpty() && other.alternatives.isEmpty()) {
            List<VersionSpecifier> both = new ArrayList<>(specifiers);
            both.addAll(other.specifiers);
            return of(both);
        }
        return anyOf(alternatives().stream()
                .flatMap(one -> other.alternatives().stream().map(one::and))
                .toList());
    }

    /** @return the accepted versions, without the rule for pre-releases; see {@link VersionSpecifier#range()} */
    public VersionRange range() {
        VersionRange known = range;
        if (known == null) {
            known = alternatives.isEmpty()
                    ? intersection()
                    : alternatives.stream()
                            .map(VersionSpecifiers::range)
                            .reduce(VersionRange.none(), VersionRange::union);
            range = known;
        }
        return known;
    }

    private VersionRange intersection() {
        VersionRange all = VersionRange.any();
        for (VersionSpecifier specifier : specifiers) {
            all = all.intersect(specifier.range());
        }
        return all;
    }

    /** @return whether the version fits, without the rule for pre-releases */
    public boolean accepts(Version version) {
        if (!hasArbitrary()) {
            return range().contains(version);
        }
        for (VersionSpecifiers set : alternatives()) {
            if (set.allAccept(version)) {
                return true;
            }
        }
        return false;
    }

    private boolean allAccept(Version version) {
        for (VersionSpecifier specifier : specifiers) {
            if (!specifier.accepts(version)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns whether one item fits.
     *
     * @param item a version, or for {@code ===} any text
     * @param prereleases whether pre-releases can fit; empty for the rule of the standard, by which a single item fits
     * @param installed whether the item is installed already, so that a pre-release can fit
     */
    public boolean contains(String item, Optional<Boolean> prereleases, boolean installed) {
        Optional<Version> version = installed ? Version.tryParse(item) : Optional.empty();
        boolean isAllowed = version.isPresent() && version.get().isPrerelease();
        return !filter(List.of(item), isAllowed ? Optional.of(true) : prereleases)
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
        Optional<Boolean> rule = prereleases.isEmpty() && namesPrerelease() ? Optional.of(true) : prereleases;
        List<String> matching = new ArrayList<>();
        for (String item : items) {
            if (matches(item)) {
                matching.add(item);
            }
        }
        return PrereleaseRule.apply(matching, rule);
    }

    private boolean matches(String item) {
        for (VersionSpecifiers set : alternatives()) {
            if (set.allAcceptText(item)) {
                return true;
            }
        }
        return false;
    }

    private boolean allAcceptText(String item) {
        for (VersionSpecifier specifier : specifiers) {
            if (!specifier.acceptsText(item)) {
                return false;
            }
        }
        return true;
    }

    /** @return whether one of them pins a version: {@code ==} without wildcard, or {@code ===}; so must each alternative */
    public boolean pins() {
        if (!alternatives.isEmpty()) {
            return alternatives.stream().allMatch(VersionSpecifiers::pins);
        }
        for (VersionSpecifier specifier : specifiers) {
            if (specifier.pins()) {
                return true;
            }
        }
        return false;
    }

    /** @return whether one of them contains a pre-release, and thereby allows pre-releases */
    public boolean namesPrerelease() {
        for (VersionSpecifier specifier : specifiers) {
            if (specifier.namesPrerelease()) {
                return true;
            }
        }
        for (VersionSpecifiers set : alternatives) {
            if (set.namesPrerelease()) {
                return true;
            }
        }
        return false;
    }

    /** @return whether one of them compares text ({@code ===}) */
    public boolean hasArbitrary() {
        for (VersionSpecifier specifier : specifiers) {
            if (specifier.operator() == VersionSpecifier.Operator.ARBITRARY) {
                return true;
            }
        }
        for (VersionSpecifiers set : alternatives) {
            if (set.hasArbitrary()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VersionSpecifiers that
                && specifiers.equals(that.specifiers)
                && alternatives.equals(that.alternatives);
    }

    @Override
    public int hashCode() {
        return specifiers.hashCode() + 31 * alternatives.hashCode();
    }

    /**
     * Returns the specifiers, sorted by their text, for example {@code <2,>=1.0}; an empty string for none. Alternatives are
     * separated by {@code ||}.
     */
    @Override
    public String toString() {
        if (!alternatives.isEmpty()) {
            return alternatives.stream().map(VersionSpecifiers::toString).collect(Collectors.joining(" || "));
        }
        StringBuilder text = new StringBuilder();
        for (VersionSpecifier specifier : specifiers) {
            text.append(text.length() == 0 ? "" : ",").append(specifier);
        }
        return text.toString();
    }
}
