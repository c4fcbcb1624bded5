package io.github.pywar.app.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.app.library.PackageSources;
import io.github.pywar.app.library.ServerSettings;
import io.github.pywar.app.source.SourceFolder;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.app.spec.ObjectReference;
import io.github.pywar.app.spec.ProjectCoordinates;
import io.github.pywar.app.spec.Protocol;
import io.github.pywar.app.spec.ServerChoice;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.Globs;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.config.BuildMachine;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.testing.TestProgress;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Compares archives that are built from the last archive with archives that are built from all their parts. */
class RepackageAppTest {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private Project project;

    @BeforeEach
    void buildOnce() throws IOException {
        project = new Project(folder.resolve("shop"));
        project.requirement("demo");
        project.write("shop.py", "application = 1\n");
        project.write("pages/start.html", "<p>Start</p>\n");
        project.write("data/ü.txt", "ü\n");
        project.write("run.sh", "#!/bin/sh\n");
        project.permit("run.sh", "rwxr-xr-x");
    }

    /** Change of a project after its build. */
    @FunctionalInterface
    private interface Change {
        void apply(Project project) throws IOException;
    }

    private record Row(String name, Change change) {}

    private static final List<Row> OF_SOURCES = List.of(
            new Row("nothing", one -> {}),
            new Row("a changed module", one -> one.write("shop.py", "application = 2\n")),
            new Row("a module of 2 MiB", one -> one.write("shop.py", "application = 2\n" + "#".repeat(2 << 20))),
            new Row("a new first file", one -> one.write("!first.txt", "")),
            new Row("a new last file", one -> one.write("\uD83D\uDE00.txt", "last")),
            new Row("a file whose name needs quotes in RECORD", one -> one.write("a,\"b\".txt", "quotes")),
            new Row("a deleted folder", one -> one.delete("pages/start.html")),
            new Row("another letter case", one -> one.write("SHOP.html", "")),
            new Row("a changed program", one -> one.write("run.sh", "#!/bin/sh\nexit\n")));

    private static final List<Row> OF_ALL_PARTS = List.of(
            new Row("a new program", one -> one.permit("pages/start.html", "rwxr-xr-x")),
            new Row("a deleted program", one -> one.delete("run.sh")),
            new Row("a module with the name of a library's", one -> one.write("demo.py", "")),
            new Row("a damaged archive", Project::damageArchive),
            new Row("a missing archive", one -> Files.delete(one.archive)));

    @TestFactory
    List<DynamicTest> buildsTheSameBytes() {
        return tests(OF_SOURCES, one -> {
            assertThat(one.repackage(Progress.SILENT)).isTrue();
            byte[] archive = Files.readAllBytes(one.archive);
            one.build(Progress.SILENT);
            assertThat(archive).isEqualTo(Files.readAllBytes(one.archive));
        });
    }

    @TestFactory
    List<DynamicTest> leavesNoArchiveWhereAllPartsAreNeeded() {
        return tests(OF_ALL_PARTS, one -> {
            assertThat(one.repackage(Progress.SILENT)).isFalse();
            assertThat(one.archive).doesNotExist();
        });
    }

    private List<DynamicTest> tests(List<Row> rows, Change check) {
        List<DynamicTest> tests = new ArrayList<>();
        for (Row row : rows) {
            tests.add(DynamicTest.dynamicTest(row.name, () -> {
                buildOnce();
                project.build(Progress.SILENT);
                row.change.apply(project);
                check.apply(project);
            }));
        }
        return tests;
    }

    @Test
    void givesAllFilesAnotherTime() throws IOException {
        project.build(Progress.SILENT);
        project.time = TIME.plusSeconds(3600);
        assertThat(project.repackage(Progress.SILENT)).isTrue();
        byte[] archive = Files.readAllBytes(project.archive);

        project.sbom = false; // it keeps the time at which it was made
        project.time = TIME;
        project.build(Progress.SILENT);
        project.time = TIME.plusSeconds(3600);
        project.repackage(Progress.SILENT);
        byte[] again = Files.readAllBytes(project.archive);
        project.build(Progress.SILENT);

        assertThat(again).isEqualTo(Files.readAllBytes(project.archive)).isNotEqualTo(archive);
    }

    @Test
    void needsAllPartsIfALibraryHasAPathThatIsQuotedInRecord() throws IOException {
        project.wheel(TestWheel.of("quoted", "1.0").file("quoted/a,b.txt", "x"));
        project.build(Progress.SILENT);

        assertThat(project.repackage(Progress.SILENT)).isFalse();
    }

