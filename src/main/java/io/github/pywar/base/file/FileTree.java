package io.github.pywar.base.file;

import java.util.Collections;
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
     * @param giver who put it there, as a person would call it, for example {@code flask-3.1.3-py3-none-any.whl}
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

    static FileTree of(Map<String, Entry> entries) {
        return new FileTree(new TreeMap<>(entries));
    }

    /** Collects the files of one giver; not safe for several threads. */
    public static final class Builder {

        private final String giver;
        private final TreeMap<String, Entry> entries = new TreeMap<>();

        private Builder(String giver) {
            this.giver = giver;
        }

        /** Adds a file that nobody runs. */
        public Builder add(String path, ByteSource content) {
            return add(path, content, false);
        }

        /** Adds a file. */
        public Builder add(String path, ByteSource content, boolean executable) {
            entries.put(path, new Entry(content, executable, giver));
            return this;
        }

        /** @return the tree */
        public FileTree build() {
            return FileTree.of(entries);
        }
    }
}
