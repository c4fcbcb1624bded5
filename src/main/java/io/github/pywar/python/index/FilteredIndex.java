package io.github.pywar.python.index;

import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;

/** An index without the files that nobody wants. */
record FilteredIndex(PackageIndex index, Predicate<String> wanted) implements PackageIndex {

    @Override
    public Optional<ProjectPage> project(PackageName name) throws IOException {
        return index.project(name).map(page -> page.keep(wanted));
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
