package io.github.pywar.python.resolve;

import io.github.pywar.base.error.UserException;
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
import java.util.List;
import java.util.Optional;

/** The projects of an index, as a solver sees them. */
final class IndexUniverse implements Universe<Project> {

    private final Catalog catalog;
    private final DependencyTranslator needs;
    private final ReleaseRules rules;
    private final Fetcher fetcher;
    private final SkippedFiles skipped;
    private final LookAhead ahead;

    /** @param skipped gets the wheels that were asked for and cannot be used because of the files themselves */
    IndexUniverse(
            Catalog catalog, DependencyTranslator needs, ReleaseRules rules, Fetcher fetcher, SkippedFiles skipped) {
        this.catalog = catalog;
        this.needs = needs;
        this.rules = rules;
        this.fetcher = fetcher;
        this.skipped = skipped;
        this.ahead = new LookAhead(catalog, needs, fetcher);
    }

    @Override
    public List<Version> versions(Project of) {
        return catalog.get(of.name()).versions();
    }

    @Override
    public Optional<Project> follows(Project what) {
        return what.isExtra() ? Optional.of(Project.of(what.name())) : Optional.empty();
    }

    /** Direct references first: nothing can be chosen there. */
    @Override
    public int tier(Project of) {
        return catalog.isDirect(of.name()) ? 0 : 1;
    }

    @Override
    public Dependencies<Project> dependencies(Project of, Version version) {
        Release release = catalog.find(of.name(), version).orElseThrow();
        if (release.metadataFrom().isEmpty()) {
            return new Dependencies.Known<>(List.of());
        }
        DistributionFile wheel = release.metadataFrom().get();
        Fetcher.Answer answer = Fetcher.await(fetcher.metadata(wheel));
        if (answer.fault().isPresent()) {
            skipped.add(of.name(), version, wheel, answer.fault().get());
            return new Dependencies.Unavailable<>("has metadata that cannot be read: "
                    + oneLine(answer.fault().get()));
        }
        Metadata metadata = answer.metadata().orElseThrow();
        Optional<String> fault = fault(of.name(), version, metadata);
        if (fault.isPresent()) {
            skipped.add(of.name(), version, wheel, UserException.of("it " + fault.get()));
            return new Dependencies.Unavailable<>(fault.get());
        }
        return rules.pythonNeeded(metadata.requiresPython())
                .<Dependencies<Project>>map(Dependencies.Unavailable::new)
                .orElseGet(() -> known(of, metadata));
    }

    private static String oneLine(UserException fault) {
        return fault.what().replaceAll("\\s*\n\\s*", " ");
    }

    private static Optional<String> fault(PackageName name, Version version, Metadata metadata) {
        if (!metadata.name().equals(name) || !version.equals(metadata.version())) {
            return Optional.of("has the metadata of `" + metadata.name() + "` " + metadata.version());
        }
        return metadata.invalidRequirements().stream()
                .findFirst()
                .map(invalid -> "has a requirement that cannot be read, `" + invalid.text() + "`");
    }

    private Dependencies<Project> known(Project of, Metadata metadata) {
        List<Requirement> requirements;
        try {
            requirements = needs.of(of, metadata);
        } catch (UserException e) {
            return new Dependencies.Unavailable<>("has a condition that cannot be judged: " + e.what());
        }
        Optional<Requirement> url = requirements.stream()
                .filter(requirement -> requirement.url().isPresent() && !catalog.isDirect(requirement.name()))
                .findFirst();
        if (url.isPresent()) {
            return new Dependencies.Unavailable<>("needs `" + url.get().name()
                    + "` from a URL, which only the application's own requirements may name");
        }
        List<Dependency<Project>> all = new ArrayList<>();
        requirements.forEach(requirement -> all.addAll(needs.dependencies(requirement, "")));
        return new Dependencies.Known<>(all);
    }

    @Override
    public void needed(Project what, VersionRange range) {
        ahead.needed(what, range);
    }

    @Override
    public void triedAgain(Project what, int times, VersionRange left) {
        ahead.triedAgain(what, times, left);
    }
}
