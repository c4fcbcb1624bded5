package io.github.pywar.app.init;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Files that are written all or not at all, and never over existing ones. */
final class NewFiles {

    private final Path folder;
    private final Map<String, String> files;
    private final Deque<Path> created = new ArrayDeque<>();

    private NewFiles(Path folder, Map<String, String> files) {
        this.folder = folder;
        this.files = new TreeMap<>(files);
    }

    /**
     * Writes the files.
     *
     * @param files text by path below the folder
     * @throws UserException if one of them exists
     */
    static void write(Path folder, Map<String, String> files) throws IOException {
        NewFiles all = new NewFiles(folder, files);
        all.checkAbsent();
        try {
            all.write();
        } catch (IOException | RuntimeException e) {
            all.remove();
            throw e;
        }
    }

    private void checkAbsent() {
        List<String> present = files.keySet().stream()
                .filter(name -> Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS))
                .toList();
        files.keySet().forEach(name -> checkFolder(folder.resolve(name).getParent()));
        if (!present.isEmpty()) {
            throw UserException.of(
                            "Nothing was written, because files exist already: `" + String.join("`, `", present) + "`")
                    .hint("move them away, then run the command again");
        }
    }

    private void checkFolder(Path path) {
        if (Files.isDirectory(path)) {
            return;
        }
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw UserException.of("Nothing was written, because `" + folder.relativize(path) + "` is not a folder")
                    .hint("move it away, then run the command again");
        }
        checkFolder(path.getParent());
    }

    private void write() throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path target = folder.resolve(file.getKey());
            makeFolder(target.getParent());
            AtomicFile.write(target, file.getValue().getBytes(StandardCharsets.UTF_8));
            created.push(target);
        }
    }

    private void makeFolder(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            makeFolder(path.getParent());
            Files.createDirectory(path);
            created.push(path);
        }
    }

    private void remove() throws IOException {
        while (!created.isEmpty()) {
            Files.deleteIfExists(created.pop());
        }
    }
}
