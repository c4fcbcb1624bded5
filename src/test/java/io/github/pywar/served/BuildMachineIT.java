package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pywar.testing.Tool;
import io.github.pywar.testing.server.OpenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Builds on unusual machines: a read-only checkout, a user without a home folder, a newer JDK. */
class BuildMachineIT {

    private final OpenFolder folder = OpenFolder.create();
    private final ShopProject project = new ShopProject(folder.folder("project"));

    @BeforeEach
    void write() {
        project.write("requirements.txt", "");
        project.write(
                "pom.xml",
                ShopProject.pom(
                                "com.example.machine",
                                "<application>shop:application</application><python>3.11</python><verify>skip</verify>"
                                        + "<server>none</server><noIndex>true</noIndex>")
                        .replace(
                                "<build>",
                                "<properties><buildDirectory>${project.basedir}/target</buildDirectory>"
                                        + "<project.build.outputTimestamp>2026-01-01T00:00:00Z</project.build.outputTimestamp>"
                                        + "</properties><build><directory>${buildDirectory}</directory>"));
    }

    @AfterEach
    void close() {
        folder.close();
    }

    static List<Path> mavens() {
        return Mavens.all();
    }

    /** Root may write into folders without write permission: for it, the comparison of the files is the test. */
    @Test
    void writesNothingIntoAReadOnlyCheckout() throws IOException {
        Path target = folder.folder("elsewhere");
        MavenRun maven = maven(Mavens.newestThree()).with("buildDirectory", target);
        maven.run("--version"); // writes the settings of the test
        Map<Path, String> before = snapshot();
        permissions("r-xr-xr-x");

        Tool.Result built = maven.keepingSettings().run("install", "pywar:exploded", "pywar:tree");
        permissions("rwxr-xr-x");

        assertThat(built.exit()).as(built.output()).isZero();
        assertThat(target.resolve("shop-1.0.0.pywar")).isRegularFile();
        assertThat(snapshot()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("mavens")
    void buildsForAUserWithoutHome(Path maven) throws IOException {
        Tool.Result built = maven(maven)
                .without("HOME")
                .variable("MAVEN_OPTS", "-Duser.home=?")
                .run("package");

        assertThat(built.exit()).as(built.output()).isZero();
        assertThat(built.output()).doesNotContain("Exception");
        assertThat(project.archive()).isRegularFile();
        assertThat(project.folder().resolve("?/.cache")).doesNotExist();
        assertThat(project.folder().resolve("?/.m2/repository")).doesNotExist();
    }

    /** A newer JDK is one beside that of the build, or that which {@code JAVA_HOME_25} and the like name. */
    @ParameterizedTest
    @MethodSource("mavens")
    void buildsTheSameBytesOnANewerJdk(Path maven) throws IOException {
        List<Path> newer = newerJdks();
        assumeTrue(!newer.isEmpty(), "no newer JDK on this machine");
        build(maven(maven));
        Path first = Files.move(project.archive(), folder.path().resolve("first.pywar"));

        for (Path jdk : newer) {
            build(maven(maven).variable("JAVA_HOME", jdk));
            assertThat(project.archive()).as(jdk.toString()).hasSameBinaryContentAs(first);
        }
    }

    private static List<Path> newerJdks() throws IOException {
        Stream<Path> named = Stream.of("JAVA_HOME_21", "JAVA_HOME_25", "JAVA_HOME_21_X64", "JAVA_HOME_25_X64")
                .map(System.getenv()::get)
                .filter(home -> home != null && !home.isBlank())
                .map(Path::of);
        Path siblings = Path.of(System.getProperty("java.home")).getParent();
        try (Stream<Path> beside = Files.list(siblings)) {
            return Stream.concat(named, beside)
                    .filter(home -> Files.isExecutable(home.resolve("bin/javac")))
                    .filter(home -> release(home) > Runtime.version().feature())
                    .toList();
        }
    }

    private static int release(Path home) {
        try {
            return Files.readAllLines(home.resolve("release")).stream()
                    .filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.replaceAll("[^0-9.]", "").split("\\.")[0])
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    private static void build(MavenRun maven) {
        Tool.Result built = maven.run("package");
        assertThat(built.exit()).as(built.output()).isZero();
    }

    private MavenRun maven(Path home) {
        return new MavenRun(project.folder()).on(home).with("remote", "nowhere");
    }

    private Map<Path, String> snapshot() throws IOException {
        Map<Path, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(project.folder())) {
            for (Path file : all.toList()) {
                String content = Files.isRegularFile(file) ? Files.readString(file) : "folder";
                files.put(file, content + Files.getLastModifiedTime(file));
            }
        }
        return files;
    }

    private void permissions(String text) throws IOException {
        try (Stream<Path> all = Files.walk(project.folder())) {
            for (Path file : all.filter(Files::isDirectory).toList()) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(text));
            }
        }
    }
}
