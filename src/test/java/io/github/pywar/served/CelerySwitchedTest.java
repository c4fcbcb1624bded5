package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.app.spec.ObjectReference;
import io.github.pywar.app.spec.Protocol;
import io.github.pywar.testing.server.Installed;
import io.github.pywar.testing.server.OpenFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Tasks of Celery, sent to Redis at a steady pace while deployments and rollbacks switch the worker: none is lost. With
 * {@code -Dpywar.proof=true} these are 5,000 tasks and ten switches.
 */
class CelerySwitchedTest {

    private static final boolean THOROUGH = Boolean.getBoolean("pywar.proof");
    private static final int TASKS = THOROUGH ? 5_000 : 500;
    private static final int SWITCHES = THOROUGH ? 10 : 2;
    private static final int TASKS_A_SECOND = THOROUGH ? 40 : 25;

    private static final String TASKS_MODULE = """
            import os, time
            import redis
            from celery import Celery

            SOCKET = os.environ["REDIS"]
            app = Celery("shop", broker="redis+socket://" + SOCKET)
            app.conf.task_acks_late = True
            app.conf.broker_connection_retry_on_startup = True
            client = redis.Redis(unix_socket_path=SOCKET)

            @app.task
            def note(number):
                time.sleep(0.01)
                client.rpush("done", "%%d %s" %% number)
            """;

    private static final String SEND = """
            import sys, time
            from shop.tasks import note

            for number in range(int(sys.argv[1])):
                note.delay(number)
                time.sleep(1 / int(sys.argv[2]))
            """;

    /** Waits until each task has run, at most a minute after the last one. */
    private static final String REPORT = """
            import sys, time
            from shop.tasks import client

            number, last, count = int(sys.argv[1]), time.monotonic(), -1
            while True:
                rows = [row.decode().split() for row in client.lrange("done", 0, -1)]
                if len(rows) != count:
                    count, last = len(rows), time.monotonic()
                lost = set(map(str, range(number))) - {row[0] for row in rows}
                if not lost or time.monotonic() - last > 60:
                    break
                time.sleep(0.2)
            repeated = len(rows) - len({row[0] for row in rows})
            print(len(lost), "lost,", repeated, "repeated, by", ",".join(sorted({row[1] for row in rows})))
            """;

    private final OpenFolder folder = OpenFolder.create();
    private final Deployment site = new Deployment(folder.path().resolve("site"));
    private final SwitchedWorkers workers = new SwitchedWorkers(folder, site);

    @AfterEach
    void end() {
        workers.close();
        folder.close();
    }

    @Test
    void losesNoTaskWhileReleasesAreSwitched() throws IOException, InterruptedException {
        Installed.require(Installed.SYSTEM_PYTHON, Installed.REDIS);
        Path socket = workers.startRedis();
        Path env = folder.write("env", "REDIS=" + socket + "\n");
        site.deploy(archive("1.0.0"), "--env-file", env.toString());
        workers.startSupervisor();
        Process sender = workers.run("send.log", "-m", "shop.send", TASKS + "", TASKS_A_SECOND + "");

        for (int at = 0; at < SWITCHES; at++) {
            String log = at % 2 == 0 ? site.deploy(archive("1.1.0")) : site.rollback();
            assertThat(log).contains("workers: done (worker ").doesNotContain("killed");
        }

        assertThat(sender.waitFor(300, TimeUnit.SECONDS)).isTrue();
        assertThat(sender.exitValue()).as(workers.logs()).isZero();
        String report = workers.output("-m", "shop.report", TASKS + "");
        System.out.println(TASKS + " tasks, " + SWITCHES + " switches: " + report);
        assertThat(report).as(workers.logs()).startsWith("0 lost,").endsWith("by 1.0.0,1.1.0");
        assertThat(workers.status()).contains("worker:  worker running from 1.");
    }

    private Path archive(String version) {
        String sources = "sources-" + version;
        folder.write(sources + "/Procfile", "worker: celery -A shop.tasks worker --loglevel warning --concurrency 2\n");
        folder.write(sources + "/shop/__init__.py", "def application(environ, start_response): pass\n");
        folder.write(sources + "/shop/tasks.py", TASKS_MODULE.formatted(version));
        folder.write(sources + "/shop/send.py", SEND);
        folder.write(sources + "/shop/report.py", REPORT);
        ObjectReference entry = ObjectReference.parse("shop:application", Protocol.WSGI);
        Path path = folder.path().resolve(sources);
        return new SampleApp("queue", version, path, entry, List.of("celery[redis]>=5.2", "waitress")).archive();
    }
}
