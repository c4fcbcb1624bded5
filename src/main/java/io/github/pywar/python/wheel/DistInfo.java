package io.github.pywar.python.wheel;

import io.github.pywar.python.name.PackageName;
import java.util.Collection;
import java.util.TreeSet;

/** The one folder of a wheel that holds what is said about it. */
final class DistInfo {

    private static final String SUFFIX = ".dist-info";

    private DistInfo() {}

    /** @return the folder's name, for example {@code flask-3.1.3.dist-info}; it must be of the wheel's own project */
    static String find(Collection<String> paths, WheelName wheel) {
        return find(paths, wheel.fileName(), wheel.name());
    }

    static String find(Collection<String> paths, String archive, PackageName project) {
        String folder = find(paths, archive);
        String named = folder.substring(0, Math.max(0, folder.indexOf('-')));
        if (!PackageName.tryParse(named).filter(project::equals).isPresent()) {
            throw ZipErrors.forbidden(archive, "its `" + folder + "` is of another project than its name says");
        }
        return folder;
    }

    private static String find(Collection<String> paths, String archive) {
        TreeSet<String> found = new TreeSet<>();
        for (String path : paths) {
            int end = path.indexOf('/');
            if (end > 0 && path.startsWith(SUFFIX, end - SUFFIX.length())) {
                found.add(path.substring(0, end));
            }
        }
        if (found.size() == 1) {
            return found.first();
        }
        throw ZipErrors.forbidden(
                archive,
                found.isEmpty()
                        ? "it is no wheel: it has no .dist-info folder"
                        : "it has several .dist-info folders: `" + String.join("`, `", found) + "`");
    }
}
