package io.github.pywar.served;

import io.github.pywar.app.spec.ObjectReference;
import io.github.pywar.app.spec.Protocol;
import io.github.pywar.testing.server.OpenFolder;
import java.nio.file.Path;
import java.util.List;

/**
 * Application whose replies contain three releases: that of the module that answers, of a module imported for the first
 * time at that moment, and of a data file read at that moment. Few servers import all modules before a switch. The
 * application imports {@code http}, a name that gunicorn also has, and puts in front of {@code sys.path} when it starts
 * its successor.
 */
final class TwoReleases {

    private static final int LATE_MODULES = Boolean.getBoolean("pywar.proof") ? 2_000 : 300;

    private static final String APPLICATION = """
            import importlib, itertools, os
            from http import HTTPStatus
            from release import VERSION

            numbers = itertools.count()
            HERE = os.path.dirname(os.path.abspath(__file__))

            def reply():
                late = importlib.import_module("release.late_%%d" %% (next(numbers) // 10 %% %d)).VERSION
                with open(os.path.join(HERE, "release", "data.txt")) as data:
                    return ("%%s %%s %%s" %% (VERSION, late, data.read())).encode()

            def application(environ, start_response):
                body = reply()
                start_response("%%d OK" %% HTTPStatus.OK, [("Content-Length", str(len(body)))])
                return [body]

            async def asgi(scope, receive, send):
                while scope["type"] == "lifespan":
                    event = (await receive())["type"]
                    await send({"type": event + ".complete"})
                    if event == "lifespan.shutdown":
                        return
                body = reply()
                headers = [(b"content-length", b"%%d" %% len(body))]
                await send({"type": "http.response.start", "status": HTTPStatus.OK, "headers": headers})
                await send({"type": "http.response.body", "body": body})
            """.formatted(LATE_MODULES);

    private TwoReleases() {}

    /** Returns the archive of that release. Its replies are its version, three times. */
    static Path archive(OpenFolder folder, String version, String... requirements) {
        return app(folder, version, ObjectReference.parse("site_of:application", Protocol.WSGI), requirements)
                .archive();
    }

    /** Returns the same application as an ASGI application. */
    static Path asgiArchive(OpenFolder folder, String version, String... requirements) {
        return app(folder, version, ObjectReference.parse("site_of:asgi", Protocol.ASGI), requirements)
                .archive();
    }

    private static SampleApp app(OpenFolder folder, String version, ObjectReference entry, String... requirements) {
        String sources = "sources-" + version + "/";
        folder.write(sources + "site_of.py", APPLICATION);
        folder.write(sources + "release/__init__.py", "VERSION = '%s'\n".formatted(version));
        folder.write(sources + "release/data.txt", version);
        for (int i = 0; i < LATE_MODULES; i++) {
            folder.write(sources + "release/late_" + i + ".py", "VERSION = '%s'\n".formatted(version));
        }
        Path at = folder.path().resolve(sources);
        return new SampleApp("switched", version, at, entry, List.of(requirements));
    }
}
