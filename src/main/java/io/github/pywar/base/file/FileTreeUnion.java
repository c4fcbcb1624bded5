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

/** Joins trees one after the other and gathers what cannot be joined. */
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
                meet(file.getKey(), before, file.getValue());
            }
        }
    }

    SortedMap<String, Entry> finish() {
        if (!conflicts.isEmpty()) {
            throw refusal();
        }
        checkFolders(joined);
        return joined;
    }

    private void meet(String path, Entry before, Entry after) throws IOException {
        if (isSame(before.content(), after.content())) {
            boolean executable = before.executable() || after.executable();
            joined.put(path, new Entry(before.content(), executable, before.giver()));
        } else if (overwrite.matches(path)) {
            joined.put(path, after);
            progress.warning("`" + path + "` of " + before.giver() + " is overwritten by " + after.giver());
        } else {
            conflicts.add("`" + path + "`: " + before.giver() + " and " + after.giver());
        }
    }

    private UserException refusal() {
        StringBuilder text = new StringBuilder("Two contents for one path:");
        conflicts.stream()
                .limit(MOST_SHOWN)
                .forEach(line -> text.append("\n    ").append(line));
        if (conflicts.size() > MOST_SHOWN) {
            text.append("\n    and ").append(conflicts.size() - MOST_SHOWN).append(" more");
        }
        String path = conflicts.get(0).substring(1, conflicts.get(0).indexOf('`', 1));
        return UserException.of(text.toString())
                .hint("leave out one of the two, if the application needs only one")
                .hint(BaseHint.OVERWRITE, path);
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
     * A path cannot be a file and the folder of another file. All paths that begin with one path follow it in the order
     * of the tree, so those that the present one begins with are kept on a stack: linear in the length of all paths.
     */
    static void checkFolders(SortedMap<String, Entry> entries) {
        Deque<String> beginnings = new ArrayDeque<>();
        for (String path : entries.keySet()) {
            while (!beginnings.isEmpty() && !path.startsWith(beginnings.peek())) {
                beginnings.pop();
            }
            for (String file : beginnings) {
                if (path.charAt(file.length()) == '/') {
                    throw UserException.of("`" + file + "` is a file and a folder at once:\n    the file: "
                            + entries.get(file).giver() + "\n    `" + path + "`: "
                            + entries.get(path).giver());
                }
            }
            beginnings.push(path);
        }
    }
}
