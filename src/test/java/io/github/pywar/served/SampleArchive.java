package io.github.pywar.served;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.app.embedded.EmbeddedPython;
import io.github.pywar.app.library.PackageSources;
import io.github.pywar.app.library.ServerSettings;
import io.github.pywar.app.process.DeclaredProcesses;
import io.github.pywar.app.process.ProcessType;
import io.github.pywar.app.process.Procfile;
import io.github.pywar.app.source.SourceFolder;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.app.spec.ProjectCoordinates;
import io.github.pywar.app.spec.ServerChoice;
import io.github.pywar.app.task.AssembleApp;
import io.github.pywar.app.task.PackageApp;
import io.github.pywar.base.file.Globs;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.config.BuildMachine;
import io.github.pywar.python.index.IndexDeclaration;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.testing.Once;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Builder of an application's archive for the system's own Python. */
final class SampleArchive {

    private static final Path FOLDER = Path.of("target", "proof").toAbsolutePath();
    private static final Path CACHE = FOLDER.resolve("cache");

    /** Each process has its own archives: a server must not see that another process writes its archive anew. */
    private static final Path ARCHIVES = FOLDER.resolve("process-" + Once.process());

    /** Excludes other files of a project's folder. */
    private static final SourceFolder.Patterns MODULES =
            new SourceFolder.Patterns(List.of("**/*.py", "**/*.txt"), List.of("requirements.txt"), true);

    private final SampleApp app;

    SampleArchive(SampleApp app) {
        this.app = app;
    }

    /** Returns the archive, built from the index that this machine's pip uses. */
    Path build() {
        String name = app.name() + "-" + Integer.toHexString(app.hashCode()) + ".pywar";
        return build(List.of(), CACHE, ARCHIVES.resolve(name));
    }

    /** Returns the archive, built from these indexes, with its own cache. */
    Path build(List<IndexDeclaration> indexes, Path cache, Path archive) {
        return build(indexes, cache, archive, Optional.empty());
    }

    /** Returns the archive with an interpreter. */
    Path build(List<IndexDeclaration> indexes, Path cache, Path archive, Optional<EmbeddedPython> python) {
        PackageSources packageSources = new PackageSources(
                new PackageSources.IndexOptions(indexes, List.of(), false),
                ServerSettings.NONE,
                new PackageSources.Traffic(false, 8, 3),
                new PackageSources.Cache(cache, false),
                BuildMachine.here(FOLDER));
        AssembleApp.Stamp stamp = new AssembleApp.Stamp(Instant.parse("2026-01-01T00:00:00Z"), "tests");
        try {
            Path pom = Files.createDirectories(ARCHIVES).resolve("pom.xml");
            Files.writeString(pom, "<project/>\n");
            AssembleApp.Request request = new AssembleApp.Request(
                    spec(),
                    packageSources,
                    Globs.NONE,
                    pom,
                    stamp,
                    new AssembleApp.Allowed(Set.of(), Set.of()),
                    true,
                    false,
                    python,
                    Optional.empty());
            new PackageApp(Progress.SILENT).run(request, archive);
            return archive;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the wheels that {@link #build()} has downloaded, of all applications. */
    static List<Path> downloadedWheels() throws IOException {
        try (Stream<Path> files = Files.walk(CACHE.resolve("wheels"))) {
            return files.filter(file -> file.toString().endsWith(".whl")).toList();
        }
    }

    private AppSpec spec() {
        ProjectCoordinates identity =
                new ProjectCoordinates("com.example", app.name(), app.version(), Optional.empty());
        SourceFolder sources = new SourceFolder(app.sources(), "sources", "", MODULES);
        PythonVersion python = PythonVersion.parse(SystemPython.version());
        Platform platform = Platform.parse("linux-" + SystemPython.machine());
        List<DeclaredRequirement> declared = app.requirements().stream()
                .map(text -> DeclaredRequirement.parse(text, SourceLocation.of(app.name())))
                .toList();
        return new AppSpec(
                identity,
                app.entry(),
                List.of(sources),
                Optional.empty(),
                new DeclaredDependencies(declared, List.of(), List.of(), false),
                server(),
                TargetEnvironment.of(python, platform),
                Optional.empty(),
                processes());
    }

    /** Returns the processes of the Procfile among the sources, if there is one. */
    private List<ProcessType> processes() {
        Path file = app.sources().resolve("Procfile");
        try {
            return Files.exists(file)
                    ? DeclaredProcesses.parse(
                            Procfile.parse(Files.readString(file), "Procfile").processes())
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ServerChoice server() {
        Optional<String> declared = app.requirements().isEmpty() ? Optional.of(ServerChoice.NONE) : Optional.empty();
        return ServerChoice.parse(declared, app.entry().protocol());
    }
}
