package io.github.pywar.python.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.tag.WheelTag;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.python.wheel.WheelRecord;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltWheelTest {

    @TempDir
    Path folder;

    private static TestWheel demo() {
        return TestWheel.of("demo", "1.0").file("demo/b.py", "b = 1\n").file("demo/a.py", "a = 1\n");
    }

    private Wheel normalized(TestWheel wheel) throws IOException {
        BuiltWheel built = BuiltWheel.open(wheel.write(Files.createTempDirectory(folder, "built")));
        Path target = Files.createTempDirectory(folder, "normal");
        return Wheel.open(built.normalize(built.wheel().name().tags(), target));
    }

    @Test
    void sortsFilesAndRecord() throws IOException {
        Wheel normal = normalized(demo());

        normal.verify();
        assertThat(normal.record().rows()).extracting(WheelRecord.Row::path).isSorted();
        TestWheel other =
                TestWheel.of("demo", "1.0").file("demo/a.py", "a = 1\n").file("demo/b.py", "b = 1\n");
        assertThat(Sha256.of(normalized(other).file())).isEqualTo(Sha256.of(normal.file()));
    }

    @Test
    void removesDataOfInstallationsAndCompiledPython() throws IOException {
        Wheel normal = normalized(demo().file("demo-1.0.dist-info/direct_url.json", "{\"url\": \"file:///home\"}")
                .file("demo-1.0.dist-info/INSTALLER", "pip")
                .file("demo/__pycache__/a.cpython-311.pyc", "x"));

        normal.verify();
        assertThat(normal.files().entries().keySet())
                .containsExactly(
                        "demo-1.0.dist-info/METADATA",
                        "demo-1.0.dist-info/RECORD",
                        "demo-1.0.dist-info/WHEEL",
                        "demo/a.py",
                        "demo/b.py");
    }

    @Test
    void replacesTags() throws IOException {
        TestWheel wheel = demo().tag("cp311-cp311-linux_x86_64");
        BuiltWheel built = BuiltWheel.open(wheel.write(folder));

        Path file = built.normalize(
                WheelTag.parseSet("cp311-cp311-manylinux2014_x86_64.manylinux_2_17_x86_64"),
                Files.createDirectories(folder.resolve("new")));

        assertThat(file.getFileName())
                .hasToString("demo-1.0-cp311-cp311-manylinux2014_x86_64.manylinux_2_17_x86_64.whl");
        Wheel normal = Wheel.open(file);
        normal.verify();
        assertThat(new String(normal.files()
                        .get("demo-1.0.dist-info/WHEEL")
                        .orElseThrow()
                        .content()
                        .bytes()))
                .isEqualTo("Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\n"
                        + "Tag: cp311-cp311-manylinux2014_x86_64\nTag: cp311-cp311-manylinux_2_17_x86_64\n");
    }

    @Test
    void isPureOnlyIfEachTagFitsEveryPlatform() throws IOException {
        assertThat(open("py2.py3-none-any").isPure()).isTrue();
        assertThat(open("cp311-none-any").isPure()).isTrue();
        assertThat(open("py3-none-any.linux_x86_64").isPure()).isFalse();
        assertThat(open("cp311-abi3-any").isPure()).isFalse();
    }

    private BuiltWheel open(String tag) throws IOException {
        return BuiltWheel.open(demo().tag(tag).write(folder));
    }

    @Test
    void findsTextInFiles() throws IOException {
        BuiltWheel built =
                BuiltWheel.open(demo().file("demo/c.so", new byte[] {0, '/', 't', 'm', 'p', '/', 'b', '1', 0})
                        .write(folder));

        assertThat(built.filesWith("/tmp/b1")).isEqualTo(List.of("demo/c.so"));
        assertThat(built.filesWith("/tmp/b2")).isEmpty();
    }
}
