package io.github.pywar.app.classarchive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestProgress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The archive of classes, with a program in place of Java. */
class ArchiveClassesAppTest {

    @TempDir
    private Path temporary;

    private final TestProgress progress = new TestProgress();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final AtomicLong clock = new AtomicLong();

    @Test
    void writesTheArchiveForItsOwnerOnlyAndPrintsHowToUseIt() throws IOException {
        FakeJava java = java(FakeJava.WORKING);

        run(java.request());

        Path file = java.file();
        assertThat(file).hasContent("archive");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Golden.assertMatches("class-archive/written.txt", shown(java, String.join("\n", progress.steps())));
        Golden.assertMatches("class-archive/mavenrc.txt", shown(java, output.toString(StandardCharsets.UTF_8)));
    }

    @Test
    void replacesTheArchiveOfAnEarlierRunAndLeavesNoOtherFile() throws IOException {
        FakeJava java = java(FakeJava.WORKING);
        Files.createDirectories(java.request().folder());
        Files.writeString(java.file(), "earlier");

        run(java.request());

        assertThat(files(java.request().folder())).containsExactly(java.file());
        assertThat(java.file()).hasContent("archive");
    }

    @Test
    void recordsABuildOfASampleProjectWithDefaultOptions() throws IOException {
        FakeJava java = java(recording(FakeJava.WORKING));

        run(request(java, "-XX:+UseSerialGC"));

        List<String> commands = commands();
        assertThat(commands).hasSize(3 + 2 * StartTimes.RUNS);
        assertThat(commands.get(0))
                .contains("-XX:ArchiveClassesAtExit=", "-Dmaven.multiModuleProjectDirectory=", "/project/pom.xml")
                .endsWith(" package package")
                .doesNotContain("-XX:+UseSerialGC");
        assertThat(commands.subList(1, commands.size())).allMatch(command -> command.endsWith(" validate"));
        assertThat(commands.subList(2, commands.size())).allMatch(command -> command.contains("-XX:+UseSerialGC"));
        assertThat(commands.subList(3, commands.size()))
                .filteredOn(command -> command.contains("-XX:SharedArchiveFile=" + java.file()))
                .hasSize(StartTimes.RUNS);
    }

    @Test
    void reportsOptionsOfTheUserThatDoNotUseTheArchive() throws IOException {
        FakeJava java = java(FakeJava.WORKING + """
                case "$*" in *ZGC*)
                    for word; do
                        case $word in -Xlog:class+load:file=*) : > "${word#*file=}";; esac
                    done;;
                esac
                """);

        run(request(java, "-XX:+UseZGC"));

        assertThat(java.file()).exists();
        assertThat(progress.warnings())
                .containsExactly("Java does not use the archive with the options of this run of Maven: `-XX:+UseZGC`."
                        + " Builds with other options use it");
    }

    /** What is missing in the local repository is downloaded. */
    @Test
    void buildsOnlineIfTheBuildWithoutDownloadsFails() throws IOException {
        FakeJava java = java(recording("case \"$*\" in *' -o '*package) exit 1;; esac\n" + FakeJava.WORKING));

        run(java.request());

        assertThat(commands().get(0)).contains(" -o ").endsWith("package");
        assertThat(commands().get(1)).doesNotContain(" -o ").endsWith("package");
        assertThat(java.file()).exists();
    }

    @Test
    void showsTheErrorsOfABuildThatFails() throws IOException {
        FakeJava java = java("""
                seq 1 40; echo '[ERROR] No wheel of `demo` fits -> [Help 1]'; echo '[ERROR] hint: use another'; echo '[ERROR] '
                echo '[ERROR] To see the full stack trace of the errors, re-run Maven'; echo '[ERROR] [Help 1] x'; exit 1
                """);

        assertRefused("build-failed", java, java.request());
        assertThat(files(java.request().folder())).isEmpty();
    }

    /** Java 17 ends with this error. Later versions build, warn, and write no archive. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo 'it is unsupported when base CDS archive is not loaded'; exit 1",
                "echo '[INFO] BUILD SUCCESS'"
            })
    void reportsAJavaWithoutAnArchiveOfItsOwn(String script) throws IOException {
        FakeJava java = java(script + "\n");
        Files.delete(java.key().javaHome().resolve("lib/server/classes.jsa"));

        assertRefused("no-base-archive", java, java.request());
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
        assertThat(java.file()).doesNotExist();
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
        ClassArchiveRequest embedded =
                java.request(java.request().cache(), temporary.resolve("ide/launcher.jar"), List.of());

        assertRefused("other-launcher", java, embedded);
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

    private String recording(String script) {
        return "echo \"$@\" >> " + temporary.resolve("commands.log") + "\n" + script;
    }

    private List<String> commands() throws IOException {
        return Files.readAllLines(temporary.resolve("commands.log"));
    }

    private ClassArchiveRequest request(FakeJava java, String option) {
        return java.request(java.request().cache(), temporary.resolve("maven/boot/launcher.jar"), List.of(option));
    }

    private FakeJava java(String script) throws IOException {
        return new FakeJava(temporary, script);
    }

    private void run(ClassArchiveRequest request) throws IOException {
        new ArchiveClassesApp(
                        progress,
                        () -> clock.getAndAdd(250_000_000),
                        new PrintStream(output, true, StandardCharsets.UTF_8))
                .run(request);
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
