package io.github.pywar.python.wheel;

import java.util.Collection;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The one folder of a wheel that holds what is said about it. */
final class DistInfo {

    private static final String SUFFIX = ".dist-info";

    private DistInfo() {}

    /** @return its name, for example {@code flask-3.1.3.dist-info} */
    static String find(Collection<String> paths, String archive) {
        TreeSet<String> found = paths.stream()
                .filter(path -> path.indexOf('/') > 0)
                .map(path -> path.substring(0, path.indexOf('/')))
                .filter(folder -> folder.endsWith(SUFFIX))
                .collect(Collectors.toCollection(TreeSet::new));
        if (found.size() == 1) {
            return found.first();
        }
        throw ZipRefusal.forbidden(
                archive,
                found.isEmpty()
                        ? "it is no wheel: it has no .dist-info folder"
                        : "it has several .dist-info folders: `" + String.join("`, `", found) + "`");
    }
}
