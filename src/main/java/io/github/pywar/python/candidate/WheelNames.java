package io.github.pywar.python.candidate;

import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.wheel.BuildTag;
import io.github.pywar.python.wheel.SdistName;
import io.github.pywar.python.wheel.WheelName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Parser of the wheel names of one project. The names on a page repeat their parts thousands of times, so each part is
 * parsed once. The rare names with a build tag are parsed individually. Not safe for several threads.
 */
final class WheelNames {

    private static final int DASHES = 4;
    private static final String TAR = ".tar.gz";

    /** Version and build tag of a wheel name. */
    record ParsedName(Version version, BuildTag build) {}

    private final PackageName project;
    private final Map<String, Boolean> names = new HashMap<>();
    private final Map<String, Optional<ParsedName>> versions = new HashMap<>();

    WheelNames(PackageName project) {
        this.project = project;
    }

    /** Returns the version and build tag; empty if the file is not a wheel of the project. */
    Optional<ParsedName> parse(String fileName) {
        if (!fileName.endsWith(".whl")) {
            return Optional.empty();
        }
        if (dashes(fileName) != DASHES) {
            return withBuild(fileName);
        }
        int first = fileName.indexOf('-');
        int second = fileName.indexOf('-', first + 1);
        return isProject(fileName.substring(0, first))
                ? version(fileName.substring(first + 1, second))
                : Optional.empty();
    }

    private Optional<ParsedName> withBuild(String fileName) {
        Optional<WheelName> name = WheelName.tryParse(fileName);
        return name.isPresent() && name.get().name().equals(project)
                ? Optional.of(new ParsedName(name.get().version(), name.get().build()))
                : Optional.empty();
    }

    private static int dashes(String text) {
        int count = 0;
        for (int at = text.indexOf('-'); at >= 0; at = text.indexOf('-', at + 1)) {
            count++;
        }
        return count;
    }

    /**
     * Returns the begin of a file's name: all files of the project with the same begin are of the same version, or none of
     * them is a file of the project. For most wheels, these are project and version.
     */
    static String start(String fileName) {
        return fileName.endsWith(".whl") && dashes(fileName) == DASHES
                ? fileName.substring(0, fileName.indexOf('-', fileName.indexOf('-') + 1))
                : fileName;
    }

    /** Returns the version of a wheel or source distribution, if it is final and later than {@code version}. */
    Optional<Version> later(String fileName, Version version) {
        Optional<Version> named = versionOf(parse(fileName));
        if (named.isEmpty() && !fileName.endsWith(".whl") && !versions.containsKey(lastPart(fileName))) {
            named = ofSource(fileName);
        }
        boolean isLater =
                named.isPresent() && !named.get().isPrerelease() && named.get().compareTo(version) > 0;
        return isLater ? named : Optional.empty();
    }

    private static Optional<Version> versionOf(Optional<ParsedName> name) {
        return name.isPresent() ? Optional.of(name.get().version()) : Optional.empty();
    }

    private Optional<Version> ofSource(String fileName) {
        Optional<SdistName> name = SdistName.tryParse(fileName, project);
        return name.isPresent() ? Optional.of(name.get().version()) : Optional.empty();
    }

    /** Returns the version of a source distribution; empty if the file is none of the project. */
    Optional<Version> source(String fileName) {
        if (fileName.endsWith(".whl")) {
            return Optional.empty();
        }
        String version = lastPart(fileName);
        boolean isPlain = fileName.endsWith(".tar.gz")
                && fileName.length() > version.length() + TAR.length() + 1
                && isProject(fileName.substring(0, fileName.length() - version.length() - TAR.length() - 1));
        Optional<Version> plain = isPlain ? versionOf(version(version)) : Optional.empty();
        return plain.isPresent() ? plain : ofSource(fileName);
    }

    private static String lastPart(String sdist) {
        int end = sdist.endsWith(".tar.gz") ? sdist.length() - 7 : Math.max(0, sdist.length() - 4);
        return sdist.substring(Math.min(end, sdist.lastIndexOf('-') + 1), end);
    }

    private boolean isProject(String name) {
        Boolean known = names.get(name);
        if (known == null) {
            Optional<PackageName> parsed = name.contains("__") ? Optional.empty() : PackageName.tryParse(name);
            known = parsed.isPresent() && parsed.get().equals(project);
            names.put(name, known);
        }
        return known;
    }

    private Optional<ParsedName> version(String text) {
        Optional<ParsedName> known = versions.get(text);
        if (known == null) {
            Optional<Version> version = Version.tryParse(text);
            known = version.isPresent() ? Optional.of(new ParsedName(version.get(), BuildTag.NONE)) : Optional.empty();
            versions.put(text, known);
        }
        return known;
    }
}
