package io.github.pywar.python.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.fuzz.FuzzInput;
import io.github.pywar.testing.fuzz.FuzzTarget;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

class VersionFuzzTest {

    /** A version for each line. */
    @FuzzTarget
    void ordersVersions(FuzzInput input) throws Exception {
        input.read(() -> {
            List<Version> versions = Stream.of(input.lines())
                    .limit(8)
                    .map(Version::tryParse)
                    .flatMap(Optional::stream)
                    .toList();
            versions.forEach(VersionFuzzTest::assertStable);
            for (Version a : versions) {
                for (Version b : versions) {
                    assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
                    assertThat(a.compareTo(b) == 0)
                            .isEqualTo(a.equals(b))
                            .isEqualTo(a.toString().equals(b.toString()) || a.equals(b));
                    for (Version c : versions) {
                        if (a.compareTo(b) <= 0 && b.compareTo(c) <= 0) {
                            assertThat(a).isLessThanOrEqualTo(c);
                        }
                    }
                }
            }
        });
    }

    private static void assertStable(Version version) {
        Version again = Version.parse(version.toString());
        assertThat(again).isEqualTo(version).hasSameHashCodeAs(version).hasToString(version.toString());
        assertThat(Version.parse(version.text())).isEqualTo(version);
        assertThat(version.base().compareTo(version.publicVersion()) <= 0 || version.isPrerelease())
                .isTrue();
    }

    /** Specifiers, and a version on each following line: the ranges say the same as the specifiers one by one. */
    @FuzzTarget
    void acceptsByRange(FuzzInput input) throws Exception {
        input.read(() -> {
            VersionSpecifiers specifiers = VersionSpecifiers.parse(input.line(0));
            assertThat(VersionSpecifiers.parse(specifiers.toString())).isEqualTo(specifiers);
            for (String line : List.of(input.lines()).subList(1, Math.min(6, input.lines().length))) {
                Version.tryParse(line).ifPresent(version -> assertAgrees(specifiers, version));
            }
        });
    }

    private static void assertAgrees(VersionSpecifiers specifiers, Version version) {
        assertThat(specifiers.accepts(version))
                .isEqualTo(specifiers.all().stream().allMatch(specifier -> specifier.accepts(version)));
        if (!specifiers.hasArbitrary()) {
            assertThat(specifiers.range().contains(version)).isEqualTo(specifiers.accepts(version));
            assertThat(specifiers.range().complement().contains(version)).isEqualTo(!specifiers.accepts(version));
        }
    }
}
