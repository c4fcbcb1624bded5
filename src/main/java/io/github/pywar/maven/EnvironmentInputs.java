package io.github.pywar.maven;

import io.github.pywar.app.dependency.UnreadDeclarations;
import io.github.pywar.app.fingerprint.BuildState;
import io.github.pywar.app.fingerprint.InputFiles;
import io.github.pywar.python.config.BuildMachine;
import io.github.pywar.python.config.ConfigurationFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.model.Resource;
import org.apache.maven.project.MavenProject;

/**
 * Inputs of an environment: its settings, the Pythons of this machine, and the files that declare its libraries. The
 * sources of the project are no input, because the environment imports them from their folders.
 */
final class EnvironmentInputs {

    /** The goal that does nothing else: its parameters are those of every environment. */
    private static final String GOAL = "venv";

    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "venvDirectory",
            "test",
            "testArguments",
            "testEnvironment",
            "testTimeout",
            "testSourceDirectory",
            "includes",
            "excludes",
            "allowOverwrite",
            "processes",
            "classifier",
            "sbom",
            "notices",
            "connections",
            "retries",
            "force",
            "skip");

    /** A larger file counts as one with dynamic dependencies. */
    private static final long MAX_BYTES = 1 << 20;

    private final AbstractEnvironmentMojo goal;
    private final ArchiveInputs archive;
    private final Path base;

    EnvironmentInputs(AbstractEnvironmentMojo goal) {
        this.goal = goal;
        this.archive = new ArchiveInputs(goal);
        this.base = goal.project.getBasedir().toPath();
    }

    /** Returns whether all of them are known before the build: it writes the copies of filtered resources and overlays. */
    boolean areKnown() {
        return goal.overlays.isEmpty() && archive.resources().stream().noneMatch(Resource::isFiltering);
    }

    /**
     * Reads the state of all inputs.
     *
     * @param fingerprint file that belongs to the environment
     */
    BuildState state(Path fingerprint) throws IOException {
        ProjectFiles files = new ProjectFiles(goal);
        Set<Path> locations = locations(files.python().path());
        InputFiles inputs = new InputFiles(
                locations,
                new HashSet<>(List.of(goal.outputDirectory.toPath(), fingerprint.getParent())),
                Set.of(),
                files.scope());
        return BuildState.of(fingerprint, settings(), inputs, Clock.systemUTC());
    }

    private SortedMap<String, String> settings() throws IOException {
        Set<String> names =
                goal.execution.getMojoDescriptor().getPluginDescriptor().getMojo(GOAL).getParameters().stream()
                        .map(parameter -> parameter.getName())
                        .filter(name -> !WITHOUT_EFFECT.contains(name))
                        .collect(Collectors.toSet());
        SortedMap<String, String> values =
                new ArchiveSettings(goal.session, goal.project, goal.execution).values(names);
        values.put("the set of Pythons on this machine", archive.pythons());
        values.put("the set of modules in this build", String.valueOf(modules()));
        values.put("the set of source folders", sourceFolders());
        return values;
    }

    private String sourceFolders() {
        Stream<Path> own = Stream.concat(
                Stream.of(goal.sourceDirectory.toPath(), base.resolve("src/main/resources/python")),
                archive.resources().stream()
                        .map(Resource::getDirectory)
                        .filter(Objects::nonNull)
                        .map(base::resolve));
        return Stream.concat(own.filter(Files::isDirectory), LibraryModules.of(goal).sources().stream())
                .map(Path::toString)
                .collect(Collectors.joining("\0"));
    }

    private List<MavenProject> modules() {
        return LibraryModules.of(goal).all();
    }

    private Set<Path> locations(Path python) throws IOException {
        Set<Path> locations = new HashSet<>(poms());
        locations.add(goal.lockFile.toPath());
        locations.addAll(archive.locks());
        goal.requirementsFiles.forEach(file -> locations.add(file.toPath()));
        goal.testRequirementsFiles.forEach(file -> locations.add(file.toPath()));
        UnreadDeclarations.TEST_FILES.forEach(name -> locations.add(python.resolve(name)));
        locations.addAll(ConfigurationFiles.of(BuildMachine.here(base)));
        new WheelDependencies(goal.services.repositories(), goal.session, goal.project)
                .findBeside(modules())
                .forEach(wheel -> locations.add(wheel.getFile().toPath()));
        Set<Path> folders = new HashSet<>(List.of(base, python));
        folders.addAll(LibraryModules.of(goal).sources()); // a module may declare its requirements beside its code
        modules().forEach(module -> folders.add(module.getBasedir().toPath()));
        for (Path folder : folders) {
            locations.addAll(isDynamic(folder) ? Set.of(folder) : declarations(folder));
        }
        return locations;
    }

    private Set<Path> poms() {
        Set<Path> poms = new HashSet<>(archive.parents());
        Stream.concat(Stream.of(goal.project), modules().stream())
                .flatMap(one -> Stream.iterate(one, Objects::nonNull, MavenProject::getParent))
                .flatMap(one -> Optional.ofNullable(one.getFile()).stream())
                .forEach(pom -> poms.add(pom.toPath()));
        return poms;
    }

    /** Returns the files of a folder that may declare requirements: all except for modules. */
    private static Set<Path> declarations(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.toString().endsWith(".py") && Files.isRegularFile(file))
                    .collect(Collectors.toSet());
        }
    }

    /** Returns whether a build determines the dependencies of a project: it may read each of its files. */
    private static boolean isDynamic(Path folder) throws IOException {
        Path file = folder.resolve("pyproject.toml");
        return Files.exists(folder.resolve("setup.py"))
                || Files.isRegularFile(file)
                        && (Files.size(file) > MAX_BYTES
                                || new String(Files.readAllBytes(file), StandardCharsets.UTF_8).contains("dynamic"));
    }
}
