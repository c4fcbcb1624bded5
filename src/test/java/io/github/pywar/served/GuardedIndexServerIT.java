package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.Golden;
import io.github.pywar.testing.HermeticWheels;
import io.github.pywar.testing.Tool;
import io.github.pywar.testing.server.OpenFolder;
import io.github.pywar.testing.server.PypiServer;
import io.github.pywar.testing.server.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Builds from a pypiserver that requires a password for every path, by a real Maven with credentials in settings or
 * netrc.
 */
class GuardedIndexServerIT {

    private static final OpenFolder SERVER = OpenFolder.create();
    private static ServerProcess server;

    private final OpenFolder folder = OpenFolder.create();
    private final ShopProject project = new ShopProject(folder.folder("project"))
            .configured("<requirements><requirement>greeting</requirement></requirements><indexes>"
                    + ShopProject.index("internal", index(), "") + "</indexes>");

    @BeforeAll
    static void start() {
        PypiServer.install();
        Path wheels = SERVER.folder("wheels");
        HermeticWheels.writeTo(wheels);
        server = new PypiServer(SERVER.path(), wheels, "ann", "s3cret-of-ann").start();
    }

    @AfterAll
    static void stop() {
        server.close();
        SERVER.close();
    }

    @AfterEach
    void empty() {
        folder.close();
    }

    @Test
    void packagesWithThePasswordOfSettings() throws IOException {
        assertPackaged(maven().server("internal", "ann", "s3cret-of-ann").run("package"));
    }

    @Test
    void packagesWithThePasswordOfNetrcAlsoFromALock() throws IOException {
        Path netrc = folder.write("netrc", "machine 127.0.0.1 login ann password s3cret-of-ann\n");
        Tool.Result locked = maven().variable("NETRC", netrc).run("pywar:lock");
        assertThat(locked.exit()).as(locked.output()).isZero();
        assertThat(Files.readString(project.folder().resolve("pylock.toml"))).contains("greeting-1.0-py3-none-any.whl");

        assertPackaged(
                maven().variable("NETRC", netrc).with("pywar.frozen", true).run("package"));
    }

    @Test
    void packagesWithTheDefaultPasswordOfNetrc() throws IOException {
        Path netrc = folder.write("netrc", "default login ann password s3cret-of-ann\n");

        assertPackaged(maven().variable("NETRC", netrc).run("package"));
    }

    @Test
    void reportsAWrongPassword() throws IOException {
        Tool.Result refused = maven().server("internal", "ann", "wrong-one").run("package");

        assertThat(refused.output()).doesNotContain("wrong-one");
        Golden.assertMatches(
                "maven/index-server-password.txt",
                project.errors(refused).replace(server.uri().getAuthority(), "127.0.0.1:PORT"));
    }

    private void assertPackaged(Tool.Result result) throws IOException {
        assertThat(result.exit()).as(result.output()).isZero();
        assertThat(result.output()).doesNotContain("s3cret");
        assertThat(project.indexes()).isEqualTo(Map.of("greeting", "internal", "waitress", "internal"));
    }

    private MavenRun maven() {
        return new MavenRun(project.folder());
    }

    private static URI index() {
        return server.uri().resolve("simple/");
    }
}
