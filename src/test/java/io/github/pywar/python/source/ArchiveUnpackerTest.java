package io.github.pywar.python.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.TestZip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArchiveUnpackerTest extends ArchiveFixture {

    @Test
    void returnsTheTopFolder() throws IOException {
        Path top = unpack(TestArchive.demo());

        assertThat(top).isEqualTo(target().resolve("demo-1.0"));
        assertThat(files(top)).containsEntry("demo.py", "one = 1\n").containsKey("pyproject.toml");
    }

    @Test
    void readsEachFormatByContent() throws IOException {
        byte[] tar = TestArchive.demo().tar();

        assertThat(files(unpack("main", tar))).hasSize(2);
        assertThat(files(unpack("main", TestArchive.demo().gzip()))).hasSize(2);
        assertThat(files(unpack("v1.0", TestArchive.demo().bzip2()))).hasSize(2);
        assertThat(files(unpack("zipball", zip()))).hasSize(2);
    }

    private static byte[] zip() {
        return new TestZip()
                .add("demo-1.0/setup.py", new byte[0])
                .add("demo-1.0/demo.py", "one = 1\n".getBytes(StandardCharsets.UTF_8))
                .bytes();
    }

    @Test
    void readsLongNames() throws IOException {
        String name = "demo-1.0/" + "a".repeat(90) + "/" + "b".repeat(120) + ".py";

        assertThat(files(unpack(TestArchive.demo().file(name, "posix")))).containsValue("posix");
        assertThat(files(unpack(TestArchive.demo().file(name, "gnu").withGnuNames())))
                .containsValue("gnu");
    }

    @Test
    void readsNamesThatAreNotAscii() throws IOException {
        assertThat(files(unpack(TestArchive.demo().file("demo-1.0/größe.txt", "8"))))
                .containsEntry("größe.txt", "8");
    }

    @Test
    void readsAnArchiveWithoutTopFolder() throws IOException {
        Path top = unpack(new TestArchive().file("./setup.py", "").file("./demo/__init__.py", "one = 1\n"));

        assertThat(top).isEqualTo(target());
        assertThat(files(top)).containsOnlyKeys("setup.py", "demo/__init__.py");
    }

    @Test
    void keepsExecutableBits() throws IOException {
        Path top = unpack(TestArchive.demo().file("demo-1.0/run.sh", "", 04755));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(top.resolve("run.sh"))))
                .isEqualTo("rwxr-xr-x");
        assertThat(top.resolve("demo.py"))
                .isRegularFile()
                .satisfies(file -> assertThat(Files.isExecutable(file)).isFalse());
    }

    @Test
    void doesNotSetTheUserIdBit() throws IOException {
        Path top = unpack(TestArchive.demo().file("demo-1.0/run.sh", "", 06755));

        assertThat((Integer) Files.getAttribute(top.resolve("run.sh"), "unix:mode") & 06000)
                .isZero();
    }

    @Test
    void removesSlashesBeforeAPath() throws IOException {
        Path top = unpack(TestArchive.demo().file("//demo-1.0/more.py", "two = 2\n"));

        assertThat(files(top)).containsEntry("more.py", "two = 2\n");
    }

    @Test
    void keepsTheLaterOfTwoFiles() throws IOException {
        Path top = unpack(TestArchive.demo().file("demo-1.0/demo.py", "two = 2\n"));

        assertThat(files(top)).containsEntry("demo.py", "two = 2\n");
    }

    @Test
    void createsLinks() throws IOException {
        Path top = unpack(TestArchive.demo()
                .hardLink("demo-1.0/copy.py", "demo-1.0/demo.py")
                .symbolicLink("demo-1.0/sub/link.py", "../demo.py"));

        assertThat(files(top)).containsEntry("copy.py", "one = 1\n").containsEntry("sub/link.py", "-> ../demo.py");
    }

    @Test
    void createsALinkBeforeItsTarget() throws IOException {
        Path top = unpack(new TestArchive()
                .symbolicLink("demo-1.0/readme", "README.md")
                .hardLink("demo-1.0/copy", "demo-1.0/README.md")
                .file("demo-1.0/README.md", "text"));

        assertThat(files(top)).containsEntry("readme", "-> README.md").containsEntry("copy", "text");
    }

    @Test
    void ignoresFilesBesideTheTopFolder() throws IOException {
        Path top = unpack(TestArchive.demo().file("._demo-1.0", "AppleDouble"));

        assertThat(top).isEqualTo(target().resolve("demo-1.0"));
    }

    @Test
    void reportsSeveralTopFolders() {
        assertThat(refused(new TestArchive().file("a/x", "").file("b/x", "").file("c/x", "")))
                .hasMessageStartingWith("Refused `demo-1.0.tar.gz`: an archive of source code has one folder with the"
                        + " project; this one has 3 folders: `a`, `b`, ...");
    }

    @Test
    void reportsAnEmptyArchive() {
        assertThat(refused(new TestArchive())).hasMessageContaining("this one has no folder");
    }

    @Test
    void reportsAnUnsupportedFormat() {
        byte[] xz = "\u00fd7zXZ\0".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(refused("demo-1.0.tar.xz", xz))
                .hasMessage("Cannot unpack `demo-1.0.tar.xz`: archives in the format .tar.xz are not supported\n"
                        + "hint: use an archive in the format .tar.gz, .tar.bz2 or .zip");
    }

    @Test
    void reportsAPage() {
        assertThat(refused("main.tar.gz", "<html>sign in</html>".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("Cannot unpack `main.tar.gz`: it is a page, not an archive");
        assertThat(refused("main.tar.gz", new byte[0])).hasMessageContaining("not an archive of a known format");
    }

    @Test
    void reportsATruncatedArchive() {
        byte[] archive = TestArchive.demo().gzip();

        assertThat(refused("demo-1.0.tar.gz", Arrays.copyOf(archive, archive.length / 2)))
                .hasMessageStartingWith("Cannot unpack `demo-1.0.tar.gz`: it is damaged\n    reason: ");
        assertThat(refused("demo-1.0.tar.gz", Arrays.copyOf(archive, archive.length - 2)))
                .hasMessageContaining("it is damaged");
    }

    @Test
    void reportsAWrongChecksum() {
        byte[] archive = TestArchive.demo().gzip();
        archive[archive.length - 8] ^= 1;

        assertThat(refused("demo-1.0.tar.gz", archive)).hasMessageContaining("it is damaged");
    }

    @Test
    void limitsBytes() {
        limit(new UnpackLimits(1_000, 100, 400, 1 << 20));

        assertThat(refused(TestArchive.demo().file("demo-1.0/big", "x".repeat(100))))
                .hasMessageStartingWith("Refused `demo-1.0.tar.gz`: its files have more than 100 bytes");
    }

    @Test
    void limitsEntries() {
        limit(new UnpackLimits(2, 1 << 20, 400, 1 << 20));

        assertThat(refused(TestArchive.demo().folder("demo-1.0/more/")))
                .hasMessageStartingWith("Refused `demo-1.0.tar.gz`: it has more than 2 entries");
    }

    @Test
    void limitsTheRatio() {
        limit(new UnpackLimits(1_000, 8L << 30, 10, 100_000));
        TestArchive bomb = TestArchive.demo().file("demo-1.0/big", new byte[1 << 20], 0644);

        assertThat(refused(bomb)).hasMessageContaining("it is treated as a decompression bomb");
    }

    @Test
    void limitsNames() {
        assertThat(refused(TestArchive.demo().gnuName(new byte[5 << 20]).file("demo-1.0/name", "")))
                .hasMessageContaining("it has more than 4194304 bytes outside of its files");
    }

    @Test
    void hasHintForLinksInAZip() {
        byte[] zip = new TestZip()
                .add("demo-1.0/setup.py", new byte[0])
                .add("demo-1.0/link", "setup.py".getBytes(StandardCharsets.UTF_8), link -> link.mode = 0120777)
                .bytes();

        assertThat(refused("main.zip", zip))
                .hasMessageContaining("`demo-1.0/link` is a symbolic link")
                .hasMessageEndingWith("hint: use the same source code as an archive in the format .tar.gz");
    }

    @Test
    void createsEmptyFolders() throws IOException {
        Path top = unpack(TestArchive.demo().folder("demo-1.0/empty/"));

        assertThat(top.resolve("empty")).isEmptyDirectory();
        assertThat(Map.copyOf(files(top))).hasSize(2);
    }
}
