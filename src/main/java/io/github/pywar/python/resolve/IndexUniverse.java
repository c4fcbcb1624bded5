package io.github.pywar.python.resolve;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SyntaxException;
import io.github.pywar.python.candidate.Catalog;
import io.github.pywar.python.candidate.Fetcher;
import io.github.pywar.python.candidate.Release;
import io.github.pywar.python.candidate.ReleaseRules;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.solver.Dependencies;
import io.github.pywar.python.solver.Dependency;
import io.github.pywar.python.solver.Universe;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Universe of the solver: the projects of an index, and their extras. */
final class IndexUniverse implements Universe<Project> {

    private final Catalog catalog;
    private final DependencyTranslator translator;
    private final ReleaseRules rules;
    private final Fetcher fetcher;
    private final SkippedFiles skipped;
    private final SourceBudget budget;
    private final LookAhead ahead;
    private final Set<PackageName> retried = new HashSet<>();

    /**
     * @param skipped collects the files that cannot be used because of their content
     * @param budget limits the source code that is tried in vain
     */
    IndexUniverse(
            Catalog catalog,
            DependencyTranslator translator,
            ReleaseRules rules,
            Fetcher fetcher,
            SkippedFiles skipped,
            SourceBudget budget) {
        this.catalog = catalog;
        this.translator = translator;
        this.rules = rules;
        this.fetcher = fetcher;
        this.skipped = skipped;
        this.budget = budget;
        this.ahead = new LookAhead(catalog, translator, fetcher);
    }

    @Override
    public List<Version> versions(Project project) {
        return catalog.get(project.name()).versions();
    }

    @Override
    public Optional<Project> follows(Project project) {
        return project.isExtra() ? Optional.of(Project.of(project.name())) : Optional.empty();
    }

    /** Decides on direct references first: they have one version, and their dependencies narrow the others. */
    @Override
    public int tier(Project project) {
        return catalog.isDirect(project.name()) ? 0 : 1;
    }

    @Override
    public Dependencies<Project> dependencies(Project project, Version version) {
        Optional<Release> release = catalog.find(project.name(), version);
        if (release.isEmpty()) {
            return new Dependencies.Unavailable<>(catalog.rejection(project.name(), version));
        }
        if (release.get().metadataFrom().isEmpty()) {
            return new Dependencies.Known<>(List.of());
        }
        DistributionFile file = release.get().metadataFrom().get();
        if (!file.isWheel() && retried.contains(project.name()) && !budget.allows(file)) {
            return new Dependencies.Unavailable<>(
                    "is source code beyond the limit of " + SourceBudget.MOST_TRIES + " tries");
        }
        Fetcher.MetadataResult result = metadata(project.name(), version, file);
        if (result.fault().isPresent()) {
            skipped.add(project.name(), version, file, result.fault().get());
            return new Dependencies.Unavailable<>(
                    "has invalid metadata: " + oneLine(result.fault().get()));
        }
        Metadata metadata = result.metadata().orElseThrow();
        Optional<String> fault = fault(project.name(), version, metadata);
        if (fault.isPresent()) {
            skipped.add(project.name(), version, file, UserException.of("it " + fault.get()));
            return new Dependencies.Unavailable<>(fault.get());
        }
        Optional<String> mismatch = rules.pythonMismatch(metadata.requiresPython());
        return mismatch.isPresent() ? new Dependencies.Unavailable<>(mismatch.get()) : known(project, metadata);
    }

    /**
     * A failed build of the preferred version ends the resolution, as in pip. A version that is tried because the ones before
     * did not fit is skipped.
     */
    private Fetcher.MetadataResult metadata(PackageName name, Version version, DistributionFile file) {
        try {
            return Fetcher.await(fetcher.metadata(file));
        } catch (UserException e) {
            if (file.isWheel()) {
                throw e;
            }
            if (retried.contains(name)) {
                return Fetcher.MetadataResult.unusable(e);
            }
            throw SourceErrors.withAlternative(
                    e, name, version, catalog.get(name).olderWithWheel(version));
        }
    }

    private static String oneLine(UserException fault) {
        return fault.what().replaceAll("\\s*\n\\s*", " ");
    }

    private static Optional<String> fault(PackageName name, Version version, Metadata metadata) {
        if (!metadata.name().equals(name) || !version.equals(metadata.version())) {
            return Optional.of("has the metadata of `" + metadata.name() + "` " + metadata.version());
        }
        List<SyntaxException> invalid = metadata.invalidRequirements();
        return invalid.isEmpty()
                ? Optional.empty()
                : Optional.of("has the invalid requirement `" + invalid.get(0).text() + "`");
    }

    private Dependencies<Project> known(Project project, Metadata metadata) {
        List<Requirement> requirements;
        try {
            requirements = translator.requirements(project, metadata);
        } catch (UserException e) {
            return new Dependencies.Unavailable<>("has a marker that cannot be evaluated (" + oneLine(e) + ")");
        }
        for (Requirement requirement : requirements) {
            if (requirement.url().isPresent() && !catalog.isDirect(requirement.name())) {
                return new Dependencies.Unavailable<>("depends on `" + requirement.name()
                        + "` by URL, which only the application's own requirements may do");
            }
        }
        List<Dependency<Project>> all = new ArrayList<>();
        for (Requirement requirement : requirements) {
            all.addAll(translator.dependencies(requirement, ""));
        }
        return new Dependencies.Known<>(all);
    }

    @Override
    public void rangeChanged(Project project, VersionRange range) {
        catalog.require(project.name(), range);
        ahead.rangeChanged(project, range);
    }

    @Override
    public void retried(Project project, int tries, VersionRange range) {
        retried.add(project.name());
        ahead.retried(project, tries, range);
    }
}
