package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.pywar.app.supply.Supply;
import io.github.pywar.base.file.Globs;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.TestIndex.Manner;
import io.github.pywar.testing.TestWheel;
import io.github.pywar.testing.TestZip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Hostile indexes and wheels, from a loopback index to the archive: a refusal in words, and nothing kept. */
class HostileInputTest {

    private static final Globs NONE = Globs.of(List.of());
    private static final String JSON = "application/vnd.pypi.simple.v1+json";

    @TempDir
    Path folder;

    private final TestIndex index = TestIndex.start();
    private IndexBuild build;

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

    /** Once with metadata beside the wheel, so that the wheel is opened last, and once with ranges of the wheel. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("wheels")
    void aHostileWheel(String name, TestWheel wheel) throws IOException {
        index.add(wheel.fileName(), wheel.bytes())
                .page("demo", JSON, page(wheel, "\"core-metadata\": true"))
                .serve(
                        "/files/" + wheel.fileName() + ".metadata",
                        "text/plain",
                        TestWheel.of("demo", "1.0").metadataText());
        refuses(name, "demo");
        index.page("demo", JSON, page(wheel, "\"core-metadata\": false"));
        IndexBuild again = IndexBuild.in(Files.createDirectory(folder.resolve("again")), index);

        Throwable ranged = catchThrowable(() -> again.run(NONE, "demo"));

        assertThat(again.told(ranged)).doesNotContain("Exception");
        assertThat(again.files("cache/wheels")).noneMatch(file -> file.endsWith(".whl") && !isInstallersMatter(name));
        assertThat(again.files("target")).isEmpty();
    }

    /** These wheels are sound, only what their entry points or data ask for is not. */
    private static boolean isInstallersMatter(String name) {
        return name.startsWith("script-") || name.equals("unknown-data");
    }

    @Test
    void metadataThatDoesNotStandInTheWheel() throws IOException {
        TestWheel wheel = demo().metadata("Requires-Dist: safe>=2").metadata("Requires-Python: >=3.8");
        index.add(wheel.fileName(), wheel.bytes())
                .page("demo", JSON, page(wheel, "\"core-metadata\": true"))
                .serve("/files/" + wheel.fileName() + ".metadata", "text/plain", demo().metadataText());

        Throwable fault = catchThrowable(() -> build.run(NONE, "demo"));

        Golden.assertMatches("maven/hostile/metadata-differs.txt", build.told(fault));
        assertThat(build.files("target")).isEmpty();
        assertThat(build.files("cache/metadata"))
                .as("what was told is not believed again")
                .isEmpty();
        index.serve("/files/" + wheel.fileName() + ".metadata", "text/plain", wheel.metadataText());
        TestWheel safe = TestWheel.of("safe", "2.0").file("safe.py", "");
        index.add(safe.fileName(), safe.bytes());
        assertThat(build.run(NONE, "demo")).exists();
    }

    @Test
    void metadataThatIsWrittenOtherwiseIsTheSame() throws IOException {
        TestWheel wheel = demo().metadata("Requires-Dist: Safe (>=2)").metadata("Provides-Extra: A_b");
        TestWheel told = demo().metadata("Provides-Extra: a-b").metadata("Requires-Dist: safe>=2");
        TestWheel safe = TestWheel.of("safe", "2.0").file("safe.py", "");
        index.add(safe.fileName(), safe.bytes())
                .add(wheel.fileName(), wheel.bytes())
                .page("demo", JSON, page(wheel, "\"core-metadata\": true"))
                .serve("/files/" + wheel.fileName() + ".metadata", "text/plain", told.metadataText());

        assertThat(build.run(NONE, "demo")).exists();
    }

    @Test
    void namesThatAreNotTheSameEverywhereAreWarnedOf() throws IOException {
        TestWheel wheel =
                demo().file("demo/aux.py", "1").file("demo/Case.py", "1").file("demo/case.py", "2");
        index.add(wheel.fileName(), wheel.bytes());

        build.run(NONE, "demo");

        assertThat(build.progress().warnings())
                .containsExactly(
                        "`lib/python3.11/site-packages/demo/Case.py`, `lib/python3.11/site-packages/demo/case.py` are one"
                                + " file where upper and lower case are not told apart",
                        "`lib/python3.11/site-packages/demo/aux.py` cannot be unpacked on Windows: names like that are"
                                + " reserved there");
    }

    @Test
    void aFileThatNeverEnds() throws IOException {
        index.add(demo().fileName(), demo().bytes())
                .page("demo", JSON, page(demo(), "\"core-metadata\": true"))
                .endless("/files/" + demo().fileName())
                .serve("/files/" + demo().fileName() + ".metadata", "text/plain", demo().metadataText());
        build.limits(new Supply.Limits(100, 4, 400));

        refuses("endless-file", "demo");
    }

    @Test
    void aPageThatNeverEnds() throws IOException {
        index.endless("/simple/demo/");

        refuses("endless-page", "demo");
        assertThat(build.files("cache/pages")).isEmpty();
    }

    @Test
    void limitsOfWheelsAreThoseOfTheBuild() throws IOException {
        TestWheel wheel = demo().file("demo/zeros", new byte[2 << 20]);
        index.add(wheel.fileName(), wheel.bytes());
        build.limits(new Supply.Limits(100, 1, 400));
        refuses("limits", "demo");

        build.limits(Supply.Limits.USUAL);

        assertThat(build.run(NONE, "demo")).exists();
    }

