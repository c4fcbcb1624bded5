package io.github.pywar.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A few wheels for applications that are built without any network: one library, and a server. */
public final class HermeticWheels {

    /** What the runtime uses of waitress's runner, on the standard library's own server, which ends at any SIGTERM. */
    public static final String WAITRESS_RUNNER = """
            import importlib, sys, traceback
            from wsgiref.simple_server import make_server

            serve = None

            def run(argv, _serve):
                listen = [a for a in argv if a.startswith("--listen=")][0].split("=")[1]
                module, _, name = argv[-1].partition(":")
                application = getattr(importlib.import_module(module), name)

                def told(environ, start_response):
                    try:
                        return application(environ, start_response)
                    except Exception:
                        sys.stderr.write("Exception while serving %s\\n" % environ["PATH_INFO"])
                        traceback.print_exc()
                        start_response("500 Internal Server Error", [])
                        return [b""]

                host, _, port = listen.partition(":")
                make_server(host, int(port), told).serve_forever()
            """;

    private HermeticWheels() {}

    /** @return {@code greeting} 1.0, a library that says hello, with a console script */
    public static TestWheel greeting() {
        return TestWheel.of("greeting", "1.0")
                .file("greeting/__init__.py", "def hello():\n    return 'Hello from greeting 1.0'\n")
                .file("greeting/cli.py", "import greeting\n\ndef main():\n    print(greeting.hello())\n")
                .info("entry_points.txt", "[console_scripts]\ngreet = greeting.cli:main\n");
    }

    /** @return {@code waitress} 3.0.2, which serves */
    public static TestWheel waitress() {
        return TestWheel.of("waitress", "3.0.2")
                .file("waitress/__init__.py", "")
                .file("waitress/runner.py", WAITRESS_RUNNER);
    }

    /** Writes all of them into a folder, which is made. */
    public static void writeTo(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List.of(greeting(), waitress()).forEach(wheel -> wheel.write(folder));
    }
}
