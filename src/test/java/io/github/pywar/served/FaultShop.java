package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.file.Sha256;
import io.github.pywar.testing.HermeticWheels;
import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.TestWheel;
import io.github.pywar.testing.Tool;
import io.github.pywar.testing.server.OpenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Project with libraries of an index, in several states: other sources, or other requirements. */
final class FaultShop {

    static final int STATES = 3;

    private static final int LIBRARIES = 8;
    private static final int LIBRARY_BYTES = 400_000;
    private static final List<String> OUTPUTS =
            List.of("shop-1.0.0.pywar", "shop-1.0.0.tar.gz", "shop-1.0.0-sbom.cdx.json");

    private final ShopProject project;

    private FaultShop(ShopProject project) {
        this.project = project;
    }

    /** Returns the project in a new folder of its own. */
    static FaultShop in(OpenFolder parent, String name, TestIndex index) {
        ShopProject project = new ShopProject(parent.folder(name))
                .configured("""
                <server>none</server><tarGz>true</tarGz>
                <indexes>%s</indexes>
                """.formatted(ShopProject.index("internal", index.url(), "")));
        return new FaultShop(project);
    }

    /** Adds the libraries to an index. Their content cannot be compressed, so that each step takes some time. */
    static void addLibraries(TestIndex index, long seed) {
        index.add(
                HermeticWheels.greeting().fileName(), HermeticWheels.greeting().bytes());
        Random random = new Random(seed);
        for (int number = 0; number < LIBRARIES; number++) {
            byte[] content = new byte[LIBRARY_BYTES];
            random.nextBytes(content);
            TestWheel wheel = TestWheel.of("lib" + number, "1.0")
                    .metadata(number == 0 ? "" : "Requires-Dist: lib" + (number - 1))
                    .file("lib%d/__init__.py".formatted(number), "number = %d%n".formatted(number))
                    .file("lib%d/data.bin".formatted(number), content);
            index.add(wheel.fileName(), wheel.bytes());
        }
    }

    /** Writes the sources and requirements of a state. */
    FaultShop state(int number) {
        project.write("src/main/python/shop.py", """
                state = %d
                def application(environ, start_response): ...
                """.formatted(Math.min(number, 1)));
        project.write("requirements.txt", number == 2 ? "lib7\ngreeting\n" : "lib7\n");
        return this;
    }

    MavenRun maven() {
        return new MavenRun(project.folder())
                .with("remote", "nowhere")
                .variable("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
                .with("project.build.outputTimestamp", "2026-01-01T00:00:00Z");
    }

    /** Runs goals, which must succeed. */
    void build(String... goals) {
        Tool.Result built = maven().run(goals);
        assertThat(built.exit()).as(built.output()).isZero();
    }

    Path lock() {
        return project.folder().resolve("pylock.toml");
    }

    /** Deletes the archive, and the cache, which is in the same folder. */
    void clean() throws IOException {
        Unpacked.delete(project.folder().resolve("target"));
    }

    /** Returns the SHA-256 of each file that the goals have written. */
    Map<String, String> outputs() throws IOException {
        Map<String, String> sums = new TreeMap<>();
        for (String output : OUTPUTS) {
            Path file = project.folder().resolve("target").resolve(output);
            if (Files.exists(file)) {
                sums.put(output, Sha256.of(file).hex());
            }
        }
        return sums;
    }

    /** Checks that each file of the store of wheels has the content that its folder names. */
    void checkStore() throws IOException {
        Path store = project.folder().resolve("target/cache/wheels");
        for (Path wheel : files(store)) {
            if (wheel.toString().endsWith(".whl") && !wheel.startsWith(store.resolve("incoming"))) {
                assertThat(wheel.getParent()).hasFileName(Sha256.of(wheel).hex());
            }
        }
    }

    /** Returns how many incomplete files are left, which have a name of their own. */
    long leftParts() throws IOException {
        return files(project.folder()).stream()
                .filter(file -> file.toString().endsWith(".part"))
                .count();
    }

    private static List<Path> files(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return new ArrayList<>(files.filter(Files::isRegularFile).toList());
        }
    }
}
