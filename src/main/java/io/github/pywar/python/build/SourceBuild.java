package io.github.pywar.python.build;

import io.github.pywar.base.text.SyntaxException;
import io.github.pywar.python.request.RootRequirement;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.source.BuildSystem;
import io.github.pywar.python.source.SourceTree;
import io.github.pywar.python.version.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Build of one source by its backend: the environment with the declared requirements, then with those that the backend asks
 * for, then the metadata or the wheel.
 *
 * @param run what all builds share
 * @param requirements the build requirements
 * @param tree the unpacked source code
 * @param key of the source code
 * @param settings of the user for the backend
 * @param scratch a folder for the build
 * @param errors of this build, with its log
 */
record SourceBuild(
        BuildRun run,
        BuildRequirements requirements,
        SourceTree tree,
        String key,
        Map<String, List<String>> settings,
        Path scratch,
        BuildErrors errors) {

    /** Projects without a declaration were written for the setuptools of their time. Version 82 has no pkg_resources. */
    private static final RootRequirement LEGACY_LIMIT =
            new RootRequirement(Requirement.parse("setuptools<82"), "source code without a declared build backend");

    private static final Version OF_LEGACY = Version.parse("81.0.0");

    /**
     * A built wheel.
     *
     * @param file as the backend wrote it
     * @param requires the requirements that the backend asked for
     * @param chosen the packages of the build environment
     */
    record Result(Path file, List<String> requires, BuildRequirements.Chosen chosen) {}

    private record Prepared(
            BackendCalls calls, BuildEnvironment environment, List<String> requires, BuildRequirements.Chosen chosen) {}

    /**
     * Checks that this build has not failed in this run: several packages may have the same build requirement.
     *
     * @throws FailedBuildException the earlier failure
     */
    void requireNotFailed() {
        FailedBuildException before = run.failures().get(key);
        if (before != null) {
            throw before;
        }
    }

    /** Builds the wheel. */
    Result wheel() throws IOException {
        try {
            return wheel(prepare());
        } catch (FailedBuildException failure) {
            run.failures().put(key, failure);
            throw failure;
        }
    }

    private static Result wheel(Prepared prepared) throws IOException {
        Path file = prepared.calls.wheel(prepared.environment);
        return new Result(file, prepared.requires, prepared.chosen);
    }

    /** Metadata, or the wheel that was built because the backend writes no metadata without a build. */
    record MetadataOrWheel(Optional<byte[]> metadata, Optional<Result> wheel) {}

    /** Asks the backend for the metadata. */
    MetadataOrWheel metadata() throws IOException {
        Prepared prepared = prepare();
        Optional<byte[]> metadata = prepared.calls.metadata(prepared.environment);
        return metadata.isPresent()
                ? new MetadataOrWheel(metadata, Optional.empty())
                : new MetadataOrWheel(Optional.empty(), Optional.of(wheel(prepared)));
    }

    private Prepared prepare() throws IOException {
        BuildSystem system = tree.buildSystem();
        List<RootRequirement> declared = declared(system);
        run.prepareHooks(requirements, errors.source());
        BuildRequirements.Chosen chosen = requirements.fetch(errors.source(), declared);
        Files.createDirectories(errors.log().getParent());
        Files.deleteIfExists(errors.log());
        BackendCalls calls = new BackendCalls(run, tree.root(), system, settings, scratch, errors.log(), errors);
        List<String> requires = requires(calls, chosen);
        if (!requires.isEmpty()) {
            chosen = requirements.fetch(errors.source(), with(declared, requires, errors));
        }
        return new Prepared(calls, run.environment(chosen), requires, chosen);
    }

    /** Asks the backend once in a run, although metadata and wheel are built one after the other. */
    private List<String> requires(BackendCalls calls, BuildRequirements.Chosen chosen) throws IOException {
        List<String> known = run.requires().get(key + chosen.content());
        if (known != null) {
            return known;
        }
        List<String> requires = calls.requires(run.environment(chosen));
        run.requires().put(key + chosen.content(), List.copyOf(requires));
        return requires;
    }

    /** Returns the declared build requirements. */
    static List<RootRequirement> declared(BuildSystem system) {
        List<RootRequirement> roots = new ArrayList<>();
        for (DeclaredRequirement requirement : system.requires()) {
            roots.add(new RootRequirement(
                    requirement.requirement(), requirement.location().toString()));
        }
        boolean isOpen = system.requires().stream()
                .map(DeclaredRequirement::requirement)
                .filter(one -> one.name().equals(LEGACY_LIMIT.requirement().name()))
                .allMatch(one -> one.specifiers().accepts(OF_LEGACY));
        if (system.backend().equals(BuildSystem.LEGACY) && isOpen) {
            roots.add(LEGACY_LIMIT);
        }
        return roots;
    }

    /** Adds requirements of the backend. */
    static List<RootRequirement> with(List<RootRequirement> declared, List<String> requires, BuildErrors errors) {
        Set<RootRequirement> all = new LinkedHashSet<>(declared);
        for (String text : requires) {
            try {
                all.add(new RootRequirement(Requirement.parse(text), "get_requires_for_build_wheel"));
            } catch (SyntaxException e) {
                throw errors.invalidResult("get_requires_for_build_wheel", text);
            }
        }
        return List.copyOf(all);
    }
}
