package io.github.pywar.base.file;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Immutable tree of files: path to content, sorted by path. Paths are relative, with {@code /}, without {@code .} or
 * {@code ..}. No other class checks the safety of paths.
 */
public final class FileTree {

    private static final FileTree EMPTY = new FileTree(new TreeMap<>());

    private final SortedMap<String, Entry> entries;

    private FileTree(SortedMap<String, Entry> entries) {
        this.entries = Collections.unmodifiableSortedMap(entries);
    }

    /**
     * One file of a tree.
     *
     * @param content its bytes
     * @param executable whether its owner may run it
     * @param origin where the file comes from, for messages, for example {@code library-3.1.3.zip}
     */
    public record Entry(ByteSource content, boolean executable, String origin) {}

    /** @return a tree without files */
    public static FileTree empty() {
        return EMPTY;
    }

    /** @return the files, sorted by path */
    public SortedMap<String, Entry> entries() {
        return entries;
    }

    /** @return the file at that path */
    public Optional<Entry> get(String path) {
        return Optional.ofNullable(entries.get(path));
    }

    /** @return a builder of the files of one origin */
    public static Builder builder(String origin) {
        return new Builder(origin);
    }

    /**
     * Joins trees. Equal contents at one path are no conflict; such a file is executable if it is in any of the trees.
     *
     * @param trees in an order that does not change from build to build
     * @param overwrite paths that may have different contents; the last tree wins, with a warning
     * @throws UserException with every path that has different contents, or that is both a file and a folder
     */
    public static FileTree union(Collection<FileTree> trees, Globs overwrite, Progress progress) throws IOException {
        FileTreeUnion union = new FileTreeUnion(overwrite, progress);
        for (FileTree tree : trees) {
            union.add(tree.entries);
        }
        return new FileTree(union.finish());
    }

    /**
     * Moves all files below a folder.
     *
     * @param folder a path without a slash at its end, or empty for the same tree
     * @return the moved tree
     */
    public FileTree under(String folder) {
        if (folder.isEmpty()) {
            return this;
        }
        checked(folder, "the folder");
        TreeMap<String, Entry> moved = new TreeMap<>();
        for (Map.Entry<String, Entry> file : entries.entrySet()) {
            moved.put(folder + "/" + file.getKey(), file.getValue());
        }
        return new FileTree(moved);
    }

    /** @return the same tree with a known checksum for each file; reads each file without one, once */
    public FileTree summed() throws IOException {
        TreeMap<String, Entry> summed = new TreeMap<>(entries);
        for (Map.Entry<String, Entry> file : summed.entrySet()) {
            Entry entry = file.getValue();
            if (entry.content().knownSha256().isEmpty()) {
                ByteSource content = entry.content().withSha256(Sha256.of(entry.content()));
                file.setValue(new Entry(content, entry.executable(), entry.origin()));
            }
        }
        return new FileTree(summed);
    }

    /** @return groups of paths that are one file on systems that ignore case; each group is sorted */
    public List<List<String>> caseClashes() {
        Map<String, List<String>> groups = new TreeMap<>();
        for (String path : entries.keySet()) {
            if (TreePath.isFolding(path)) {
                String folded = TreePath.folded(path);
                groups.putIfAbsent(folded, new ArrayList<>());
                groups.get(folded).add(path);
            }
        }
        return clashes(groups);
    }

    private List<List<String>> clashes(Map<String, List<String>> groups) {
        List<List<String>> clashes = new ArrayList<>();
        for (Map.Entry<String, List<String>> group : groups.entrySet()) {
            String folded = group.getKey();
            List<String> paths = group.getValue();
            if (entries.containsKey(folded) && !paths.contains(folded)) {
                paths.add(folded);
            }
            if (paths.size() > 1) {
                Collections.sort(paths);
                clashes.add(paths);
            }
        }
        return Collections.unmodifiableList(clashes);
    }

    /** @return sorted paths that cannot be files on Windows: devices, reserved characters, dots and blanks at the end */
    public List<String> reservedOnWindows() {
        List<String> reserved = new ArrayList<>();
        for (String path : entries.keySet()) {
            if (TreePath.isReservedOnWindows(path)) {
                reserved.add(path);
            }
        }
        return reserved;
    }

    /** @return a path of unknown origin for a message, with control characters as escapes */
    public static String shown(String path) {
        return TreePath.shown(path);
    }

    static String checked(String path, String origin) {
        Optional<String> fault = TreePath.fault(path);
        if (fault.isPresent()) {
            throw UserException.of("`" + TreePath.shown(path) + "` is not a valid path in an archive: " + fault.get()
                            + "\n    from: " + origin)
                    .hint("a path is relative, with `/` between its names, and does not leave the archive");
        }
        return path;
    }

    /** Builder of a tree with the files of one origin; not safe for several threads. */
    public static final class Builder {

        private final String origin;
        private final TreeMap<String, Entry> entries = new TreeMap<>();
        private final List<String> twice = new ArrayList<>();

        private Builder(String origin) {
            this.origin = origin;
        }

        /** Adds a file that is not executable. */
        public Builder add(String path, ByteSource content) {
            return add(path, content, false);
        }

        /**
         * Adds a file.
         *
         * @throws UserException if the path leaves the tree or means different files on different systems
         */
        public Builder add(String path, ByteSource content, boolean executable) {
            if (entries.put(checked(path, origin), new Entry(content, executable, origin)) != null) {
                twice.add(path);
            }
            return this;
        }

        /**
         * Builds the tree.
         *
         * @throws UserException if a path was added twice, or is a file and a folder at once
         */
        public FileTree build() {
            if (!twice.isEmpty()) {
                throw UserException.of("`" + String.join("`, `", twice) + "` is added twice by " + origin);
            }
            FileTreeUnion.checkFolders(entries);
            return new FileTree(entries);
        }
    }
}
