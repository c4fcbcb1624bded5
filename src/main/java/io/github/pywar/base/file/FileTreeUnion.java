package io.github.pywar.base.file;

import io.github.pywar.base.error.BaseHint;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileTree.Entry;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Union of trees, which are added one after the other; collects all conflicts. */
final class FileTreeUnion {

    private static final int MOST_SHOWN = 10;
    private static final int BUFFER = 1 << 16;

    private final Globs overwrite;
    private final Progress progress;
    private TreeMap<String, Entry> joined = new TreeMap<>();
    private final List<String> conflicts = new ArrayList<>();

    FileTreeUnion(Globs overwrite, Progress progress) {
        this.overwrite = overwrite;
        this.progress = progress;
    }

    void add(SortedMap<String, Entry> tree) throws IOException {
        if (joined.isEmpty()) {
            joined = new TreeMap<>(tree);
            return;
        }
        for (Map.Entry<String, Entry> file : tree.entrySet()) {
            Entry before = joined.putIfAbsent(file.getKey(), file.getValue());
            if (before != null) {
                resolve(file.getKey(), before, file.getValue());
            }
        }
    }

    SortedMap<String, Entry> finish() {
        if (!conflicts.isEmpty()) {
            throw conflict();
        }
        checkFolders(joined);
        return joined;
    }

    private void resolve(String path, Entry before, Entry after) throws IOException {
        if (isSame(before.content(), after.content())) {
            boolean executable = before.executable() || after.executable();
            joined.put(path, new Entry(before.content(), executable, before.origin()));
        } else if (overwrite.matches(path)) {
            joined.put(path, after);
            progress.warning("`" + path + "` of " + before.origin() + " is overwritten by " + after.origin());
        } else {
            conflicts.add("`" + path + "`: " + before.origin() + " and " + after.origin());
        }
    }

    private UserException conflict() {
        StringBuilder text = new StringBuilder("Different files for one path:");
        conflicts.stream()
                .limit(MOST_SHOWN)
                .forEach(line -> text.append("\n    ").append(line));
        if (conflicts.size() > MOST_SHOWN) {
            text.append("\n    and ").append(conflicts.size() - MOST_SHOWN).append(" more");
        }
        String paths = conflicts.stream()
                .map(line -> line.substring(1, line.indexOf('`', 1)))
                .distinct()
                .limit(MOST_SHOWN)
                .collect(Collectors.joining(","));
        return UserException.of(text.toString())
                .hint("remove one of the two, if only one is needed")
                .hint(BaseHint.OVERWRITE, paths);
    }

    private static boolean isSame(ByteSource a, ByteSource b) throws IOException {
        if (a == b) {
            return true;
        }
        if (a.size() != b.size()) {
            return false;
        }
        if (a.knownSha256().isPresent() && b.knownSha256().isPresent()) {
            return a.knownSha256().equals(b.knownSha256());
        }
        try (InputStream left = a.open();
                InputStream right = b.open()) {
            byte[] x = new byte[BUFFER];
            byte[] y = new byte[BUFFER];
            int length;
            do {
                length = left.readNBytes(x, 0, BUFFER);
                if (right.readNBytes(y, 0, BUFFER) != length || !Arrays.equals(x, 0, length, y, 0, length)) {
                    return false;
                }
            } while (length == BUFFER);
            return true;
        }
    }

    /**
     * Checks that no path is both a file and the folder of another file. In the order of the tree, all paths with a
     * prefix follow it. So the prefixes of the current path are on a stack: linear in the length of all paths.
     */
    static void checkFolders(SortedMap<String, Entry> entries) {
        Deque<String> prefixes = new ArrayDeque<>();
        for (String path : entries.keySet()) {
            while (!prefixes.isEmpty() && !path.startsWith(prefixes.peek())) {
                prefixes.pop();
            }
            for (String file : prefixes) {
                if (path.charAt(file.length()) == '/') {
                    throw UserException.of("`" + file + "` is both a file and a folder:\n    the file is from "
                            + entries.get(file).origin() + "\n    `" + path + "` is from "
                            + entries.get(path).origin());
                }
            }
            prefixes.push(path);
        }
    }
}
