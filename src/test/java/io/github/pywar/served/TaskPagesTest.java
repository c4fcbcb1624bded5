package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.Tool;
import io.github.pywar.testing.server.Installed;
import io.github.pywar.testing.server.OpenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages about tasks of an operator: their files and commands are run as printed, with another directory and user. */
class TaskPagesTest {

    private static final Path PAGES = Path.of("src/site/markdown").toAbsolutePath();
    private static final String LOGROTATE = "/usr/sbin/logrotate";

    private final OpenFolder folder = OpenFolder.create();
    private final Path root = folder.path().resolve("site");
    private final Deployment site = new Deployment(root);
    private Path archive;

    @BeforeEach
    void deploy() throws IOException {
        Installed.require(Installed.SYSTEM_PYTHON);
        folder.write("sources/shop/__init__.py", "def application(environ, start_response): pass\n");
        folder.write("sources/shop/nightly.py", """
                import os
                print(os.getcwd(), os.environ["MAIL"])
                """);
        SampleApp app = SampleApp.bare("shop", folder.path().resolve("sources"), "shop:application");
        archive = Files.copy(app.archive(), folder.path().resolve("shop-1.0.0.pywar"));
        site.deploy(archive, "--env-file", folder.write("production.env", "MAIL=shop@example.org\n") + "");
    }

    @AfterEach
    void empty() {
        folder.close();
    }

    @Test
    void jobOfCronRunsInTheReleaseWithItsEnvironment() throws IOException {
        String line = block("workers.md", "15 3 * * *");

        assertThat(sh(line.replaceFirst("^15 3 \\* \\* \\* shop ", "").strip()))
                .isEqualTo(site.current().toRealPath().resolve("app") + " shop@example.org");
    }

    @Test
    void backupRestoresTheDeploymentElsewhere() throws IOException {
        Files.writeString(root.resolve("shared/upload"), "data of a user");
        String backup = block("backup.md", "tar -C /srv/shop -czf");
        String restore = block("backup.md", "mkdir /srv/shop");
        sh(backup);
        Unpacked.delete(root);
        sh(restore.replace("python3", Installed.SYSTEM_PYTHON.path().toString()));

        assertThat(root.resolve("shared/upload")).hasContent("data of a user");
        assertThat(Files.readString(root.resolve("shared/env"))).contains("MAIL=");
        assertThat(sh("cat /srv/shop/deploy.log").lines().filter(text -> text.contains("\"step\": \"switch\"")))
                .hasSize(2);
    }

    @Test
    void logrotateRotatesTheLogOfTheDeployment() throws IOException {
        rotate(block("backup.md", "/srv/shop/deploy.log {"));

        assertThat(root.resolve("deploy.log.1.gz")).exists();
        site.deploy(archive);
        assertThat(root.resolve("deploy.log")).isNotEmptyFile();
        assertThat(SystemPython.run(root, List.of("current", "check", root.toString())))
                .contains("every file matches its record");
    }

    @Test
    void logrotateShortensLogsOfTheApplicationInPlace() throws IOException {
        String user = Installed.isRoot() ? "www-data" : System.getProperty("user.name");
        sh("mkdir /srv/shop/shared/log && echo line > /srv/shop/shared/log/shop.log");
        if (Installed.isRoot()) {
            sh("chown -R www-data: /srv/shop/shared/log && chmod 2770 /srv/shop/shared/log");
        }
        rotate(block("backup.md", "/srv/shop/shared/log/*.log {").replace("su shop shop", "su " + user + " " + user));

        assertThat(root.resolve("shared/log/shop.log")).isEmptyFile();
        assertThat(root.resolve("shared/log/shop.log.1.gz")).exists();
    }

    @Test
    void systemdAcceptsTheUnitOfTheWorker() throws IOException {
        String unit = block("workers.md", "[Unit]").replace("User=shop\n", "").replace("bin/celery", "bin/python");
        Path file = folder.folder("units").resolve("shop-worker.service");
        Files.writeString(file, unit);

        assertThat(Tool.run(folder.path(), "systemd-analyze", "verify", file.toString())
                        .output())
                .doesNotContain("shop-worker.service");
    }

    private void rotate(String configuration) throws IOException {
        assertThat(Path.of(LOGROTATE)).as("apt-get install logrotate").isExecutable();
        Path file = Files.writeString(folder.path().resolve("logrotate.conf"), configuration);
        sh("chmod 644 " + file + " && " + LOGROTATE + " --force --state "
                + folder.path().resolve("state") + " " + file);
    }

    /** Returns the block that begins with that text, for this deployment. */
    private String block(String page, String start) throws IOException {
        String text = Files.readString(PAGES.resolve(page));
        Matcher block = Pattern.compile("```\\w*\\n(" + Pattern.quote(start) + ".*?)```", Pattern.DOTALL)
                .matcher(text);
        assertThat(block.find()).as("`%s` in %s", start, page).isTrue();
        return here(block.group(1));
    }

    private String here(String text) {
        return text.replace("/srv/shop", root.toString());
    }

    private String sh(String script) {
        Tool.Result result = Tool.run(folder.path(), "sh", "-ec", here(script));
        assertThat(result.exit()).as(result.output()).isZero();
        return result.output().strip();
    }
}
