package io.github.pywar.python.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionRange;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Equality of causes: facts with equal causes are merged into one, so all parts of a dependency count. */
class CauseTest {

    private static final VersionRange RANGE = VersionRange.atLeast(Version.parse("2"));

    private final Node shop = new Node(0);
    private final Node a = new Node(1);
    private final Node b = new Node(2);
    private final Cause cause = new Cause.DependsOn(a, b, RANGE, "requirements.txt:4");

    @Test
    void equalsTheSameDependency() {
        Cause same = new Cause.DependsOn(a, b, VersionRange.atLeast(Version.parse("2.0")), "requirements.txt:4");

        assertThat(same).isEqualTo(cause).hasSameHashCodeAs(cause);
    }

    @Test
    void differsInEachPart() {
        assertThat(cause)
                .isNotEqualTo(new Cause.DependsOn(shop, b, RANGE, "requirements.txt:4"))
                .isNotEqualTo(new Cause.DependsOn(a, shop, RANGE, "requirements.txt:4"))
                .isNotEqualTo(new Cause.DependsOn(a, b, VersionRange.any(), "requirements.txt:4"))
                .isNotEqualTo(new Cause.DependsOn(a, b, RANGE, "requirements.txt:5"))
                .isNotEqualTo(new Cause.Follows(a, b))
                .isNotEqualTo(null);
    }

    /** A package can have a thousand dependencies on another one, each with a range of its own. */
    @Test
    void spreadsItsHashCodes() {
        long codes = IntStream.range(0, 1000)
                .map(i -> new Cause.DependsOn(a, b, VersionRange.exactly(Version.parse("1." + i)), "").hashCode())
                .distinct()
                .count();

        assertThat(codes).isGreaterThan(500);
    }
}
