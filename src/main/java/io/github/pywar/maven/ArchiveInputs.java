package io.github.pywar.maven;

import io.github.pywar.app.fingerprint.BuildState;
import io.github.pywar.app.fingerprint.InputFiles;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.python.config.BuildMachine;
import io.github.pywar.python.config.ConfigurationFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.apache.maven.model.Resource;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;

/** Inputs of an archive: its settings, and all files that its build may read. */
final class ArchiveInputs {

    private final AbstractAppMojo goal;
    private final Path base;

    ArchiveInputs(AbstractAppMojo goal) {
        this.goal = goal;
        this.base = goal.project.getBasedir().toPath();
    }

    /** Returns whether the same inputs have the same archive, except for what only its build finds out. */
    boolean areRepeatable(PomReader pom) {
        boolean isDetected = goal.python != null && goal.python.strip().equals("detect")
                || goal.targets.stream().anyMatch(Target::isDetected);
        return !isDetected && hasRepeatableLibraries(goal, pom);
    }

    /** Returns whether the same inputs have the same libraries. */
    static boolean hasRepeatableLibraries(AbstractAppMojo goal, PomReader pom) {
        boolean isRelative =
                goal.uploadedBefore != null && !goal.uploadedBefore.strip().matches("\\d{4}-.*");
        return !isRelative && !goal.publishBuiltWheels && pom.libraryInputs().isRepeatable();
    }

    /**
     * Reads the state of all inputs.
     *
     * @param fingerprint file that belongs to the archive
     * @param signingKey file of the key, if the archive is signed
     */
    BuildState state(Path fingerprint, Optional<Path> signingKey) throws IOException {
        ArchiveSettings settings = new ArchiveSettings(goal.session, goal.project, goal.execution);
        SortedMap<String, String> values = settings.values();
        if (resources().stream().anyMatch(Resource::isFiltering)) {
            settings.addProperties(values);
        }
        Set<Path> locations = locations();
        signingKey.ifPresent(locations::add);
        locations.addAll(artifacts());
        Set<Path> complete = goal.defaultExcludes ? Set.of() : Set.of(sources());
        FileScope scope = new ProjectScope(goal.session, goal.project).files().with(sources());
        InputFiles files = new InputFiles(locations, skipped(), complete, scope);
        return BuildState.of(fingerprint, values, files, Clock.systemUTC());
    }

    private Set<Path> locations() throws IOException {
        Set<Path> locations = new HashSet<>(
                List.of(base, goal.project.getFile().toPath(), sources(), goal.hooks.toPath(), goal.lockFile.toPath()));
        locations.addAll(locks());
        locations.addAll(parents());
        goal.requirementsFiles.forEach(file -> locations.add(file.toPath()));
        goal.project.getBuild().getFilters().forEach(file -> locations.add(base.resolve(file)));
        resources().stream()
                .filter(resource -> resource.getDirectory() != null)
                .forEach(resource -> locations.add(base.resolve(resource.getDirectory())));
        locations.addAll(ConfigurationFiles.of(BuildMachine.here(base)));
        return locations;
    }

    private Path sources() {
        return goal.sourceDirectory.toPath().normalize();
    }

    /** Returns the locks beside that of all targets: targets may have locks of their own. */
    List<Path> locks() throws IOException {
        Path folder = goal.lockFile.toPath().toAbsolutePath().getParent();
        if (goal.targets.isEmpty() || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".toml")).toList();
        }
    }

    /** Returns the POMs of the parents, whose values filtered resources may contain. */
    List<Path> parents() {
        return Stream.iterate(goal.project.getParent(), Objects::nonNull, MavenProject::getParent)
                .filter(parent -> parent.getFile() != null)
                .map(parent -> parent.getFile().toPath())
                .toList();
    }

    List<Resource> resources() {
        return goal.resources == null ? List.of() : goal.resources;
    }

    /** Returns the files of Maven artifacts in the archive: a snapshot keeps its coordinates. */
    List<Path> artifacts() throws IOException {
        RepositorySystem system = goal.services.repositories();
        List<Path> files = new ArrayList<>();
        if (!goal.overlays.isEmpty()) {
            OverlayFiles overlays = new OverlayFiles(system, goal.session, goal.project, base);
            goal.overlays.forEach(overlay -> files.add(overlays.resolve(overlay).toPath()));
        }
        if (!goal.project.getDependencies().isEmpty()) {
            new WheelDependencies(system, goal.session, goal.project)
                    .find()
                    .forEach(wheel -> files.add(wheel.getFile().toPath()));
        }
        return files;
    }

    /** The build's own output is no input, and neither are tests outside of the sources and resources. */
    private Set<Path> skipped() {
        Path tests = base.resolve("src/test");
        Set<Path> skipped = new HashSet<>(Set.of(goal.outputDirectory.toPath()));
        boolean areTestsPacked = Stream.concat(
                        Stream.of(sources()),
                        resources().stream()
                                .map(resource -> Objects.toString(resource.getDirectory(), ""))
                                .map(folder -> base.resolve(folder).normalize()))
                .anyMatch(tests::startsWith);
        if (!areTestsPacked) {
            skipped.add(tests);
        }
        for (String module : goal.project.getModules()) {
            skipped.add(new File(base.toFile(), module + "/target").toPath());
        }
        return skipped;
    }
}
