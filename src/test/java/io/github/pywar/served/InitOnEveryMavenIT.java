package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.Tool;
import io.github.pywar.testing.server.OpenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code init} and the archetype on the oldest Maven, the newest 3.9 and 4: their projects are built by the same Maven. */
class InitOnEveryMavenIT {

    private static final String PLUGIN = "io.github.pywar:pywar-maven-plugin:";
    private static final String ARCHETYPES = "org.apache.maven.plugins:maven-archetype-plugin:3.4.1:generate";
    private static final String APPLICATION = "def application(environ, start_response):\n    return []\n";

    private final OpenFolder folder = OpenFolder.create();
    private final String version = System.getProperty("pywar.version");

    @AfterEach
    void close() {
        folder.close();
    }

    static List<Path> mavens() {
        return Mavens.all();
    }

    @ParameterizedTest
    @MethodSource("mavens")
    void packagesAnExistingProjectWithoutItsTests(Path maven) throws IOException {
        Path project = folder.folder("shop");
        write(project, "wsgi.py", APPLICATION);
        write(project, "requirements.txt", "");
        for (String test : List.of("cart/tests.py", "cart/tests/test_cart.py", "tests/test_all.py", "conftest.py")) {
            write(project, test, "");
        }
        write(project, "cart/__init__.py", "");
        write(project, "requirements-dev.txt", "pytest\n");

        String written = run(maven, project, PLUGIN + version + ":init", "-Dpywar.python=3.11");

        assertThat(written)
                .contains("Application: `wsgi:application`", "Tests are not packaged: `**/tests/`, `**/tests.py`");
        assertThat(packaged(maven, project))
                .contains("app/wsgi.py", "app/cart/__init__.py", "app/requirements.txt")
                .noneMatch(name -> name.contains("test") && name.startsWith("app/"))
                .doesNotContain("app/requirements-dev.txt", "app/pom.xml");
    }

    @ParameterizedTest
    @MethodSource("mavens")
    void packagesANewApplicationOfTheArchetype(Path maven) throws IOException {
        run(
                maven,
                folder.folder("work"),
                ARCHETYPES,
                "-DarchetypeCatalog=local",
                "-DarchetypeGroupId=io.github.pywar",
                "-DarchetypeArtifactId=pywar-maven-plugin",
                "-DarchetypeVersion=" + version,
                "-DgroupId=org.example",
                "-DartifactId=shop",
                "-Dframework=wsgi");

        assertThat(packaged(maven, folder.path().resolve("work/shop"))).contains("app/shop/app.py");
    }

    private List<String> packaged(Path maven, Path project) throws IOException {
        run(maven, project, "package", "-Dpywar.server=none", "-Dpywar.noIndex", "-DskipTests");
        Path archive = project.resolve("target/shop-1.0.0-SNAPSHOT.pywar");
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            return zip.stream().map(entry -> entry.getName()).toList();
        }
    }

    private static String run(Path maven, Path project, String... words) {
        Tool.Result done = new MavenRun(project).on(maven).run(words);
        assertThat(done.exit()).as(done.output()).isZero();
        return done.output();
    }

    private static void write(Path project, String path, String text) throws IOException {
        Path file = project.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
