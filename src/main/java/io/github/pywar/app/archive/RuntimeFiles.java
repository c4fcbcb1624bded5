package io.github.pywar.app.archive;

import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.python.install.ParallelTasks;
import io.github.pywar.python.install.ParallelTasks.Started;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The Python files of the runtime, which every archive contains. They are resources of this plugin. */
public final class RuntimeFiles {

    static final String ORIGIN = "pywar's runtime";
    private static final String FOLDER = "/io/github/pywar/runtime/";
    private static final String SCRIPT = "bin-script.template";

    private RuntimeFiles() {}

    /** Returns {@code __main__.py}, {@code wsgi.py} and {@code _pywar/}, with their paths in the archive. */
    public static FileTree tree() throws IOException {
        FileTree.Builder tree = FileTree.builder(ORIGIN);
        for (Map.Entry<String, byte[]> file : files().entrySet()) {
            tree.add(file.getKey(), ByteSource.of(file.getValue()));
        }
        return tree.build();
    }

    /** Begins to read the files and their checksums, so that they are ready when the libraries are. */
    public static Started<FileTree> start() {
        return ParallelTasks.start(() -> tree().summed());
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

    /** Reads the files from the plugin's jar, or from a folder of classes, so that no list has to be maintained. */
    private static SortedMap<String, byte[]> files() throws IOException {
        URL main = RuntimeFiles.class.getResource(FOLDER + ArchiveLayout.MAIN);
        if (main == null) {
            throw new IllegalStateException("the plugin lacks " + FOLDER);
        }
        return main.getProtocol().equals("jar") ? inJar((JarURLConnection) main.openConnection()) : inFolder(main);
    }

    /** Opens the jar once: a URL connection for each file takes longer. */
    private static SortedMap<String, byte[]> inJar(JarURLConnection connection) throws IOException {
        String prefix = FOLDER.substring(1);
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (ZipFile jar = new ZipFile(Path.of(uri(connection.getJarFileURL())).toFile())) {
            for (Enumeration<? extends ZipEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                if (entry.getName().startsWith(prefix) && entry.getName().endsWith(".py")) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        files.put(entry.getName().substring(prefix.length()), in.readNBytes((int) entry.getSize()));
                    }
                }
            }
        }
        return files;
    }

    private static SortedMap<String, byte[]> inFolder(URL main) throws IOException {
        Path folder = Path.of(uri(main)).getParent();
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(one -> one.toString().endsWith(".py")).toList()) {
                files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static URI uri(URL url) {
        try {
            return url.toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
