package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.testing.BuiltProject;
import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Project of packaging pywar with one module, for builds by a real Maven with the plugin of this build. */
final class ShopProject {

    private final Path folder;

    /** @param folder the folder of the POM, which {@link #configured} writes */
    ShopProject(Path folder) {
        this.folder = folder;
        write("src/main/python/shop.py", "def application(environ, start_response): ...\n");
    }

    /**
     * Writes the POM.
     *
     * @param configuration elements of the plugin's configuration, in addition to the two required ones
     */
    ShopProject configured(String configuration) {
        write("pom.xml", pom("com.example.walled", CONFIGURATION + configuration));
        return this;
    }

    /**
     * Returns the POM of a project with that configuration of the plugin. The property {@code remote} is its
     * repository.
     */
    static String pom(String groupId, String configuration) {
        return POM.formatted(System.getProperty("pywar.version"), groupId, configuration);
    }

    /** Returns an {@code <index>} element. */
    static String index(String id, Object url, String more) {
        return "<index><id>%s</id><url>%s</url>%s</index>%n".formatted(id, url, more);
    }

    /** Writes a file of the project. */
    Path write(String name, String text) {
        Path file = folder.resolve(name);
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    Path archive() {
        return folder.resolve("target/shop-1.0.0.pywar");
    }

    /** Returns the index of each of the archive's libraries, by name. */
    Map<String, String> indexes() throws IOException {
        JsonNode manifest = BuiltProject.of(folder).manifest(archive());
        Map<String, String> indexes = new TreeMap<>();
        manifest.path("packages")
                .forEach(one ->
                        indexes.put(one.path("name").asText(), one.path("index").asText()));
        return indexes;
    }

    /** Returns Maven's error message as the user sees it. */
    String errors(Tool.Result refused) throws IOException {
        assertThat(refused.exit()).as(refused.output()).isNotZero();
        assertThat(refused.output()).doesNotContain("\tat ");
        assertThat(archive()).doesNotExist();
        write("build.log", refused.output());
        return BuiltProject.of(folder).errors();
    }

    /** Returns all files of the project. */
    List<Path> files() throws IOException {
        try (var files = Files.walk(folder)) {
            return new ArrayList<>(files.filter(Files::isRegularFile).toList());
        }
    }

    private static final String CONFIGURATION = """
            <application>shop:application</application>
            <python>3.11</python>
            <verify>skip</verify>
            <cacheDirectory>${project.build.directory}/cache</cacheDirectory>
            """;

    private static final String POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>%2$s</groupId>
              <artifactId>shop</artifactId>
              <version>1.0.0</version>
              <packaging>pywar</packaging>
              <distributionManagement>
                <repository><id>remote</id><url>${remote}</url></repository>
              </distributionManagement>
              <build>
                <plugins>
                  <plugin>
                    <groupId>io.github.pywar</groupId>
                    <artifactId>pywar-maven-plugin</artifactId>
                    <version>%1$s</version>
                    <extensions>true</extensions>
                    <configuration>
                      %3$s
                    </configuration>
                  </plugin>
                </plugins>
              </build>
            </project>
            """;
}
