package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.Tool;
import io.github.pywar.testing.server.OpenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Builds with Apache's maven-build-cache-extension in its default configuration: a cached archive is used only if no
 * input changed.
 */
class BuildCacheIT {

    private static final String EXTENSIONS = """
            <extensions>
              <extension>
                <groupId>org.apache.maven.extensions</groupId>
                <artifactId>maven-build-cache-extension</artifactId>
                <version>1.2.3</version>
              </extension>
            </extensions>
            """;

    private final OpenFolder folder = OpenFolder.create();
    private final ShopProject project =
            new ShopProject(folder.folder("project")).configured("<server>none</server><noIndex>true</noIndex>");
    private Path maven;

    @BeforeEach
    void findMaven() {
        maven = Mavens.newestThree(); // the extension needs Maven 3.9
        project.write(".mvn/extensions.xml", EXTENSIONS);
        project.write("requirements.txt", "-r requirements/base.txt\n");
        project.write("requirements/base.txt", "");
        project.write("src/main/hooks/pre-deploy/10-migrate.sh", "#!/bin/sh\n");
    }

    @AfterEach
    void close() {
        folder.close();
    }

    @Test
    void rebuildsAfterEachChangedInput() {
        assertThat(isBuilt()).as("first").isTrue();
        project.write("src/main/python/__pycache__/shop.pyc", "x");
        assertThat(isBuilt()).as("nothing changed").isFalse();
        for (String input : new String[] {
            "src/main/python/shop.py", "requirements/base.txt", "pylock.toml", "src/main/hooks/pre-deploy/10-migrate.sh"
        }) {
            project.write(input, input.equals("pylock.toml") ? LOCK : changed(input));
            assertThat(isBuilt()).as(input).isTrue();
        }
        assertThat(isBuilt("-Dpywar.python=3.12")).as("an option").isTrue();
        assertThat(isBuilt("-Dpywar.python=3.12")).as("the same option").isFalse();
    }

    private static final String LOCK = "lock-version = \"1.0\"\ncreated-by = \"test\"\npackages = []\n";

    private String changed(String input) {
        try {
            return Files.readString(project.folder().resolve(input)) + "# changed\n";
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private boolean isBuilt(String... options) {
        MavenRun run = new MavenRun(project.folder()).on(maven).with("remote", "nowhere");
        Tool.Result result = run.with(
                        "maven.build.cache.location", folder.path().resolve("build-cache"))
                .run(Stream.concat(Stream.of("package"), Stream.of(options)).toArray(String[]::new));
        assertThat(result.exit()).as(result.output()).isZero();
        // the option is none of the archive, because the POM configures the same parameter
        boolean isBuilt = result.output().contains("Wrote shop-1.0.0.pywar")
                || result.output().contains("Unchanged: target/shop-1.0.0.pywar");
        assertThat(result.output().contains("Skipping plugin execution (cached): pywar:package"))
                .as(result.output())
                .isEqualTo(!isBuilt);
        return isBuilt;
    }
}
