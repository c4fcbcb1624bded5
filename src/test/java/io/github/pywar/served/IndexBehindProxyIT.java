package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.BuiltProject;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.HermeticWheels;
import io.github.pywar.testing.TestCertificate;
import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.TestProxy;
import io.github.pywar.testing.TestWheel;
import io.github.pywar.testing.Tool;
import io.github.pywar.testing.server.Installed;
import io.github.pywar.testing.server.NginxServer;
import io.github.pywar.testing.server.OpenFolder;
import io.github.pywar.testing.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A build behind a wall: an index that only a proxy with a password reaches, beside one in the house that the proxy must
 * not see; all passwords in Maven's settings, those of indexes encrypted by Maven.
 */
class IndexBehindProxyIT {

    private static final String GROUP = "com.example.walled";

    private static final OpenFolder HOUSE = OpenFolder.create();
    private static final Path SECURITY = HOUSE.path().resolve("settings-security.xml");

    private static String ofAnn;
    private static String ofBob;

    private final OpenFolder folder = OpenFolder.create();
    private final Path project = folder.folder("project");
    private final TestIndex outside = TestIndex.start().guardedBy("ann", "s3cret-of-ann");
    private final TestIndex inside = TestIndex.start().guardedBy("bob", "s3cret-of-bob");
    private final TestProxy proxy = TestProxy.start("gate", "s3cret-of-gate")
            .knowing("packages.test", outside.url().getPort());

    @BeforeAll
    static void encrypt() throws IOException {
        MavenRun maven = new MavenRun(HOUSE.path()).master(SECURITY);
        ofAnn = maven.encrypted("s3cret-of-ann");
        ofBob = maven.encrypted("s3cret-of-bob");
    }

    @AfterAll
    static void forget() {
        HOUSE.close();
    }

    @BeforeEach
    void write() throws IOException {
        MavenRun.forget(GROUP);
        List.of(HermeticWheels.greeting(), HermeticWheels.waitress())
                .forEach(wheel -> outside.add(wheel.fileName(), wheel.bytes()));
        TestWheel own =
                TestWheel.of("house-rules", "1.0").file("house_rules.py", "").metadata("Requires-Dist: greeting");
        inside.add(own.fileName(), own.bytes());
        folder.write("project/src/main/python/shop.py", "def application(environ, start_response): ...\n");
        pom("http://packages.test/simple/");
    }

    @AfterEach
    void close() {
        proxy.close();
        inside.close();
        outside.close();
        folder.close();
    }

    @Test
    void librariesComeThroughTheProxyAndPastItWithPasswordsThatMavenEncrypted() throws IOException {
        Tool.Result packaged = maven("s3cret-of-gate", ofAnn).run("package");

        assertThat(packaged.exit()).as(packaged.output()).isZero();
        assertThat(packaged.output()).doesNotContain("s3cret");
        assertThat(indexes()).containsExactly("outside", "inside", "outside");
        assertThat(proxy.requests()).isNotEmpty().allMatch(request -> request.startsWith("GET http://packages.test/"));
        assertThat(inside.requests()).isNotEmpty();
        assertThat(List.of(inside, outside))
                .allSatisfy(index -> assertThat(index.requests())
                        .allMatch(
                                request -> request.header("Proxy-Authorization").isEmpty()));
    }

    @Test
    void aWrongPasswordOfTheProxyIsTold() throws IOException {
        Tool.Result refused = maven("wrong", ofAnn).run("package");

        assertThat(refused.exit()).isNotZero();
        Golden.assertMatches("maven/proxy-password.txt", errors(refused));
        assertThat(outside.requests()).isEmpty();
        assertThat(project.resolve("target/shop-1.0.0.pywar")).doesNotExist();
    }

    @Test
    void aWrongPasswordOfTheIndexIsTold() throws IOException {
        Tool.Result refused = maven("s3cret-of-gate", "wrong").run("package");

        assertThat(refused.exit()).isNotZero();
        Golden.assertMatches("maven/index-password.txt", errors(refused));
        assertThat(project.resolve("target/shop-1.0.0.pywar")).doesNotExist();
    }

    @Test
    void aPasswordThatCannotBeDecryptedIsTold() throws IOException {
        Tool.Result refused = maven("s3cret-of-gate", ofAnn)
                .with("settings.security", project.resolve("missing.xml"))
                .run("package");

        assertThat(refused.exit()).isNotZero();
        Golden.assertMatches("maven/undecrypted-password.txt", errors(refused));
        assertThat(outside.requests()).isEmpty();
    }

