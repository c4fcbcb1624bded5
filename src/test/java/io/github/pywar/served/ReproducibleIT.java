package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.file.Sha256;
import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.Tool;
import io.github.pywar.testing.server.OpenFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The same archive, tar.gz, bill of materials and wheel under all circumstances of a build: three variations, and 16 with
 * {@code -Pproof}.
 */
class ReproducibleIT {

    private static final int[] VARIATIONS = Boolean.getBoolean("pywar.proof")
            ? IntStream.range(0, BuildVariation.COUNT).toArray()
            : new int[] {0, 3, 13};
    private static final List<String> OUTPUTS = List.of(
            "shop/target/shop-1.0.0.pywar",
            "shop/target/shop-1.0.0.tar.gz",
            "shop/target/shop-1.0.0-sbom.cdx.json",
            "prices/target/prices-1.0.0-py3-none-any.whl");

    private static final String POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>com.example.same</groupId>
              <artifactId>%1$s</artifactId>
              <version>1.0.0</version>
              <packaging>%2$s</packaging>
              <properties><project.build.outputTimestamp>2026-01-01T00:00:00Z</project.build.outputTimestamp></properties>
              %3$s
            </project>
            """;

    private static final String PLUGIN = """
            <build><plugins><plugin>
              <groupId>io.github.pywar</groupId>
              <artifactId>pywar-maven-plugin</artifactId>
              <version>%s</version>
              <extensions>true</extensions>
              <configuration>%s</configuration>
            </plugin></plugins></build>
            """;

    private static final String CONFIGURATION = """
            <application>shop:application</application><python>3.11</python><verify>skip</verify>
            <server>none</server><tarGz>true</tarGz><cacheDirectory>${cache}</cacheDirectory>
            <indexes><index><id>internal</id><url>%s</url></index></indexes>
            """;

    private final OpenFolder folder = OpenFolder.create();
    private final TestIndex index = TestIndex.start();

    @AfterEach
    void close() {
        index.close();
        folder.close();
    }

    @Test
    void allVariationsWriteTheSameBytes() throws IOException {
        FaultShop.addLibraries(index, 1);
        Map<String, String> first = sums(new BuildVariation(VARIATIONS[0])); // it fills the cache of the others
        List<Map<String, String>> others = Arrays.stream(VARIATIONS)
                .skip(1)
                .parallel()
                .mapToObj(number -> sums(new BuildVariation(number)))
                .toList();

        assertThat(others).allSatisfy(sums -> assertThat(sums).isEqualTo(first));
        System.out.println(VARIATIONS.length + " variations, each with the same four files");
    }

    private Map<String, String> sums(BuildVariation variation) {
        try {
            Map<String, String> sums = built(variation);
            System.out.println("| " + variation + " | " + shortened(sums) + " |");
            return sums;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> built(BuildVariation variation) throws IOException {
        Path project = folder.path().resolve(variation.folder());
        Path cache = variation.cache(folder);
        write(project);
        if (variation.isIncremental()) {
            source(project, "def application(environ, start_response): pass\n");
            success(variation.run(project, cache, "package"));
        }
        source(project, "def application(environ, start_response): ...\n# İstanbul\n");
        success(variation.run(project, cache, "package"));
        Map<String, String> sums = new TreeMap<>();
        for (String output : OUTPUTS) {
            sums.put(output, Sha256.of(project.resolve(output)).hex());
        }
        return sums;
    }

    private void write(Path project) throws IOException {
        String version = System.getProperty("pywar.version");
        write(
                project.resolve("pom.xml"),
                POM.formatted("parent", "pom", "<modules><module>shop</module><module>prices</module></modules>"));
        write(
                project.resolve("shop/pom.xml"),
                POM.formatted("shop", "pywar", PLUGIN.formatted(version, CONFIGURATION.formatted(index.url()))));
        write(project.resolve("shop/requirements.txt"), "lib7\ngreeting\n");
        write(project.resolve("shop/src/main/python/texts.txt"), "naïve text, İstanbul\n");
        write(project.resolve("prices/pom.xml"), POM.formatted("prices", "pywhl", PLUGIN.formatted(version, "")));
        write(project.resolve("prices/src/main/python/prices/__init__.py"), "PRICE = '12.50 EUR'\n");
    }

    private static void source(Path project, String text) throws IOException {
        write(project.resolve("shop/src/main/python/shop.py"), text);
        write(project.resolve("prices/src/main/python/prices/more.py"), text);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void success(Tool.Result built) {
        assertThat(built.exit()).as(built.output()).isZero();
    }

    private static String shortened(Map<String, String> sums) {
        return String.join(
                " | ", sums.values().stream().map(sum -> sum.substring(0, 12)).toList());
    }
}
