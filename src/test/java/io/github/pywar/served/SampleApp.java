package io.github.pywar.served;

import io.github.pywar.app.spec.ObjectReference;
import io.github.pywar.app.spec.Protocol;
import io.github.pywar.testing.server.OpenFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Application that the server tests pack and serve.
 *
 * @param name the name of the application and of the archive
 * @param version the version of both
 * @param sources the folder with its modules
 * @param entry its entry
 * @param requirements its requirements, in the form of a requirements file
 */
record SampleApp(String name, String version, Path sources, ObjectReference entry, List<String> requirements) {

    private static final Path PROJECTS = Path.of("src", "it").toAbsolutePath();
    private static final Map<SampleApp, Path> BUILT = new ConcurrentHashMap<>();
    private static final Map<SampleApp, Path> UNPACKED = new ConcurrentHashMap<>();
    private static final OpenFolder TREES = OpenFolder.create();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(TREES::close));
    }

    /** Flask, SQLAlchemy and psycopg with its C implementation. It counts visits in a database. */
    static final SampleApp FLASK_SHOP = project("package-flask-app", "src/main/python", "shop:create_app()");

    /** The same shop with another Flask. One process cannot load both. */
    static final SampleApp FLASK_2_SHOP = FLASK_SHOP.with("flask==2.3.3");

    /** Django, Pillow, and gunicorn as the application's own server. */
    static final SampleApp DJANGO_SHOP = project("package-django-app", "", "shop.wsgi:application");

    /** FastAPI with a lifespan and a WebSocket. It requires no server. */
    static final SampleApp FASTAPI = asgi("fastapi", "shop:create_app()");

    /** The same shop in Starlette alone. */
    static final SampleApp STARLETTE = asgi("starlette", "shop:app");

    /** Django with asynchronous views. */
    static final SampleApp DJANGO_ASGI = asgi("django", "shop.asgi:application");

    private static SampleApp project(String folder, String sources, String entry) {
        return project(folder, sources, ObjectReference.parse(entry, Protocol.WSGI));
    }

    private static SampleApp asgi(String framework, String entry) {
        return project("package-asgi-app/" + framework, "src/main/python", ObjectReference.parse(entry, Protocol.ASGI));
    }

    /** Returns one of the projects of {@code src/it}. */
    private static SampleApp project(String folder, String sources, ObjectReference entry) {
        Path project = PROJECTS.resolve(folder);
        try {
            List<String> requirements = Files.readAllLines(project.resolve("requirements.txt"));
            return new SampleApp(folder.replace('/', '-'), "1.0.0", project.resolve(sources), entry, requirements);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the same application with another requirement for one project. */
    private SampleApp with(String requirement) {
        String project = requirement.replaceFirst("[^a-z].*", "");
        List<String> others = requirements.stream()
                .map(one -> one.startsWith(project) ? requirement : one)
                .toList();
        return new SampleApp(name, version, sources, entry, others);
    }

    /**
     * Returns a small application without libraries.
     *
     * @param sources the folder with its modules
     */
    static SampleApp bare(String name, Path sources, String entry) {
        return new SampleApp(name, "1.0.0", sources, ObjectReference.parse(entry, Protocol.WSGI), List.of());
    }

    /**
     * Returns an ASGI application.
     *
     * @param sources the folder with its modules
     */
    static SampleApp asgi(String name, Path sources, String entry, List<String> requirements) {
        return new SampleApp(name, "1.0.0", sources, ObjectReference.parse(entry, Protocol.ASGI), requirements);
    }

    /** Returns the same application in another version. */
    SampleApp in(String otherVersion) {
        return new SampleApp(name, otherVersion, sources, entry, requirements);
    }

    /** Returns the same application with one more requirement. */
    SampleApp and(String requirement) {
        List<String> more = new ArrayList<>(requirements);
        more.add(requirement);
        return new SampleApp(name, version, sources, entry, more);
    }

    /** Returns the unpacked archive, the same for all tests of a run. Tests must not change it. */
    Path tree() {
        return UNPACKED.computeIfAbsent(
                this, app -> Unpacked.plainly(app.archive(), TREES.folder(app.hashCode() + "")));
    }

    /** Returns the archive, built once for all tests of a run. */
    Path archive() {
        return BUILT.computeIfAbsent(this, app -> {
            return new SampleArchive(app).build();
        });
    }
}
