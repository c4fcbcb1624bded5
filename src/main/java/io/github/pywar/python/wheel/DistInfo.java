package io.github.pywar.python.wheel;

import io.github.pywar.python.name.PackageName;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/** The {@code .dist-info} folder of a wheel, which has its metadata. */
final class DistInfo {

    private static final String SUFFIX = ".dist-info";

    private DistInfo() {}

    /**
     * Finds the folder.
     *
     * @param paths all paths in the wheel
     * @return its name, for example {@code flask-3.1.3.dist-info}
     * @throws io.github.pywar.base.error.UserException unless there is exactly one, of the wheel's own project
     */
    static String find(Collection<String> paths, WheelName wheel) {
        return find(paths, wheel.fileName(), wheel.name());
    }

    static String find(Collection<String> paths, String archive, PackageName project) {
        String folder = find(paths, archive);
        String owner = folder.substring(0, Math.max(0, folder.indexOf('-')));
        Optional<PackageName> name = PackageName.tryParse(owner);
        if (name.isEmpty() || !name.get().equals(project)) {
            throw WheelErrors.refused(archive, "its folder `" + folder + "` is of another project than its file name");
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
        throw WheelErrors.refused(
                archive,
                found.isEmpty()
                        ? "it is not a wheel: it has no .dist-info folder"
                        : "it has several .dist-info folders: `" + String.join("`, `", found) + "`");
    }
}
