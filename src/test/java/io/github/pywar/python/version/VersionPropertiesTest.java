package io.github.pywar.python.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws of versions, specifiers and ranges. Numbers are small, so that generated versions are often near each other. */
class VersionPropertiesTest {

    @Provide
    Arbitrary<Version> versions() {
        return texts(true).map(Version::parse);
    }

    private static Arbitrary<String> texts(boolean local) {
        Arbitrary<String> number = Arbitraries.of("0", "1", "2", "10", "18446744073709551616");
        Arbitrary<String> release = number.list().ofMinSize(1).ofMaxSize(3).map(list -> String.join(".", list));
        return Combinators.combine(
                        Arbitraries.of("", "", "1!"),
                        release,
                        Arbitraries.of("", "", "a0", "a1", "b1", "rc1", "rc2"),
                        Arbitraries.of("", "", ".post0", ".post1"),
                        Arbitraries.of("", "", ".dev0", ".dev1"),
                        local ? Arbitraries.of("", "", "+a", "+a.1", "+1", "+0a") : Arbitraries.just(""))
                .as((a, b, c, d, e, f) -> a + b + c + d + e + f);
    }

    @Provide
    Arbitrary<VersionSpecifiers> specifiers() {
        Arbitrary<String> compare = Combinators.combine(Arbitraries.of(">=", "<=", "<", ">", "==", "!="), texts(false))
                .as(String::concat);
        Arbitrary<String> compatible = texts(false).map(text -> "~=" + text).filter(VersionPropertiesTest::isLegal);
        Arbitrary<String> prefix = Combinators.combine(
                        Arbitraries.of("==", "!="), texts(false).map(text -> text + ".*"))
                .as(String::concat)
                .filter(VersionPropertiesTest::isLegal);
        Arbitrary<String> local =
                Combinators.combine(Arbitraries.of("==", "!="), texts(true)).as(String::concat);
        return Arbitraries.oneOf(compare, compatible, prefix, local)
                .list()
                .ofMaxSize(3)
                .map(list -> VersionSpecifiers.parse(String.join(",", list)));
    }

    private static boolean isLegal(String specifier) {
        return VersionSpecifier.tryParse(specifier).isPresent();
    }

    @Provide
    Arbitrary<VersionRange> ranges() {
        return specifiers()
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(list ->
                        list.stream().map(VersionSpecifiers::range).reduce(VersionRange.none(), VersionRange::union));
    }

    @Property
    void parsesItsNormalForm(@ForAll("versions") Version version) {
        assertThat(Version.parse(version.toString())).isEqualTo(version).hasToString(version.toString());
        assertThat(Version.parse(version.text()).text()).isEqualTo(version.text());
    }

    @Property
    void ordersTotally(@ForAll("versions") Version a, @ForAll("versions") Version b, @ForAll("versions") Version c) {
        assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
        assertThat(a.compareTo(b) == 0).isEqualTo(a.equals(b));
        if (a.equals(b)) {
            assertThat(a).hasSameHashCodeAs(b);
        }
        if (a.compareTo(b) <= 0 && b.compareTo(c) <= 0) {
            assertThat(a).isLessThanOrEqualTo(c);
        }
    }

    @Property
    void ordersLikeTheStandard(@ForAll("versions") Version a, @ForAll("versions") Version b) {
        assertThat(Integer.signum(a.compareTo(b))).isEqualTo(Integer.signum(PlainVersions.ORDER.compare(a, b)));
    }

    /** Tests versions near that of the specifier, because all distant ones have the same result. */
    @Property
    void acceptsVersionsLikeTheStandard(
            @ForAll("specifiers") VersionSpecifiers specifiers, @ForAll("suffixes") String suffix) {
        for (VersionSpecifier specifier : specifiers.all()) {
            Version near = Version.parse(specifier.operand().replace(".*", ""));
            Version.tryParse(near.base() + suffix)
                    .ifPresent(version -> assertThat(specifier.accepts(version))
                            .as(specifier + " of " + version)
                            .isEqualTo(PlainVersions.accepts(specifier, version)));
            assertThat(specifier.accepts(near)).isEqualTo(PlainVersions.accepts(specifier, near));
        }
    }

    @Provide
    Arbitrary<String> suffixes() {
        return Combinators.combine(
                        Arbitraries.of("", ".0", ".1"),
                        Arbitraries.of("", "", "a0", "a1", "b1", "rc1", "rc2"),
                        Arbitraries.of("", "", ".post0", ".post1", ".post2"),
                        Arbitraries.of("", "", ".dev0", ".dev1"),
                        Arbitraries.of("", "", "+a", "+a.1", "+1"))
                .as((a, b, c, d, e) -> a + b + c + d + e);
    }

    @Property
    void acceptsTheVersionsOfItsRange(
            @ForAll("specifiers") VersionSpecifiers specifiers, @ForAll("versions") Version version) {
        boolean each = specifiers.all().stream().allMatch(specifier -> specifier.accepts(version));
        assertThat(specifiers.accepts(version)).isEqualTo(each);
        assertThat(specifiers.range().contains(version)).isEqualTo(each);
        assertThat(specifiers.contains(version.toString(), Optional.of(true), false))
                .isEqualTo(each);
    }

    @Property
    void parsesItsText(@ForAll("specifiers") VersionSpecifiers specifiers) {
        assertThat(VersionSpecifiers.parse(specifiers.toString())).isEqualTo(specifiers);
    }

    @Property
    void combinesRangesLikeSets(
            @ForAll("ranges") VersionRange a, @ForAll("ranges") VersionRange b, @ForAll("versions") Version v) {
        assertThat(a.intersect(b).contains(v)).isEqualTo(a.contains(v) && b.contains(v));
        assertThat(a.union(b).contains(v)).isEqualTo(a.contains(v) || b.contains(v));
        assertThat(a.complement().contains(v)).isNotEqualTo(a.contains(v));
    }

    @Property
    void followsTheLawsOfSets(@ForAll("ranges") VersionRange a, @ForAll("ranges") VersionRange b) {
        assertThat(a.complement().complement()).isEqualTo(a);
        assertThat(a.intersect(b).complement()).isEqualTo(a.complement().union(b.complement()));
        assertThat(a.union(b)).isEqualTo(b.union(a)).hasSameHashCodeAs(b.union(a));
        assertThat(a.intersect(a.complement())).isEqualTo(VersionRange.none());
        assertThat(a.union(a.complement()).isAny()).isTrue();
        assertThat(a.union(a.intersect(b))).isEqualTo(a);
    }

    @Property
    void comparesRangesLikeSets(@ForAll("ranges") VersionRange a, @ForAll("ranges") VersionRange b) {
        Stream.of(a, b, a.intersect(b), a.union(b), a.complement()).forEach(c -> {
            assertThat(c.containsAll(b)).isEqualTo(c.intersect(b).equals(b));
            assertThat(c.isDisjoint(b)).isEqualTo(c.intersect(b).isEmpty());
        });
    }

    @Property
    void findsTheFirstVersionInARange(@ForAll("ranges") VersionRange range, @ForAll("orders") List<Version> order) {
        assertThat(PreferredVersions.of(order).first(range))
                .isEqualTo(order.stream().filter(range::contains).findFirst());
    }

    @Provide
    Arbitrary<List<Version>> orders() {
        Arbitrary<List<Version>> any = versions().list().uniqueElements().ofMaxSize(12);
        return Arbitraries.oneOf(
                any,
                any.map(list -> list.stream().sorted(Comparator.reverseOrder()).toList()));
    }
}