    static Stream<Arguments> pages() {
        return Stream.of(
                Arguments.of("json-list", JSON, "[]"),
                Arguments.of("json-broken", JSON, "{\"files\": ["),
                Arguments.of("json-files", JSON, "{\"meta\": {\"api-version\": \"1.0\"}, \"files\": {}}"),
                Arguments.of("json-html", JSON, "<html>Please log in</html>"),
                Arguments.of("json-deep", JSON, "{\"x\": " + "[".repeat(100_000) + "}"),
                Arguments.of("json-later", JSON, "{\"meta\": {\"api-version\": \"2.0\"}, \"files\": []}"),
                Arguments.of(
                        "base-of-this-machine",
                        "text/html",
                        "<base href='file:///'><a href='etc/demo-1.0-py3-none-any.whl'>demo</a>"),
                Arguments.of(
                        "link-to-this-machine",
                        "text/html",
                        "<a href='file:///etc/demo-1.0-py3-none-any.whl'>demo</a>"),
                Arguments.of(
                        "name-escapes",
                        JSON,
                        "{\"meta\": {\"api-version\": \"1.0\"}, \"files\": [{\"hashes\": {}, \"filename\":"
                                + " \"../demo-1.0-py3-none-any.whl\", \"url\": \"x.whl\"}]}"),
                Arguments.of("pdf", "application/pdf", "%PDF"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void aPageThatIsNone(String name, String type, String body) throws IOException {
        index.page("demo", type, body);

        refuses(name, "demo");
        if (type.equals(JSON) && !name.equals("name-escapes")) {
            assertThat(build.files("cache/pages"))
                    .as("what cannot be read is not kept")
                    .isEmpty();
        }
    }

    @Test
    void aPageThatLeadsToItself() throws IOException {
        index.add(demo().fileName(), demo().bytes()).with(Manner.REDIRECT_LOOP);

        refuses("redirect-loop", "demo");
    }

    @Test
    void aPageThatLeadsToThisMachine() throws IOException {
        index.redirect("/simple/demo/", "file:///etc/passwd");

        refuses("redirect-to-this-machine", "demo");
    }

    /** The password of the index's host is for that host alone, wherever pages and files lead to. */
    @Test
    void credentialsStayWhereTheyBelong() throws IOException {
        Files.writeString(folder.resolve(".netrc"), "machine 127.0.0.1 login ann password s3cret\n");
        index.add(demo().fileName(), demo().bytes())
                .guardedBy("ann", "s3cret", path -> path.startsWith("/simple/"))
                .with(Manner.FILES_ELSEWHERE);

        assertThat(build.run(NONE, "demo")).exists();

        assertThat(index.requests())
                .filteredOn(request -> request.path().startsWith("/files/"))
                .isNotEmpty()
                .allMatch(request -> request.header("Authorization").isEmpty());
        assertThat(index.requests())
                .filteredOn(request -> request.path().startsWith("/simple/"))
                .isNotEmpty()
                .allMatch(request -> request.header("Authorization").isPresent());
    }

    @Test
    void aRedirectToAnotherHostGetsNoPassword() throws IOException {
        Files.writeString(folder.resolve(".netrc"), "machine 127.0.0.1 login ann password s3cret\n");
        index.add(demo().fileName(), demo().bytes())
                .guardedBy("ann", "s3cret", path -> path.startsWith("/simple/"))
                .with(Manner.PAGES_ELSEWHERE);

        refuses("redirect-elsewhere", "demo");

        assertThat(index.requests())
                .extracting(request -> request.header("Host").orElse("").replaceAll(":.*", "")
                        + (request.header("Authorization").isPresent() ? " with password" : ""))
                .containsExactly("127.0.0.1 with password", "localhost");
    }

    private void refuses(String golden, String... requirements) throws IOException {
        Throwable fault = catchThrowable(() -> build.run(NONE, requirements));

        Golden.assertMatches("maven/hostile/" + golden + ".txt", build.told(fault));
        assertThat(build.files("target")).isEmpty();
        assertThat(build.files("cache/wheels")).noneMatch(file -> file.endsWith(".whl") && !isInstallersMatter(golden));
        assertThat(build.files("cache")).noneMatch(name -> name.matches(".*(part|tmp|lock|incoming/.*)"));
    }

    private static Arguments hostile(String name, Consumer<TestWheel> change) {
        TestWheel wheel = demo();
        change.accept(wheel);
        return Arguments.of(name, wheel);
    }

    private static TestWheel demo() {
        return TestWheel.of("demo", "1.0").file("demo/__init__.py", "one = 1\n");
    }

    private static void huge(TestZip.Entry entry) {
        entry.zip64 = true;
        entry.size = Long.MAX_VALUE;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String page(TestWheel wheel, String more) {
        return ("{\"meta\": {\"api-version\": \"1.0\"}, \"name\": \"demo\", \"files\": [{\"filename\": \"%1$s\","
                        + " \"url\": \"../../files/%1$s\", \"hashes\": {\"sha256\": \"%2$s\"}, %3$s}]}")
                .formatted(wheel.fileName(), Sha256.of(wheel.bytes()).hex(), more);
    }
}
