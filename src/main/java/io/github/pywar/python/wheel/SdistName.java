package io.github.pywar.python.wheel;

import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import java.util.Optional;

/**
 * Parsed file name of a source distribution (PEP 625, and the older names with dashes in the project's name).
 *
 * @param name the project
 * @param version its version
 */
public record SdistName(PackageName name, Version version) {

    /** @return empty if it is not the name of a source distribution; the last dash is before the version */
    public static Optional<SdistName> tryParse(String fileName) {
        return stem(fileName).flatMap(stem -> split(stem, stem.lastIndexOf('-')));
    }

    /**
     * Parses the file name of a known project. Names before PEP 625 may have dashes in the project and in the version,
     * so every dash is tried.
     *
     * @return empty if it is not the name of a source distribution of that project
     */
    public static Optional<SdistName> tryParse(String fileName, PackageName project) {
        String stem = stem(fileName).orElse("");
        for (int dash = stem.indexOf('-'); dash > 0; dash = stem.indexOf('-', dash + 1)) {
            Optional<SdistName> name = split(stem, dash);
            if (name.isPresent() && name.get().name().equals(project)) {
                return name;
            }
        }
        return Optional.empty();
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
