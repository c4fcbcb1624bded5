package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.app.dependency.DependencySources;
import io.github.pywar.app.library.PackageSources;
import io.github.pywar.app.library.ServerSettings;
import io.github.pywar.app.source.SourceFolder;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.app.spec.ObjectReference;
import io.github.pywar.app.spec.ProjectCoordinates;
import io.github.pywar.app.spec.Protocol;
import io.github.pywar.app.spec.ServerChoice;
import io.github.pywar.app.task.AssembleApp;
import io.github.pywar.app.task.PackageApp;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.Globs;
import io.github.pywar.python.config.BuildMachine;
import io.github.pywar.python.index.IndexDeclaration;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.TestProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Build of a small valid application with an index of the test. */
final class IndexBuild {

    private static final String SUM = "[0-9a-f]{64}";

    private final Path folder;
    private final TestIndex index;
    private final TestProgress progress = new TestProgress();
    private PackageSources.Limits limits = PackageSources.Limits.USUAL;
    private AssembleApp.Allowed allowed = new AssembleApp.Allowed(Set.of(), Set.of());

    private IndexBuild(Path folder, TestIndex index) {
        this.folder = folder;
        this.index = index;
    }

    static IndexBuild in(Path folder, TestIndex index) throws IOException {
        Files.createDirectories(folder.resolve("sources"));
        Files.writeString(folder.resolve("sources/shop.py"), "def app(environ, start_response): ...\n");
        Files.writeString(folder.resolve("pom.xml"), "<project/>\n");
        return new IndexBuild(folder, index);
    }

    IndexBuild limits(PackageSources.Limits other) {
        limits = other;
        return this;
    }

    /** Sets what the parameters allowBytecode and allowRecordFaults set. */
    IndexBuild allow(Set<PackageName> bytecode, Set<PackageName> recordFaults) {
        return allow(new AssembleApp.Allowed(bytecode, recordFaults));
    }

    IndexBuild allow(AssembleApp.Allowed exceptions) {
        allowed = exceptions;
        return limits(limits.allowingRecordFaults(exceptions.recordFaults()));
    }

    TestProgress progress() {
        return progress;
    }

    /** Packages the application with these requirements; returns the archive. */
    Path run(Globs overwrite, String... requirements) throws IOException {
        Path archive = Files.createDirectories(folder.resolve("target")).resolve("shop.pywar");
        AssembleApp.Stamp stamp = new AssembleApp.Stamp(Instant.parse("2026-01-01T00:00:00Z"), "test");
        new PackageApp(progress)
                .run(
                        new AssembleApp.Request(
                                spec(requirements),
                                packageSources(),
                                overwrite,
                                folder.resolve("pom.xml"),
                                stamp,
                                allowed,
                                true,
                                false),
                        archive);
        return archive;
    }

    private AppSpec spec(String... requirements) throws IOException {
        TargetEnvironment target = TargetEnvironment.of(PythonVersion.parse("3.11"), Platform.parse("linux-x86_64"));
        Path file = folder.resolve("pyproject.toml");
        Optional<PyProject> project = Files.exists(file) ? Optional.of(PyProject.read(file)) : Optional.empty();
        DeclaredDependencies declared = new DependencySources(
                        List.of(requirements), List.of(), List.of(), List.of(), Map.of())
                .read(folder, project, target, progress);
        SourceFolder sources =
                new SourceFolder(folder.resolve("sources"), "sources", "", SourceFolder.Patterns.DEFAULT);
        return new AppSpec(
                new ProjectCoordinates("com.example", "shop", "1", Optional.empty()),
                ObjectReference.parse("shop:app", Protocol.WSGI),
                List.of(sources),
                project,
                declared,
                ServerChoice.parse(Optional.of("none"), Protocol.WSGI),
                target);
    }

    private PackageSources packageSources() {
        IndexDeclaration declaration = IndexDeclaration.of("internal", index.url(), "<indexes>");
        return new PackageSources(
                new PackageSources.IndexOptions(List.of(declaration), List.of(), false),
                ServerSettings.NONE,
                new PackageSources.Traffic(false, 2, 1, limits),
                new PackageSources.Cache(folder.resolve("cache"), false),
                new BuildMachine(Map.of(), folder, folder, folder, "Linux"));
    }

    /** Returns the message for the user, without the values that differ from run to run. */
    String message(Throwable fault) {
        assertThat(fault).isInstanceOfAny(UserException.class, IOException.class);
        String text = fault instanceof IOException broken
                ? new FailureMessage(broken).text()
                : MavenHints.message((UserException) fault);
        String port = ":" + index.url().getPort();
        return text.replace(index.at("/").toString(), "http://INDEX/")
                .replaceAll("received: " + SUM, "received: SUM")
                .replace(port, ":PORT");
    }

    /** Returns the paths of the files below a folder. */
    List<String> files(String below) throws IOException {
        Path root = folder.resolve(below);
        if (Files.notExists(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .toList();
        }
    }
}
