package io.github.pywar.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Wheels for applications that are built without network: a library and a server. */
public final class HermeticWheels {

    /**
     * The part of waitress's runner that the runtime uses, on the standard library's server. It ends at any SIGTERM.
     */
    public static final String WAITRESS_RUNNER = """
            import importlib, sys, traceback
            from wsgiref.simple_server import make_server

            serve = None

            def run(argv, _serve):
                listen = [a for a in argv if a.startswith("--listen=")][0].split("=")[1]
                module, _, name = argv[-1].partition(":")
                application = getattr(importlib.import_module(module), name)

                def logged(environ, start_response):
                    try:
                        return application(environ, start_response)
                    except Exception:
                        sys.stderr.write("Exception while serving %s\\n" % environ["PATH_INFO"])
                        traceback.print_exc()
                        start_response("500 Internal Server Error", [])
                        return [b""]

                host, _, port = listen.partition(":")
                make_server(host, int(port), logged).serve_forever()
            """;

    private HermeticWheels() {}

    /** Returns {@code greeting} 1.0, a library with a console script. */
    public static TestWheel greeting() {
        return TestWheel.of("greeting", "1.0")
                .file("greeting/__init__.py", "def hello():\n    return 'Hello from greeting 1.0'\n")
                .file("greeting/cli.py", "import greeting\n\ndef main():\n    print(greeting.hello())\n")
                .info("entry_points.txt", "[console_scripts]\ngreet = greeting.cli:main\n");
    }

    /** Returns {@code waitress} 3.0.2, a server. */
    public static TestWheel waitress() {
        return TestWheel.of("waitress", "3.0.2")
                .file("waitress/__init__.py", "")
                .file("waitress/runner.py", WAITRESS_RUNNER);
    }

    /** Creates a folder and writes all of the wheels into it. */
    public static void writeTo(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List.of(greeting(), waitress()).forEach(wheel -> wheel.write(folder));
    }
}
