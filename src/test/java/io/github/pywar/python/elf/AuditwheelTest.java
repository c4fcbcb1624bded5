package io.github.pywar.python.elf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.data.Json;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.python.tag.WheelTag;
import io.github.pywar.python.target.Libc;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.testing.PopularWheels;
import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tags of the oldest systems for real wheels, by us and by auditwheel, which pip installs in {@code target/tools}. */
class AuditwheelTest {

    private static final String VERSION = "auditwheel==6.8.2";
    private static final Path SITE = Path.of("target", "tools", VERSION).toAbsolutePath();

    /** Minor versions of glibc for which auditwheel has a policy. It uses the next one. */
    private static final List<Integer> POLICIES =
            List.of(5, 12, 17, 24, 26, 27, 28, 31, 34, 35, 36, 37, 38, 39, 40, 41);

    @BeforeAll
    static void installAuditwheel() {
        if (Files.notExists(SITE)) {
            Tool.Result installed = Tool.run(
                    Path.of("."), "python3", "-m", "pip", "install", "-q", "--target", SITE.toString(), VERSION);
            assertThat(installed.exit()).as(installed.output()).isZero();
        }
    }

    @Test
    void findsTheSameOldestSystem() throws IOException {
        int compared = 0;
        for (Path file : PopularWheels.download()) {
            String name = file.getFileName().toString();
            if (name.contains("manylinux") && !hasWeakVersions(file)) {
                assertThat(own(file, name.contains("aarch64") ? "aarch64" : "x86_64"))
                        .as(name)
                        .isEqualTo(ofAuditwheel(file));
                compared++;
            }
        }
        assertThat(compared).isPositive();
        Path report = Path.of("target", "elf", "auditwheel.txt");
        Files.createDirectories(report.getParent());
        Files.writeString(report, compared + " wheels\n");
    }

    /** The loader ignores missing weak versions, and auditwheel compares them like all others. */
    private static boolean hasWeakVersions(Path file) throws IOException {
        FileTree files = Wheel.open(file).files();
        for (String path : ElfSearch.paths(files)) {
            try (InflatedRanges bytes =
                    new InflatedRanges(files.entries().get(path).content())) {
                if (ElfFile.read(bytes, path).versions().stream().anyMatch(VersionNeed::isWeak)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String own(Path file, String machine) throws IOException {
        WheelTag local = new WheelTag("cp312", "cp312", "linux_" + machine);
        WheelTag portable = PortableTag.of(
                        Set.of(local), NativeReader.read(Wheel.open(file).files()), Libc.parse("glibc-2.41"))
                .iterator()
                .next();
        String[] parts = portable.platform().split("_", 4);
        int minor = Integer.parseInt(parts[2]);
        int policy = POLICIES.stream().filter(one -> one >= minor).findFirst().orElse(minor);
        return "manylinux_2_" + policy + "_" + machine;
    }

    private static String ofAuditwheel(Path file) {
        Tool.Result shown = Tool.run(
                Path.of("."),
                Map.of("PYTHONPATH", SITE.toString()),
                "python3",
                "-m",
                "auditwheel",
                "show",
                "--json",
                file.toString());
        String json = shown.output().substring(shown.output().indexOf('{'));
        JsonNode tree = Json.read(json.getBytes(StandardCharsets.UTF_8), "auditwheel");
        return tree.path("overall_tag").asText(tree.toString());
    }
}
