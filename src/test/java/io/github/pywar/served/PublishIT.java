package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.BuiltProject;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.Tool;
import io.github.pywar.testing.server.OpenFolder;
import io.github.pywar.testing.server.PypiServer;
import io.github.pywar.testing.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Upload of a library to a pypiserver that requires a password, by a real Maven with credentials in settings. */
class PublishIT {

    private static final String POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>com.example</groupId>
              <artifactId>prices</artifactId>
              <version>1.2.0</version>
              <packaging>pywhl</packaging>
              <build>
                <plugins>
                  <plugin>
                    <groupId>io.github.pywar</groupId>
                    <artifactId>pywar-maven-plugin</artifactId>
                    <version>%s</version>
                    <extensions>true</extensions>
                    <configuration>
                      <publishUrl>%s</publishUrl>
                      <publishServer>python-packages</publishServer>
                    </configuration>
                  </plugin>
                </plugins>
              </build>
            </project>
            """;

    private static final OpenFolder SERVER = OpenFolder.create();
    private static final OpenFolder PROJECT = OpenFolder.create();
    private static ServerProcess server;

    @BeforeAll
    static void start() {
        PypiServer.install();
        server = new PypiServer(SERVER.path(), SERVER.folder("wheels"), "ann", "s3cret-of-ann").start();
        PROJECT.write("pom.xml", POM.formatted(System.getProperty("pywar.version"), server.uri()));
        PROJECT.write("src/main/python/prices/__init__.py", "PRICE = '12.50 EUR'\n");
    }

    @AfterAll
    static void stop() {
        server.close();
        SERVER.close();
        PROJECT.close();
    }

    @Test
    void publishesOnceForPipAndExplainsRefusals() throws IOException {
        Tool.Result wrong = publish("wrong-one");
        assertThat(wrong.output()).doesNotContain("wrong-one");
        Tool.Result first = publish("s3cret-of-ann");
        assertThat(first.exit()).as(first.output()).isZero();
        assertThat(first.output())
                .contains("Published prices-1.2.0-py3-none-any.whl to ")
                .doesNotContain("s3cret");
        Tool.Result again = publish("s3cret-of-ann");
        Tool.Result skipped = publish("s3cret-of-ann", "-Dpywar.skipExisting");
        assertThat(skipped.exit()).as(skipped.output()).isZero();
        Tool.Result offline = publish("s3cret-of-ann", "-o");

        Golden.assertMatches(
                "publish/pypiserver.txt",
                String.join("\n", errors(wrong), errors(again), errors(offline))
                        .replace(server.uri().getAuthority(), "127.0.0.1:PORT"));
        assertThat(Files.mismatch(
                        PROJECT.path().resolve("target/prices-1.2.0-py3-none-any.whl"),
                        SERVER.path().resolve("wheels/prices-1.2.0-py3-none-any.whl")))
                .isEqualTo(-1);
        assertThat(installed()).isEqualTo("12.50 EUR\n");
    }

    private static Tool.Result publish(String password, String... options) {
        MavenRun maven = new MavenRun(PROJECT.path()).server("python-packages", "ann", password);
        return maven.run(java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("package", "pywar:publish"), java.util.stream.Stream.of(options))
                .toArray(String[]::new));
    }

    private static String errors(Tool.Result refused) throws IOException {
        assertThat(refused.exit()).as(refused.output()).isNotZero();
        assertThat(refused.output()).doesNotContain("\tat ");
        PROJECT.write("build.log", refused.output());
        return BuiltProject.of(PROJECT.path()).errors();
    }

    private static String installed() {
        Path site = PROJECT.path().resolve("site");
        String index = server.uri().toString().replace("://", "://ann:s3cret-of-ann@") + "simple/";
        Tool.Result pip = Tool.run(
                PROJECT.path(),
                "python3",
                "-m",
                "pip",
                "install",
                "-q",
                "--target",
                site.toString(),
                "--index-url",
                index,
                "prices");
        assertThat(pip.exit()).as(pip.output()).isZero();
        return Tool.run(site, "python3", "-c", "import prices; print(prices.PRICE)")
                .output();
    }
}
