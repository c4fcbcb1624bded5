package io.github.pywar.python.builtcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.target.Libc;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestElf;
import io.github.pywar.testing.TestProgress;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuiltCodeCheckTest {

    private static final String GLIBC = "glibc-2.28";
    private static final String MUSL = "musl-1.2";
    private static final Path UNREADABLE = Path.of("/sys/class/net/lo/speed");

    @TempDir
    Path folder;

    private final TestProgress progress = new TestProgress();
    private LibraryCopies copies = LibraryCopies.NONE;

    @ParameterizedTest
    @CsvSource({
        "libc.so.6,        GLIBC_2.2.5,     manylinux_2_5_x86_64",
        "libc.so.6,        GLIBC_2.14,      manylinux_2_14_x86_64",
        "libc.so.6,        GLIBC_2.28,      manylinux_2_28_x86_64",
        "libstdc++.so.6,   GLIBCXX_3.4.22,  manylinux_2_24_x86_64",
        "libstdc++.so.6,   CXXABI_1.3.11,   manylinux_2_27_x86_64",
        "libgcc_s.so.1,    GCC_3.0,         manylinux_2_5_x86_64",
        "libz.so.1,        ZLIB_1.2.9,      manylinux_2_27_x86_64"
    })
    void replacesTheTagOfTheMachineByTheOldestSystem(String library, String version, String platform)
            throws IOException {
        TestWheel wheel = demo(TestElf.x86().versions(library, version));

        assertThat(tags(wheel, GLIBC)).isEqualTo("[cp311-cp311-" + platform + "]");
    }

    @Test
    void replacesTheTagByTheMuslOfTheTarget() throws IOException {
        TestWheel wheel = demo(TestElf.x86().needs("libc.musl-x86_64.so.1", "libz.so.1"));

        assertThat(tags(wheel, MUSL)).isEqualTo("[cp311-cp311-musllinux_1_2_x86_64]");
    }

    @Test
    void keepsTheTagsOfAWheelWithoutNativeCode() throws IOException {
        assertThat(tags(TestWheel.of("demo", "1.0"), GLIBC)).isEqualTo("[py3-none-any]");
        assertThat(tags(TestWheel.of("demo", "1.0").tag("cp311-cp311-linux_x86_64"), GLIBC))
                .isEqualTo("[cp311-cp311-linux_x86_64]");
    }

    @Test
    void refusesVersionsNewerThanTheTarget() {
        refuses(
                "newer-glibc",
                demo(TestElf.x86()
                        .versions("libc.so.6", "GLIBC_2.2.5", "GLIBC_2.34")
                        .versions("libstdc++.so.6", "GLIBCXX_3.4.30")
                        .symbol("__libc_start_main", "GLIBC_2.34")
                        .symbol("_ZSt21__glibcxx_assert_failPKciS0_S0_", "GLIBCXX_3.4.30")),
                GLIBC);
    }

    @Test
    void refusesSymbolsOfOneReleaseOfGlibc() {
        refuses(
                "private-glibc",
                demo(TestElf.x86().versions("libc.so.6", "GLIBC_PRIVATE").symbol("_dl_open", "GLIBC_PRIVATE")),
                GLIBC);
    }

    @Test
    void refusesLibrariesOfTheMachine() {
        refuses("foreign-library", demo(TestElf.x86().needs("libpq.so.5", "libc.so.6", "libstdc++.so.6")), GLIBC);
    }

    /** `libpq` needs `libssl`, whose copy needs the newest glibc. */
    @Test
    void reportsTheGlibcOfCopiesBeforeTheyAreMade() throws IOException {
        library("libpq.so.5", TestElf.x86().needs("libssl.so.3", "libz.so.1").versions("libc.so.6", "GLIBC_2.30"));
        library("libssl.so.3", TestElf.x86().needs("libpq.so.5").versions("libc.so.6", "GLIBC_2.36"));
        copies = new LibraryCopies(List.of(folder.resolve("none"), folder.resolve("lib")));

        refuses(
                "copies",
                demo(TestElf.x86().needs("libpq.so.5", "libc.so.6").versions("libc.so.6", "GLIBC_2.34")),
                GLIBC);
    }

    @Test
    void ignoresCopiesThatTheTargetCanLoad() throws IOException {
        library("libpq.so.5", TestElf.x86().needs("libmissing.so.1").versions("libc.so.6", "GLIBC_2.28"));
        copies = new LibraryCopies(List.of(folder.resolve("lib")));

        refuses("foreign-library", demo(TestElf.x86().needs("libpq.so.5", "libc.so.6", "libstdc++.so.6")), GLIBC);
    }

    /** A repair does not copy the library of Python, and a program that contains a Python does not start without it. */
    @Test
    void declaresTheLibraryOfPythonOfAProgramTogetherWithCopies() throws IOException {
        library("libpython3.11.so.1.0", TestElf.x86().versions("libc.so.6", "GLIBC_2.38"));
        library("libssl.so.3", TestElf.x86().versions("libc.so.6", "GLIBC_2.34"));
        copies = new LibraryCopies(List.of(folder.resolve("lib")));
        TestWheel wheel = TestWheel.of("demo", "1.0")
                .tag("cp311-cp311-linux_x86_64")
                .file(
                        "demo-1.0.data/scripts/demo",
                        TestElf.x86()
                                .needs("libpython3.11.so.1.0", "libssl.so.3")
                                .bytes());

        refuses("program-with-python", wheel, GLIBC);
    }

    /** Files that the kernel makes up have a size, and reading some of them fails. */
    @Test
    @EnabledIf("hasUnreadableFile")
    void ignoresLibrariesThatCannotBeRead() throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        Files.createSymbolicLink(folder.resolve("lib/libpq.so.5"), UNREADABLE);
        copies = new LibraryCopies(List.of(folder.resolve("lib")));

        refuses("foreign-library", demo(TestElf.x86().needs("libpq.so.5", "libc.so.6", "libstdc++.so.6")), GLIBC);
    }

    static boolean hasUnreadableFile() {
        try {
            return Files.isReadable(UNREADABLE) && Files.readAllBytes(UNREADABLE).length < 0;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void ignoresLibrariesOfOtherArchitectures() throws IOException {
        library("libpq.so.5", TestElf.aarch().versions("libc.so.6", "GLIBC_2.38"));
        Files.writeString(folder.resolve("lib/libother.so.1"), "/* GNU ld script */");
        copies = new LibraryCopies(List.of(folder.resolve("lib")));

        assertThatThrownBy(() -> tags(demo(TestElf.x86().needs("libpq.so.5", "libother.so.1")), GLIBC))
                .hasMessageNotContaining("a copy of");
    }

    @Test
    void searchesNoLibraryOutsideOfTheFolders() throws IOException {
        library("libpq.so.5", TestElf.x86().versions("libc.so.6", "GLIBC_2.38"));
        copies = new LibraryCopies(List.of(folder.resolve("lib/none"), folder.resolve("lib")));
        Files.createDirectories(folder.resolve("lib/none"));
        String absolute = folder.resolve("lib/libpq.so.5").toString();

        assertThatThrownBy(() -> tags(demo(TestElf.x86().needs("../libpq.so.5", absolute, "..", "")), GLIBC))
                .hasMessageContaining("needs `../libpq.so.5`")
                .hasMessageNotContaining("a copy of");
    }

    private void library(String name, TestElf elf) throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        Files.write(folder.resolve("lib").resolve(name), elf.bytes());
    }

    @Test
    void refusesAnotherArchitecture() {
        refuses("other-machine", demo(TestElf.aarch().needs("libc.so.6")), GLIBC);
    }

    @ParameterizedTest
    @CsvSource({"musl-1.2, libc.so.6, glibc-on-musl", "glibc-2.28, libc.musl-x86_64.so.1, musl-on-glibc"})
    void refusesAnotherLibc(String target, String library, String golden) {
        refuses(golden, demo(TestElf.x86().needs(library)), target);
    }

    @Test
    void showsTheFirstTenFaults() {
        String[] libraries = new String[12];
        Arrays.setAll(libraries, i -> "libother" + (char) ('a' + i) + ".so.1");

        refuses("many-faults", demo(TestElf.x86().needs(libraries)), GLIBC);
    }

    @Test
    void checksOnlyTheFilesForTheTarget() throws IOException {
        TestWheel wheel = demo(TestElf.x86().versions("libc.so.6", "GLIBC_2.17"))
                .file(
                        "demo/other.so",
                        TestElf.aarch().versions("libc.so.6", "GLIBC_2.38").bytes());

        assertThat(tags(wheel, GLIBC)).isEqualTo("[cp311-cp311-manylinux_2_17_x86_64]");
    }

    @Test
    void warnsOfFoldersOfTheBuildMachine() throws IOException {
        tags(demo(TestElf.x86().needs("libc.so.6").rpath("/home/builder/lib")), GLIBC);

        assertThat(progress.warnings())
                .containsExactly("`demo-1.0-cp311-cp311-linux_x86_64.whl`: `demo/native.so` searches libraries in"
                        + " `/home/builder/lib`, a folder of the build machine (RPATH)");
    }

    @Test
    void warnsOfDamagedFiles() throws IOException {
        byte[] cut = Arrays.copyOf(TestElf.x86().bytes(), 60);

        tags(demo(TestElf.x86().needs("libc.so.6")).file("demo/cut.so", cut), GLIBC);

        assertThat(progress.warnings())
                .containsExactly("`demo-1.0-cp311-cp311-linux_x86_64.whl`: `demo/cut.so` is not a valid ELF file: the"
                        + " header is outside of the file");
    }

    @Test
    void proposesNoCompilerForCopiedLibraries() throws IOException {
        TestWheel repaired = TestWheel.of("demo", "1.0")
                .tag("cp311-cp311-linux_x86_64")
                .file(
                        "demo.libs/libssl-1.so.3",
                        TestElf.x86().versions("libc.so.6", "GLIBC_2.34").bytes());

        assertThatThrownBy(() -> tags(repaired, GLIBC))
                .hasMessageContaining("in a container; the files in `.libs` are copies of libraries of this machine")
                .hasMessageNotContaining("zig");
    }

    @Test
    void proposesNoCopyOfTheLibraryOfPython() throws IOException {
        assertThatThrownBy(() -> tags(demo(TestElf.x86().needs("libpython3.11.so.1.0")), GLIBC))
                .hasMessageContaining("declare them: libpython3.11.so.1.0")
                .hasMessageNotContaining("copy the libraries");
    }

    @Test
    void acceptsDeclaredLibrariesOfTheTarget() throws IOException {
        Wheel wheel =
                Wheel.open(demo(TestElf.x86().needs("libpq.so.5", "libc.so.6")).write(folder));
        TargetEnvironment target = TargetEnvironment.of(
                PythonVersion.parse("3.11"), Platform.parse("linux-x86_64").withLibc(Libc.parse(GLIBC)));

        assertThat(new BuiltCodeCheck(Set.of("libpq.so.5"), copies, progress)
                        .tags(wheel, target)
                        .toString())
                .contains("manylinux");
    }

    @Test
    void repeatsDeclaredLibrariesInItsHint() throws IOException {
        Wheel wheel = Wheel.open(
                demo(TestElf.x86().needs("libpq.so.5", "libxslt.so.1")).write(folder));
        TargetEnvironment target = TargetEnvironment.of(
                PythonVersion.parse("3.11"), Platform.parse("linux-x86_64").withLibc(Libc.parse(GLIBC)));

        assertThatThrownBy(() -> new BuiltCodeCheck(Set.of("libpq.so.5"), copies, progress).tags(wheel, target))
                .hasMessageContaining("declare them: libpq.so.5,libxslt.so.1");
    }

    @Test
    void ignoresElfFilesForMacos() throws IOException {
        TargetEnvironment target = TargetEnvironment.of(PythonVersion.parse("3.11"), Platform.parse("macos-14-arm64"));
        Wheel wheel = Wheel.open(demo(TestElf.x86().needs("libpq.so.5")).write(folder));

        assertThat(new BuiltCodeCheck(Set.of(), copies, progress).tags(wheel, target))
                .isEqualTo(wheel.name().tags());
    }

    private void refuses(String golden, TestWheel wheel, String libc) {
        UserException error = catchThrowableOfType(UserException.class, () -> tags(wheel, libc));

        Golden.assertMatches("elf/" + golden + ".txt", error.getMessage());
    }

    private static TestWheel demo(TestElf elf) {
        return TestWheel.of("demo", "1.0").tag("cp311-cp311-linux_x86_64").file("demo/native.so", elf.bytes());
    }

    private String tags(TestWheel wheel, String libc) throws IOException {
        TargetEnvironment target = TargetEnvironment.of(
                PythonVersion.parse("3.11"), Platform.parse("linux-x86_64").withLibc(Libc.parse(libc)));
        return new BuiltCodeCheck(Set.of(), copies, progress)
                .tags(Wheel.open(wheel.write(folder)), target)
                .toString();
    }
}
