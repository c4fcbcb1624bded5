package io.github.pywar.python.wheel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.zip.ZipLimits;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestWheel;
import io.github.pywar.testing.TestZip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Content that no wheel may have. */
class RefusedWheelTest extends WheelFixture {

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("path-escape", wheel(w -> w.file("../evil.py", "x"))),
                Arguments.of("absolute-path", wheel(w -> w.file("/etc/passwd", "x"))),
                Arguments.of("backslash", wheel(w -> w.file("demo\\x.py", "x"))),
                Arguments.of("file-and-folder", wheel(w -> w.file("demo/x", "x").file("demo/x/y", "x"))),
                Arguments.of("duplicate", wheel(w -> w.zip(zip -> zip.add("demo/__init__.py", new byte[] {1})))),
                Arguments.of("nul", wheel(w -> w.file("demo/x.py\0.txt", "x"))),
                Arguments.of("escape-sequence", wheel(w -> w.file("demo/\u001b[2J.py", "x"))),
                Arguments.of("drive-letter", wheel(w -> w.file("C:demo.py", "x"))),
                Arguments.of("long-name", wheel(w -> w.file("demo/" + "é".repeat(128), "x"))),
                Arguments.of("folder-with-content", wheel(w -> w.file("demo/f/", "x"))),
                Arguments.of(
                        "zip64-place-beyond",
                        wheel(w -> w.file("demo/z", "x").change("demo/z", e -> e.wideHeader = Long.MAX_VALUE - 8))),
                Arguments.of(
                        "zip64-place-negative",
                        wheel(w -> w.file("demo/z", "x").change("demo/z", e -> e.wideHeader = -8L))),
                Arguments.of("zip64-size", wheel(w -> w.file("demo/z", "x").change("demo/z", e -> wide(e, 1L << 40)))),
                Arguments.of(
                        "zip64-size-negative", wheel(w -> w.file("demo/z", "x").change("demo/z", e -> wide(e, -2)))),
                Arguments.of("link", wheel(w -> w.file("demo/l", "x").change("demo/l", e -> e.mode = 0120777))),
                Arguments.of("device", wheel(w -> w.file("demo/d", "x").change("demo/d", e -> e.mode = 020666))),
                Arguments.of("encrypted", wheel(w -> w.file("demo/e", "x").change("demo/e", e -> e.flags = 1))),
                Arguments.of("method", wheel(w -> w.file("demo/m", "x").change("demo/m", e -> e.method = 14))),
                Arguments.of(
                        "two-names",
                        wheel(w -> w.file("demo/n", "x").change("demo/n", e -> e.centralExtra = unicodePath(e)))),
                Arguments.of(
                        "not-utf8",
                        wheel(w ->
                                w.file("demo/n", "x").change("demo/n", e -> e.name = new byte[] {'d', (byte) 0xE9}))),
                Arguments.of(
                        "header-differs",
                        wheel(w -> w.file("demo/h", "x").change("demo/h", e -> e.localName = "demo/i".getBytes()))),
                Arguments.of("overlap", wheel(w -> w.file("demo/o", "x").change("demo/o", e -> e.shift = -40))),
                Arguments.of("content", wheel(w -> w.file("demo/c", "x").change("demo/c", e -> e.crc ^= 1))),
                Arguments.of("size", wheel(w -> w.file("demo/s", "text").change("demo/s", e -> e.size = 3))),
                Arguments.of("deflate", wheel(w -> w.file("demo/d", "x").change("demo/d", e -> e.raw[0] = 7))),
                Arguments.of("prefix", wheel(w -> w.zip(zip -> zip.prefix("#!/usr/bin/python\n")))),
                Arguments.of("count", wheel(w -> w.zip(zip -> zip.claimMore(1)))),
                Arguments.of("wheel-version", wheel(w -> w.wheelFile("Wheel-Version: 2.0\n"))),
                Arguments.of("no-wheel-version", wheel(w -> w.wheelFile("Generator: x\n"))),
                Arguments.of("two-dist-infos", wheel(w -> w.file("other-1.dist-info/METADATA", "x"))),
                Arguments.of(
                        "other-project",
                        TestWheel.of("demo", "1.0")
                                .file("other-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\n")
                                .zip(zip -> zip.drop("demo-1.0.dist-info/"))),
                Arguments.of("record-missing-file", wheel(w -> w.record(text -> text + "demo/gone.py,sha256=x,1\n"))),
                Arguments.of("record-unlisted", wheel(w -> w.record(text -> text.replaceAll("demo/__init.*\n", "")))),
                Arguments.of("record-weak", wheel(w -> w.record(text -> text.replaceFirst("sha256=", "md5=")))),
                Arguments.of("record-no-sum", wheel(w -> w.record(text -> text.replaceFirst(",sha256=[^,]*", ",")))),
                Arguments.of("record-size", wheel(w -> w.record(text -> text.replaceFirst(",\\d+\n", ",1\n")))),
                Arguments.of(
                        "record-wrong-sum", wheel(w -> w.record(text -> text.replaceFirst("sha256=..", "sha256=__")))),
                Arguments.of("record-row", wheel(w -> w.record(text -> text + "a,b,c,d\n"))),
                Arguments.of("record-twice", wheel(w -> w.record(text -> text + "demo/__init__.py,sha256=x,1\n"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refusesForbiddenContent(String name, TestWheel wheel) {
        Path file = wheel.write(folder);

        UserException error =
                catchThrowableOfType(UserException.class, () -> Wheel.open(file).verify());

        Golden.assertMatches("wheel/" + name + ".txt", error.getMessage());
    }

    @Test
    void countsManyFaults() throws IOException {
        TestWheel wheel = demo();
        for (int i = 0; i < 15; i++) {
            wheel.file("demo/m" + i + ".py", "x");
        }
        Wheel open = open(wheel.record(text -> text.replaceAll("demo/m.*\n", "")));

        assertThat(catchThrowableOfType(UserException.class, open::verify).what())
                .endsWith("\n    and 5 more");
    }

    @Test
    void refusesAWheelBeyondTheLimits() throws IOException {
        Path dense = demo().file("demo/zeros", new byte[20 << 20])
                .change("demo/zeros", entry -> entry.size = 300 << 20)
                .write(folder);

        UserException ratio = catchThrowableOfType(UserException.class, () -> Wheel.open(dense));
        UserException total = catchThrowableOfType(
                UserException.class, () -> Wheel.open(dense, new ZipLimits(100, 1 << 20, 10 << 20, 100_000)));
        UserException entries = catchThrowableOfType(
                UserException.class, () -> Wheel.open(dense, new ZipLimits(2, 1 << 20, 1L << 40, 100_000)));
        UserException directory = catchThrowableOfType(
                UserException.class, () -> Wheel.open(dense, new ZipLimits(100, 64, 1L << 40, 100_000)));

        UserException ofAll = catchThrowableOfType(
                UserException.class,
                () -> Wheel.open(
                        wheel(w -> {
                                    for (int i = 0; i < 3; i++) {
                                        w.file("demo/zeros" + i, new byte[1 << 20])
                                                .change("demo/zeros" + i, entry -> entry.size = 200 << 20);
                                    }
                                })
                                .write(Files.createDirectory(folder.resolve("several"))),
                        ZipLimits.DEFAULT));

        Golden.assertMatches("wheel/bomb-total-ratio.txt", ofAll.getMessage());
        Golden.assertMatches("wheel/bomb-ratio.txt", ratio.getMessage());
        Golden.assertMatches("wheel/bomb-total.txt", total.getMessage());
        Golden.assertMatches("wheel/bomb-entries.txt", entries.getMessage());
        Golden.assertMatches("wheel/bomb-directory.txt", directory.getMessage());
    }

    @Test
    void opensAWheelOfExactlyTheLimit() throws IOException {
        Path file = demo().write(folder);
        long total;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            total = zip.stream().mapToLong(ZipEntry::getSize).sum();
        }

        assertThat(Wheel.open(file, new ZipLimits(100, 1 << 20, total, 400)).file())
                .isEqualTo(file);
        assertThatThrownBy(() -> Wheel.open(file, new ZipLimits(100, 1 << 20, total - 1, 400)))
                .hasMessageContaining("its files inflate to more than " + (total - 1) + " bytes");
    }

    @Test
    void stopsAFileThatInflatesBeyondItsDeclaredSize() throws IOException {
        Wheel wheel = open(demo().file("demo/zeros", new byte[20 << 20]).change("demo/zeros", e -> e.size = 10));

        UserException error = catchThrowableOfType(
                UserException.class, () -> content(wheel, "demo/zeros").bytes());

        assertThat(error).hasMessageContaining("the content of `demo/zeros` is damaged");
    }

    @Test
    void refusesAFileThatIsNotAZip() throws IOException {
        Path text = Files.writeString(folder.resolve("demo-1.0-py3-none-any.whl"), "<html>Not found</html>");

        Golden.assertMatches(
                "wheel/no-zip.txt",
                catchThrowableOfType(UserException.class, () -> Wheel.open(text))
                        .getMessage());
    }

    @Test
    void refusesAZipThatIsNotAWheel() throws IOException {
        Path zip = Files.write(
                folder.resolve("demo-1.0-py3-none-any.whl"),
                new TestZip().add("a.txt", new byte[] {1}).bytes());

        Golden.assertMatches(
                "wheel/no-dist-info.txt",
                catchThrowableOfType(UserException.class, () -> Wheel.open(zip)).getMessage());
    }

    private static void wide(TestZip.Entry entry, long size) {
        entry.zip64 = true;
        entry.size = size;
    }

    private static byte[] unicodePath(TestZip.Entry entry) {
        CRC32 crc = new CRC32();
        crc.update(entry.name);
        byte[] field = new byte[5 + 4];
        field[0] = 1;
        for (int i = 0; i < 4; i++) {
            field[1 + i] = (byte) (crc.getValue() >> 8 * i);
        }
        System.arraycopy("evil".getBytes(), 0, field, 5, 4);
        return TestZip.extra(0x7075, field);
    }
}
