package io.github.pywar.python.wheel;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.tag.WheelTag;
import io.github.pywar.python.version.Version;
import java.util.Optional;
import java.util.Set;

/**
 * Parsed file name of a wheel ("Binary distribution format", file name convention):
 * {@code name-version(-build)?-python-abi-platform.whl}.
 *
 * @param fileName the unparsed name
 * @param name the project
 * @param version its version
 * @param build the build tag, or {@link BuildTag#NONE}
 * @param tags all combinations of its compressed tag sets
 */
public record WheelName(String fileName, PackageName name, Version version, BuildTag build, Set<WheelTag> tags) {

    /** @throws UserException if it is not the name of a wheel */
    public static WheelName parse(String fileName) {
        try {
            return read(fileName);
        } catch (IllegalArgumentException | UserException e) {
            UserException error =
                    UserException.of("`" + fileName + "` is not the file name of a wheel: " + firstLine(e));
            error.initCause(e);
            throw error;
        }
    }

    /** @return empty if it is not the name of a wheel; such files are skipped on an index */
    public static Optional<WheelName> tryParse(String fileName) {
        if (!fileName.endsWith(".whl")) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(fileName));
        } catch (IllegalArgumentException | UserException e) {
            return Optional.empty();
        }
    }

    private static WheelName read(String fileName) {
        if (!fileName.endsWith(".whl")) {
            throw new IllegalArgumentException("it does not end in `.whl`");
        }
        String[] parts = fileName.substring(0, fileName.length() - 4).split("-", -1);
        if (parts.length != 5 && parts.length != 6) {
            throw new IllegalArgumentException("it has " + parts.length + " parts between dashes instead of 5 or 6");
        }
        if (parts[0].contains("__")) {
            throw new IllegalArgumentException("its project name has two underscores in a row");
        }
        int tags = parts.length - 3;
        return new WheelName(
                fileName,
                PackageName.parse(parts[0]),
                Version.parse(parts[1]),
                parts.length == 6 ? BuildTag.parse(parts[2]) : BuildTag.NONE,
                WheelTag.parseSet(parts[tags] + "-" + parts[tags + 1] + "-" + parts[tags + 2]));
    }

    private static String firstLine(RuntimeException e) {
        return e.getMessage().lines().findFirst().orElse("");
    }

    /** @return the unparsed file name */
    @Override
    public String toString() {
        return fileName;
    }
}
