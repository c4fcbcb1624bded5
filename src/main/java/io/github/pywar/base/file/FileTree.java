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
 * An immutable tree of files: path to content, sorted by path. Paths are relative, with {@code /}, without {@code .}
 * or {@code ..}: path safety is decided here and nowhere else.
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
     * @param giver where it comes from, for messages, for example {@code library-3.1.3.zip}
     */
    public record Entry(ByteSource content, boolean executable, String giver) {}

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

    /** @return a new tree's beginning */
    public static Builder builder(String giver) {
        return new Builder(giver);
    }

    /**
     * Joins trees. Equal contents at one path are no conflict; such a file is executable if any giver says so.
     *
     * @param trees in an order that does not change from build to build
     * @param overwrite paths at which two contents may meet; the tree that stands last wins, and a warning says so
     * @throws UserException with every path that two givers fill differently, or that is a file here and a folder there
     */
    public static FileTree union(Collection<FileTree> trees, Globs overwrite, Progress progress) throws IOException {
        FileTreeUnion union = new FileTreeUnion(overwrite, progress);
        for (FileTree tree : trees) {
            union.add(tree.entries);
        }
        return new FileTree(union.finish());
    }

    /**
     * @param folder a path without a slash at its end, or empty for the same tree
     * @return the same files below that folder
     */
    public FileTree under(String folder) {
        if (folder.isEmpty()) {
            return this;
        }
        checked(folder, "the folder");
        TreeMap<String, Entry> moved = new TreeMap<>();
        entries.forEach((path, entry) -> moved.put(folder + "/" + path, entry));
        return new FileTree(moved);
    }

    /** @return the same tree, in which every file knows its sum; reads those that do not know it yet, once */
    public FileTree summed() throws IOException {
        TreeMap<String, Entry> summed = new TreeMap<>(entries);
        for (Map.Entry<String, Entry> file : summed.entrySet()) {
            Entry entry = file.getValue();
            if (entry.content().knownSha256().isEmpty()) {
                ByteSource content = entry.content().withSha256(Sha256.of(entry.content()));
                file.setValue(new Entry(content, entry.executable(), entry.giver()));
            }
        }
        return new FileTree(summed);
    }

    /** @return paths that are one file where upper and lower case are not told apart, grouped, each group sorted */
    public List<List<String>> caseClashes() {
        Map<String, List<String>> groups = new TreeMap<>();
        entries.keySet().stream()
                .filter(TreePath::isFolding)
                .forEach(path -> groups.computeIfAbsent(TreePath.folded(path), any -> new ArrayList<>())
                        .add(path));
        groups.forEach((folded, paths) -> {
            if (entries.containsKey(folded) && !paths.contains(folded)) {
                paths.add(folded);
            }
            Collections.sort(paths);
        });
        return groups.values().stream().filter(group -> group.size() > 1).toList();
    }

    /** @return paths, sorted, that cannot be files on Windows: devices, reserved characters, dots and blanks at the end */
    public List<String> reservedOnWindows() {
        return entries.keySet().stream().filter(TreePath::isReservedOnWindows).toList();
    }

    /** @return a path of unknown origin for a message, without what a terminal would act on */
    public static String shown(String path) {
        return TreePath.shown(path);
    }

    static String checked(String path, String giver) {
        TreePath.fault(path).ifPresent(fault -> {
            throw UserException.of("`" + TreePath.shown(path) + "` cannot be a path in an archive: " + fault
                            + "\n    given by: " + giver)
                    .hint("a path is relative, with `/` between its names, and stays inside of the archive");
        });
        return path;
    }

    /** Collects the files of one giver; not safe for several threads. */
    public static final class Builder {

        private final String giver;
        private final TreeMap<String, Entry> entries = new TreeMap<>();
        private final List<String> twice = new ArrayList<>();

        private Builder(String giver) {
            this.giver = giver;
        }

        /** Adds a file that nobody runs. */
        public Builder add(String path, ByteSource content) {
            return add(path, content, false);
        }

        /**
         * Adds a file.
         *
         * @throws UserException if the path leaves the tree or means different files on different systems
         */
        public Builder add(String path, ByteSource content, boolean executable) {
            if (entries.put(checked(path, giver), new Entry(content, executable, giver)) != null) {
                twice.add(path);
            }
            return this;
        }

        /**
         * @return the tree
         * @throws UserException if a path was added twice, or is a file and a folder at once
         */
        public FileTree build() {
            if (!twice.isEmpty()) {
                throw UserException.of("`" + String.join("`, `", twice) + "` given twice by " + giver);
            }
            FileTreeUnion.checkFolders(entries);
            return new FileTree(entries);
        }
    }
}