    @Test
    void leavesNoArchiveOfEarlierSourcesIfTheNewOnesAreRefused() throws IOException {
        project.build(Progress.SILENT);
        project.write("_pywar.py", "");

        assertThatThrownBy(() -> project.repackage(Progress.SILENT))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("`app/_pywar.py`");
        assertThat(project.archive).doesNotExist();
    }

    @Test
    void warnsOfTheSourcesAsACompleteBuildDoes() throws IOException {
        project.build(Progress.SILENT);
        project.write("json.py", "");
        project.write("aux.txt", "");
        project.write("Aux.txt", "");
        TestProgress again = new TestProgress();
        TestProgress complete = new TestProgress();
        project.repackage(again);
        project.build(complete);

        assertThat(again.warnings()).hasSize(3).containsExactlyInAnyOrderElementsOf(complete.warnings());
    }

    /** Application with one library, from a folder of wheels. */
    private static final class Project {

        private final Path base;
        private final Path archive;
        private final List<DeclaredRequirement> requirements = new ArrayList<>();
        private Instant time = TIME;
        private boolean sbom = true;

        Project(Path base) throws IOException {
            this.base = base;
            this.archive = base.resolve("shop.pywar");
            Files.createDirectories(base.resolve("wheels"));
            Files.createDirectories(base.resolve("sources"));
            Files.writeString(base.resolve("pom.xml"), "<project/>");
        }

        void requirement(String name) throws IOException {
            wheel(TestWheel.of(name, "1.0")
                    .file(name + "/__init__.py", "")
                    .file(name + "/ä.txt", "x")
                    .data("scripts/" + name, "#!python\n"));
        }

        void wheel(TestWheel wheel) throws IOException {
            wheel.write(base.resolve("wheels"));
            String name = wheel.fileName().replaceFirst("-.*", "");
            requirements.add(DeclaredRequirement.parse(name, SourceLocation.of("test")));
        }

        void write(String path, String text) throws IOException {
            Path file = base.resolve("sources").resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }

        void permit(String path, String permissions) throws IOException {
            Files.setPosixFilePermissions(
                    base.resolve("sources").resolve(path), PosixFilePermissions.fromString(permissions));
        }

        void delete(String path) throws IOException {
            Files.delete(base.resolve("sources").resolve(path));
        }

        void damageArchive() throws IOException {
            byte[] bytes = Files.readAllBytes(archive);
            bytes[bytes.length - 30]++; // in the directory
            Files.write(archive, bytes);
        }

        void build(Progress progress) throws IOException {
            new PackageApp(progress).run(request(), archive);
        }

        boolean repackage(Progress progress) throws IOException {
            AppSpec spec = spec();
            return new RepackageApp(progress)
                    .run(new RepackageApp.Request(
                            archive,
                            spec.sources(),
                            spec.entry(),
                            spec.target().python(),
                            Globs.NONE,
                            stamp(),
                            spec.processes()));
        }

        private AssembleApp.Request request() {
            PackageSources libraries = new PackageSources(
                    new PackageSources.IndexOptions(
                            List.of(), List.of(base.resolve("wheels").toUri()), true),
                    ServerSettings.NONE,
                    new PackageSources.Traffic(true, 1, 0),
                    new PackageSources.Cache(base.resolve("cache"), false),
                    BuildMachine.here(base));
            return new AssembleApp.Request(
                    spec(),
                    libraries,
                    Globs.NONE,
                    base.resolve("pom.xml"),
                    stamp(),
                    new AssembleApp.Allowed(Set.of(), Set.of()),
                    sbom);
        }

        private AssembleApp.Stamp stamp() {
            return new AssembleApp.Stamp(time, "tests");
        }

        private AppSpec spec() {
            return new AppSpec(
                    new ProjectCoordinates("com.example", "shop", "1.0", Optional.empty()),
                    ObjectReference.parse("shop:application", Protocol.WSGI),
                    List.of(new SourceFolder(base.resolve("sources"), "sources", "", SourceFolder.Patterns.DEFAULT)),
                    Optional.empty(),
                    new DeclaredDependencies(requirements, List.of(), List.of(), false),
                    ServerChoice.parse(Optional.of(ServerChoice.NONE), Protocol.WSGI),
                    TargetEnvironment.of(PythonVersion.parse("3.11"), Platform.parse("linux-x86_64")));
        }
    }
}
