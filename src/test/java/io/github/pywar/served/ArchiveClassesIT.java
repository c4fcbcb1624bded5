package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pywar.base.file.Sha256;
import io.github.pywar.testing.Tool;
import io.github.pywar.testing.server.OpenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
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

    /** Writes a file in each build of the project. */
    private static final String LISTING = """
            <executions><execution><id>listing</id><phase>validate</phase><goals><goal>tree</goal></goals>
            <configuration><outputFile>listing.txt</outputFile></configuration></execution></executions>
            <configuration>""";

    /** Some builds of Maven write it even if the output is no terminal. */
    private static final Pattern RESET = Pattern.compile("\u001b\\[0?m");

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

    /** With {@code -Dpywar.proof=true}, each of the three Mavens; otherwise one, because the goal itself builds for seconds. */
    static List<Path> mavens() {
        return Boolean.getBoolean("pywar.proof") ? Mavens.all() : List.of(Mavens.newestThree());
    }

    @ParameterizedTest
    @MethodSource("mavens")
    void buildsLoadClassesFromTheArchive(Path maven) throws IOException {
        Path nowhere = folder.folder("nowhere");
        String printed = success(new MavenRun(nowhere).on(maven).run("-q", GOAL, cache()));
        Path home = folder.folder("home");
        Files.writeString(home.resolve(".mavenrc"), RESET.matcher(printed).replaceAll(""));
        Path log = folder.path().resolve("classes.log");
        Sha256 expected = packaged(new MavenRun(project.folder()).on(maven));

        Sha256 archived = packaged(new MavenRun(project.folder())
                .on(maven)
                .variable("HOME", home)
                .variable("MAVEN_OPTS", "-Xlog:class+load:file=" + log));

        assertThat(archived).isEqualTo(expected);
        assertThat(Files.readAllLines(log))
                .anyMatch(line -> line.contains(" io.github.pywar.app.task.AssembleApp ") && line.contains(ARCHIVED))
                .noneMatch(line -> line.contains(" io.github.pywar.maven.PackageMojo ") && !line.contains(ARCHIVED));
    }

    /** Its POM has an execution that writes a file. With the options of the archive, another Java builds it without a message. */
    @Test
    void aProjectIsNotBuiltAndAnotherJavaBuildsWithoutAMessage() throws IOException {
        Path pom = project.folder().resolve("pom.xml");
        Files.writeString(pom, Files.readString(pom).replaceFirst("<configuration>", LISTING));
        List<Path> before = project.files();

        success(new MavenRun(project.folder()).run("-q", GOAL, cache()));

        assertThat(project.files())
                .filteredOn(file -> !file.endsWith("settings.xml")) // of this test
                .containsExactlyInAnyOrderElementsOf(before);
        String options = "-XX:SharedArchiveFile=" + archive() + " -Xlog:cds=off -Xlog:cds+dynamic=off";
        MavenRun other = new MavenRun(project.folder())
                .variable("JAVA_HOME", otherJava())
                .variable("MAVEN_OPTS", options);
        assertThat(success(other.run("package", "-DskipTests", TIME, cache()))).doesNotContain("cds", "shared archive");
        assertThat(project.archive()).exists();
        assertThat(project.folder().resolve("listing.txt")).exists();
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
