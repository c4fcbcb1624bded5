package io.github.pywar.python.build;

import io.github.pywar.base.file.PathText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;

/** Folders in which the dynamic linker of this machine searches libraries (ld.so(8), ldconfig(8)). */
public final class LibraryFolders {

    private static final String VARIABLE = "LD_LIBRARY_PATH";
    private static final Path CONFIGURATION = Path.of("/etc/ld.so.conf");
    private static final String INCLUDE = "include ";
    private static final List<String> DEFAULTS = List.of("/lib64", "/usr/lib64", "/lib", "/usr/lib");

    /** In bytes. Real files have a few lines. */
    private static final int LARGEST = 1 << 16;

    private final Set<Path> folders = new LinkedHashSet<>();

    private LibraryFolders() {}

    /**
     * Returns the folders in their order.
     *
     * @param variables of the environment of this process
     */
    public static List<Path> of(Map<String, String> variables) {
        return of(variables, CONFIGURATION);
    }

    static List<Path> of(Map<String, String> variables, Path configuration) {
        LibraryFolders found = new LibraryFolders();
        for (String folder : variables.getOrDefault(VARIABLE, "").split(":")) {
            found.add(folder);
        }
        found.read(configuration, true);
        DEFAULTS.forEach(found::add);
        return List.copyOf(found.folders);
    }

    private void add(String folder) {
        if (folder.startsWith("/")) {
            PathText.parse(folder).ifPresent(folders::add);
        }
    }

    /** A file that cannot be read contributes nothing: the folders are for a forecast only. */
    private void read(Path file, boolean isIncluding) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                return;
            }
            for (String line :
                    Files.readString(file, StandardCharsets.ISO_8859_1).split("\n")) {
                String text = line.replaceFirst("#.*", "").strip();
                if (text.startsWith(INCLUDE) && isIncluding) {
                    include(file, text.substring(INCLUDE.length()).strip());
                } else {
                    add(text);
                }
            }
        } catch (IOException unreadable) {
            return;
        }
    }

    /** @param pattern a path whose last part may be a glob, relative to the file */
    private void include(Path file, String pattern) throws IOException {
        int slash = pattern.lastIndexOf('/');
        Optional<Path> folder = PathText.parse(pattern.substring(0, slash + 1)).map(file::resolveSibling);
        if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
            return;
        }
        Set<Path> files = new TreeSet<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder.get(), pattern.substring(slash + 1))) {
            found.forEach(files::add);
        } catch (PatternSyntaxException | DirectoryIteratorException unreadable) {
            return;
        }
        files.forEach(one -> read(one, false));
    }
}
