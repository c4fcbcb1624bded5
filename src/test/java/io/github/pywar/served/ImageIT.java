package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.data.Json;
import io.github.pywar.testing.BareRoot;
import io.github.pywar.testing.BuiltProject;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.HermeticWheels;
import io.github.pywar.testing.Tool;
import io.github.pywar.testing.server.DockerRegistry;
import io.github.pywar.testing.server.IsolatedServer;
import io.github.pywar.testing.server.OpenFolder;
import io.github.pywar.testing.server.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Images of the goal {@code image}: read by skopeo, unpacked by umoci, run by bubblewrap; pushed to a real registry with a
 * password from settings.xml.
 */
class ImageIT {

    private static final String POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>com.example</groupId>
              <artifactId>shop</artifactId>
              <version>1.0.0</version>
              <packaging>pywar</packaging>
              <properties>
                <project.build.outputTimestamp>2026-01-01T00:00:00Z</project.build.outputTimestamp>
              </properties>
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
                      <findLinks>WHEELS</findLinks>
                      <noIndex>true</noIndex>
                      <imageLabels>
                        <org.opencontainers.image.revision>3f9c2b7</org.opencontainers.image.revision>
                      </imageLabels>
                      <imageEnvironment><GREETING>hello</GREETING></imageEnvironment>
                    </configuration>
                  </plugin>
                </plugins>
              </build>
            </project>
            """;

    private static final String APPLICATION = """
            import greeting, os

