package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.pywar.base.file.Globs;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.TestWheel;
import io.github.pywar.testing.TestZip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.Arguments;

/** Base of tests with a hostile index. */
abstract class HostileFixture {

    static final Globs NONE = Globs.of(List.of());
    static final String JSON = "application/vnd.pypi.simple.v1+json";

    @TempDir
    Path folder;

    final TestIndex index = TestIndex.start();
    IndexBuild build;

    @BeforeEach
    void prepare() throws IOException {
        build = IndexBuild.in(folder, index);
    }

    @AfterEach
    void end() {
        index.close();
    }

    static Stream<Arguments> wheels() {
        return Stream.of(
                hostile("path-escape", w -> w.file("../../evil.py", "x")),
                hostile("path-escape-of-data", w -> w.data("scripts/../../../evil", "x")),
                hostile("absolute-path", w -> w.file("/etc/cron.d/evil", "x")),
                hostile("drive-letter", w -> w.file("C:/evil.py", "x")),
                hostile("backslash", w -> w.file("demo\\..\\evil.py", "x")),
                hostile("nul", w -> w.file("demo/x.py\0.txt", "x")),
                hostile("link", w -> w.file("demo/l", "/etc/passwd").change("demo/l", e -> e.mode = 0120777)),
                hostile("duplicate", w -> w.zip(zip -> zip.add("demo/__init__.py", new byte[] {1}))),
                hostile("bomb", w -> w.file("demo/z", new byte[2 << 20]).change("demo/z", e -> e.size = 1L << 30)),
                hostile(
                        "bomb-that-lies",
                        w -> w.file("demo/z", new byte[9 << 20]).change("demo/z", e -> e.size = 10)),
                hostile("zip64-size", w -> w.file("demo/z", "x").change("demo/z", HostileInputTest::huge)),
                hostile("zip64-place", w -> w.file("demo/z", "x").change("demo/z", e -> e.wideHeader = 1L << 62)),
                hostile("overlap", w -> w.file("demo/o", "x").change("demo/o", e -> e.shift = -40)),
                hostile(
                        "header-differs",
                        w -> w.file("demo/h", "x").change("demo/h", e -> e.localName = bytes("demo/i"))),
                hostile("encrypted", w -> w.file("demo/e", "x").change("demo/e", e -> e.flags = 1)),
                hostile("method", w -> w.file("demo/m", "x").change("demo/m", e -> e.method = 93)),
                hostile("record-without-file", w -> w.record(text -> text + "demo/gone.py,sha256=x,1\n")),
                hostile("record-wrong-sum", w -> w.record(text -> text.replaceFirst("sha256=..", "sha256=__"))),
                hostile("record-without-row", w -> w.record(text -> text.replaceAll("demo/__init.*\n", ""))),
                hostile("no-record", w -> w.zip(zip -> zip.drop("demo-1.0.dist-info/RECORD"))),
                hostile("other-version", w -> w.info("METADATA", "Metadata-Version: 2.1\nName: demo\nVersion: 2.0\n")),
                hostile("other-name", w -> w.info("METADATA", "Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n")),
                hostile("no-metadata", w -> w.zip(zip -> zip.drop("demo-1.0.dist-info/METADATA"))),
                hostile("later-metadata", w -> w.info("METADATA", "Metadata-Version: 3.0\nName: demo\nVersion: 1.0\n")),
                hostile("later-wheel", w -> w.wheelFile("Wheel-Version: 2.0\nRoot-Is-Purelib: true\n")),
                hostile("unknown-data", w -> w.data("secrets/x", "x")),
                hostile("script-elsewhere", w -> w.info("entry_points.txt", "[console_scripts]\n../evil = demo:x\n")),
                hostile("script-without-function", w -> w.info("entry_points.txt", "[console_scripts]\nx = demo\n")));
    }

    /** Returns whether the wheel is valid, and only its entry points or its data are not. */
    static boolean isErrorOfTheInstaller(String name) {
        return name.startsWith("script-") || name.equals("unknown-data");
    }

    void refuses(String golden, String... requirements) throws IOException {
        Throwable fault = catchThrowable(() -> build.run(NONE, requirements));

        Golden.assertMatches("maven/hostile/" + golden + ".txt", build.message(fault));
        assertThat(build.files("target")).isEmpty();
        assertThat(build.files("cache/wheels"))
                .noneMatch(file -> file.endsWith(".whl") && !isErrorOfTheInstaller(golden));
        assertThat(build.files("cache")).noneMatch(name -> name.matches(".*(part|tmp|lock|incoming/.*)"));
    }

    static Arguments hostile(String name, Consumer<TestWheel> change) {
        TestWheel wheel = demo();
        change.accept(wheel);
        return Arguments.of(name, wheel);
    }

    static TestWheel demo() {
        return TestWheel.of("demo", "1.0").file("demo/__init__.py", "one = 1\n");
    }

    static void huge(TestZip.Entry entry) {
        entry.zip64 = true;
        entry.size = Long.MAX_VALUE;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String page(TestWheel wheel, String more) {
        return ("{\"meta\": {\"api-version\": \"1.0\"}, \"name\": \"demo\", \"files\": [{\"filename\": \"%1$s\","
                        + " \"url\": \"../../files/%1$s\", \"hashes\": {\"sha256\": \"%2$s\"}, %3$s}]}")
                .formatted(wheel.fileName(), Sha256.of(wheel.bytes()).hex(), more);
    }
}
