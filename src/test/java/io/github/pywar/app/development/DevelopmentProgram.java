package io.github.pywar.app.development;

import io.github.pywar.app.environment.VirtualEnvironment;
import io.github.pywar.app.server.BindAddress;
import io.github.pywar.app.server.ServerEnvironment;
import io.github.pywar.app.spec.ObjectReference;
import io.github.pywar.app.spec.Protocol;
import io.github.pywar.app.testrun.RunTests;
import io.github.pywar.app.testrun.TestSuite;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.interpreter.Interpreter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Program that serves a small project from its sources, for tests that press keys and kill it. */
final class DevelopmentProgram {

    /** The part of waitress that the development server uses, on the standard library's server. */
    private static final String RUNNER = """
            import importlib

            def run(argv, _serve):
                module, _, name = argv[-1].partition(":")
                _serve(getattr(importlib.import_module(module), name), listen="unused")
            """;

    private static final String SERVER = """
            from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

            def create_server(application, sockets):
                server = WSGIServer(sockets[0].getsockname(), WSGIRequestHandler, bind_and_activate=False)
                server.socket.close()
                server.socket = sockets[0]
                server.server_name, server.server_port = sockets[0].getsockname()
                server.setup_environ()
                server.set_app(application)
                server.run = server.serve_forever
                return server
            """;

    private DevelopmentProgram() {}

    /** Returns the command of the program. */
    static List<String> command(Path project, Interpreter python, int port) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                DevelopmentProgram.class.getName(),
                project.toString(),
                python.executable().toString(),
                String.valueOf(port));
    }

    /** @param arguments the folder of the project, a Python, and the port */
    public static void main(String[] arguments) throws IOException {
        Interpreter python = Interpreter.probe(Path.of(arguments[1])).orElseThrow();
        DevelopmentRequest.Options options = new DevelopmentRequest.Options(
                BindAddress.loopback(Integer.parseInt(arguments[2])),
                new ServerEnvironment(System.getenv(), Map.of(), Optional.of(Path.of(arguments[0], "shop.env"))),
                List.of(),
                OptionalInt.empty(),
                true,
                true);
        new RunSources(request(Path.of(arguments[0]), python, options), new Printed()).run();
    }

    static DevelopmentRequest request(Path project, Interpreter python, DevelopmentRequest.Options options)
            throws IOException {
        Path sources = project.resolve("src");
        Path target = project.resolve("target");
        VirtualEnvironment environment = environment(target.resolve("pywar/venv"), python, sources);
        RunTests.Request tests = new RunTests.Request(
                environment,
                new TestSuite(project, List.of(project.resolve("tests"))),
                List.of(sources),
                new RunTests.Options(List.of(), List.of(), System.getenv(), Duration.ofMinutes(2), Optional.empty()),
                target.resolve("pywar/test"),
                target.resolve("surefire-reports"));
        return new DevelopmentRequest(
                ObjectReference.parse("shop:app", Protocol.WSGI),
                "waitress",
                environment,
                options,
                Optional.of(tests),
                sources,
                target.resolve("pywar/run"));
    }

    /** An environment with a server, as the goal `venv` makes one. */
    private static VirtualEnvironment environment(Path folder, Interpreter python, Path sources) throws IOException {
        Path site = folder.resolve("lib/python" + python.series() + "/site-packages");
        Files.createDirectories(site.resolve("waitress"));
        Files.createDirectories(folder.resolve("bin"));
        Files.writeString(site.resolve("waitress/__init__.py"), "");
        Files.writeString(site.resolve("waitress/runner.py"), RUNNER);
        Files.writeString(site.resolve("waitress/server.py"), SERVER);
        Files.writeString(
                folder.resolve("pyvenv.cfg"), "home = " + python.executable().getParent() + "\n");
        Path link = folder.resolve("bin/python");
        if (Files.notExists(link)) {
            Files.createSymbolicLink(link, python.executable());
        }
        return new VirtualEnvironment(folder, python, List.of(sources));
    }

    /** Progress on the standard output. */
    private static final class Printed implements Progress {

        @Override
        public void step(String message) {
            System.out.println("[INFO] " + message);
        }

        @Override
        public void detail(String message) {}

        @Override
        public void warning(String message) {
            System.out.println("[WARNING] " + message);
        }

        @Override
        public Transfer transfer(String from, String name, long bytes) {
            return Transfer.SILENT;
        }
    }
}
