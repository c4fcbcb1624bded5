package io.github.pywar.python.resolve;

import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import java.util.Optional;
import java.util.Set;

/** What a version is chosen of: a project, or one of its extras, which always has the project's version. */
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
        return extra.map(Set::of).orElse(Set.of());
    }

    @Override
    public String toString() {
        return name + extra.map(asked -> "[" + asked + "]").orElse("");
    }
}
