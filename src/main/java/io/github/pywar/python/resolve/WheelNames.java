package io.github.pywar.python.resolve;

import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.wheel.BuildTag;
import io.github.pywar.python.wheel.SdistName;
import io.github.pywar.python.wheel.WheelName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The names of one project's wheels. They repeat their parts thousands of times, so a part is read once; the rare ones
 * with a build tag are read whole. Not safe for several threads.
 */
final class WheelNames {

    private static final int DASHES = 4;

    /** What a name says beside its tags. */
    record Named(Version version, BuildTag build) {}

    private final PackageName project;
    private final Map<String, Boolean> names = new HashMap<>();
    private final Map<String, Optional<Named>> versions = new HashMap<>();

    WheelNames(PackageName project) {
        this.project = project;
    }

    /** @return empty for what is no name of a wheel of the project */
    Optional<Named> read(String fileName) {
        if (!fileName.endsWith(".whl")) {
            return Optional.empty();
        }
        if (dashes(fileName) != DASHES) {
            return WheelName.tryParse(fileName)
                    .filter(name -> name.name().equals(project))
                    .map(name -> new Named(name.version(), name.build()));
        }
        int first = fileName.indexOf('-');
        int second = fileName.indexOf('-', first + 1);
        return names.computeIfAbsent(fileName.substring(0, first), this::isProject)
                ? versions.computeIfAbsent(fileName.substring(first + 1, second), WheelNames::version)
                : Optional.empty();
    }

    private static int dashes(String text) {
        int count = 0;
        for (int at = text.indexOf('-'); at >= 0; at = text.indexOf('-', at + 1)) {
            count++;
        }
        return count;
    }

    /** @return the file's version, if it is a later final one than that */
    Optional<Version> later(String fileName, Version version) {
        Optional<Version> named = read(fileName).map(Named::version);
        if (named.isEmpty() && !fileName.endsWith(".whl") && !versions.containsKey(lastPart(fileName))) {
            named = SdistName.tryParse(fileName, project).map(SdistName::version);
        }
        return named.filter(other -> !other.isPrerelease() && other.compareTo(version) > 0);
    }

    private static String lastPart(String sdist) {
        int end = sdist.endsWith(".tar.gz") ? sdist.length() - 7 : Math.max(0, sdist.length() - 4);
        return sdist.substring(Math.min(end, sdist.lastIndexOf('-') + 1), end);
    }

    private boolean isProject(String name) {
        return !name.contains("__")
                && PackageName.tryParse(name).filter(project::equals).isPresent();
    }

    private static Optional<Named> version(String text) {
        return Version.tryParse(text).map(version -> new Named(version, BuildTag.NONE));
    }
}
