package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.Tool;
import io.github.pywar.testing.server.OpenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The profile {@code release} with a key of this test: the deployed files meet the requirements of Maven Central. */
class ReleaseIT {

    private static final OpenFolder FOLDER = OpenFolder.create();
    private static final Path KEYS = FOLDER.path().resolve("gpg");
    private static final String SIGNER = "release@example.org";
    private static final List<String> SUFFIXES =
            List.of(".jar", "-sources.jar", "-javadoc.jar", "-archiver.jar", ".pom");

    private static Path staged;

    @BeforeAll
    static void deploy() throws IOException {
        // gpg rejects a folder that other users can read
        Files.createDirectory(KEYS, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        gpg("--passphrase", "", "--quick-generate-key", SIGNER, "ed25519", "sign", "1d");
        Path staging = FOLDER.folder("staging");
        Tool.Result deployed = PluginCopy.in(FOLDER)
                .maven()
                .with("gpg.homedir", KEYS)
                .with("gpg.keyname", SIGNER)
                .with("spotless.check.skip", true)
                // other tests use the plugin that this build has installed
                .with("maven.install.skip", true)
                .with("altDeploymentRepository", "staging::" + staging.toUri())
                .run("-Prelease", "deploy");
        assertThat(deployed.exit()).as(deployed.output()).isZero();
        staged = staging.resolve("io/github/pywar/pywar-maven-plugin").resolve(System.getProperty("pywar.version"));
    }

    @AfterAll
    static void close() {
        Tool.run(FOLDER.path(), Map.of("GNUPGHOME", KEYS.toString()), "gpgconf", "--kill", "all");
        FOLDER.close();
    }

    @Test
    void deploysEveryFileWithASignature() throws IOException {
        Set<String> expected = new TreeSet<>();
        SUFFIXES.forEach(suffix -> expected.addAll(List.of(suffix, suffix + ".asc")));

        assertThat(suffixes()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void deploysValidSignatures() throws IOException {
        for (String suffix : SUFFIXES) {
            gpg("--verify", file(suffix + ".asc").toString(), file(suffix).toString());
        }
    }

    @Test
    void deploysAPomForMavenCentral() throws IOException {
        Document pom = Jsoup.parse(Files.readString(file(".pom")), "", Parser.xmlParser());

        assertThat(List.of(
                        "name", "description", "url", "licenses license url", "developers developer name", "scm url"))
                .allSatisfy(element -> assertThat(pom.select("project > " + element.replace(" ", " > "))
                                .text())
                        .as(element)
                        .isNotEmpty());
        assertThat(pom.select("scm > connection, scm > developerConnection")).hasSize(2);
    }

    private static Path file(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(staged)) {
            return files.filter(file -> suffix(file).equals(suffix)).findFirst().orElseThrow();
        }
    }

    private static List<String> suffixes() throws IOException {
        try (Stream<Path> files = Files.list(staged)) {
            return files.map(ReleaseIT::suffix)
                    .filter(suffix -> !suffix.matches("maven-metadata.*|.*\\.(md5|sha1|sha256|sha512)"))
                    .toList();
        }
    }

    /** The name without artifact and version; a snapshot's version is that of its deployment. */
    private static String suffix(Path file) {
        return file.getFileName().toString().replaceFirst("^pywar-maven-plugin-\\d+(?:\\.\\d+)*(-[\\d.]+-\\d+)?", "");
    }

    private static void gpg(String... arguments) {
        Tool.Result result = Tool.run(
                FOLDER.path(),
                Map.of("GNUPGHOME", KEYS.toString()),
                "gpg",
                Stream.concat(Stream.of("--batch", "--quiet"), Stream.of(arguments))
                        .toArray(String[]::new));
        assertThat(result.exit()).as(result.output()).isZero();
    }
}
