package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.data.Json;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.testing.BareRoot;
import io.github.pywar.testing.BuiltProject;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.HermeticWheels;
import io.github.pywar.testing.Tool;
import io.github.pywar.testing.server.IsolatedServer;
import io.github.pywar.testing.server.OpenFolder;
import io.github.pywar.testing.server.ServerProcess;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Archives with an interpreter of the team's Maven repository, in the root of a file system that has no Python: it serves,
 * deploys and prints units with a shell alone.
 */
class EmbeddedPythonIT {

    private static final String POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>com.example</groupId>
              <artifactId>shop</artifactId>
              <version>%s</version>
              <packaging>pywar</packaging>
              <properties>
                <project.build.outputTimestamp>2026-01-01T00:00:00Z</project.build.outputTimestamp>
              </properties>
              <repositories>
                <repository><id>team</id><url>%s</url></repository>
              </repositories>
              <build>
                <plugins>
                  <plugin>
                    <groupId>io.github.pywar</groupId>
                    <artifactId>pywar-maven-plugin</artifactId>
                    <version>%s</version>
                    <extensions>true</extensions>
                    <configuration>
                      <application>shop.app:application</application>
                      <python>3.11</python>
                      <libc>glibc-2.36</libc>
                      <findLinks>WHEELS</findLinks>
                      <noIndex>true</noIndex>
                      <runtime>%s</runtime>
                    </configuration>
                  </plugin>
                </plugins>
              </build>
            </project>
            """;

    private static final String APPLICATION = """
            import greeting, sys

