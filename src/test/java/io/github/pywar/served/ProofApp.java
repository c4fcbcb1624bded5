package io.github.pywar.served;

import io.github.pywar.testing.server.OpenFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An application that the server tests pack and serve.
 *
 * @param name its name and the archive's
 * @param version its version and the archive's
 * @param sources the folder with its modules
 * @param entry as the POM's {@code <application>} says it
 * @param requirements what it needs, as a requirements file says it
 */
record ProofApp(String name, String version, Path sources, String entry, List<String> requirements) {

    private static final Path APPS = Path.of("src", "test", "apps").toAbsolutePath();
    private static final Map<ProofApp, Path> BUILT = new ConcurrentHashMap<>();
    private static final Map<ProofApp, Path> UNPACKED = new ConcurrentHashMap<>();
    private static final OpenFolder TREES = OpenFolder.create();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(TREES::close));
    }

    /** Flask, SQLAlchemy and psycopg with its C implementation: orders come in and are listed. */
    static final ProofApp FLASK_SHOP =
            app("flask-shop", "shop.wsgi:application", "flask>=3", "sqlalchemy>=2", "psycopg[binary]");

    /** The same shop with a Flask that no process can hold beside the other one. */
    static final ProofApp FLASK_2_SHOP =
            app("flask-shop", "shop.wsgi:application", "flask==2.3.3", "sqlalchemy>=2", "psycopg[binary]");

    /** Django and Pillow, and gunicorn as the server that the application brings. */
    static final ProofApp DJANGO_STORE =
            app("django-store", "store.wsgi:application", "django>=5", "gunicorn", "pillow");

    private static ProofApp app(String folder, String entry, String... requirements) {
        Path sources = APPS.resolve(folder).resolve(Path.of("src", "main", "python"));
        return new ProofApp(folder, "1.0.0", sources, entry, List.of(requirements));
    }

    /**
     * A small application without libraries.
     *
     * @param sources the folder with its modules
     */
    static ProofApp bare(String name, Path sources, String entry) {
        return new ProofApp(name, "1.0.0", sources, entry, List.of());
    }

    /** @return the archive unpacked, once for all tests of a run: they serve it and leave it as it is */
    Path tree() {
        return UNPACKED.computeIfAbsent(
                this, app -> Unpacked.plainly(app.archive(), TREES.folder(app.hashCode() + "")));
    }

    /** @return a folder with the wheels that it needs, fetched once */
    Path wheels() {
        return new ProofArchive(this).wheels();
    }

    /** @return the archive, built once for all tests of a run */
    Path archive() {
        return BUILT.computeIfAbsent(this, app -> {
            return new ProofArchive(app).build();
        });
    }
}
