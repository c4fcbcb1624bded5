package io.github.pywar.served;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.app.library.PackageSources;
import io.github.pywar.app.library.ServerSettings;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Packs an application for the system's own Python. */
final class ProofArchive {

    private static final Path FOLDER = Path.of("target", "proof").toAbsolutePath();
    private static final Path CACHE = FOLDER.resolve("cache");

    /** Without what else lies in a project's folder. */
    private static final SourceFolder.Patterns MODULES =
            new SourceFolder.Patterns(List.of("**/*.py", "**/*.txt"), List.of("requirements.txt"), true);

    private final ProofApp app;

    ProofArchive(ProofApp app) {
        this.app = app;
    }

    /** @return the archive, from the index that this machine's own pip would ask */
    Path build() {
        String name = app.name() + "-" + Integer.toHexString(app.hashCode()) + ".pywar";
        return build(List.of(), CACHE, FOLDER.resolve(name));
    }

    /** @return the archive, from these indexes, with a cache of its own */
    Path build(List<IndexDeclaration> indexes, Path cache, Path archive) {
        PackageSources supply = new PackageSources(
                new PackageSources.IndexOptions(indexes, List.of(), false),
                ServerSettings.NONE,
                new PackageSources.Traffic(false, 8, 3),
                new PackageSources.Cache(cache, false),
                BuildMachine.here(FOLDER));
        AssembleApp.Stamp stamp = new AssembleApp.Stamp(Instant.parse("2026-01-01T00:00:00Z"), "tests");
        try {
            Path pom = Files.writeString(Files.createDirectories(FOLDER).resolve("pom.xml"), "<project/>\n");
            AssembleApp.Request request = new AssembleApp.Request(spec(), supply, Globs.NONE, pom, stamp);
            new PackageApp(Progress.SILENT).run(request, archive);
            return archive;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the wheels that {@link #build()} has fetched, of this and of other applications */
    static List<Path> fetchedWheels() throws IOException {
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
                TargetEnvironment.of(python, platform));
    }

    private ServerChoice server() {
        Optional<String> said = app.requirements().isEmpty() ? Optional.of(ServerChoice.NONE) : Optional.empty();
        return ServerChoice.parse(said, app.entry().protocol());
    }
}
