package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.app.spec.ObjectReference;
import io.github.pywar.app.spec.Protocol;
import io.github.pywar.testing.Tool;
import io.github.pywar.testing.server.Installed;
import io.github.pywar.testing.server.OpenFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Celery's worker, started as the unit of the page about workers starts it, runs a task that a job sends. */
class CeleryWorkerTest {

    private static final Path PAGE = Path.of("src/site/markdown/workers.md");

    /** Messages are files, so no broker is needed. */
    private static final String TASKS = """
            import os
            from celery import Celery

            app = Celery("shop", broker=os.environ["BROKER"])
            queue = os.environ["QUEUE"]
            app.conf.broker_transport_options = {
                "data_folder_in": queue, "data_folder_out": queue, "control_folder": queue + "/control"}

            @app.task
            def note(text):
                with open(os.environ["ANSWER"], "w") as stream:
                    stream.write(text + " in " + os.getcwd())
            """;

    private final OpenFolder folder = OpenFolder.create();
    private final Path root = folder.path().resolve("site");
    private final Deployment site = new Deployment(root);

    @AfterEach
    void empty() {
        folder.close();
    }

    @Test
    void runsATaskInTheFolderOfTheApplication() throws IOException, InterruptedException {
        Installed.require(Installed.SYSTEM_PYTHON);
        deploy();
        Path answer = folder.path().resolve("answer");
        run("mkfifo " + answer);
        Process worker = worker();
        try {
            run("cd " + site.current() + "/app && ../bin/python -m _pywar run -m shop.send");

            assertThat(run("timeout 120 cat " + answer))
                    .isEqualTo("hello in " + site.current().toRealPath().resolve("app"));
            worker.destroy();
            assertThat(worker.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            worker.descendants().forEach(ProcessHandle::destroyForcibly);
            worker.destroyForcibly();
        }
    }

    private void deploy() throws IOException {
        folder.write("sources/shop/__init__.py", "def application(environ, start_response): pass\n");
        folder.write("sources/shop/tasks.py", TASKS);
        folder.write("sources/shop/send.py", "from shop.tasks import note\nnote.delay('hello')\n");
        Path sources = folder.path().resolve("sources");
        ObjectReference entry = ObjectReference.parse("shop:application", Protocol.WSGI);
        SampleApp app = new SampleApp("shop", "1.0.0", sources, entry, List.of("celery>=5.2", "waitress"));
        String env = "BROKER=filesystem://\nQUEUE=%1$s/queue\nANSWER=%1$s/answer\n".formatted(folder.path());
        Path queue = folder.folder("queue");
        assertThat(queue.toFile().setWritable(true, false)).isTrue();
        site.deploy(app.archive(), "--env-file", folder.write("env", env) + "");
    }

    /** Starts the command of the unit in its working directory, as systemd does. */
    private Process worker() throws IOException {
        String unit = Files.readString(PAGE).replace("/srv/shop", root.toString());
        File log = folder.path().resolve("worker.log").toFile();
        return new ProcessBuilder(setting(unit, "ExecStart").split(" "))
                .directory(new File(setting(unit, "WorkingDirectory")))
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
    }

    private static String setting(String unit, String key) {
        Matcher line = Pattern.compile("(?m)^" + key + "=(.*)$").matcher(unit);
        assertThat(line.find()).as(key).isTrue();
        return line.group(1);
    }

    private String run(String script) throws IOException {
        Tool.Result result = Tool.run(folder.path(), "sh", "-ec", script);
        Path log = folder.path().resolve("worker.log");
        assertThat(result.exit())
                .as(result.output() + (Files.exists(log) ? Files.readString(log) : ""))
                .isZero();
        return result.output().strip();
    }
}
