package io.github.pywar.python.build;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.candidate.WheelFit;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.install.WheelStore;
import io.github.pywar.python.request.FormatMode;
import io.github.pywar.python.request.FormatRules;
import io.github.pywar.python.request.ResolveRequest;
import io.github.pywar.python.request.RootRequirement;
import io.github.pywar.python.resolve.Resolution;
import io.github.pywar.python.resolve.ResolvedPackage;
import io.github.pywar.python.resolve.Resolver;
import io.github.pywar.python.source.BuildPolicy;
import io.github.pywar.python.source.BuildScope;
import io.github.pywar.python.source.SourceBuilds;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Resolution of build requirements, and their wheels. A build requirement without a wheel is built as well. Equal
 * requirements are resolved once in a run.
 *
 * @param packages the package sources
 * @param builds the builds of requirements without a wheel
 * @param environment the Python that runs the build, as a target
 * @param policy of the builds of requirements
 * @param known earlier resolutions
 */
record BuildRequirements(
        BuildPackages packages,
        SourceBuilds builds,
        TargetEnvironment environment,
        BuildPolicy policy,
        Map<List<RootRequirement>, Resolution> known) {

    /**
     * Chosen packages of a build environment.
     *
     * @param versions by name of the package
     * @param wheels in the order of the names
     */
    record Chosen(SortedMap<String, String> versions, List<Wheel> wheels) {

        /** Returns a text that is equal for equal contents. */
        String content() {
            return String.join(
                    " ",
                    wheels.stream()
                            .map(wheel -> WheelStore.sha256Of(wheel).hex())
                            .toList());
        }
    }

    /** Returns the same, without builds of requirements. */
    BuildRequirements ofWheels() {
        return new BuildRequirements(packages, builds, environment, new BuildPolicy(BuildScope.NONE, Map.of()), known);
    }

    /**
     * Chooses versions, without fetching the wheels.
     *
     * @param project that requires them, for messages
     */
    Resolution resolve(String project, List<RootRequirement> requirements) throws IOException {
        Resolution before = known.get(requirements);
        if (before != null) {
            return before;
        }
        ResolveRequest request = ResolveRequest.builder("the build of " + project, environment)
                .requirements(requirements)
                .formats(new FormatRules(policy, FormatMode.ANY, Map.of(), true))
                .build();
        try {
            Resolution resolution = new Resolver(
                            packages.index().filter(WheelFit.of(environment)),
                            packages.index(),
                            this::metadata,
                            Progress.SILENT)
                    .withRevisions(packages.revisions())
                    .resolve(request);
            known.put(requirements, resolution);
            return resolution;
        } catch (UserException e) {
            throw e.fact("for: the build requirements of `" + project + "`, on " + environment);
        }
    }

    private byte[] metadata(DistributionFile file) throws IOException {
        return file.isWheel() ? packages.metadata().metadata(file) : builds.metadata(file);
    }

    /** Returns the chosen versions by name. */
    static SortedMap<String, String> versions(Resolution resolution) {
        SortedMap<String, String> versions = new TreeMap<>();
        resolution
                .packages()
                .forEach(one -> versions.put(one.name().value(), one.version().toString()));
        return versions;
    }

    /** Chooses versions and fetches their wheels. */
    Chosen fetch(String project, List<RootRequirement> requirements) throws IOException {
        Resolution resolution = resolve(project, requirements);
        List<DistributionFile> files = resolution.packages().stream()
                .map(ResolvedPackage::file)
                .filter(DistributionFile::isWheel)
                .toList();
        packages.store().fetch(files, packages.connections()); // several at the same time
        List<Wheel> wheels = new ArrayList<>();
        for (ResolvedPackage chosen : resolution.packages()) {
            DistributionFile file = chosen.file();
            wheels.add(file.isWheel() ? packages.store().fetch(file) : builds.wheel(file));
        }
        return new Chosen(versions(resolution), wheels);
    }
}
