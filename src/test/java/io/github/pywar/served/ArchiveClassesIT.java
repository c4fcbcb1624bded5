package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pywar.base.file.Sha256;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.Tool;
import io.github.pywar.testing.server.OpenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The archive of classes, written by a real Maven, and builds that use it. */
class ArchiveClassesIT {

    private static final String GOAL =
            "io.github.pywar:pywar-maven-plugin:" + System.getProperty("pywar.version") + ":archive-classes";
    private static final String ARCHIVED = "shared objects file (top)";

    private static final String TIME = "-Dproject.build.outputTimestamp=2026-01-01T00:00:00Z";

    private final OpenFolder folder = OpenFolder.create();
    private final ShopProject project = new ShopProject(folder.folder("shop")).configured("<server>none</server>");

    /** The project's own cache is in its {@code target}. */
    @BeforeEach
    void removeCacheOfTheProject() throws IOException {
        Path pom = project.folder().resolve("pom.xml");
        Files.writeString(pom, Files.readString(pom).replaceAll("<cacheDirectory>.*</cacheDirectory>", ""));
    }

    @AfterEach
    void close() {
        folder.close();
    }

    static List<Path> mavens() {
        return Mavens.all();
    }

    @ParameterizedTest
    @MethodSource("mavens")
    void buildsLoadClassesFromTheArchive(Path maven) throws IOException {
        Sha256 expected = packaged(new MavenRun(project.folder()).on(maven));
        Map<Path, Object> before = target();

        String printed = success(new MavenRun(project.folder()).on(maven).run(GOAL, cache()));

        assertThat(target()).isEqualTo(before);
        Path home = folder.folder("home");
        Files.write(home.resolve(".mavenrc"), lines(printed));
        Path log = folder.path().resolve("classes.log");
        MavenRun next = new MavenRun(project.folder())
                .on(maven)
                .variable("HOME", home)
                .variable("MAVEN_OPTS", "-Xlog:class+load:file=" + log);
        assertThat(packaged(next)).isEqualTo(expected);
        assertThat(Files.readAllLines(log))
                .anyMatch(line -> line.contains(" io.github.pywar.app.task.AssembleApp ") && line.contains(ARCHIVED))
                .noneMatch(line -> line.contains(" io.github.pywar.maven.PackageMojo ") && !line.contains(ARCHIVED));
    }

    /** The printed lines exclude another Java. Even the options alone do no harm. */
    @Test
    void anotherJavaBuildsTheSameWithoutAMessage() throws IOException {
        Path other = otherJava();
        Sha256 expected = packaged(new MavenRun(project.folder()));
        String printed = success(new MavenRun(project.folder()).run(GOAL, cache()));
        String options = "-XX:SharedArchiveFile=" + archive() + " -Xlog:cds=off -Xlog:cds+dynamic=off";
        assertThat(printed).contains(options.replace(archive().toString(), "$pywar_classes"));

        MavenRun wrong =
                new MavenRun(project.folder()).variable("JAVA_HOME", other).variable("MAVEN_OPTS", options);

        Files.delete(project.archive());
        assertThat(success(wrong.run("package", "-DskipTests", TIME, cache()))).doesNotContain("cds", "shared archive");
        assertThat(Sha256.of(project.archive())).isEqualTo(expected);
    }

    @Test
    void aProjectWithoutAnArchiveIsRefused() throws IOException {
        ShopProject other = new ShopProject(folder.folder("other"));
        other.write("pom.xml", """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>com.example</groupId><artifactId>other</artifactId><version>1.0.0</version>
                  <packaging>pom</packaging>
                </project>
                """);

        Golden.assertMatches(
                "class-archive/no-archive.txt", other.errors(new MavenRun(other.folder()).run(GOAL, cache())));
    }

    private String cache() {
        return "-Dpywar.cacheDirectory=" + folder.path().resolve("cache");
    }

    private Path archive() throws IOException {
        try (Stream<Path> files = Files.list(folder.path().resolve("cache/classes"))) {
            return files.toList().get(0);
        }
    }

    private Sha256 packaged(MavenRun maven) throws IOException {
        Files.deleteIfExists(project.archive());
        success(maven.run("package", "-DskipTests", TIME, cache()));
        return Sha256.of(project.archive());
    }

    /** Returns the files of the project's {@code target} with their times, without those that Maven 4 itself writes. */
    private Map<Path, Object> target() throws IOException {
        Map<Path, Object> times = new TreeMap<>();
        try (Stream<Path> files = Files.walk(project.folder().resolve("target"))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("project-local-repo"))
                    .toList()) {
                times.put(file, Files.getLastModifiedTime(file));
            }
        }
        return times;
    }

    /** Returns the lines for the shell, as the user copies them from the log. */
    private static List<String> lines(String printed) {
        List<String> lines = printed.lines()
                .filter(line -> line.startsWith("[INFO]     "))
                .map(line -> line.substring("[INFO]".length()).strip())
                .toList();
        assertThat(lines).hasSize(4);
        return lines;
    }

    /** Returns another Java beside that of the test, of a newer version. */
    private static Path otherJava() throws IOException {
        Path own = Path.of(System.getProperty("java.home")).toRealPath();
        try (Stream<Path> homes = Files.list(own.getParent())) {
            List<Path> others = homes.filter(
                            home -> home.getFileName().toString().contains("25"))
                    .filter(home -> Files.isExecutable(home.resolve("bin/java")) && !home.equals(own))
                    .toList();
            assumeTrue(!others.isEmpty(), "no Java 25 beside that of the test");
            return others.get(0);
        }
    }

    private static String success(Tool.Result done) {
        assertThat(done.exit()).as(done.output()).isZero();
        return done.output();
    }
}
