package io.github.pywar.python.solver;

import io.github.pywar.python.version.VersionRange;
import java.util.List;
import java.util.Optional;

/** Dependencies of one version, or the reason why the version cannot be used. */
public sealed interface Dependencies<P> {

    /**
     * Known dependencies.
     *
     * @param all in the order in which the solver discovers the packages
     * @param appliesTo versions that have the same dependencies, if the universe can name them in advance
     */
    record Known<P>(List<Dependency<P>> all, Optional<VersionRange> appliesTo) implements Dependencies<P> {

        public Known {
            all = List.copyOf(all);
        }

        /** Creates the dependencies of the requested version alone. */
        public Known(List<Dependency<P>> all) {
            this(all, Optional.empty());
        }
    }

    /**
     * Version that cannot be used.
     *
     * @param reason a predicate for messages, for example {@code requires Python >=3.12}
     */
    record Unavailable<P>(String reason) implements Dependencies<P> {}
}
