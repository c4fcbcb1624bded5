package io.github.pywar.app.external;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Class loader of a package of the plugin that uses libraries outside of it. The classes of that package are loaded here and
 * not by the plugin's loader, which lacks these libraries. All other classes of the plugin are shared. Maven's classes are not
 * visible, so its versions of libraries do not interfere.
 */
public final class ExternalLibraries extends URLClassLoader {

    private static final String PLUGIN = "io.github.pywar.";

    private final ClassLoader plugin = ExternalLibraries.class.getClassLoader();
    private final String main;
    private final String own;

    private ExternalLibraries(URL[] jars, String main) {
        super(jars, ClassLoader.getPlatformClassLoader());
        this.main = main;
        this.own = main.substring(0, main.lastIndexOf('.') + 1);
    }

    /**
     * Returns a loader, which its caller closes.
     *
     * @param jars of the libraries and their requirements
     * @param main the name of the class that uses them, with its package; it has a constructor without parameters
     */
    public static ExternalLibraries of(List<Path> jars, String main) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars) {
            urls.add(jar.toUri().toURL());
        }
        return new ExternalLibraries(urls.toArray(URL[]::new), main);
    }

    /** Returns an object of the class, which works until this loader is closed. */
    public <T> T create(Class<T> type) {
        try {
            return type.cast(loadClass(main).getConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(own)) {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }
        return name.startsWith(PLUGIN) ? plugin.loadClass(name) : super.loadClass(name, resolve);
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = plugin.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] code = in.readAllBytes();
            return defineClass(name, code, 0, code.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