            def application(environ, start_response):
                start_response("200 OK", [("Content-Type", "text/plain")])
                text = "%s %s %d" % (os.environ["GREETING"], greeting.hello(), os.getuid())
                return [text.encode()]
            """;

    private static final String PASSWORD = "s3cret-of-ann";
    private static final Path JDK_25 = Path.of("/usr/lib/jvm/temurin-25-jdk-amd64");
    private static final OpenFolder FOLDER = OpenFolder.create();
    private static Path base;

    @BeforeAll
    static void prepare() {
        HermeticWheels.writeTo(FOLDER.folder("wheels"));
        BareRoot root = BareRoot.in(FOLDER.folder("base"));
        BareRoot.copyPython(root.path().resolve("usr"));
        base = FOLDER.path().resolve("base.tar");
        String layout = FOLDER.path().resolve("base-layout") + "";
        tool("umoci", "init", "--layout", layout);
        tool("umoci", "new", "--image", layout + ":latest");
        tool("umoci", "insert", "--image", layout + ":latest", root.path() + "", "/");
        tool("umoci", "config", "--image", layout + ":latest", "--config.env", "PATH=/bin:/usr/bin");
        tool("skopeo", "copy", "oci:" + layout + ":latest", "docker-archive:" + base + ":base:latest");
    }

    @AfterAll
    static void close() {
        FOLDER.close();
    }

    @Test
    void archiveServesFromItsImage() throws IOException {
        Path project = project("runs");
        int port = IsolatedServer.freePort();
        built(new MavenRun(project), "-Dpywar.imageBase=" + base, "-Dpywar.imagePort=" + port);
        Path image = project.resolve("target/shop-1.0.0-image.tar");
        JsonNode described = json("skopeo", "inspect", "oci-archive:" + image);
        JsonNode config = json("skopeo", "inspect", "--config", "oci-archive:" + image);

        assertThat(described.path("Digest").asText())
                .isEqualTo(Files.readString(project.resolve("target/shop-1.0.0-image.digest"))
                        .strip());
        assertThat(described.path("Layers")).hasSize(3);
        assertThat(config.path("created").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(config.at("/config/User").asText()).isEqualTo("65532");
        assertThat(config.at("/config/ExposedPorts").has(port + "/tcp")).isTrue();
        Golden.assertMatches(
                "image/labels.txt",
                config.at("/config/Labels").toPrettyString().replaceAll("[0-9a-f]{12}\"", "BUILD\""));

        Path root = unpacked(image);
        assertThat(root.resolve(config.at("/config/Labels/io.github.pywar.sbom")
                        .asText()
                        .substring(1)))
                .exists();
        assertThat(page(root, config, port)).isEqualTo("hello Hello from greeting 1.0 65532");
    }

    @Test
    void sameInputHasSameDigestOnEveryJdk() throws IOException {
        Path first = project("one");
        Path second = project("another/folder");
        built(new MavenRun(first), "-Dpywar.imageBase=" + base);
        built(new MavenRun(second).variable("JAVA_HOME", JDK_25), "-Dpywar.imageBase=" + base);

        assertThat(second.resolve("target/shop-1.0.0-image.tar"))
                .hasSameBinaryContentAs(first.resolve("target/shop-1.0.0-image.tar"));
        assertThat(second.resolve("target/shop-1.0.0-image.digest"))
                .hasSameTextualContentAs(first.resolve("target/shop-1.0.0-image.digest"));
    }

    @Test
    void pushesWithThePasswordOfSettings() throws IOException {
        Path project = project("pushes");
        DockerRegistry registry = new DockerRegistry(FOLDER.folder("registry"), "ann", PASSWORD);
        try (ServerProcess running = registry.start()) {
            String credential = "ann:" + PASSWORD;
            String python = registry.host() + "/python:3.11";
            tool(
                    "skopeo",
                    "copy",
                    "--dest-tls-verify=false",
                    "--dest-creds=" + credential,
                    "docker-archive:" + base,
                    "docker://" + python);
            String[] goals = {
                "-Dpywar.imageBase=" + python,
                "-Dpywar.imageName=" + registry.host() + "/team/shop:1.0.0",
                "-Dpywar.imagePush",
                "-Dpywar.imageInsecure"
            };

            Tool.Result wrong = run(new MavenRun(project).server(registry.host(), "ann", "wrong-one"), goals);
            Tool.Result pushed = run(new MavenRun(project).server(registry.host(), "ann", PASSWORD), goals);
            Tool.Result again = run(
                    new MavenRun(project).server("images", "ann", PASSWORD),
                    Stream.concat(
                                    Stream.of(goals),
                                    Stream.of("-Dpywar.imageServer=images", "-Dpywar.imageBaseServer=images"))
                            .toArray(String[]::new));

            assertThat(pushed.exit()).as(pushed.output()).isZero();
            assertThat(again.exit()).as(again.output()).isZero();
            assertThat(pushed.output() + wrong.output())
                    .doesNotContain(PASSWORD)
                    .doesNotContain("wrong-one");
            JsonNode described = json(
                    "skopeo",
                    "inspect",
                    "--tls-verify=false",
                    "--creds=" + credential,
                    "docker://" + registry.host() + "/team/shop:1.0.0");
            assertThat(pushed.output()).contains(described.path("Digest").asText());
            assertThat(again.output()).contains(described.path("Digest").asText());
            assertThat(described.path("RepoTags")).hasSize(1);
            assertThat(running.isAlive()).isTrue();
            Golden.assertMatches(
                    "image/unauthorized.txt", errors(project, wrong).replace(registry.host(), "127.0.0.1:PORT"));
        }
    }

    @Test
    void refusesWhatMakesNoImage() throws IOException {
        Path project = project("refused");
        Files.createLink(project.resolve("base.tar"), base);
        List<String> texts = new ArrayList<>();
        for (String wrong : List.of(
                "-Dpywar.verify=skip",
                "-Dpywar.imageBase=nowhere.tar",
                "-Dpywar.imageBase=base.tar -Dpywar.imageUser=root",
                "-Dpywar.imageBase=scratch",
                "-Dpywar.imageBase=base.tar -Dpywar.imageName=Team/Shop:1.0+2",
                "-Dpywar.imageBase=scratch -Dpywar.imageServer=unknown -Dpywar.imagePush",
                "-Dpywar.imageBase=registry.example.org/python:3.11 -o")) {
            texts.add("# " + wrong + "\n" + errors(project, run(new MavenRun(project), wrong.split(" "))));
        }

        Golden.assertMatches("image/refused.txt", String.join("\n", texts));
        assertThat(project.resolve("target/shop-1.0.0-image.tar")).doesNotExist();
    }

    private static Path project(String name) {
        FOLDER.write(
                name + "/pom.xml",
                POM.replace("WHEELS", FOLDER.path().resolve("wheels") + "")
                        .formatted(System.getProperty("pywar.version")));
        FOLDER.write(name + "/requirements.txt", "greeting\n");
        FOLDER.write(name + "/src/main/python/shop/__init__.py", "");
        FOLDER.write(name + "/src/main/python/shop/app.py", APPLICATION);
        return FOLDER.path().resolve(name);
    }

    private static void built(MavenRun maven, String... options) {
        Tool.Result built = run(maven, options);
        assertThat(built.exit()).as(built.output()).isZero();
    }

    private static Tool.Result run(MavenRun maven, String... options) {
        return maven.run(Stream.concat(Stream.of("package", "pywar:image"), Stream.of(options))
                .toArray(String[]::new));
    }

    private static String errors(Path project, Tool.Result refused) throws IOException {
        assertThat(refused.exit()).as(refused.output()).isNotZero();
        assertThat(refused.output()).doesNotContain("\tat ");
        Files.writeString(project.resolve("build.log"), refused.output());
        return BuiltProject.of(project).errors();
    }

    private static Path unpacked(Path image) {
        String layout = FOLDER.path().resolve("layout") + "";
        tool("skopeo", "copy", "oci-archive:" + image, "oci:" + layout + ":latest");
        tool("umoci", "unpack", "--image", layout + ":latest", FOLDER.path().resolve("bundle") + "");
        return FOLDER.path().resolve("bundle/rootfs");
    }

    /** Runs the image's own command as its own user, on a root that cannot be written, and requests a page. */
    private static String page(Path root, JsonNode config, int port) throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/env", "-i"));
        config.at("/config/Env").forEach(one -> command.add(one.asText()));
        config.at("/config/Entrypoint").forEach(one -> command.add(one.asText()));
        config.at("/config/Cmd").forEach(one -> command.add(one.asText()));
        List<String> isolated = BareRoot.at(root)
                .command(Integer.parseInt(config.at("/config/User").asText()), false, command);
        try (ServerProcess server = new IsolatedServer(FOLDER.path(), isolated, port).start()) {
            return server.get("").body();
        }
    }

    private static JsonNode json(String program, String... arguments) throws IOException {
        return Json.read(tool(program, arguments).getBytes(StandardCharsets.UTF_8), program);
    }

    private static String tool(String program, String... arguments) {
        Tool.Result result = Tool.run(FOLDER.path(), program, arguments);
        assertThat(result.exit()).as(program + ": " + result.output()).isZero();
        return result.output();
    }
}
