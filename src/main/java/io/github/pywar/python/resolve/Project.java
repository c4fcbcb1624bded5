package io.github.pywar.python.resolve;

import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import java.util.Optional;
import java.util.Set;

/**
 * Package of the solver: a project, or one of its extras. PubGrub has no extras, so {@code a[x]} is a package of its
 * own. It depends on what the extra adds, and always has the version of {@code a}.
 */
record Project(PackageName name, Optional<ExtraName> extra) {

    static Project of(PackageName name) {
        return new Project(name, Optional.empty());
    }

    static Project of(PackageName name, ExtraName extra) {
        return new Project(name, Optional.of(extra));
    }

    boolean isExtra() {
        return extra.isPresent();
    }

    Set<ExtraName> extras() {
        return extra.isPresent() ? Set.of(extra.get()) : Set.of();
    }

    @Override
    public String toString() {
        return name + extra.map(name -> "[" + name + "]").orElse("");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Project that && name.equals(that.name) && extra.equals(that.extra);
    }

    /** Explicit, as {@code equals}: Java composes those of a record at the first call, which takes milliseconds. */
    @Override
    public int hashCode() {
        return name.hashCode() * 31 + extra.hashCode();
    }
}
