package io.github.pywar.python.solver;

import io.github.pywar.python.version.VersionRange;
import java.util.List;
import java.util.Optional;

/** What a universe says of one version's dependencies. */
public sealed interface Dependencies<P> {

    /**
     * They are known.
     *
     * @param all in the order in which they should be looked at
     * @param alsoOf versions of which the same is true, where the universe knows that beforehand
     */
    record Known<P>(List<Dependency<P>> all, Optional<VersionRange> alsoOf) implements Dependencies<P> {

        public Known {
            all = List.copyOf(all);
        }

        /** Dependencies of the one version asked for. */
        public Known(List<Dependency<P>> all) {
            this(all, Optional.empty());
        }
    }

    /**
     * The version cannot be chosen.
     *
     * @param reason a predicate for a person, for example {@code needs Python >=3.12}
     */
    record Unavailable<P>(String reason) implements Dependencies<P> {}
}
