package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.Tool;
import io.github.pywar.testing.server.EmbeddedServer;
import io.github.pywar.testing.server.Installed;
import io.github.pywar.testing.server.NginxServer;
import io.github.pywar.testing.server.OpenFolder;
import io.github.pywar.testing.server.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code mvn deploy} to a repository over HTTP, and the archive's download and use from there. */
class DeployOverHttpIT {

    private static final String GROUP = "com.example.deployed";

    private final OpenFolder folder = OpenFolder.create();
    private final Path project = folder.folder("project");
    private final Path store = folder.folder("store");
    private final Path front = folder.folder("front");

    @BeforeEach
    void forgetArtifacts() throws IOException {
        Installed.require(Installed.NGINX, Installed.OPENSSL, Installed.SYSTEM_PYTHON, Installed.SYSTEM_FLASK);
        MavenRun.forget(GROUP);
    }

    @AfterEach
    void empty() {
        folder.close();
    }

    @Test
    void downloadsAndServesTheDeployedArchive() throws IOException {
        project(SampleApp.FLASK_SHOP);
        try (ServerProcess nginx = repository().start()) {
            Tool.Result deployed = maven("secret", nginx.uri()).run("deploy");
            assertThat(deployed.exit()).as(deployed.output()).isZero();
            Path archive = project.resolve("target/shop-1.0.0.pywar");
            assertThat(project.resolve("target/pywar/deployment.json")).exists();

            Path downloaded = download(nginx.uri());
            assertThat(Files.mismatch(downloaded, archive)).isEqualTo(-1);
            assertServedWithoutNetworkOrCompiler(downloaded);
        }
    }

    @Test
    void reportsAWrongPasswordAndStoresNothing() throws IOException {
        project(smallShop());
        Path earlier = Files.createDirectories(project.resolve("target/pywar")).resolve("deployment.json");
        Files.writeString(earlier, "{}");
        try (ServerProcess nginx = repository().start()) {
            Tool.Result refused = maven("wrong", nginx.uri()).run("deploy");
            assertThat(refused.exit()).isNotZero();
            assertThat(refused.output()).contains("BUILD FAILURE", "401").doesNotContain("wrong", "\tat ");
            assertThat(store).isEmptyDirectory();
            assertThat(earlier).doesNotExist();
        }
    }

    @Test
    void deploysOverHttps() throws IOException, GeneralSecurityException {
        project(smallShop());
        NginxServer secure = repository().secure();
        try (ServerProcess nginx = secure.start()) {
            trust(secure);
            Tool.Result deployed = maven("secret", nginx.uri()).run("deploy");
            assertThat(deployed.exit()).as(deployed.output()).isZero();
            Path stored = store.resolve(GROUP.replace('.', '/') + "/shop/1.0.0/shop-1.0.0.pywar");
            assertThat(Files.mismatch(stored, project.resolve("target/shop-1.0.0.pywar")))
                    .isEqualTo(-1);
            assertThat(Files.readString(project.resolve("target/pywar/deployment.json")))
                    .contains("https://");
        }
    }

    private SampleApp smallShop() {
        folder.write("sources/shop.py", "def application(environ, start_response): ...\n");
        return SampleApp.bare("shop", folder.path().resolve("sources"), "shop:application");
    }

    private void project(SampleApp app) throws IOException {
        Unpacked.copy(app.sources(), project.resolve("src/main/python"));
        String server = app.requirements().isEmpty() ? "none" : "waitress";
        folder.write(
                "project/pom.xml",
                ShopProject.pom(GROUP, CONFIGURATION.formatted(app.entry(), SystemPython.version(), server)));
        folder.write("project/requirements.txt", String.join("\n", app.requirements()));
    }

    private NginxServer repository() {
        return new NginxServer(front).uploads("/releases/", store, "ci", "secret");
    }

    private MavenRun maven(String password, URI nginx) throws IOException {
        return new MavenRun(project).credentials("ci", password).with("remote", nginx.resolve("releases/"));
    }

    /** Puts the server's certificate into the trust store of the build's Java. */
    private void trust(NginxServer server) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream pem = Files.newInputStream(server.certificate())) {
            trusted.setCertificateEntry(
                    "nginx", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        Path file = folder.path().resolve("trusted.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            trusted.store(out, "public".toCharArray());
        }
        folder.write(
                "project/.mvn/jvm.config",
                "-Djavax.net.ssl.trustStore=" + file + " -Djavax.net.ssl.trustStorePassword=public\n");
    }

    /**
     * Returns the archive as another project's dependency, resolved by a Maven without a copy of it and without another
     * repository.
     */
    private Path download(URI nginx) throws IOException {
        MavenRun.forget(GROUP);
        folder.write("consumer/pom.xml", CONSUMER.formatted(GROUP, nginx.resolve("releases/")));
        Path consumer = folder.path().resolve("consumer");
        Tool.Result resolved = new MavenRun(consumer)
                .credentials("ci", "secret")
                .run("org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies");
        assertThat(resolved.exit()).as(resolved.output()).isZero();
        return consumer.resolve("target/dependency/shop-1.0.0.pywar");
    }

    /** Unpacks and checks the archive without network and compiler, then serves it. */
    private void assertServedWithoutNetworkOrCompiler(Path archive) throws IOException {
        Path tree = folder.folder("tree");
        BarePath bare = BarePath.in(folder.folder("programs"));
        bare.python(folder.path(), "-m", "zipfile", "-e", archive.toString(), tree.toString());
        assertThat(bare.python(tree, "-m", "_pywar", "check")).contains("shop 1.0.0 fits this machine", "imports");
        String python = Installed.SYSTEM_PYTHON.path().toString();
        EmbeddedServer embedded = new EmbeddedServer(folder.path(), python, tree).environment(bare.environment());
        try (ServerProcess server = embedded.start()) {
            new Served(server, "", tree).isTheFlaskShop("3.");
        }
    }

    private static final String CONFIGURATION = """
            <application>%s</application>
            <python>%s</python>
            <server>%s</server>
            """;

    private static final String CONSUMER = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>%1$s</groupId>
              <artifactId>consumer</artifactId>
              <version>1</version>
              <packaging>pom</packaging>
              <repositories>
                <repository><id>central</id><url>%2$s</url></repository>
              </repositories>
              <dependencies>
                <dependency>
                  <groupId>%1$s</groupId>
                  <artifactId>shop</artifactId>
                  <version>1.0.0</version>
                  <type>pywar</type>
                </dependency>
              </dependencies>
            </project>
            """;
}
