package io.github.pywar.python.wheel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.testing.TestZip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WheelTest extends WheelFixture {

    @Test
    void whatTheWheelSaysOfItselfIsRead() throws IOException {
        Wheel wheel = open(demo().info("entry_points.txt", "[console_scripts]\nx = demo:main\n"));

        assertThat(wheel.fileName()).isEqualTo("demo-1.0-py3-none-any.whl");
        assertThat(wheel.distInfo()).isEqualTo("demo-1.0.dist-info");
        assertThat(wheel.info()).isEqualTo(new WheelInfo(1, 0, true));
        assertThat(new String(wheel.metadata(), StandardCharsets.UTF_8)).contains("Name: demo\n");
        assertThat(wheel.entryPoints()).hasValue("[console_scripts]\nx = demo:main\n");
        assertThat(wheel.record().rows()).extracting(WheelRecord.Row::path).contains("demo/__init__.py");
        wheel.verify();
    }

    @Test
    void membersKnowTheirDeflatedBytes() throws IOException {
        Path file = demo().file("demo/long.txt", "abc".repeat(1000)).write(folder);
        ByteSource content = content(Wheel.open(file), "demo/long.txt");

        ByteSource.Deflated deflated = content.deflated().orElseThrow();

        byte[] raw = Arrays.copyOfRange(
                Files.readAllBytes(file), (int) deflated.offset(), (int) (deflated.offset() + deflated.length()));
        assertThat(raw).isEqualTo(TestZip.deflate("abc".repeat(1000).getBytes()));
        assertThat(deflated.size()).isEqualTo(3000);
        assertThat(content.bytes()).asString().isEqualTo("abc".repeat(1000));
    }

    @Test
    void aStoredMemberHasNoDeflatedBytes() throws IOException {
        byte[] text = "stored".getBytes();
        Wheel wheel = open(demo().file("demo/x", text).change("demo/x", entry -> entry.stored(text)));

        assertThat(content(wheel, "demo/x").deflated()).isEmpty();
        assertThat(content(wheel, "demo/x").bytes()).isEqualTo(text);
        wheel.verify();
    }

    @Test
    void onlyRegularFilesThatAnybodyMayRunAreExecutable() throws IOException {
        Wheel wheel = open(demo().executable("demo/run", "x")
                .file("demo/typeless", "x")
                .change("demo/typeless", entry -> entry.mode = 0755)
                .file("demo/group", "x")
                .change("demo/group", entry -> entry.mode = 0100654));

        assertThat(executables(wheel)).containsExactly("demo/group", "demo/run");
    }

    @Test
    void foldersArePassedOver() throws IOException {
        Wheel wheel = open(demo().file("demo/sub/", new byte[0])
                .change("demo/sub/", entry -> entry.mode = 040755)
                .record(text -> text.replaceAll("demo/sub/,.*\n", "")));

        assertThat(wheel.files().entries()).doesNotContainKeys("demo/sub", "demo/sub/");
        wheel.verify();
    }

    static Stream<Consumer<TestZip.Entry>> oddButLegal() {
        return Stream.of(
                entry -> entry.descriptor = true,
                entry -> entry.zip64 = true,
                entry -> {
                    entry.zip64 = true;
                    entry.descriptor = true;
                },
                entry -> entry.localExtra = TestZip.extra(0x5455, new byte[] {3, 1, 2, 3, 4, 5, 6, 7, 8}),
                entry -> entry.centralExtra = TestZip.extra(0x5455, new byte[] {3, 1, 2, 3, 4}),
                entry -> entry.centralExtra = new byte[] {1, 2, 3},
                entry -> entry.flags = 0,
                entry -> {
                    entry.madeBy = 0;
                    entry.mode = 0;
                });
    }

    @ParameterizedTest
    @MethodSource("oddButLegal")
    void zipsAreReadHoweverTheyWereWritten(Consumer<TestZip.Entry> change) throws IOException {
        Wheel wheel = open(demo().file("demo/é.txt", "text").change("demo/é.txt", change));

        assertThat(content(wheel, "demo/é.txt").bytes()).asString().isEqualTo("text");
        wheel.verify();
    }

    @Test
    void aZip64EndAndACommentAreRead() throws IOException {
        open(demo().zip(TestZip::zip64End)).verify();
        open(demo().zip(zip -> zip.comment("made by hand"))).verify();
    }

    @Test
    void sumsInHexProveAsMuch() throws IOException {
        String hex = Sha256.of(new byte[0]).hex();
        open(demo().file("demo/e", "").record(text -> text.replaceFirst("demo/e,sha256=[^,]*", "demo/e,sha256=" + hex)))
                .verify();
    }

    @Test
    void signaturesNeedNoRow() throws IOException {
        open(demo().info("RECORD.jws", "{}").record(text -> text.replaceAll(".*RECORD.jws.*\n", "")))
                .verify();
    }

    private static Stream<String> executables(Wheel wheel) {
        return wheel.files().entries().entrySet().stream()
                .filter(file -> file.getValue().executable())
                .map(Map.Entry::getKey);
    }
}
