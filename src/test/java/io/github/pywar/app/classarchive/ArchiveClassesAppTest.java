package io.github.pywar.app.classarchive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestProgress;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive of classes, with a program in place of Java. */
class ArchiveClassesAppTest {

    @TempDir
    private Path temporary;

    private final TestProgress progress = new TestProgress();
    private final AtomicLong clock = new AtomicLong();

    @Test
    void writesTheArchiveForItsOwnerOnlyAndPrintsHowToUseIt() throws IOException {
        FakeJava java = java(FakeJava.WORKING);

        run(java.request());

        Path file = java.request().file();
        assertThat(file).hasContent("archive");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Golden.assertMatches("class-archive/written.txt", shown(java, String.join("\n", progress.steps())));
    }

    @Test
    void replacesTheArchiveOfAnEarlierRunAndLeavesNoOtherFile() throws IOException {
        FakeJava java = java(FakeJava.WORKING);
        Files.createDirectories(java.request().folder());
        Files.writeString(java.request().file(), "earlier");

        run(java.request());

        assertThat(files(java.request().folder()))
                .containsExactly(java.request().file());
        assertThat(java.request().file()).hasContent("archive");
    }

    @Test
    void runsTheBuildTwiceOutsideOfTheTargetFolder() throws IOException {
        FakeJava java = java("echo \"$@\" >> " + temporary.resolve("commands.log") + "\n" + FakeJava.WORKING);

        run(java.request());

        List<String> commands = Files.readAllLines(temporary.resolve("commands.log"));
        assertThat(commands).hasSize(2 + 2 * StartTimes.RUNS);
        assertThat(commands.get(0))
                .endsWith("Launcher -B package package")
                .contains("-D" + ArchiveClassesApp.BUILD_DIRECTORY + "="
                        + java.request().folder());
        assertThat(commands.subList(1, commands.size())).allMatch(command -> command.endsWith("Launcher -B validate"));
        assertThat(commands.subList(2, commands.size()))
                .filteredOn(command -> command.contains(
                        "-XX:SharedArchiveFile=" + java.request().file()))
                .hasSize(StartTimes.RUNS);
    }

    @Test
    void showsTheEndOfABuildThatFails() throws IOException {
        FakeJava java = java("seq 1 40; echo '[ERROR] No wheel of `demo` fits'; exit 1\n");

        assertRefused("build-failed", java, java.request());
        assertThat(files(java.request().folder())).isEmpty();
    }

    @Test
    void reportsAnArchiveThatTheDiskHasNoSpaceFor() throws IOException {
        FakeJava java = java("echo '[INFO] BUILD SUCCESS'; echo 'Unable to write to shared archive file.'; exit 1\n");

        assertRefused("disk-full", java, java.request());
    }

    @Test
    void reportsAJavaThatWritesNoArchive() throws IOException {
        FakeJava java = java("echo '[INFO] BUILD SUCCESS'\n");

        assertRefused("not-written", java, java.request());
    }

    @Test
    void reportsAnArchiveFromWhichNothingIsLoaded() throws IOException {
        FakeJava java = java(FakeJava.WORKING.replace("(top)", ""));

        assertRefused("not-loaded", java, java.request());
        assertThat(java.request().file()).doesNotExist();
    }

    @Test
    void refusesACacheInWhichOthersCanReplaceFiles() throws IOException {
        FakeJava java = java(FakeJava.WORKING);
        Path cache = Files.createDirectories(temporary.resolve("shared/cache"));
        Files.setPosixFilePermissions(cache.getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));

        assertRefused("open-folder", java, java.request(cache));
    }

    @Test
    void refusesAPathThatCannotBeAPartOfMavenOpts() throws IOException {
        FakeJava java = java(FakeJava.WORKING);

        assertRefused("unfit-path", java, java.request(temporary.resolve("my cache")));
    }

    @Test
    void refusesAMavenThatItsScriptHasNotStarted() throws IOException {
        FakeJava java = java(FakeJava.WORKING);
        ClassArchiveRequest started = java.request();
        MavenCommand embedded = new MavenCommand(
                started.command().java(),
                List.of(),
                temporary.resolve("ide/launcher.jar").toString(),
                List.of());

        assertRefused(
                "other-launcher",
                java,
                new ClassArchiveRequest(started.project(), embedded, started.cache(), started.key()));
    }

    @Test
    void reportsAFileInPlaceOfTheFolder() throws IOException {
        FakeJava java = java(FakeJava.WORKING);
        Files.createDirectories(java.request().cache());
        Files.writeString(java.request().folder(), "");

        assertThatThrownBy(() -> run(java.request())).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void reportsABuildThatDoesNotEnd() throws IOException {
        Path log = Files.writeString(temporary.resolve("output.log"), "[INFO] Downloading\n");

        Golden.assertMatches(
                "class-archive/timed-out.txt",
                ClassArchiveErrors.timedOut("package", Duration.ofMinutes(20), log)
                        .getMessage());
    }

    private FakeJava java(String script) throws IOException {
        return new FakeJava(temporary, script);
    }

    private void run(ClassArchiveRequest request) throws IOException {
        new ArchiveClassesApp(progress, () -> clock.getAndAdd(250_000_000)).run(request);
    }

    private void assertRefused(String golden, FakeJava java, ClassArchiveRequest request) {
        UserException refused = catchThrowableOfType(UserException.class, () -> run(request));
        Golden.assertMatches("class-archive/" + golden + ".txt", shown(java, refused.getMessage()));
    }

    /** The name of the archive depends on the folder of the test. */
    private static String shown(FakeJava java, String text) {
        return java.shown(text).replace(java.key().fileName(), "NAME.jsa");
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
