package io.github.pywar.python.declaration;

import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifier;
import io.github.pywar.python.version.VersionSpecifiers;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The least version of a constraint that has no upper bound of its own: {@code ^1.2}, {@code ~1.2} and {@code ~=1.2}.
 *
 * @param least the version
 */
record ReleaseBound(Version least) {

    static Optional<ReleaseBound> of(String text) {
        return Version.tryParse(text)
                .filter(version -> version.text().equals(text))
                .map(ReleaseBound::new);
    }

    /** Returns the versions up to the next one that changes the first number that is not 0. */
    Optional<VersionSpecifiers> caret() {
        List<BigInteger> release = least.release();
        int significant = 0;
        while (significant < Math.min(2, release.size() - 1)
                && release.get(significant).signum() == 0) {
            significant++;
        }
        return upTo(significant);
    }

    /** Returns the versions with the same first two numbers, or with the same number if there is only one. */
    Optional<VersionSpecifiers> tilde() {
        return upTo(Math.min(1, least.release().size() - 1));
    }

    /** Returns the versions of {@code ~=}. Poetry allows a single number, too, which the standard does not. */
    Optional<VersionSpecifiers> compatible() {
        return least.release().size() == 1
                ? upTo(0)
                : VersionSpecifier.tryParse("~=" + least.text()).map(one -> VersionSpecifiers.of(List.of(one)));
    }

    /** @param last the index of the number that is increased for the upper bound */
    private Optional<VersionSpecifiers> upTo(int last) {
        List<BigInteger> next = new ArrayList<>(least.release().subList(0, last + 1));
        next.set(last, next.get(last).add(BigInteger.ONE));
        String epoch = least.epoch().signum() == 0 ? "" : least.epoch() + "!";
        String upper = next.stream().map(BigInteger::toString).collect(Collectors.joining("."));
        return VersionSpecifiers.tryParse(">=" + least + ",<" + epoch + upper);
    }
}
