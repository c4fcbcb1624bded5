package io.github.pywar.python.wheel;

import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import java.util.Optional;

/**
 * A source distribution's file name taken apart (PEP 625, and the older names with dashes in the project).
 *
 * @param name the project
 * @param version its version
 */
public record SdistName(PackageName name, Version version) {

    /** @return empty where it is no source distribution's name; the last dash stands before the version */
    public static Optional<SdistName> tryParse(String fileName) {
        return stem(fileName).flatMap(stem -> split(stem, stem.lastIndexOf('-')));
    }

    /** @return the same for a project that is known, whose name may hold dashes, as may the version then */
    public static Optional<SdistName> tryParse(String fileName, PackageName project) {
        return stem(fileName).flatMap(stem -> {
            for (int dash = stem.indexOf('-'); dash > 0; dash = stem.indexOf('-', dash + 1)) {
                Optional<SdistName> name =
                        split(stem, dash).filter(parsed -> parsed.name().equals(project));
                if (name.isPresent()) {
                    return name;
                }
            }
            return Optional.empty();
        });
    }

    private static Optional<String> stem(String fileName) {
        for (String extension : new String[] {".tar.gz", ".zip"}) {
            if (fileName.endsWith(extension)) {
                return Optional.of(fileName.substring(0, fileName.length() - extension.length()));
            }
        }
        return Optional.empty();
    }

    private static Optional<SdistName> split(String stem, int dash) {
        if (dash <= 0) {
            return Optional.empty();
        }
        Optional<PackageName> name = PackageName.tryParse(stem.substring(0, dash));
        Optional<Version> version = Version.tryParse(stem.substring(dash + 1));
        return name.isPresent() && version.isPresent()
                ? Optional.of(new SdistName(name.get(), version.get()))
                : Optional.empty();
    }
}
