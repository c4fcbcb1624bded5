package io.github.pywar.app.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.file.FileScope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Compares the state of a small project with that of its last build, after each kind of change. */
class BuildStateTest {

    private static final BuildWarnings NO_WARNINGS = new BuildWarnings(List.of(), List.of());

    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
    private static final Instant LATER = Instant.now().plus(Duration.ofHours(1));

    @TempDir
    private Path folder;

    private Project project;

    @BeforeEach
    void buildOnce() throws IOException {
        project = new Project(folder.toRealPath());
    }

    /** Change of the project after its build. */
    @FunctionalInterface
    private interface Change {
        void apply(Project project) throws IOException;
    }

    /**
     * A change and its effect.
     *
     * @param difference as {@code compare} reports it; empty if the archive is unchanged
     */
    private record Row(String name, Change change, String difference) {}

    private static final List<Row> ROWS = List.of(
            new Row("nothing", project -> {}, ""),
            new Row("a parameter", project -> project.settings.put("<python>", "3.12"), "<python> has changed"),
            new Row("a new parameter", project -> project.settings.put("<new>", "1"), "<new> has changed"),
            new Row(
                    "a parameter without value",
                    project -> project.settings.remove("<python>"),
                    "<python> has changed"),
            new Row("a source", project -> project.write("src/app.py", "changed = 1\n"), "`src/app.py` has changed"),
            new Row(
                    "a source of the same size and time",
                    project -> project.writeWithTime("src/app.py", "a = 2\n"),
                    "`src/app.py` has changed"),
            new Row("the time of a source", project -> project.touch("src/app.py"), ""),
            new Row("a source, written with the same content", project -> project.write("src/app.py", "a = 1\n"), ""),
            new Row(
                    "the permissions of a source",
                    project -> project.permit("src/app.py", "rwxr-xr-x"),
                    "`src/app.py` has changed"),
            new Row("a new source", project -> project.write("src/more.py", ""), "`src/more.py` is new"),
            new Row("a missing source", project -> project.delete("src/app.py"), "`src/app.py` is missing"),
            new Row(
                    "a source behind a link to a folder",
                    project -> project.write("shared/lib.py", "b = 22\n"),
                    "`shared/lib.py` has changed"),
            new Row(
                    "the target of a link to a file",
                    project -> project.write("shared/data.txt", "other"),
                    "`shared/data.txt` has changed"),
            new Row(
                    "a file that was missing",
                    project -> project.write("pylock.toml", ""),
                    "`pylock.toml` has changed"),
            new Row("a file in a skipped folder", project -> project.write("src/target/x.txt", "x"), ""),
            new Row("a file of version control", project -> project.write("src/.git/index", "x"), ""),
            new Row("a virtual environment", project -> project.writeVenv("src/env"), ""),
            new Row(
                    "a cache in a folder of which everything is read",
                    project -> project.write("src/whole/node_modules/a.js", "x"),
                    "`src/whole/node_modules/a.js` is new"),
            new Row("the archive", project -> project.write("out/shop.pywar", "other"), "`out/shop.pywar` has changed"),
            new Row(
                    "the archive, with the same size and time",
                    project -> project.writeWithTime("out/shop.pywar", "arCHive"),
                    "`out/shop.pywar` has changed"),
            new Row("the time of the archive", project -> project.touch("out/shop.pywar"), ""),
            new Row("a missing archive", project -> project.delete("out/shop.pywar"), "`out/shop.pywar` has changed"),
            new Row(
                    "a local library",
                    project -> project.write("wheels/lib.whl", "other"),
                    "`wheels/lib.whl` has changed"),
            new Row(
                    "a new file in a folder of libraries",
                    project -> project.write("wheels/new.whl", ""),
                    "`wheels/new.whl` is new"),
            new Row("a damaged record", project -> project.damage(), "there is no record of an earlier build"),
            new Row(
                    "a missing record",
                    project -> project.delete("out/shop.fingerprint"),
                    "there is no record of an earlier build"));

