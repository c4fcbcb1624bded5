package io.github.pywar.app.archive;

import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The Python files of the runtime, which every archive contains. They are resources of this plugin. */
public final class RuntimeFiles {

    static final String ORIGIN = "pywar's runtime";
    private static final String FOLDER = "/io/github/pywar/runtime/";
    private static final String SCRIPT = "bin-script.template";

    private RuntimeFiles() {}

    /** Returns {@code __main__.py}, {@code wsgi.py} and {@code _pywar/}, with their paths in the archive. */
    public static FileTree tree() throws IOException {
        FileTree.Builder tree = FileTree.builder(ORIGIN);
        for (String path : paths()) {
            tree.add(path, ByteSource.of(read(path)));
        }
        return tree.build();
    }

    /** Returns the template of console scripts, with its placeholders. */
    public static String scriptTemplate() throws IOException {
        return new String(read(SCRIPT), StandardCharsets.UTF_8);
    }

    private static byte[] read(String path) throws IOException {
        try (InputStream in = RuntimeFiles.class.getResourceAsStream(FOLDER + path)) {
            if (in == null) {
                throw new IllegalStateException("the plugin lacks " + FOLDER + path);
            }
            return in.readAllBytes();
        }
    }

    /** Lists the files in the plugin's jar, or in a folder of classes, so that no list has to be maintained. */
    private static List<String> paths() throws IOException {
        URL main = RuntimeFiles.class.getResource(FOLDER + ArchiveLayout.MAIN);
        if (main == null) {
            throw new IllegalStateException("the plugin lacks " + FOLDER);
        }
        return main.getProtocol().equals("jar") ? inJar((JarURLConnection) main.openConnection()) : inFolder(main);
    }

    private static List<String> inJar(JarURLConnection connection) throws IOException {
        String prefix = FOLDER.substring(1);
        try (JarFile jar = new JarFile(Path.of(uri(connection.getJarFileURL())).toFile())) {
            return jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.startsWith(prefix) && name.endsWith(".py"))
                    .map(name -> name.substring(prefix.length()))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> inFolder(URL main) throws IOException {
        Path folder = Path.of(uri(main)).getParent();
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".py"))
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    private static URI uri(URL url) {
        try {
            return url.toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
