package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.server.ApacheServer;
import io.github.pywar.testing.server.GunicornServer;
import io.github.pywar.testing.server.HttpReply;
import io.github.pywar.testing.server.Installed;
import io.github.pywar.testing.server.OpenFolder;
import io.github.pywar.testing.server.PrintedServer;
import io.github.pywar.testing.server.ServerProcess;
import io.github.pywar.testing.server.ServerRecipe;
import io.github.pywar.testing.server.UwsgiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Archives that cannot run. Each server's log has the framed message. mod_wsgi answers 500, the other servers do not
 * boot.
 */
class RefusedByServersTest {

    private final OpenFolder folder = OpenFolder.create();

    @AfterEach
    void empty() {
        folder.close();
    }

    /** Fault of an archive, with the messages in the log and in the answer. */
    enum FailureMessage {
        WRONG_INTERPRETER(
                "application = print\n",
                "broken 1.0.0 was built for CPython 3.1, linux-x86_64",
                "it needs CPython 3.1, linux-x86_64") {
            @Override
            void damage(Path tree) throws IOException {
                replaceInManifest(tree, "\"python\" *: *\"[0-9.]+\"", "\"python\": \"3.1\"");
            }
        },
        WRONG_LIBC(
                "application = print\n",
                "libc: required glibc-2.99, found glibc-",
                "it needs CPython " + SystemPython.version() + ", linux-" + SystemPython.machine() + ", glibc-2.99") {
            @Override
            void damage(Path tree) throws IOException {
                replaceInManifest(tree, "\"libc\" *: *\"[^\"]+\"", "\"libc\": \"glibc-2.99\"");
            }
        },
        WRONG_MACHINE(
                "application = print\n",
                "platform: required linux-s390x, found linux-",
                "it needs CPython " + SystemPython.version() + ", linux-s390x") {
            @Override
            void damage(Path tree) throws IOException {
                replaceInManifest(tree, "\"platform\" *: *\"[^\"]+\"", "\"platform\": \"linux-s390x\"");
            }
        },
        MISSING_ENTRY(
                "application = print\n",
                "`broken:application` of broken 1.0.0 cannot be imported: ModuleNotFoundError: No module named 'broken'",
                "its entry broken:application cannot be imported (ModuleNotFoundError)") {
            @Override
            void damage(Path tree) throws IOException {
                Files.delete(tree.resolve("app/broken.py"));
            }
        },
        IMPORT_ERROR(
                "import not_packed\n",
                "cannot be imported: ModuleNotFoundError: No module named 'not_packed'",
                "its entry broken:application cannot be imported (ModuleNotFoundError)"),
        NO_APPLICATION(
                "application = 'text'\n",
                "`broken:application` is no application: it is a `str`, which cannot be called",
                "its entry broken:application is no application");

        private final String source;
        private final String logged;
        private final String reason;

        FailureMessage(String source, String logged, String reason) {
            this.source = source;
            this.logged = logged;
            this.reason = reason;
        }

        void damage(Path tree) throws IOException {}

        private static void replaceInManifest(Path tree, String pattern, String replacement) throws IOException {
            Path manifest = tree.resolve("META-INF/pywar/manifest.json");
            String text = Files.readString(manifest);
            Files.writeString(manifest, text.replaceFirst(pattern, replacement));
        }

        Path tree(OpenFolder folder) throws IOException {
            return tree(folder, SampleApp.bare("broken", sources(folder), "broken:application"));
        }

        Path asgiTree(OpenFolder folder) throws IOException {
            return tree(folder, SampleApp.asgi("broken", sources(folder), "broken:application", List.of("uvicorn")));
        }

        private Path sources(OpenFolder folder) {
            folder.write("sources/broken.py", source);
            return folder.path().resolve("sources");
        }

        private Path tree(OpenFolder folder, SampleApp app) throws IOException {
            Path tree = Unpacked.plainly(app.archive(), folder.folder("tree"));
            damage(tree);
            return tree;
        }
    }