            def application(environ, start_response):
                start_response("200 OK", [("Content-Type", "text/plain")])
                return [("%s, %s" % (greeting.hello(), sys.base_prefix)).encode()]
            """;

    private static final String ARTIFACT = "<artifact>com.example.interpreters:cpython:3.11.2:linux:tar.gz</artifact>";
    private static final int USER = 1000;
    private static final OpenFolder FOLDER = OpenFolder.create();
    private static BareRoot root;
    private static Path interpreter;
    private static String key;

    @BeforeAll
    static void prepare() throws IOException {
        HermeticWheels.writeTo(FOLDER.folder("wheels"));
        root = BareRoot.in(FOLDER.folder("root"));
        BareRoot.copyPython(FOLDER.folder("interpreter").resolve("python"));
        Path repository = FOLDER.folder("repository/com/example/interpreters/cpython/3.11.2");
        interpreter = repository.resolve("cpython-3.11.2-linux.tar.gz");
        Tool.Result packed =
                Tool.run(FOLDER.path().resolve("interpreter"), "tar", "-czf", interpreter.toString(), "python");
        assertThat(packed.exit()).as(packed.output()).isZero();
        key = Sha256.of(interpreter).hex().substring(0, 32);
        MavenRun.forget("com.example.interpreters");
        built("one", "1.0.0", ARTIFACT);
        built("two", "2.0.0", ARTIFACT + "<inside>false</inside>");
        copy("one/target/shop-1.0.0.pywar");
        copy("two/target/shop-2.0.0.pywar");
    }

    @AfterAll
    static void close() {
        FOLDER.close();
    }

    @Test
    void rootHasNoPython() {
        Tool.Result found =
                root.run(USER, false, "sh", "-c", "python3 --version || python --version || python3.11 --version");

        assertThat(found.exit()).isEqualTo(127);
    }

    @Test
    void archiveServesWithAShellAlone() throws IOException {
        int port = IsolatedServer.freePort();
        List<String> command = root.command(
                USER, true, List.of("sh", "/srv/shop-1.0.0.pywar", "serve", "--bind", "127.0.0.1:" + port));
        try (ServerProcess server = new IsolatedServer(FOLDER.path(), command, port).start()) {
            assertThat(server.get("").body())
                    .isEqualTo("Hello from greeting 1.0, /home/user/.cache/pywar/python-" + key + "/python");
        }
    }

    @Test
    void releasesShareTheInterpreterInsideOrBeside() throws IOException {
        deployed("sh", "/srv/shop-1.0.0.pywar", "deploy", "/srv/shop");
        assertThat(deployments("pythons")).containsExactly(key);
        Tool.Result missing = root.run(0, true, "sh", "/srv/shop-2.0.0.pywar", "deploy", "/srv/shop");
        assertThat(missing.exit()).as(missing.output()).isZero();

        Tool.Result unit = root.run(0, true, "sh", "/srv/shop-2.0.0.pywar", "config", "systemd", "/srv/shop");
        assertThat(unit.output()).contains("ExecStart=/srv/shop/current/bin/python /srv/shop/current serve");
        assertThat(deployments("pythons")).containsExactly(key);
        assertThat(deployments("releases")).hasSize(2);
        assertThat(page(List.of("/srv/shop/current/bin/python", "/srv/shop/current", "serve")))
                .isEqualTo("Hello from greeting 1.0, /srv/shop/pythons/" + key + "/python");
        deployed("sh", "/srv/shop-1.0.0.pywar", "rollback", "/srv/shop");
        assertThat(root.run(0, false, "/srv/shop/current/bin/python", "-m", "_pywar", "info")
                        .output())
                .contains("shop 1.0.0");
        assertThat(root.run(0, false, "sh", "/srv/shop/current/bin/greet").output())
                .isEqualTo("Hello from greeting 1.0\n");
    }

    @Test
    void interpreterBesideIsFetchedOnce() throws IOException {
        Path empty = FOLDER.folder("bare");
        BareRoot other = BareRoot.in(empty);
        copy(FOLDER.path().resolve("two/target/shop-2.0.0.pywar"), other);
        Tool.Result alone = other.run(0, true, "sh", "/srv/shop-2.0.0.pywar", "deploy", "/srv/shop");
        Path beside = FOLDER.path().resolve("two/target/shop-2.0.0-python.tar.gz");
        assertThat(beside).hasSameBinaryContentAs(interpreter);
        copy(beside, other);
        Tool.Result together = other.run(0, true, "sh", "/srv/shop-2.0.0.pywar", "deploy", "/srv/shop");

        Golden.assertMatches("embedded/beside-is-missing.txt", alone.output());
        assertThat(together.exit()).as(together.output()).isZero();
        assertThat(Files.size(FOLDER.path().resolve("two/target/shop-2.0.0.pywar")))
                .isLessThan(Files.size(beside));
    }

    @Test
    void archiveIsAProgramForPythonToo() throws IOException {
        Path archive = FOLDER.path().resolve("one/target/shop-1.0.0.pywar");
        Path target = FOLDER.folder("by-python");
        Tool.Result checked = Tool.run(FOLDER.path(), "python3", archive.toString(), "check");
        Tool.Result deployed =
                Tool.run(FOLDER.path(), "python3", archive.toString(), "deploy", target.resolve("shop") + "");

        assertThat(checked.exit()).as(checked.output()).isZero();
        assertThat(deployed.exit()).as(deployed.output()).isZero();
        assertThat(target.resolve("shop/current/bin/python").toRealPath())
                .isEqualTo(target.resolve("shop/pythons/" + key + "/python/bin/python3.11"));
        assertThat(Tool.run(FOLDER.path(), "unzip", "-tq", archive.toString()).output())
                .contains("No errors detected");
    }

    @Test
    void damagedInterpreterIsRefused() throws IOException {
        Path damaged = FOLDER.folder("damaged").resolve("shop.pywar");
        Files.copy(FOLDER.path().resolve("one/target/shop-1.0.0.pywar"), damaged, StandardCopyOption.REPLACE_EXISTING);
        try (RandomAccessFile file = new RandomAccessFile(damaged.toFile(), "rw")) {
            file.seek(Files.size(interpreter) / 2);
            file.write(new byte[64]);
        }
        copy(damaged, root);
        Tool.Result started = root.run(7, true, "env", "HOME=/tmp", "sh", "/srv/shop.pywar", "check");
        Tool.Result deployed = Tool.run(
                FOLDER.path(),
                "python3",
                damaged.toString(),
                "deploy",
                FOLDER.path().resolve("damaged/shop") + "");

        assertThat(started.exit()).as(started.output()).isNotZero();
        assertThat(deployed.exit()).as(deployed.output()).isEqualTo(4);
        assertThat(FOLDER.path().resolve("damaged/shop/pythons")).doesNotExist();
        Golden.assertMatches(
                "embedded/damaged.txt",
                last(started.output() + deployed.output()).replace(FOLDER.path() + "", "FOLDER"));
    }

    @Test
    void sameInputGivesSameArchiveAndImage() throws IOException {
        built("again", "1.0.0", ARTIFACT, "pywar:image", "-Dpywar.imageBase=scratch");
        Tool.Result image = maven("one", "package", "pywar:image", "-Dpywar.imageBase=scratch");
        assertThat(image.exit()).as(image.output()).isZero();
        JsonNode config = Json.read(
                Tool.run(
                                FOLDER.path(),
                                "skopeo",
                                "inspect",
                                "--config",
                                "oci-archive:" + FOLDER.path().resolve("one/target/shop-1.0.0-image.tar"))
                        .output()
                        .getBytes(StandardCharsets.UTF_8),
                "config");

        for (String file : List.of("shop-1.0.0.pywar", "shop-1.0.0-image.tar")) {
            assertThat(FOLDER.path().resolve("again/target").resolve(file))
                    .hasSameBinaryContentAs(FOLDER.path().resolve("one/target").resolve(file));
        }
        assertThat(config.at("/config/Entrypoint/0").asText()).isEqualTo("/opt/python/python/bin/python3.11");
        assertThat(config.at("/rootfs/diff_ids")).hasSize(3);
    }

    @Test
    void refusesWhatIsNoInterpreter() throws IOException {
        List<String> texts = new ArrayList<>();
        for (String wrong : List.of(
                "",
                "<artifact>a:b:1:zip</artifact><file>python.zip</file>",
                "<artifact>com.example.interpreters:cpython</artifact>",
                "<artifact>com.example.interpreters:cpython:9:tar.gz</artifact>",
                "<file>python.tar.gz</file>",
                "<file>pom.xml</file>")) {
            Path project = project("refused", "1.0.0", wrong);
            Tool.Result refused = maven("refused", "package");
            assertThat(refused.exit()).as(refused.output()).isNotZero();
            Files.writeString(project.resolve("build.log"), refused.output());
            texts.add("# " + wrong + "\n"
                    + BuiltProject.of(project).errors().replaceAll(" in of-the-build [^\n]*", " in REPOSITORIES"));
        }
        Golden.assertMatches("embedded/refused.txt", String.join("\n", texts));
    }

    private static String last(String text) {
        return text.lines()
                .filter(line -> line.startsWith("pywar: ") || line.startsWith("hint: "))
                .reduce("", (all, line) -> all + line + "\n");
    }

    private static String page(List<String> start) throws IOException {
        int port = IsolatedServer.freePort();
        List<String> command = new ArrayList<>(start);
        command.addAll(List.of("--bind", "127.0.0.1:" + port));
        try (ServerProcess server =
                new IsolatedServer(FOLDER.path(), root.command(USER, false, command), port).start()) {
            return server.get("").body();
        }
    }

    private static void deployed(String... command) {
        Tool.Result result = root.run(0, true, command);
        assertThat(result.exit()).as(result.output()).isZero();
    }

    private static List<String> deployments(String folder) throws IOException {
        try (Stream<Path> all = Files.list(root.path().resolve("srv/shop").resolve(folder))) {
            return all.map(one -> one.getFileName().toString()).sorted().toList();
        }
    }

    private static void copy(String file) throws IOException {
        copy(FOLDER.path().resolve(file), root);
    }

    private static void copy(Path file, BareRoot target) throws IOException {
        Files.copy(file, target.path().resolve("srv").resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path project(String name, String version, String runtime) {
        String repository = FOLDER.path().resolve("repository").toUri().toString();
        FOLDER.write(
                name + "/pom.xml",
                POM.replace("WHEELS", FOLDER.path().resolve("wheels") + "")
                        .formatted(version, repository, System.getProperty("pywar.version"), runtime));
        FOLDER.write(name + "/requirements.txt", "greeting\n");
        FOLDER.write(name + "/src/main/python/shop/__init__.py", "");
        FOLDER.write(name + "/src/main/python/shop/app.py", APPLICATION);
        return FOLDER.path().resolve(name);
    }

    private static void built(String name, String version, String runtime, String... more) {
        project(name, version, runtime);
        Tool.Result built =
                maven(name, Stream.concat(Stream.of("package"), Stream.of(more)).toArray(String[]::new));
        assertThat(built.exit()).as(built.output()).isZero();
    }

    private static Tool.Result maven(String name, String... goals) {
        return new MavenRun(FOLDER.path().resolve(name)).run(goals);
    }
}