    @TestFactory
    List<DynamicTest> noticesEachChange() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Row row : ROWS) {
            tests.add(DynamicTest.dynamicTest(row.name, () -> {
                Project changed =
                        new Project(Files.createTempDirectory(folder, "row").toRealPath());
                changed.build(Optional.empty());
                row.change.apply(changed);

                assertThat(changed.difference(IndexPages.CACHED, LATER)).isEqualTo(row.difference);
            }));
        }
        return tests;
    }

    @Test
    void buildsAgainWhenAnIndexPageMustBeReadAgain() throws IOException {
        project.build(Optional.of(LATER));

        assertThat(project.difference(IndexPages.CACHED, LATER.minusSeconds(1))).isEmpty();
        assertThat(project.difference(IndexPages.REFRESHED, LATER.minusSeconds(1)))
                .isEqualTo("the index must be read again");
        assertThat(project.difference(IndexPages.CACHED, LATER)).isEqualTo("the index must be read again");
        assertThat(project.difference(IndexPages.OFFLINE, LATER)).isEmpty();
    }

    @Test
    void ignoresUpdatesWithoutIndex() throws IOException {
        project.build(Optional.empty());

        assertThat(project.difference(IndexPages.REFRESHED, LATER)).isEmpty();
    }

    @Test
    void comparesContentWrittenDuringTheLastStepOfTheClock() throws IOException {
        project.build(Optional.empty());
        FileTime time = Files.getLastModifiedTime(project.file("src/app.py"));
        RecordedFile recorded = RecordedFile.of(
                project.file("src/app.py"),
                FileState.of(project.file("src/app.py")),
                time.toMillis() * 1_000_000 + 1_000_000);

        assertThat(recorded.isExact()).isFalse();
        assertThat(recorded.isUnchanged(project.file("src/app.py"), FileState.of(project.file("src/app.py"))))
                .isTrue();
    }

    @Test
    void recordsNoContentOfAFileThatChangedDuringTheBuild() throws IOException {
        BuildState state = project.state(LATER);
        project.write("src/app.py", "changed = 1\n");
        state.record(List.of(project.file("out/shop.pywar")), new LibraryInputs(), NO_WARNINGS);

        assertThat(project.difference(IndexPages.CACHED, LATER)).isEqualTo("`src/app.py` has changed");
    }

    @Test
    void distinguishesFilesOfTheApplication() throws IOException {
        project.build(Optional.empty());
        project.write("src/app.py", "changed = 1\n");
        project.write("src/new.py", "");
        project.delete("src/data.txt");

        BuildComparison comparison = project.compareFiles("app.py", "new.py", "data.txt");
        assertThat(comparison.isApplicationOnly()).isTrue();
        assertThat(comparison.difference()).isPresent();
        assertThat(project.compareFiles("app.py", "new.py").isApplicationOnly()).isFalse();
    }

    @Test
    void distinguishesNoFilesBesideAnotherDifference() throws IOException {
        project.build(Optional.empty());
        project.write("src/app.py", "changed = 1\n");
        project.touch("out/shop.pywar");
        assertThat(project.compareFiles("app.py").isApplicationOnly()).isTrue();
        project.write("out/shop.pywar", "other");

        assertThat(project.compareFiles("app.py").isApplicationOnly()).isFalse();
    }

    @Test
    void distinguishesNoFilesIfTheApplicationDeclaresLibraries() throws IOException {
        LibraryInputs libraries = new LibraryInputs();
        libraries.addApplication();
        project.state(LATER).record(List.of(project.file("out/shop.pywar")), libraries, NO_WARNINGS);
        project.write("src/app.py", "changed = 1\n");

        assertThat(project.compareFiles("app.py").isApplicationOnly()).isFalse();
    }

    @Test
    void keepsTheLibrariesAndTheirWarnings() throws IOException {
        Instant freshUntil = LATER.plusSeconds(60);
        LibraryInputs libraries = new LibraryInputs();
        libraries.addLocations(List.of(project.file("wheels").toUri()));
        libraries.addPages(List.of(), Optional.of(freshUntil));
        BuildWarnings warnings = new BuildWarnings(List.of("No server"), List.of("No entry"));
        project.state(LATER).record(List.of(project.file("out/shop.pywar")), libraries, warnings);
        project.write("src/app.py", "changed = 1\n");
        BuildState changed = project.state(LATER);
        assertThat(changed.compare(IndexPages.CACHED, file -> true).warnings()).containsExactly("No server");
        changed.forget();
        project.write("out/shop.pywar", "next archive");
        changed.recordSameLibraries(List.of(project.file("out/shop.pywar")), List.of("Another entry"));

        BuildComparison next = project.state(LATER).compare(IndexPages.CACHED);
        assertThat(next.difference()).isEmpty();
        assertThat(next.warnings()).containsExactly("No server", "Another entry");
        assertThat(project.difference(IndexPages.CACHED, freshUntil)).isEqualTo("the index must be read again");
        project.write("wheels/lib.whl", "other");
        assertThat(project.difference(IndexPages.CACHED, LATER)).isEqualTo("`wheels/lib.whl` has changed");
    }

    @Test
    void recordsDeclarationAsItWasBeforeTheBuildReadIt() throws IOException {
        BuildState state = project.state(LATER);
        project.write("more.txt", "six\n");
        LibraryInputs libraries = new LibraryInputs();
        libraries.addDeclaration(project.file("more.txt"));
        project.write("more.txt", "six==1.0\n");
        project.build(state, libraries);

        assertThat(project.difference(IndexPages.CACHED, LATER)).isEqualTo("`more.txt` has changed");
    }

    @Test
    void recordsNoContentOfAFoundFileThatChangedAfterTheStart() throws IOException {
        BuildState state = project.state(Instant.EPOCH); // every file is newer
        LibraryInputs libraries = new LibraryInputs();
        libraries.addLocations(List.of(project.file("wheels").toUri()));
        project.build(state, libraries);

        assertThat(project.difference(IndexPages.CACHED, LATER))
                .startsWith("`wheels/")
                .endsWith("` has changed");
    }

    @Test
    void recordsPagesThatTheBuildHasWritten() throws IOException {
        project.write("page", "six");
        BuildState state = project.state(Instant.EPOCH);
        LibraryInputs libraries = new LibraryInputs();
        libraries.addPages(List.of(project.file("page")), Optional.empty());
        project.build(state, libraries);

        assertThat(project.difference(IndexPages.CACHED, LATER)).isEmpty();
    }

    @Test
    void storesNoValue() throws IOException {
        project.settings.put("the environment variable `TOKEN`", "s3cret-value");
        project.build(Optional.empty());

        assertThat(Files.readString(project.file("out/shop.fingerprint"), StandardCharsets.ISO_8859_1))
                .contains("TOKEN")
                .doesNotContain("s3cret-value");
    }

    @Test
    void repeatsWarnings() throws IOException {
        project.state(LATER)
                .record(
                        List.of(project.file("out/shop.pywar")),
                        new LibraryInputs(),
                        new BuildWarnings(List.of("No server"), List.of("No entry")));

        assertThat(project.state(LATER).compare(IndexPages.CACHED).warnings()).containsExactly("No server", "No entry");
    }

    /** Project with sources, a link to a folder and one to a file, an archive, and a folder of wheels. */
    private static final class Project {

        private final Path base;
        private final Map<String, String> settings = new TreeMap<>(Map.of("<python>", "3.11"));

        Project(Path base) throws IOException {
            this.base = base;
            write("src/app.py", "a = 1\n");
            write("shared/lib.py", "b = 2\n");
            write("shared/data.txt", "data");
            write("out/shop.pywar", "archive");
            write("wheels/lib.whl", "wheel");
            Files.createSymbolicLink(file("src/lib"), file("shared"));
            Files.createSymbolicLink(file("src/data.txt"), file("shared/data.txt"));
        }

        Path file(String name) {
            return base.resolve(name);
        }

        void write(String name, String content) throws IOException {
            Files.createDirectories(file(name).getParent());
            Files.writeString(file(name), content);
            Files.setLastModifiedTime(file(name), LONG_AGO);
        }

        /** Writes another content of the same size, and restores the time. */
        void writeWithTime(String name, String content) throws IOException {
            FileTime time = Files.getLastModifiedTime(file(name));
            assertThat(content).hasSize((int) Files.size(file(name)));
            Files.writeString(file(name), content);
            Files.setLastModifiedTime(file(name), time);
        }

        void touch(String name) throws IOException {
            Files.setLastModifiedTime(file(name), FileTime.from(Instant.parse("2026-02-02T00:00:00Z")));
        }

        void permit(String name, String permissions) throws IOException {
            Files.setPosixFilePermissions(file(name), PosixFilePermissions.fromString(permissions));
        }

        void delete(String name) throws IOException {
            Files.delete(file(name));
        }

        void writeVenv(String name) throws IOException {
            write(name + "/pyvenv.cfg", "home = /usr\n");
            write(name + "/lib/six.py", "");
        }

        void damage() throws IOException {
            byte[] content = Files.readAllBytes(file("out/shop.fingerprint"));
            content[content.length / 2]++;
            Files.write(file("out/shop.fingerprint"), content);
        }

        BuildState state(Instant now) throws IOException {
            InputFiles inputs = new InputFiles(
                    Set.of(file("src"), file("pylock.toml")),
                    Set.of(file("src/target")),
                    Set.of(file("src/whole")),
                    FileScope.of(List.of(base)));
            return BuildState.of(file("out/shop.fingerprint"), settings, inputs, Clock.fixed(now, ZoneOffset.UTC));
        }

        void build(Optional<Instant> freshUntil) throws IOException {
            LibraryInputs libraries = new LibraryInputs();
            libraries.addLocations(List.of(file("wheels").toUri()));
            libraries.addPages(List.of(), freshUntil);
            build(state(LATER), libraries);
        }

        void build(BuildState state, LibraryInputs libraries) throws IOException {
            state.record(List.of(file("out/shop.pywar")), libraries, NO_WARNINGS);
        }

        BuildComparison compareFiles(String... ofApplication) throws IOException {
            Set<String> names = Set.of(ofApplication);
            return state(LATER)
                    .compare(
                            IndexPages.CACHED,
                            file -> names.contains(file.getFileName().toString()));
        }

        /** Returns the difference with paths in the project. */
        String difference(IndexPages pages, Instant now) throws IOException {
            return state(now).compare(pages).difference().orElse("").replace(base + "/", "");
        }
    }
}
