package io.github.pywar.python.source;

import io.github.pywar.base.file.FileTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Check that no symbolic link of an archive leads out of it. A link can lead through other links, so {@code ..} is applied
 * to the folder that is really reached.
 *
 * @param links path to target
 * @param archive its name in messages
 */
record ContainedLinks(Map<String, String> links, String archive) {

    private static final int MOST_STEPS = 40;

    ContainedLinks {
        links = Map.copyOf(links);
    }

    /**
     * Returns the path that a link leads to.
     *
     * @throws io.github.pywar.base.error.UserException if it leads out of the archive or to itself
     */
    String target(String link) {
        List<String> reached = new ArrayList<>();
        Deque<String> rest = new ArrayDeque<>(segments(link));
        int steps = 0;
        while (!rest.isEmpty()) {
            String segment = rest.pop();
            if (segment.equals("..")) {
                if (reached.isEmpty()) {
                    throw leadsOut(link);
                }
                reached.remove(reached.size() - 1);
                continue;
            }
            reached.add(segment);
            String next = links.get(String.join("/", reached));
            if (next != null) {
                steps++;
                if (steps > MOST_STEPS) {
                    throw ArchiveErrors.refused(archive, "the link `" + link + "` leads to itself");
                }
                if (isAbsolute(next)) {
                    throw leadsOut(link);
                }
                reached.remove(reached.size() - 1);
                List<String> inner = segments(next);
                for (int i = inner.size() - 1; i >= 0; i--) {
                    rest.push(inner.get(i));
                }
            }
        }
        return String.join("/", reached);
    }

    private static List<String> segments(String path) {
        return List.of(path.split("/")).stream()
                .filter(segment -> !segment.isEmpty() && !segment.equals("."))
                .toList();
    }

    private static boolean isAbsolute(String target) {
        return target.startsWith("/")
                || target.contains("\\")
                || target.contains("\0")
                || target.matches("^[A-Za-z]:.*");
    }

    private RuntimeException leadsOut(String link) {
        return ArchiveErrors.refused(
                archive, "the link `" + link + "` leads out of it, to `" + FileTree.shown(links.get(link)) + "`");
    }
}
