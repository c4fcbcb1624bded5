package io.github.pywar.app.image;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Class loader of the package that uses jib-core. The classes of that package are loaded here and not by the plugin's
 * loader, which has no jib-core. All other classes of the plugin are shared. Maven's classes are not visible, so its
 * versions of libraries do not interfere.
 */
public final class ImageLibraries extends URLClassLoader {

    private static final String PLUGIN = "io.github.pywar.";
    private static final String OWN = PLUGIN + "app.jib.";
    private static final String BUILDER = OWN + "JibImageBuilder";

    private final ClassLoader plugin = ImageLibraries.class.getClassLoader();

    private ImageLibraries(URL[] jars) {
        super(jars, ClassLoader.getPlatformClassLoader());
    }

    /** @param jars jib-core and its requirements */
    public static ImageLibraries of(List<Path> jars) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars) {
            urls.add(jar.toUri().toURL());
        }
        return new ImageLibraries(urls.toArray(URL[]::new));
    }

    /** Returns the writer of images, which works until this loader is closed. */
    public ImageBuilder builder() {
        try {
            return (ImageBuilder) loadClass(BUILDER).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(OWN)) {
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