    @Test
    void httpsGoesThroughATunnelToAServerWithACertificateOfTheHouse() throws IOException {
        TestCertificate certificate = TestCertificate.in(folder.path(), "house");
        try (TestIndex secure = TestIndex.startSecure(certificate).guardedBy("ann", "s3cret-of-ann")) {
            List.of(HermeticWheels.greeting(), HermeticWheels.waitress())
                    .forEach(wheel -> secure.add(wheel.fileName(), wheel.bytes()));
            proxy.knowing("packages.test", secure.url().getPort());
            pom("https://packages.test/simple/");

            Tool.Result packaged = maven("s3cret-of-gate", ofAnn)
                    .variable("PIP_CERT", certificate.pem())
                    .run("package");

            assertThat(packaged.exit()).as(packaged.output()).isZero();
            assertThat(indexes()).containsExactly("outside", "inside", "outside");
            assertThat(proxy.requests())
                    .isNotEmpty()
                    .allMatch(request -> request.equals("CONNECT packages.test:443 HTTP/1.1"));
            assertThat(secure.requests())
                    .allMatch(request -> request.header("Proxy-Authorization").isEmpty());
        }
    }

    @Test
    void whatIsDeployedThroughTheProxyIsReadBackThroughIt() throws IOException {
        Installed.require(Installed.NGINX);
        Path store = folder.folder("store");
        NginxServer repository =
                new NginxServer(folder.folder("front")).uploads("/releases/", store, "ci", "s3cret-of-ci");
        try (ServerProcess nginx = repository.start()) {
            proxy.knowing("repo.test", nginx.uri().getPort());

            Tool.Result deployed = maven("s3cret-of-gate", ofAnn)
                    .credentials("ci", "s3cret-of-ci")
                    .with("remote", "http://repo.test/releases/")
                    .run("deploy");

            assertThat(deployed.exit()).as(deployed.output()).isZero();
            Path archive = project.resolve("target/shop-1.0.0.pywar");
            assertThat(store.resolve("com/example/walled/shop/1.0.0/shop-1.0.0.pywar"))
                    .hasSameBinaryContentAs(archive);
            BuiltProject.of(project).assertReceipt("target/pywar/deployment.json", archive);
            String place = "http://repo.test/releases/com/example/walled/shop/1.0.0/shop-1.0.0.pywar HTTP/1.1";
            assertThat(proxy.requests()).contains("PUT " + place, "GET " + place);
        }
    }

    private MavenRun maven(String ofProxy, String ofIndex) {
        return new MavenRun(project)
                .with("settings.security", SECURITY)
                .server("outside", "ann", ofIndex)
                .server("inside", "bob", ofBob)
                .proxy(proxy.port(), "gate", ofProxy, "127.0.0.1|localhost");
    }

    private List<String> indexes() throws IOException {
        BuiltProject built = BuiltProject.of(project);
        return built.manifest(built.file("target/shop-1.0.0.pywar"))
                .path("packages")
                .findValuesAsText("index");
    }

    private String errors(Tool.Result refused) throws IOException {
        assertThat(refused.output()).doesNotContain("s3cret", "wrong", "\tat ");
        folder.write("project/build.log", refused.output().replace("127.0.0.1:" + proxy.port(), "127.0.0.1:PORT"));
        return BuiltProject.of(project).errors();
    }

    private void pom(String outsideUrl) {
        folder.write(
                "project/pom.xml", POM.formatted(System.getProperty("pywar.version"), GROUP, outsideUrl, inside.url()));
    }

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
                      <application>shop:application</application>
                      <python>3.11</python>
                      <requirements>
                        <requirement>house-rules</requirement>
                      </requirements>
                      <indexes>
                        <index>
                          <id>inside</id>
                          <url>%4$s</url>
                          <packages><package>house-*</package></packages>
                        </index>
                        <index>
                          <id>outside</id>
                          <url>%3$s</url>
                        </index>
                      </indexes>
                      <verify>skip</verify>
                      <cacheDirectory>${project.build.directory}/cache</cacheDirectory>
                    </configuration>
                  </plugin>
                </plugins>
              </build>
            </project>
            """;
}
