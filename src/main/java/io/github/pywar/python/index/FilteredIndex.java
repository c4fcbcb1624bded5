package io.github.pywar.python.index;

import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;

/** Index that lists only the accepted files of another one. */
record FilteredIndex(PackageIndex index, Predicate<String> accepted) implements PackageIndex {

    @Override
    public Optional<ProjectPage> project(PackageName name) throws IOException {
        Optional<ProjectPage> page = index.project(name);
        return page.isPresent() ? Optional.of(page.get().filter(accepted)) : page;
    }

    @Override
    public String fingerprint(PackageName name) throws IOException {
        return index.fingerprint(name);
    }

    @Override
    public String describe() {
        return index.describe();
    }
}
