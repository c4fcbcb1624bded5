package io.github.pywar.python.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.metadata.DirectUrl;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.python.wheel.WheelRecord;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WheelInstallerTest {

    private static final String LIB = "lib/python3.11/site-packages/";
    private static final ScriptTemplate SCRIPTS = ScriptTemplate.of(
            "#!/bin/sh\n''':'\nexec python@python@ \"$0\" \"$@\"\n':'''\ncall(\"@module@\", \"@attribute@\")\n",
            "3.11");

    @TempDir
    Path folder;

    @Test
    void installsAllModulesInSitePackages() throws IOException {
        TestWheel platform = demo().wheelFile("Wheel-Version: 1.0\nRoot-Is-Purelib: false\n")
                .data("purelib/demo/pure.py", "1")
                .data("platlib/demo/plat.py", "2");

        assertThat(install(platform).entries())
                .containsKeys(LIB + "demo/__init__.py", LIB + "demo/pure.py", LIB + "demo/plat.py");
    }

    @Test
    void installsHeadersDataAndScripts() throws IOException {
        FileTree tree = install(demo().data("headers/demo.h", "h")
                .data("data/etc/demo/demo.conf", "c")
                .data("scripts/demo.sh", "#!/bin/sh\n"));

        assertThat(tree.entries())
                .containsKeys("include/site/python3.11/demo/demo.h", "etc/demo/demo.conf", "bin/demo.sh");
        assertThat(tree.get("bin/demo.sh").orElseThrow().executable()).isTrue();
        assertThat(tree.get("etc/demo/demo.conf").orElseThrow().executable()).isFalse();
    }

    @Test
    void refusesAnUnknownInstallScheme() {
        TestWheel wheel = demo().data("include/demo.h", "h");

        UserException error = catchThrowableOfType(UserException.class, () -> install(wheel));

        Golden.assertMatches("install/unknown-place.txt", error.getMessage());
    }

    @Test
    void refusesDataOutsideOfItsFolder() {
        TestWheel wheel = demo().data("data/../../etc/passwd", "h");

        assertThat(catchThrowableOfType(UserException.class, () -> install(wheel)))
                .hasMessageContaining("`demo-1.0.data/data/../../etc/passwd` is not a valid path");
    }

    @Test
    void writesScriptsForEntryPoints() throws IOException {
        FileTree tree = install(demo().info(
                        "entry_points.txt",
                        "[console_scripts]\ndemo = demo.cli:main\nDemo-2 = demo:App.run [extra]\n"
                                + "[gui_scripts]\nwindow = demo.gui:main\n"));

        assertThat(text(tree, "bin/demo"))
                .isEqualTo("#!/bin/sh\n''':'\nexec python3.11 \"$0\" \"$@\"\n':'''\ncall(\"demo.cli\", \"main\")\n");
        assertThat(text(tree, "bin/Demo-2")).endsWith("call(\"demo\", \"App.run\")\n");
        assertThat(tree.get("bin/window").orElseThrow().executable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"../up, demo:main", "a/b, demo:main", ".., demo:main", "demo, demo", "demo, demo:", "demo, 1:x"})
    void refusesEntryPointsWithoutAFunction(String name, String value) {
        TestWheel wheel = demo().info("entry_points.txt", "[console_scripts]\n" + name + " = " + value + "\n");

        assertThat(catchThrowableOfType(UserException.class, () -> install(wheel)))
                .isNotNull();
    }

    @Test
    void skipsWrappersOfEntryPoints() throws IOException {
        FileTree tree = install(demo().info("entry_points.txt", "[console_scripts]\ndemo = demo:main\n")
                .data("scripts/demo", "#!python\nold\n")
                .data("scripts/demo.exe", "MZ")
                .data("scripts/demo-script.py", "#!python\nold\n")
                .data("scripts/demo-other", "#!/bin/sh\n"));

        assertThat(tree.entries().keySet())
                .filteredOn(path -> path.startsWith("bin/"))
                .containsExactly("bin/demo", "bin/demo-other");
        assertThat(text(tree, "bin/demo")).contains("call(");
    }

    @ParameterizedTest
    @CsvSource({"#!python", "#!pythonw", "#!python -E"})
    void writesRelocatablePythonScripts(String shebang) throws IOException {
        FileTree tree = install(demo().data("scripts/tool", shebang + "\nprint(1)\n"));

        assertThat(text(tree, "bin/tool"))
                .isEqualTo("#!/bin/sh\n''':'\nexec python3.11 \"$0\" \"$@\"\n':'''\nprint(1)\n");
    }

    @Test
    void keepsTheDeclaredEncodingInTheSecondLine() throws IOException {
        FileTree tree = install(demo().data("scripts/tool", "#!python\n# -*- coding: latin-1 -*-\nprint(1)\n"));

        assertThat(text(tree, "bin/tool").lines().limit(2)).containsExactly("#!/bin/sh", "# -*- coding: latin-1 -*-");
    }

    @Test
    void keepsOtherScriptsUnchanged() throws IOException {
        FileTree tree = install(demo().data("scripts/a", "#!/usr/bin/env python\n")
                .data("scripts/b", "#! python\n")
                .data("scripts/c", ""));

        assertThat(text(tree, "bin/a")).isEqualTo("#!/usr/bin/env python\n");
        assertThat(text(tree, "bin/b")).isEqualTo("#! python\n");
        assertThat(text(tree, "bin/c")).isEmpty();
    }

    @Test
    void writesARecordOfTheInstalledFiles() throws IOException {
        FileTree tree = install(demo().info("entry_points.txt", "[console_scripts]\ndemo = demo:main\n")
                .data("data/share/x", "x")
                .info("RECORD.jws", "{}")
                .info("INSTALLER", "somebody else\n"));

        WheelRecord record = WheelRecord.parse(text(tree, LIB + "demo-1.0.dist-info/RECORD"), "x");

        assertThat(record.rows()).hasSameSizeAs(tree.entries().keySet());
        for (Map.Entry<String, FileTree.Entry> file : tree.entries().entrySet()) {
            String path =
                    file.getKey().startsWith(LIB) ? file.getKey().substring(LIB.length()) : "../../../" + file.getKey();
            WheelRecord.Row row = record.rows().stream()
                    .filter(one -> one.path().equals(path))
                    .findFirst()
                    .orElseThrow();
            if (!path.endsWith("/RECORD")) {
                assertThat(row)
                        .isEqualTo(WheelRecord.Row.of(
                                path,
                                Sha256.of(file.getValue().content().bytes()),
                                file.getValue().content().size()));
            }
        }
        assertThat(text(tree, LIB + "demo-1.0.dist-info/INSTALLER")).isEqualTo("pywar\n");
    }

    /** These rows are never compared with the files. */
    @ParameterizedTest
    @ValueSource(strings = {"sha256=x,1", "sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0", "sha256=,", "md5=x,"})
    void ignoresRowsOfSignatures(String row) throws IOException {
        FileTree tree = install(
                demo().info("RECORD.jws", "{}").record(text -> text.replaceAll("(RECORD.jws),.*", "$1," + row)));

        assertThat(text(tree, LIB + "demo-1.0.dist-info/RECORD"))
                .contains("demo-1.0.dist-info/RECORD.jws,sha256="
                        + Sha256.of("{}".getBytes()).base64() + ",2\n");
    }

    @Test
    void correctsWrongRows() throws IOException {
        String sum = Sha256.of("one = 1\n".getBytes()).base64();
        String right = "demo/__init__.py,sha256=" + sum + ",8\n";

        for (String wrong :
                List.of(",,", ",sha256=" + sum + ",9", ",md5=f,8", ",sha256=" + sum + ",8\ndemo/__init__.py,,")) {
            FileTree tree = install(demo().record(text -> text.replace(right, "demo/__init__.py" + wrong + "\n")));

            assertThat(text(tree, LIB + "demo-1.0.dist-info/RECORD")).contains(right);
        }
    }

    @Test
    void recordsRequestAndOrigin() throws IOException {
        Wheel wheel = Wheel.open(demo().write(folder));
        DirectUrl url = DirectUrl.archive("https://user:pw@repo.example.org/demo.whl", Map.of("sha256", "00"));

        FileTree plain = installer().install(new Installation(wheel, false, Optional.empty()));
        FileTree asked = installer().install(new Installation(wheel, true, Optional.of(url)));

        assertThat(plain.entries()).doesNotContainKey(LIB + "demo-1.0.dist-info/REQUESTED");
        assertThat(text(asked, LIB + "demo-1.0.dist-info/REQUESTED")).isEmpty();
        assertThat(text(asked, LIB + "demo-1.0.dist-info/direct_url.json"))
                .isEqualTo(
                        "{\"url\":\"https://repo.example.org/demo.whl\",\"archive_info\":{\"hashes\":{\"sha256\":\"00\"}}}");
    }

    @Test
    void keepsDeflatedBytesAndHashOfUnchangedFiles() throws IOException {
        FileTree tree = install(demo().data("platlib/demo/x.so", "x".repeat(1000)));

        FileTree.Entry file = tree.get(LIB + "demo/x.so").orElseThrow();

        assertThat(file.content().deflated()).isPresent();
        assertThat(file.content().knownSha256())
                .hasValue(Sha256.of("x".repeat(1000).getBytes()));
    }

    @Test
    void keepsTheOrderOfWheels() throws IOException {
        List<Installation> installations = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Path file = TestWheel.of("p" + i, "1.0").file("p" + i + ".py", "x").write(folder);
            installations.add(new Installation(Wheel.open(file), false, Optional.empty()));
        }

        List<FileTree> trees = installer().installAll(installations);

        for (int i = 0; i < 20; i++) {
            assertThat(trees.get(i).entries()).containsKey(LIB + "p" + i + ".py");
        }
    }

    @Test
    void refusesAFileThatIsInstalledTwice() {
        TestWheel wheel = demo().data("purelib/demo/__init__.py", "other");

        assertThat(catchThrowableOfType(UserException.class, () -> install(wheel)))
                .hasMessage("`" + LIB + "demo/__init__.py` is added twice by demo-1.0-py3-none-any.whl");
    }

    @ParameterizedTest
    @CsvSource({
        "lib/python3.11/site-packages/a/b, a/b",
        "lib/python3.11/other, ../other",
        "lib/libx.so, ../../libx.so",
        "lib/python3.11, ../../python3.11",
        "bin/x, ../../../bin/x",
    })
    void writesPathsRelativeToTheLibraries(String path, String expected) {
        assertThat(InstallLayout.relative(path, InstallLayout.of("3.11", false).libraries()))
                .isEqualTo(expected);
    }

    @Test
    void installsForAFreeThreadedPythonInItsOwnFolder() {
        assertThat(InstallLayout.of("3.13", true).libraries()).isEqualTo("lib/python3.13t/site-packages");
    }

    private FileTree install(TestWheel wheel) throws IOException {
        return installer().install(new Installation(Wheel.open(wheel.write(folder)), false, Optional.empty()));
    }

    private static WheelInstaller installer() {
        return new WheelInstaller(InstallLayout.of("3.11", false), SCRIPTS, "3.11");
    }

    private static TestWheel demo() {
        return TestWheel.of("demo", "1.0").file("demo/__init__.py", "one = 1\n");
    }

    private static String text(FileTree tree, String path) throws IOException {
        return new String(tree.get(path).orElseThrow().content().bytes(), StandardCharsets.UTF_8);
    }
}
