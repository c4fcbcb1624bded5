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
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Builds behind a proxy: one index is reachable only through a proxy with a password, another index must not be
 * requested through it. All passwords are in Maven's settings, those of the indexes encrypted by Maven.
 */
class IndexBehindProxyIT {

    private static final String GROUP = "com.example.walled";

    private static final OpenFolder HOUSE = OpenFolder.create();
    private static final Path SECURITY = HOUSE.path().resolve("settings-security.xml");

    private static final Map<String, String> INDEXES =
            Map.of("greeting", "outside", "house-rules", "inside", "waitress", "outside");

    private static String ofAnn;
    private static String ofBob;

    private final OpenFolder folder = OpenFolder.create();
    private final ShopProject project = new ShopProject(folder.folder("project"));
    private final TestIndex outside = TestIndex.start().guardedBy("ann", "s3cret-of-ann");
    private final TestIndex inside = TestIndex.start().guardedBy("bob", "s3cret-of-bob");
    private final TestProxy proxy = TestProxy.start("gate", "s3cret-of-gate")
            .resolving("packages.test", outside.url().getPort());

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
    void downloadsThroughTheProxyAndPastItWithEncryptedPasswords() throws IOException {
        Tool.Result packaged = maven("s3cret-of-gate", ofAnn).run("package");

        assertThat(packaged.exit()).as(packaged.output()).isZero();
        assertThat(packaged.output()).doesNotContain("s3cret");
        assertThat(project.indexes()).isEqualTo(INDEXES);
        assertThat(proxy.requests()).isNotEmpty().allMatch(request -> request.startsWith("GET http://packages.test/"));
        assertThat(inside.requests()).isNotEmpty();
        assertThat(List.of(inside, outside))
                .allSatisfy(index -> assertThat(index.requests())
                        .allMatch(
                                request -> request.header("Proxy-Authorization").isEmpty()));
    }

    @Test
    void reportsAWrongPasswordOfTheProxy() throws IOException {
        Tool.Result refused = maven("wrong", ofAnn).run("package");

        Golden.assertMatches("maven/proxy-password.txt", errors(refused));
        assertThat(outside.requests()).isEmpty();
    }

    @Test
    void reportsAWrongPasswordOfTheIndex() throws IOException {
        Tool.Result refused = maven("s3cret-of-gate", "wrong").run("package");

        Golden.assertMatches("maven/index-password.txt", errors(refused));
    }

    @Test
    void reportsAPasswordThatCannotBeDecrypted() throws IOException {
        Tool.Result refused = maven("s3cret-of-gate", ofAnn)
                .with("settings.security", folder.path().resolve("missing.xml"))
                .run("package");

        Golden.assertMatches("maven/undecrypted-password.txt", errors(refused));
        assertThat(outside.requests()).isEmpty();
    }

    @Test
    void opensATunnelToAServerWithAPrivateCertificate() throws IOException {
        TestCertificate certificate = TestCertificate.in(folder.path(), "house");
        try (TestIndex secure = TestIndex.startSecure(certificate).guardedBy("ann", "s3cret-of-ann")) {
            List.of(HermeticWheels.greeting(), HermeticWheels.waitress())
                    .forEach(wheel -> secure.add(wheel.fileName(), wheel.bytes()));
            proxy.resolving("packages.test", secure.url().getPort());
            pom("https://packages.test/simple/");

            Tool.Result packaged = maven("s3cret-of-gate", ofAnn)
                    .variable("PIP_CERT", certificate.pem())
                    .run("package");

            assertThat(packaged.exit()).as(packaged.output()).isZero();
            assertThat(project.indexes()).isEqualTo(INDEXES);
            assertThat(proxy.requests())
                    .isNotEmpty()
                    .allMatch(request -> request.equals("CONNECT packages.test:443 HTTP/1.1"));
            assertThat(secure.requests())
                    .allMatch(request -> request.header("Proxy-Authorization").isEmpty());
        }
    }

    @Test
    void deploysAndDownloadsThroughTheProxy() throws IOException {
        Installed.require(Installed.NGINX);
        Path store = folder.folder("store");
        NginxServer repository =
                new NginxServer(folder.folder("front")).uploads("/releases/", store, "ci", "s3cret-of-ci");
        try (ServerProcess nginx = repository.start()) {
            proxy.resolving("repo.test", nginx.uri().getPort());

            Tool.Result deployed = maven("s3cret-of-gate", ofAnn)
                    .credentials("ci", "s3cret-of-ci")
                    .with("remote", "http://repo.test/releases/")
                    .run("deploy");

            assertThat(deployed.exit()).as(deployed.output()).isZero();
            Path archive = project.archive();
            assertThat(store.resolve("com/example/walled/shop/1.0.0/shop-1.0.0.pywar"))
                    .hasSameBinaryContentAs(archive);
            BuiltProject.of(project.folder()).assertReceipt("target/pywar/deployment.json", archive);
            String archiveUrl = "http://repo.test/releases/com/example/walled/shop/1.0.0/shop-1.0.0.pywar HTTP/1.1";
            assertThat(proxy.requests()).contains("PUT " + archiveUrl, "GET " + archiveUrl);
        }
    }

    private MavenRun maven(String ofProxy, String ofIndex) {
        return new MavenRun(project.folder())
                .with("settings.security", SECURITY)
                .server("outside", "ann", ofIndex)
                .server("inside", "bob", ofBob)
                .proxy(proxy.port(), "gate", ofProxy, "127.0.0.1|localhost");
    }

    private String errors(Tool.Result refused) throws IOException {
        assertThat(refused.output()).doesNotContain("s3cret", "wrong");
        return project.errors(refused).replace("127.0.0.1:" + proxy.port(), "127.0.0.1:PORT");
    }

    private void pom(String outsideUrl) {
        String scope = "<packages><package>house-*</package></packages>";
        project.configured("<requirements><requirement>house-rules</requirement></requirements><indexes>"
                + ShopProject.index("inside", inside.url(), scope)
                + ShopProject.index("outside", outsideUrl, "")
                + "</indexes>");
    }
}
