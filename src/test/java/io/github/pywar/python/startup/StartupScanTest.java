package io.github.pywar.python.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartupScanTest {

    @TempDir
    Path folder;

    private static TestWheel wheel() {
        return TestWheel.of("web", "1.0").file("web/__init__.py", "");
    }

    private List<StartupCode> scan(TestWheel wheel) throws IOException {
        return StartupScan.of(Wheel.open(wheel.write(folder)));
    }

    private List<String> described(TestWheel wheel) throws IOException {
        return scan(wheel).stream()
                .map(code -> code.kind() + " " + code.file() + " " + code.text())
                .toList();
    }

    @Test
    void findsCodeOfEachKind() throws IOException {
        assertThat(described(
                        wheel().file("web.pth", "# a comment\nimport web_hook; web_hook.start()\nweb\n../outside\n\n")
                                .file("web.start", "# a comment\nweb.hook:start\n")
                                .file("sitecustomize.py", "print()")
                                .data("purelib/usercustomize/__init__.py", "print()")))
                .containsExactly(
                        "LINE web.pth import web_hook; web_hook.start()",
                        "PATH web.pth ../outside",
                        "ENTRY web.start web.hook:start",
                        "MODULE sitecustomize.py sitecustomize",
                        "MODULE usercustomize/__init__.py usercustomize");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import os",
                "import\tos",
                "  import os",
                "\t import os",
                "\u00a0import os",
                "\ufeffimport os",
                "x\nimport os",
                "x\r\nimport os",
                "x\rimport os",
                "# x\u000bimport os",
                "# x\u000cimport os",
                "# x\u001cimport os",
                "# x\u001dimport os",
                "# x\u001eimport os",
                "# x\u0085import os",
                "# x\u2028import os",
                "# x\u2029import os",
            })
    void readsLinesAsAnyVersionOfPython(String text) throws IOException {
        assertThat(scan(wheel().file("web.pth", text)))
                .filteredOn(code -> code.kind() == StartupCode.Kind.LINE)
                .extracting(StartupCode::text)
                .allMatch(line -> line.matches("import\\sos"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"# import os", "importer", "import", "imports/x", "from os import x", "web", "./web", "web/"})
    void ignoresLinesThatPythonDoesNotRun(String text) throws IOException {
        assertThat(scan(wheel().file("web.pth", text)
                        .file("importer/x", "")
                        .file("import/x", "")
                        .file("imports/x/y", "")
                        .file("from os import x/y", "")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ISO-8859-1", "UTF-8"})
    void readsAnyEncoding(String charset) throws IOException {
        byte[] text = "# \u00e9\nimport web".getBytes(Charset.forName(charset));

        assertThat(scan(wheel().file("web.pth", text))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tmp", "..", "web/../..", "../site-packages/web", "other", "web/__init__.py", "//web"})
    void reportsPathsOutsideOfThePackage(String path) throws IOException {
        assertThat(described(wheel().file("web.pth", path))).containsExactly("PATH web.pth " + path);
    }

    @Test
    void searchesTheFoldersThatItAdds() throws IOException {
        assertThat(described(wheel().file("web.pth", "web/lib/./sub/..\n")
                        .file("web/lib/usercustomize.py", "")
                        .file("web/other/sitecustomize.py", "")))
                .containsExactly("MODULE web/lib/usercustomize.py usercustomize");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sitecustomize.py",
                "sitecustomize.pyc",
                "sitecustomize.so",
                "sitecustomize.cpython-311-x86_64-linux-gnu.so",
                "sitecustomize.abi3.so",
                "sitecustomize/__init__.py",
                "usercustomize.pyd",
            })
    void findsModulesInEachForm(String path) throws IOException {
        assertThat(scan(wheel().file(path, ""))).hasSize(1);
        assertThat(scan(wheel().data("platlib/" + path, ""))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web/sitecustomize.py",
                "web/web.pth",
                "sitecustomize.txt",
                "sitecustomize_x.py",
                "web.pth.txt",
                "WEB.PTH",
                "my_sitecustomize.py",
            })
    void ignoresFilesThatPythonDoesNotRead(String path) throws IOException {
        assertThat(scan(wheel().file(path, "import os\n"))).isEmpty();
    }

    @Test
    void ignoresDataFilesThatAreInstalledElsewhere() throws IOException {
        assertThat(scan(wheel().data("data/lib/python3.11/site-packages/x.pth", "import os")
                        .data("scripts/y.pth", "import os")))
                .isEmpty();
    }

    @Test
    void countsHiddenFilesThatOldPythonsRead() throws IOException {
        assertThat(scan(wheel().file(".web.pth", "import os"))).hasSize(1);
    }

    @Test
    void hashesAllFilesOfAModule() throws IOException {
        StartupCode one = scan(wheel().file("sitecustomize/__init__.py", "").file("sitecustomize/a.py", "1"))
                .get(0);
        StartupCode other = scan(wheel().file("sitecustomize/__init__.py", "").file("sitecustomize/a.py", "2"))
                .get(0);

        assertThat(one.sha256()).isNotEqualTo(other.sha256());
    }

    @Test
    void aLineInARenamedFileIsTheSame() throws IOException {
        StartupCode one =
                scan(wheel().file("web-1.0-nspkg.pth", "import sys\n")).get(0);
        StartupCode other =
                scan(wheel().file("web-1.1-nspkg.pth", "import sys\r\n")).get(0);

        assertThat(one.sha256()).isEqualTo(other.sha256());
    }

    @Test
    void aLargeFileIsOneLine() throws IOException {
        byte[] large = ("#" + " ".repeat(1 << 20) + "\nimport os\n").getBytes(StandardCharsets.UTF_8);

        assertThat(described(wheel().file("web.pth", large))).containsExactly("LINE web.pth (a file of 1048588 bytes)");
    }

    @Test
    void showsForeignTextInPrintableAscii() {
        StartupCode code = StartupCode.of(
                StartupCode.Kind.LINE, "w\u202eb.pth", "import x\u001b[31m`\u202e\u00e9" + "y".repeat(1000));

        assertThat(code.toString())
                .isEqualTo("`w\\u202eb.pth`: `import x\\u001b[31m\\u0060\\u202e\\u00e9" + "y".repeat(384)
                        + "... (1016 characters)`");
    }
}
