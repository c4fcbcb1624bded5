package io.github.pywar.faults;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.app.dependency.DependencySources;
import io.github.pywar.app.library.BuildSettings;
import io.github.pywar.app.library.PackageSources;
import io.github.pywar.app.library.ServerSettings;
import io.github.pywar.app.lock.LockSettings;
import io.github.pywar.app.lock.LockedOrResolvedLibraries;
import io.github.pywar.app.source.SourceFolder;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.app.spec.ObjectReference;
import io.github.pywar.app.spec.ProjectCoordinates;
import io.github.pywar.app.spec.Protocol;
import io.github.pywar.app.spec.ServerChoice;
import io.github.pywar.app.task.AssembleApp;
import io.github.pywar.app.task.ExplodeApp;
import io.github.pywar.app.task.LockApp;
import io.github.pywar.app.task.PackageApp;
import io.github.pywar.base.file.Globs;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.build.BuildOptions;
import io.github.pywar.python.build.SharedWheels;
import io.github.pywar.python.config.BuildMachine;
import io.github.pywar.python.index.IndexDeclaration;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Build of a small application by the tasks that the goals run.
 *
 * @param folder of the project
 * @param cache of downloads
 * @param target folder of the archive
 * @param index the only index
 * @param waits for servers
 */
record FaultBuild(Path folder, Path cache, Path target, URI index, PackageSources.Waits waits) {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final int RETRIES = 1;

    /** Creates the project in a folder, with its cache and its target in it. */
    static FaultBuild in(Path folder, URI index, PackageSources.Waits waits) throws IOException {
        return new FaultBuild(folder, folder.resolve("cache"), folder.resolve("target"), index, waits).sources(0);
    }

    /** Writes the sources of a version. */
    FaultBuild sources(int version) throws IOException {
        Files.createDirectories(folder.resolve("sources"));
        Files.writeString(folder.resolve("sources/shop.py"), "version = " + version + "\ndef app(e, s): ...\n");
        Files.writeString(folder.resolve("pom.xml"), "<project/>\n");
        return this;
    }

    /** Writes the archive, with the libraries of the lock if there is one, and returns its SHA-256. */
    String archive(Progress progress) throws IOException {
        new PackageApp(progress).run(request(progress), archiveFile());
        return Sha256.of(archiveFile()).hex();
    }

    private AssembleApp.Request request(Progress progress) throws IOException {
        LockedOrResolvedLibraries libraries = LockedOrResolvedLibraries.of(lockSettings(), packageSources());
        AppSpec spec = libraries.adapt(spec(progress), progress);
        AssembleApp.Stamp stamp = new AssembleApp.Stamp(TIME, "test");
        return new AssembleApp.Request(spec, libraries, Globs.of(List.of()), folder.resolve("pom.xml"), stamp);
    }

    /** Writes the same files as a folder. */
    void exploded(Progress progress) throws IOException {
        new ExplodeApp(progress).run(request(progress), explodedFolder(), cache.resolve("trees"), Instant.now());
    }

    Path explodedFolder() {
        return target.resolve("shop");
    }

    /** Writes the lock and returns its text. */
    String lock(Progress progress) throws IOException {
        new LockApp(progress)
                .run(List.of(new LockApp.Request(spec(progress), packageSources(), lockSettings(), List.of())));
        return Files.readString(lockFile());
    }

    Path archiveFile() {
        return target.resolve("shop.pywar");
    }

    Path lockFile() {
        return folder.resolve("pylock.toml");
    }

    private LockSettings lockSettings() {
        return new LockSettings(lockFile(), false, List.of(), List.of());
    }

    private AppSpec spec(Progress progress) throws IOException {
        TargetEnvironment python = TargetEnvironment.of(PythonVersion.parse("3.11"), Platform.parse("linux-x86_64"));
        DeclaredDependencies declared = new DependencySources(
                        List.of("demo", "pure"), List.of(), List.of(), List.of(), Map.of())
                .read(folder, Optional.empty(), python, progress);
        return new AppSpec(
                new ProjectCoordinates("com.example", "shop", "1", Optional.empty()),
                ObjectReference.parse("shop:app", Protocol.WSGI),
                List.of(new SourceFolder(folder.resolve("sources"), "sources", "", SourceFolder.Patterns.DEFAULT)),
                Optional.empty(),
                declared,
                ServerChoice.parse(Optional.of("none"), Protocol.WSGI),
                python);
    }

    private PackageSources packageSources() {
        IndexDeclaration declaration = IndexDeclaration.of("internal", index, "<indexes>");
        return new PackageSources(
                new PackageSources.IndexOptions(List.of(declaration), List.of(), false),
                ServerSettings.NONE,
                new PackageSources.Traffic(false, 2, RETRIES, PackageSources.Limits.USUAL, waits),
                new PackageSources.Cache(cache, false),
                new BuildMachine(Map.of(), folder, folder, folder, "Linux"),
                new BuildSettings(BuildOptions.DEFAULT, target.resolve("logs"), SharedWheels.NONE));
    }
}
