package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.app.spec.ObjectReference;
import io.github.pywar.app.spec.Protocol;
import io.github.pywar.testing.Tool;
import io.github.pywar.testing.load.Load;
import io.github.pywar.testing.load.LoadReport;
import io.github.pywar.testing.server.Installed;
import io.github.pywar.testing.server.IsolatedHost;
import io.github.pywar.testing.server.OpenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Rolling deployments by the Ansible collection, to three hosts in namespaces of their own, with sshd, behind HAProxy. The
 * tests share the hosts, and each one begins where the one before it ended.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RollingDeploymentTest {

    private static final long REQUESTS = Boolean.getBoolean("pywar.proof") ? 20_000 : 2_000;
    private static final int CLIENTS = Boolean.getBoolean("pywar.proof") ? 4 : 1;
    private static final Path TABLE = Path.of("target", "load", "fleet.txt");

    /** Release that fails in the server only, or waits at its import for the end of its host. */
    private static final String APPLICATION = """
            import os, signal

            VERSION = "%s"
            if VERSION == "broken" and "PYWAR_ENV_FILE" not in os.environ:
                raise ImportError(VERSION)
            if VERSION == "three" and os.path.exists("/srv/shop/shared/wait"):
                open("/srv/shop/shared/waits", "w").close()
                signal.pause()

            def application(environ, start_response):
                start_response("200 OK", [("Content-Length", str(len(VERSION)))])
                return [VERSION.encode()]
            """;

    private static final String HOOK = "echo \"$PYWAR_PHASE $PYWAR_VERSION\" >> \"$PYWAR_SHARED/hooks.txt\"\n";

    private final OpenFolder folder = OpenFolder.create();
    private final Map<String, Path> collections = new HashMap<>();
    private Fleet fleet;

    @BeforeAll
    void deployTheFirstRelease() throws IOException {
        Installed.require(
                Installed.SYSTEM_PYTHON, Installed.HAPROXY, Installed.SSHD, Installed.ANSIBLE, Installed.IPROUTE);
        Assumptions.assumeTrue(IsolatedHost.isPossible(), "no namespaces here");
        fleet = new Fleet(folder).start();
        Tool.Result result = fleet.play(collection("one"), "deploy");
        assertThat(result.exit()).as(result.output()).isZero();
        assertThat(fleet.current().values()).containsOnly("one");
    }

    @AfterAll
    void endTheHosts() {
        if (fleet != null) {
            fleet.close();
        }
        folder.close();
    }

    private Path collection(String version) throws IOException {
        Path built = collections.get(version);
        if (built == null) {
            built = build(version);
            collections.put(version, built);
        }
        return built;
    }

    private Path build(String version) throws IOException {
        folder.write("sources-" + version + "/shop.py", APPLICATION.formatted(version));
        ObjectReference entry = ObjectReference.parse("shop:application", Protocol.WSGI);
        Path sources = folder.path().resolve("sources-" + version);
        Path archive = new SampleApp("shop", version, sources, entry, List.of("gunicorn")).archive();
        for (String phase : List.of("prepare", "pre-deploy", "post-deploy")) {
            HookedArchive.add(archive, phase + "/10-note.sh", HOOK);
        }
        return fleet.collection(archive);
    }

    @Test
    @Order(1)
    void losesNoRequestAndMigratesOnce() throws IOException {
        Path two = collection("two");
        try (Load load = Load.newConnections(fleet.balancer().uri(), CLIENTS)) {
            load.awaitAnswered(REQUESTS / 4);
            Tool.Result result = played("two", two);
            assertThat(result.exit()).as(result.output()).isZero();
            load.awaitBody("two").awaitAnswered(Math.max(REQUESTS, load.answered() + REQUESTS / 4));
            LoadReport report = load.finish();
            write(report.row("rolling, HAProxy"));
            assertThat(report.failures()).as(fleet.balancer().log()).isEmpty();
            assertThat(report.bodies()).containsOnlyKeys("one", "two");
        }
        assertThat(fleet.current()).isEqualTo(Map.of("app1", "two", "app2", "two", "app3", "two"));
        assertThat(hooks("app1")).contains("prepare two", "pre-deploy two", "post-deploy two");
        assertThat(hooks("app2")).contains("prepare two").doesNotContain("pre-deploy two", "post-deploy two");
    }

    @Test
    @Order(2)
    void changesNothingTheSecondTime() throws IOException {
        Path two = collection("two");
        String log = Files.readString(fleet.host("app2").files().resolve("shop/deploy.log"));
        Tool.Result again = played("two, second run", two);
        assertThat(again.exit()).as(again.output()).isZero();
        assertThat(again.output())
                .containsPattern("app1 +: ok=\\d+ +changed=0")
                .containsPattern("app3 +: ok=\\d+ +changed=0");
        assertThat(fleet.host("app2").files().resolve("shop/deploy.log")).hasContent(log);
        Tool.Result planned = played("three, --check", collection("three"), "--check", "--limit", "app2");
        assertThat(planned.exit()).as(planned.output()).isZero();
        assertThat(planned.output()).containsPattern("app2 +: ok=\\d+ +changed=1");
        assertThat(fleet.current().values()).containsOnly("two");
        assertThat(fleet.host("app2").files().resolve("shop/deploy.log")).hasContent(log);
    }

    @Test
    @Order(3)
    void stopsAtTheFirstHostWithABrokenRelease() throws IOException {
        try (Load load = Load.newConnections(fleet.balancer().uri(), CLIENTS)) {
            load.awaitAnswered(REQUESTS / 10);
            Tool.Result result = played("broken", collection("broken"));
            load.awaitAnswered(load.answered() + REQUESTS / 10);
            LoadReport report = load.finish();
            write(report.row("broken release, HAProxy"));
            assertThat(result.exit()).isNotZero();
            assertThat(result.output()).contains("app1 serves two-").doesNotContain("[app2]", "[app3]");
            assertThat(report.failures()).as(result.output()).isEmpty();
            assertThat(report.bodies()).containsOnlyKeys("two");
        }
        assertThat(fleet.current().values()).containsOnly("two");
        assertThat(fleet.host("app2").files().resolve("shop/deploy.log"))
                .content()
                .doesNotContain("broken-");
        assertThat(fleet.play(collection("two"), "status").exit()).isZero();
    }

    @Test
    @Order(4)
    void reportsAHostThatDiesAndHealsItInTheNextRun() throws IOException {
        IsolatedHost second = fleet.host("app2");
        Path shared = second.files().resolve("shop/shared");
        Files.createFile(shared.resolve("wait"));
        Path three = collection("three");
        CompletableFuture<Tool.Result> run = CompletableFuture.supplyAsync(() -> fleet.play(three, "deploy"));
        fleet.balancer().await("the import on app2", Duration.ofSeconds(180), () -> {
            return run.isDone() || Files.exists(shared.resolve("waits"));
        });
        second.kill();
        Tool.Result result = run.join();
        write(outcomes("three, app2 dies", result.output()));
        assertThat(result.exit()).isNotZero();
        assertThat(result.output()).contains("fatal: [app2]: UNREACHABLE!", "app3 is left as it is: app2 failed");
        assertThat(fleet.current()).isEqualTo(Map.of("app1", "three", "app2", "two", "app3", "two"));

        Files.delete(shared.resolve("wait"));
        second.start();
        Tool.Result healed = played("three, next run", three);
        assertThat(healed.exit()).as(healed.output()).isZero();
        assertThat(fleet.current().values()).containsOnly("three");
        assertThat(hooks("app1")).filteredOn("pre-deploy three"::equals).hasSize(1);
        Tool.Result status = fleet.play(three, "status");
        assertThat(status.exit()).as(status.output()).isZero();
    }

    @Test
    @Order(5)
    void rollsAllHostsBackToANamedRelease() throws IOException {
        Path three = collection("three");
        Tool.Result result = fleet.play(three, "rollback", "-e", "pywar_to=two");
        assertThat(result.exit()).as(result.output()).isZero();
        assertThat(fleet.current().values()).containsOnly("two");
        Tool.Result again = fleet.play(three, "rollback", "-e", "pywar_to=two", "--limit", "app1");
        assertThat(again.output()).containsPattern("app1 +: ok=\\d+ +changed=0 +unreachable=0 +failed=0");
        assertThat(fleet.current().values()).containsOnly("two");
    }

    private Tool.Result played(String name, Path collection, String... more) throws IOException {
        Tool.Result result = fleet.play(collection, "deploy", more);
        write(outcomes(name, result.output()));
        return result;
    }

    private List<String> hooks(String host) throws IOException {
        return Files.readAllLines(fleet.host(host).files().resolve("shop/shared/hooks.txt"));
    }

    /** Returns one row for each task and host: the run, the host, the task, the outcome. */
    private static String outcomes(String run, String output) {
        StringBuilder rows = new StringBuilder();
        Pattern line =
                Pattern.compile("TASK \\[(?:\\S+ : )?(.*)] \\*+|(ok|changed|fatal|skipping): \\[(\\w+)[^]]*](.*)");
        String task = "";
        for (Matcher found = line.matcher(output); found.find(); ) {
            if (found.group(1) != null) {
                task = found.group(1);
            } else if (!found.group(2).equals("skipping")) {
                String outcome = found.group(4).contains("UNREACHABLE") ? "unreachable" : found.group(2);
                rows.append("%-18s %-5s %-11s %s%n".formatted(run, found.group(3), outcome, task));
            }
        }
        return rows.toString().stripTrailing();
    }

    private static void write(String text) throws IOException {
        Files.createDirectories(TABLE.getParent());
        Files.writeString(TABLE, text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
