package io.github.pywar.app.environment;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.app.library.Library;
import io.github.pywar.app.library.LibrarySource;
import io.github.pywar.app.policy.StartupRules;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Libraries of an environment: those of the archive, with the same versions, and those that only tests require. A test
 * requirement that needs another version of a library is an error: tests must run with what is packed.
 *
 * @param archive the source of the archive's libraries
 * @param withTests the dependencies of the application and of its tests; empty if tests require nothing else
 * @param sources the source of the libraries that only tests require
 * @param isOnlyArchive whether the build has no other archive, for example of another target, that may have other libraries
 */
public record EnvironmentLibraries(
        LibrarySource archive, Optional<DeclaredDependencies> withTests, LibrarySource sources, boolean isOnlyArchive)
        implements LibrarySource {

    private static final SourceLocation LOCATION = SourceLocation.of("the libraries of the archive");

    @Override
    public List<Library> libraries(AppSpec spec, Progress progress) throws IOException {
        List<Library> packed = archive.libraries(spec, progress);
        if (withTests.isEmpty()) {
            return packed;
        }
        AppSpec pinned = spec.withoutServer().declaring(pinned(withTests.get(), packed));
        Set<PackageName> known = packed.stream().map(EnvironmentLibraries::name).collect(Collectors.toSet());
        List<Library> all = new ArrayList<>(packed);
        sources.libraries(pinned, progress).stream()
                .filter(one -> !known.contains(name(one)))
                .forEach(all::add);
        all.sort(Comparator.comparing(EnvironmentLibraries::name));
        StartupRules entries = isOnlyArchive ? withTests.get().rules().startup() : StartupRules.NONE;
        new TestStartupCode(packed, all).list(entries, progress);
        return all;
    }

    /**
     * Hashes are not required: requirements of tests seldom have them, and those of the archive were checked before. So was
     * the start-up code of the archive.
     */
    private static DeclaredDependencies pinned(DeclaredDependencies declared, List<Library> packed) {
        return new DeclaredDependencies(
                        declared.requirements(),
                        declared.constraints(),
                        declared.options(),
                        false,
                        declared.rules().startup(StartupRules.UNCHECKED),
                        declared.sources(),
                        declared.unnamed(),
                        declared.pins())
                .constrained(packed.stream().map(EnvironmentLibraries::pin).toList());
    }

    private static DeclaredRequirement pin(Library library) {
        return DeclaredRequirement.parse(
                name(library) + "==" + library.wheel().name().version(), LOCATION);
    }

    private static PackageName name(Library library) {
        return library.wheel().name().name();
    }
}
