package io.github.pywar.maven;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads the classes of a build on a second core, before the build needs them: a short build is bound by the loading of
 * classes. The classes are loaded and verified, not initialized, so the order of loading has no effect on the build.
 * {@code src/bench/loaded.py} writes the list.
 */
final class LoadedAhead implements Runnable {

    /** Names of classes, one a line, in the order in which a build loads them. */
    static final String LIST = "loaded-ahead.txt";

    private static final String OWN = "io.github.pywar.";

    private final ClassLoader loader = LoadedAhead.class.getClassLoader();

    private LoadedAhead() {}

    /** Starts loading, unless there is only one core. The end of Maven does not wait for it. */
    static void start() {
        if (Runtime.getRuntime().availableProcessors() > 1) {
            Thread thread = new Thread(new LoadedAhead(), "pywar-classes");
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public void run() {
        try {
            for (String name : names()) {
                load(name);
            }
        } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError e) {
            // the build itself loads what it needs, and reports what it lacks
            return;
        }
    }

    /** Returns the names as the class loader knows them: in the plugin's jar, the libraries have other names. */
    static List<String> names() throws IOException {
        String library = JsonFactory.class.getName();
        String relocated = library.substring(0, library.indexOf("com."));
        try (InputStream in = LoadedAhead.class.getResourceAsStream(LIST)) {
            List<String> names = new ArrayList<>();
            for (String name : new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\n")) {
                names.add(name.startsWith(OWN) ? name : relocated + name);
            }
            return names;
        }
    }

    /** Asking for the constructors verifies the class, which is the longer part. */
    private void load(String name) throws ClassNotFoundException {
        Class.forName(name, false, loader).getDeclaredConstructors();
    }
}
