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
 * An application that the server tests pack and serve.
 *
 * @param name its name and the archive's
 * @param version its version and the archive's
 * @param sources the folder with its modules
 * @param entry where it begins
 * @param requirements what it needs, as a requirements file says it
 */
record ProofApp(String name, String version, Path sources, ObjectReference entry, List<String> requirements) {

    private static final Path PROJECTS = Path.of("src", "it").toAbsolutePath();
    private static final Map<ProofApp, Path> BUILT = new ConcurrentHashMap<>();
    private static final Map<ProofApp, Path> UNPACKED = new ConcurrentHashMap<>();
    private static final OpenFolder TREES = OpenFolder.create();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(TREES::close));
    }

    /** Flask, SQLAlchemy and psycopg with its C implementation: counts visits in a database. */
    static final ProofApp FLASK_SHOP = project("package-flask-app", "src/main/python", "shop:create_app()");

    /** The same shop with a Flask that no process can hold beside the other one. */
    static final ProofApp FLASK_2_SHOP = FLASK_SHOP.with("flask==2.3.3");

    /** Django and Pillow, and gunicorn as the server that the application brings. */
    static final ProofApp DJANGO_SHOP = project("package-django-app", "", "shop.wsgi:application");

    /** FastAPI with a life span and a WebSocket; nobody requires a server. */
    static final ProofApp FASTAPI = asgi("fastapi", "shop:create_app()");

    /** The same in Starlette alone. */
    static final ProofApp STARLETTE = asgi("starlette", "shop:app");

    /** Django with asynchronous views. */
    static final ProofApp DJANGO_ASGI = asgi("django", "shop.asgi:application");

    private static ProofApp project(String folder, String sources, String entry) {
        return project(folder, sources, ObjectReference.parse(entry, Protocol.WSGI));
    }

    private static ProofApp asgi(String framework, String entry) {
        return project("package-asgi-app/" + framework, "src/main/python", ObjectReference.parse(entry, Protocol.ASGI));
    }

    /** One of the projects that {@code mvn package} is tried on. */
    private static ProofApp project(String folder, String sources, ObjectReference entry) {
        Path project = PROJECTS.resolve(folder);
        try {
            List<String> requirements = Files.readAllLines(project.resolve("requirements.txt"));
            return new ProofApp(folder.replace('/', '-'), "1.0.0", project.resolve(sources), entry, requirements);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the same application with another requirement for one project */
    private ProofApp with(String requirement) {
        String project = requirement.replaceFirst("[^a-z].*", "");
        List<String> others = requirements.stream()
                .map(one -> one.startsWith(project) ? requirement : one)
                .toList();
        return new ProofApp(name, version, sources, entry, others);
    }

    /**
     * A small application without libraries.
     *
     * @param sources the folder with its modules
     */
    static ProofApp bare(String name, Path sources, String entry) {
        return new ProofApp(name, "1.0.0", sources, ObjectReference.parse(entry, Protocol.WSGI), List.of());
    }

    /**
     * An ASGI application of a test's own.
     *
     * @param sources the folder with its modules
     */
    static ProofApp asgi(String name, Path sources, String entry, List<String> requirements) {
        return new ProofApp(name, "1.0.0", sources, ObjectReference.parse(entry, Protocol.ASGI), requirements);
    }

    /** @return the same application with one more requirement */
    ProofApp and(String requirement) {
        List<String> more = new ArrayList<>(requirements);
        more.add(requirement);
        return new ProofApp(name, version, sources, entry, more);
    }

    /** @return the archive unpacked, once for all tests of a run: they serve it and leave it as it is */
    Path tree() {
        return UNPACKED.computeIfAbsent(
                this, app -> Unpacked.plainly(app.archive(), TREES.folder(app.hashCode() + "")));
    }

    /** @return the archive, built once for all tests of a run */
    Path archive() {
        return BUILT.computeIfAbsent(this, app -> {
            return new ProofArchive(app).build();
        });
    }
}
