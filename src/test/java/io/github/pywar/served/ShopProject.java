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

/** A project of packaging pywar with one module, for builds by a real Maven with the plugin that was just made. */
final class ShopProject {

    private final Path folder;

    /** @param folder where its POM lies from now on; what else is to stand in the plugin's configuration comes later */
    ShopProject(Path folder) {
        this.folder = folder;
        write("src/main/python/shop.py", "def application(environ, start_response): ...\n");
    }

    /** Writes the POM. @param configuration elements of the plugin's, beside the two that are required */
    ShopProject configured(String configuration) {
        write("pom.xml", pom("com.example.walled", CONFIGURATION + configuration));
        return this;
    }

    /** @return the POM of a project with that configuration of the plugin, deployed where the property remote says */
    static String pom(String groupId, String configuration) {
        return POM.formatted(System.getProperty("pywar.version"), groupId, configuration);
    }

    /** @return an {@code <index>} as the POM has it */
    static String index(String id, Object url, String more) {
        return "<index><id>%s</id><url>%s</url>%s</index>%n".formatted(id, url, more);
    }

    /** Writes one of its files. */
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

    /** @return which index each of the archive's libraries came from, by name */
    Map<String, String> indexes() throws IOException {
        JsonNode manifest = BuiltProject.of(folder).manifest(archive());
        Map<String, String> indexes = new TreeMap<>();
        manifest.path("packages")
                .forEach(one ->
                        indexes.put(one.path("name").asText(), one.path("index").asText()));
        return indexes;
    }

    /** @return what Maven said of the fault, for a person */
    String errors(Tool.Result refused) throws IOException {
        assertThat(refused.exit()).as(refused.output()).isNotZero();
        assertThat(refused.output()).doesNotContain("\tat ");
        assertThat(archive()).doesNotExist();
        write("build.log", refused.output());
        return BuiltProject.of(folder).errors();
    }

    /** @return all files of the project and below it */
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
