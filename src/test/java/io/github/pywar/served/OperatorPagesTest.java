package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.Tool;
import io.github.pywar.testing.page.CodeBlock;
import io.github.pywar.testing.server.Installed;
import io.github.pywar.testing.server.OpenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Commands of the pages for operators, run as printed. {@code /srv} and {@code /etc/systemd/system} are folders of the test,
 * and the user is one of this machine. Programs that change a machine or another one are scripts of the test.
 */
class OperatorPagesTest {

    private static final Path PAGES = Path.of("src/site/markdown");
    private static final String HOOK = "echo \"$(basename \"$0\")\" >> '%s'\n";

    private final OpenFolder folder = OpenFolder.create();
    private final Path srv = folder.folder("srv");
    private final Path units = folder.folder("units");
    private final Path programs = folder.folder("programs");
    private final Path calls = folder.path().resolve("calls.txt");

    @BeforeEach
    void prepare() throws IOException {
        Installed.require(Installed.SYSTEM_PYTHON);
        folder.write("production.env", "MAIL=shop@example.org\n");
        program("python3", "exec " + Installed.SYSTEM_PYTHON.path() + " \"$@\"");
        for (String name : new String[] {"useradd", "systemctl", "semanage", "restorecon"}) {
            program(name, "echo " + name + " \"$@\" >> '" + calls + "'");
        }
    }

    @AfterEach
    void close() {
        folder.close();
    }

    /** Each server has a folder of its own below {@code /srv}. */
    @Test
    void scriptDeploysToSeveralServers() throws IOException {
        Path archive = archive("1.2.0");
        HookedArchive.add(archive, "pre-deploy/10-before.sh", HOOK.formatted(calls));
        HookedArchive.add(archive, "post-deploy/20-after.sh", HOOK.formatted(calls));
        program(
                "scp",
                "mkdir -p '" + folder.path() + "'/home/\"${2%:}\" && cp \"$1\" '" + folder.path()
                        + "'/home/\"${2%:}\"/");
        program(
                "ssh",
                "cd '" + folder.path() + "'/home/\"$1\" && exec sh -ec \"$(echo \"$2\" | sed \"s#" + srv + "/shop#"
                        + srv + "/$1#\")\"");
        String script = block("several-servers.md", "#!/bin/sh")
                .replace(" --server gunicorn --check-url http://127.0.0.1:8000/", "");

        sh(script);

        for (String server : new String[] {"app1", "app2", "app3"}) {
            assertThat(srv.resolve(server).resolve("current/app/shop.py")).isRegularFile();
        }
        assertThat(calls).content().isEqualTo("10-before.sh\n20-after.sh\n");
    }

    @Test
    void firstDeploymentAndItsUnit() throws IOException {
        archive("1.0.0");
        String user = Installed.isRoot() ? "www-data" : System.getProperty("user.name");

        sh(block("operations.md", "useradd").replace("--owner shop", "--owner " + user));
        sh(block("operations.md", "python3 shop-1.0.0.pywar config systemd"));
        sh("mkdir " + units + "/shop.service.d");
        Files.writeString(units.resolve("shop.service.d/hardening.conf"), block("operations.md", "[Service]"));

        assertThat(calls)
                .content()
                .contains("useradd --system --home-dir " + srv + "/shop/shared", "systemctl enable --now shop");
        assertThat(units.resolve("shop.service")).content().contains("ExecStart=", srv.toString());
        assertThat(sh("systemd-analyze verify " + units + "/shop.service")).doesNotContain("shop.service", "hardening");
    }

    @Test
    void printsDeploysAndConfigures() throws IOException {
        archive("1.2.0");
        folder.write("production_settings.py", "COLOUR = 'red'\n");
        String[] lines = block("server.md", "python3 shop-1.2.0.pywar info").split("\n");

        assertThat(sh(lines[0])).contains("shop 1.0.0");
        sh(lines[2]);
        sh(block("server.md", "mkdir"));

        assertThat(sh(srv + "/shop/current/bin/python -m _pywar run show.py")).endsWith("production_settings red");
    }

    @Test
    void migrationPrintsTheConfigurationOfModWsgi() throws IOException {
        archive("1.0.0");

        assertThat(sh(block("migration.md", "python3 shop-1.0.0.pywar deploy"))).contains("WSGIDaemonProcess");
        assertThat(srv.resolve("shop/shared/env")).content().contains("MAIL=");
    }

    @Test
    void restartsTheWorkerAfterADeployment() throws IOException {
        archive("1.1.0");

        sh(block("workers.md", "python3 shop-1.1.0.pywar deploy"));

        assertThat(calls).content().contains("systemctl restart shop-worker");
        assertThat(srv.resolve("shop/current/app/shop.py")).isRegularFile();
    }

    @Test
    void writesTheUnitsOfWorkersAndTimers() throws IOException {
        folder.write("sources/jobs.py", "");
        folder.write("sources/Procfile", "worker: python -m jobs\nbeat: python -m jobs\n");
        archive("1.1.0");

        sh(block("workers.md", "python3 shop-1.1.0.pywar config systemd"));

        assertThat(units.resolve("shop-worker.service")).content().contains("-m _pywar.workers worker\n");
        assertThat(units.resolve("shop.target")).content().contains("shop-beat.service");
        assertThat(calls).content().contains("systemctl enable --now shop.target shop.service shop-worker.service");
    }

    @Test
    void labelsTheFoldersOfADeployment() throws IOException {
        archive("1.0.0");
        sh("python3 shop-1.0.0.pywar deploy /srv/shop");

        sh(block("selinux.md", "semanage"));

        assertThat(calls).content().contains("httpd_sys_rw_content_t", "restorecon -R " + srv + "/shop");
    }

    /** Puts an archive into the folder, with the name that the page has. */
    private Path archive(String version) throws IOException {
        folder.write("sources/shop.py", "def application(environ, start_response): pass\n");
        folder.write(
                "sources/show.py",
                "import os, production_settings as own\nprint(os.environ['DJANGO_SETTINGS_MODULE'], own.COLOUR)\n");
        SampleApp app = SampleApp.bare("shop", folder.path().resolve("sources"), "shop:application");
        return Files.copy(app.archive(), folder.path().resolve("shop-" + version + ".pywar"));
    }

    private void program(String name, String text) throws IOException {
        Path file = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** Returns the block that begins with that text, for the folders of this test. */
    private String block(String page, String start) throws IOException {
        return here(CodeBlock.of(PAGES.resolve(page)).stream()
                .map(CodeBlock::text)
                .filter(text -> text.startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError(start + " in " + page)));
    }

    private String here(String text) {
        return text.replace("/srv/", srv + "/").replace("/etc/systemd/system", units.toString());
    }

    private String sh(String script) {
        Map<String, String> environment = Map.of("PATH", programs + ":" + System.getenv("PATH"));
        Tool.Result result = Tool.run(folder.path(), environment, "sh", "-ec", script);
        assertThat(result.exit()).as(result.output()).isZero();
        return result.output().strip();
    }
}
