package io.github.pywar.python.wheel;

import io.github.pywar.python.name.PackageName;
import java.util.Collection;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The one folder of a wheel that holds what is said about it. */
final class DistInfo {

    private static final String SUFFIX = ".dist-info";

    private DistInfo() {}

    /** @return the folder's name, for example {@code flask-3.1.3.dist-info}; it must be of the wheel's own project */
    static String find(Collection<String> paths, WheelName wheel) {
        String folder = find(paths, wheel.fileName());
        String project = folder.substring(0, Math.max(0, folder.indexOf('-')));
        if (!PackageName.tryParse(project).filter(wheel.name()::equals).isPresent()) {
            throw ZipRefusal.forbidden(
                    wheel.fileName(), "its `" + folder + "` is of another project than its name says");
        }
        return folder;
    }

    private static String find(Collection<String> paths, String archive) {
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