    @ParameterizedTest
    @EnumSource
    void apacheAnswers500AndLogsTheMessage(FailureMessage fault) throws IOException {
        Installed.require(Installed.APACHE);
        try (ServerProcess server =
                new ApacheServer(folder.path()).app("/", fault.tree(folder)).start()) {
            HttpReply reply = server.get("");
            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.body())
                    .startsWith("The application did not start: " + fault.reason)
                    .contains("error log has the details");
            assertThat(server.log()).contains("pywar: the application did not start", fault.logged, "fix:");
        }
    }

    @ParameterizedTest
    @EnumSource
    void gunicornDoesNotBoot(FailureMessage fault) throws IOException {
        Installed.require(Installed.GUNICORN);
        assertDoesNotBoot(fault, new GunicornServer(folder.path(), fault.tree(folder)));
    }

    @ParameterizedTest
    @EnumSource
    void uwsgiDoesNotBoot(FailureMessage fault) throws IOException {
        Installed.require(Installed.UWSGI);
        assertDoesNotBoot(fault, new UwsgiServer(folder.path(), fault.tree(folder)));
    }

    @ParameterizedTest
    @EnumSource
    void uvicornDoesNotBoot(FailureMessage fault) throws IOException {
        Installed.require(Installed.SYSTEM_PYTHON);
        Path tree = fault.asgiTree(folder);
        String command = "PYTHONPATH=%s %s -m _pywar.uvicorn --bind 127.0.0.1:8000";
        assertDoesNotBoot(
                fault, PrintedServer.command(folder.path(), command.formatted(tree, Installed.SYSTEM_PYTHON.path())));
    }

    /** Checks the log. The exit code of uWSGI is 22 or 0, whichever of its processes ends first. */
    private static void assertDoesNotBoot(FailureMessage fault, ServerRecipe recipe) {
        try (ServerProcess server = recipe.launch()) {
            server.awaitEnd(Duration.ofSeconds(30));
            assertThat(server.log()).contains("pywar: the application did not start", fault.logged, "fix:");
        }
    }

    private static final String GREETING = """
            def application(environ, start_response):
                start_response("200 OK", [])
                return [b"%s"]
            """;

    private static final String REFUSED =
            "`second 1.0.0` cannot be loaded into a process that already runs `first 1.0.0`";

    @Test
    void apacheKeepsTheFirstOfTwoBundlesInOneProcess() throws IOException {
        Installed.require(Installed.APACHE);
        ApacheServer apache = new ApacheServer(folder.path())
                .app("/first", greeting("first"), "shared")
                .app("/second", greeting("second"), "shared");
        try (ServerProcess server = apache.start()) {
            assertThat(server.get("first").body()).isEqualTo("first");
            HttpReply second = server.get("second");
            assertThat(second.status()).isEqualTo(500);
            assertThat(second.body()).contains("another application runs in the same process");
            assertThat(server.log()).contains(REFUSED, "give each application its own WSGIDaemonProcess");
            assertThat(server.get("first").body()).isEqualTo("first");
        }
    }

    @Test
    void gunicornDoesNotBootWithTwoBundlesInOneProcess() throws IOException {
        Installed.require(Installed.GUNICORN);
        folder.write("both.py", both());
        try (ServerProcess server = new GunicornServer(folder.path(), folder.path())
                .entry("both:application")
                .launch()) {
            assertThat(server.awaitEnd(Duration.ofSeconds(30))).isNotZero();
            assertThat(server.log()).contains(REFUSED, "one master process for each application");
        }
    }

    @Test
    void uvicornDoesNotBootWithTwoBundlesInOneProcess() throws IOException {
        Installed.require(Installed.SYSTEM_PYTHON);
        folder.write("third/third.py", "application = print\n");
        Path third = folder.path().resolve("third");
        Path uvicorn = Unpacked.plainly(
                SampleApp.asgi("third", third, "third:application", List.of("uvicorn"))
                        .archive(),
                folder.folder("uvicorn"));
        folder.write("both.py", both());
        String path = folder.path() + ":" + uvicorn.resolve("lib/python" + SystemPython.version() + "/site-packages");
        String command = "PYTHONPATH=%s PYWAR_ON_ERROR=raise %s -m uvicorn --interface wsgi both:application"
                .formatted(path, Installed.SYSTEM_PYTHON.path());
        try (ServerProcess server =
                PrintedServer.command(folder.path(), command + " --port 0").launch()) {
            assertThat(server.awaitEnd(Duration.ofSeconds(60))).isNotZero();
            assertThat(server.log()).contains(REFUSED, "one master process for each application");
        }
    }

    @Test
    void uwsgiDoesNotBootWithTwoBundlesInOneProcess() throws IOException {
        Installed.require(Installed.UWSGI);
        folder.write("wsgi.py", both());
        try (ServerProcess server = new UwsgiServer(folder.path(), folder.path()).launch()) {
            server.awaitEnd(Duration.ofSeconds(30));
            assertThat(server.log()).contains(REFUSED, "one master process for each application");
        }
    }

    private Path greeting(String name) {
        folder.write(name + "/" + name + ".py", GREETING.formatted(name));
        Path sources = folder.path().resolve(name);
        return Unpacked.plainly(
                SampleApp.bare(name, sources, name + ":application").archive(), folder.folder(name + "-tree"));
    }

    /**
     * Returns a module that runs both bundles' own entries in one process, as a user does who mounts two applications.
     */
    private String both() {
        return """
                import runpy
                application = runpy.run_path(r"%s/wsgi.py")["application"]
                other = runpy.run_path(r"%s/wsgi.py")["application"]
                """.formatted(greeting("first"), greeting("second"));
    }
}
