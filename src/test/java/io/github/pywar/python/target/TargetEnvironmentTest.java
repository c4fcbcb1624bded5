package io.github.pywar.python.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.tag.WheelTag;
import io.github.pywar.python.version.VersionSpecifiers;
import io.github.pywar.testing.Golden;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetEnvironmentTest {

    @Test
    void describesItself() {
        assertThat(target("3.11", "linux-x86_64")).hasToString("CPython 3.11 on linux-x86_64 with glibc 2.28");
        assertThat(target("3.11.7", "macos-arm64")).hasToString("CPython 3.11.7 on macos-13-arm64");
        assertThat(TargetEnvironment.of(
                        PythonVersion.parse("3.13t"),
                        Platform.parse("linux-aarch64").withLibc(Libc.parse("musl-1.2"))))
                .hasToString("CPython 3.13t on linux-aarch64 with musl 1.2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    linux-x86_64   | sys_platform == "linux" and platform_system == "Linux" and os_name == "posix"
                    linux-x86_64   | platform_machine == "x86_64" and platform_python_implementation == "CPython"
                    linux-aarch64  | platform_machine == "aarch64" and implementation_name == "cpython"
                    macos-arm64    | sys_platform == "darwin" and platform_machine == "arm64"
                    macos-14-x86_64 | platform_system == "Darwin" and platform_machine == "x86_64"
                    linux-x86_64   | python_version == "3.10" and python_full_version == "3.10.4"
                    linux-x86_64   | implementation_version >= "3.10.4" and platform_release == ""
                    """)
    void evaluatesMarkersLikePython(String platform, String marker) {
        assertThat(Marker.parse(marker).evaluate(target("3.10.4", platform).markers()))
                .isTrue();
    }

    @Test
    void includesAllMicroVersionsUnlessDeclared() {
        Marker marker = Marker.parse("python_full_version < '3.11.3'");

        assertThat(marker.evaluate(target("3.11", "linux-x86_64").markers())).isTrue();
        assertThat(marker.evaluate(target("3.11.7", "linux-x86_64").markers())).isFalse();
    }

    @Test
    void supportsTheTagsOfItsLibc() {
        Platform linux = Platform.parse("linux-x86_64");

        assertThat(accepts(linux, "cp311-cp311-manylinux_2_28_x86_64")).isTrue();
        assertThat(accepts(linux, "cp311-cp311-manylinux_2_31_x86_64")).isFalse();
        assertThat(accepts(linux.withLibc(Libc.parse("glibc-2.31")), "cp311-cp311-manylinux_2_31_x86_64"))
                .isTrue();
        assertThat(accepts(linux.withLibc(Libc.parse("musl-1.2")), "cp311-cp311-musllinux_1_1_x86_64"))
                .isTrue();
        assertThat(accepts(Platform.parse("macos-14-arm64"), "cp311-cp311-macosx_14_0_arm64"))
                .isTrue();
        assertThat(accepts(Platform.parse("macos-arm64"), "cp311-cp311-macosx_14_0_arm64"))
                .isFalse();
    }

    private static boolean accepts(Platform platform, String tag) {
        return TargetEnvironment.of(PythonVersion.parse("3.11"), platform)
                .tags()
                .best(WheelTag.parseSet(tag))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    3.11   | >=3.8          | true  | 0
                    3.11   | >=3.8,<4       | true  | 0
                    3.11   | ==3.11.*       | true  | 0
                    3.11   | >=3.11.4       | false | 4
                    3.11   | >=3.9,!=3.11.7 | false | 8
                    3.11   | <3.11          | false | -
                    3.11   | >=3.12         | false | -
                    3.11   | <=3.11.20      | false | -
                    3.11.7 | >=3.11.4       | true  | 7
                    3.11.7 | >=3.9,!=3.11.7 | false | -
                    3.11.7 | <=3.11         | false | -
                    """)
    void comparesRequiresPythonWithAllMicroVersions(String python, String requires, boolean accepted, Integer first) {
        TargetEnvironment target = target(python, "linux-x86_64");
        VersionSpecifiers specifiers = VersionSpecifiers.parse(requires);

        assertThat(target.accepts(specifiers)).isEqualTo(accepted);
        assertThat(target.firstMicro(specifiers).stream().boxed().findFirst().orElse(null))
                .isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.11", "3.8.20", "3.13t", "3.14.0t", "3.14", "3.15", "3.15.0t"})
    void printsPythonAsDeclared(String text) {
        assertThat(PythonVersion.parse(text)).hasToString(text);
    }

    @Test
    void comparesByDeclaration() {
        assertThat(target("3.11", "linux-x86_64"))
                .isEqualTo(target("3.11", "linux-x86_64"))
                .isNotEqualTo(target("3.11.0", "linux-x86_64"));
    }

    @Test
    void reportsUnsupportedTargets() {
        Golden.assertMatches("target/windows.txt", errorOf(() -> Platform.parse("windows-x86_64")));
        Golden.assertMatches("target/alias.txt", errorOf(() -> Platform.parse("linux-amd64")));
        Golden.assertMatches("target/unknown-platform.txt", errorOf(() -> Platform.parse("solaris-sparc")));
        Golden.assertMatches("target/old-python.txt", errorOf(() -> PythonVersion.parse("2.7")));
        Golden.assertMatches("target/incomplete-python.txt", errorOf(() -> PythonVersion.parse("3")));
        Golden.assertMatches("target/future-python.txt", errorOf(() -> PythonVersion.parse("3.99")));
        assertThat(errorOf(() -> PythonVersion.parse("3.9999"))).contains("is not a Python version");
        Golden.assertMatches("target/no-python.txt", errorOf(() -> PythonVersion.parse("latest")));
        Golden.assertMatches("target/free-threaded.txt", errorOf(() -> PythonVersion.parse("3.12t")));
        Golden.assertMatches("target/unknown-libc.txt", errorOf(() -> Libc.parse("2.28")));
        Golden.assertMatches(
                "target/libc-on-macos.txt",
                errorOf(() -> Platform.parse("macos-arm64").withLibc(Libc.parse("glibc-2.28"))));
    }

    private static String errorOf(Callable<?> parse) {
        try {
            return "accepted: " + parse.call();
        } catch (UserException e) {
            return e.getMessage();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static TargetEnvironment target(String python, String platform) {
        return TargetEnvironment.of(PythonVersion.parse(python), Platform.parse(platform));
    }
}
