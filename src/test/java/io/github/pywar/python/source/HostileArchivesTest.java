package io.github.pywar.python.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No archive writes a file outside of its folder, or leads a later program out of it. */
class HostileArchivesTest extends ArchiveFixture {

    private static final int ROUNDS = Boolean.getBoolean("pywar.proof") ? 10_000 : 500;

    @AfterEach
    void nothingIsOutside() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all.map(path -> path.getFileName().toString())
                            .filter(name -> !name.matches("(archive|target)\\d+")))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "demo-1.0/../../evil",
                "demo-1.0/a/../b",
                "demo-1.0/..",
                "C:/evil",
                "demo-1.0\\..\\..\\evil",
                "demo-1.0/a\nb",
                "demo-1.0//../evil",
                "/../evil",
                "././../evil"
            })
    void refusesNames(String name) {
        assertThat(refused(TestArchive.demo().file(name, "")))
                .hasMessageStartingWith("Refused `demo-1.0.tar.gz`: ")
                .hasMessageContaining("is not a valid path in an archive");
    }

    @ParameterizedTest
    @CsvSource({
        "demo-1.0/link, ../../evil",
        "demo-1.0/link, /etc/passwd",
        "demo-1.0/link, C:\\evil",
        "demo-1.0/a/link, ../../../evil",
        "link, ..",
        "demo-1.0/link, a/../../../evil"
    })
    void refusesLinksThatLeadOut(String name, String target) {
        assertThat(refused(TestArchive.demo().symbolicLink(name, target)))
                .hasMessageStartingWith(
                        "Refused `demo-1.0.tar.gz`: the link `" + name + "` leads out of it, to `" + target + "`");
    }

    @Test
    void refusesALinkThatLeadsOutThroughAnotherLink() {
        TestArchive archive = TestArchive.demo()
                .symbolicLink("demo-1.0/a/b/c/up", "../../..")
                .symbolicLink("demo-1.0/a/b/c/out", "up/../../evil");

        assertThat(refused(archive)).hasMessageContaining("the link `demo-1.0/a/b/c/out` leads out of it");
    }

    @Test
    void refusesLinksInACircle() {
        TestArchive archive = TestArchive.demo().symbolicLink("demo-1.0/a", "b").symbolicLink("demo-1.0/b", "a");

        assertThat(refused(archive)).hasMessageContaining("the link `demo-1.0/a` leads to itself");
    }

    @Test
    void refusesAFileBelowALink() {
        TestArchive archive = TestArchive.demo().symbolicLink("demo-1.0/a", ".").file("demo-1.0/a/evil", "");

        assertThat(refused(archive)).hasMessageContaining("`demo-1.0/a` is a file and a folder in it");
    }

    @Test
    void refusesALinkInsteadOfAFolder() {
        TestArchive archive = TestArchive.demo().file("demo-1.0/a/b", "").symbolicLink("demo-1.0/a", "/tmp");

        assertThat(refused(archive)).hasMessageContaining("`demo-1.0/a` is a file and a folder in it");
    }

    @Test
    void refusesAFileInsteadOfAFolder() {
        assertThat(refused(TestArchive.demo().file("demo-1.0/a/b", "").file("demo-1.0/a", "")))
                .hasMessageContaining("`demo-1.0/a` is a file and a folder in it");
        assertThat(refused(TestArchive.demo().file("demo-1.0/a", "").file("demo-1.0/a/b", "")))
                .hasMessageContaining("`demo-1.0/a` is a file and a folder in it");
    }

    @Test
    void refusesHardLinksToForeignFiles() {
        assertThat(refused(TestArchive.demo().hardLink("demo-1.0/link", "/etc/passwd")))
                .hasMessageContaining("the link `demo-1.0/link` leads to `etc/passwd`, which is not a file in it");
        assertThat(refused(TestArchive.demo().hardLink("demo-1.0/link", "../evil")))
                .hasMessageContaining("is not a valid path in an archive");
    }

    @ParameterizedTest
    @ValueSource(bytes = {TarConstants.LF_CHR, TarConstants.LF_BLK, TarConstants.LF_FIFO})
    void refusesDevicesAndPipes(byte type) {
        assertThat(refused(TestArchive.demo().special(type, "demo-1.0/device", "")))
                .hasMessageStartingWith(
                        "Refused `demo-1.0.tar.gz`: `demo-1.0/device` is a device or a pipe, not a file");
    }

    @Test
    void refusesAnUnknownType() {
        assertThat(refused(TestArchive.demo().special((byte) 'M', "demo-1.0/part", "")))
                .hasMessageContaining("`demo-1.0/part` has an unknown type");
    }

    /** Names that are glued together at random from parts with a meaning. */
    @Test
    void noNameLeavesTheFolder() throws IOException {
        String[] parts = {
            "..", ".", "/", "//", "a", "b", "link", "\\", "C:", "demo-1.0", "", "~", "\0", "%2e%2e", "/etc"
        };
        Random random = new Random(22);
        for (int round = 0; round < ROUNDS; round++) {
            TestArchive archive = new TestArchive();
            for (int i = 0; i < 6; i++) {
                String name = name(parts, random);
                switch (random.nextInt(4)) {
                    case 0 -> archive.symbolicLink(name, name(parts, random));
                    case 1 -> archive.hardLink(name, name(parts, random));
                    default -> archive.file(name.replaceAll("/+$", "") + "x", "x");
                }
            }
            readHostile(archive.tar());
        }
    }

    private void readHostile(byte[] tar) throws IOException {
        try {
            unpack("demo-1.0.tar", tar);
        } catch (io.github.pywar.base.error.UserException refused) {
            assertThat(refused).hasMessageContaining("demo-1.0.tar");
        }
        assertLinksStayInside(target());
        delete();
        nothingIsOutside();
    }

    private static void assertLinksStayInside(Path root) throws IOException {
        Path real = root.toRealPath();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path link : all.filter(Files::isSymbolicLink).toList()) {
                if (Files.exists(link)) {
                    assertThat(link.toRealPath()).startsWith(real);
                }
            }
        }
    }

    private static String name(String[] parts, Random random) {
        StringBuilder name = new StringBuilder();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            name.append(parts[random.nextInt(parts.length)]);
            name.append(random.nextBoolean() ? "/" : "");
        }
        return name.isEmpty() ? "a" : name.toString();
    }

    private void delete() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(folder)) {
                    Files.delete(path);
                }
            }
        }
    }
}
