package io.github.pywar.python.wheel;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.tag.WheelTag;
import io.github.pywar.python.version.Version;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

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

    private static final Pattern PYTHON = Pattern.compile("[a-z]{2,}[0-9].*");
    private static final Pattern LABEL = Pattern.compile("[0-9a-z._]{1,16}");

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
        if (isVariant(parts)) {
            throw new IllegalArgumentException(
                    "it is one of several variants (draft PEP 825), which are not supported");
        }
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

    /**
     * Returns whether it is the name of a variant wheel (draft PEP 825): it has a label after its tags. Such wheels are
     * skipped, because the choice between them depends on the hardware of the server.
     */
    public static boolean isVariant(String fileName) {
        return fileName.endsWith(".whl")
                && isVariant(fileName.substring(0, fileName.length() - 4).split("-", -1));
    }

    /** A build tag begins with a digit, so the third of six parts shows whether the last one is a label. */
    private static boolean isVariant(String[] parts) {
        boolean hasBuild = parts.length > 2 && parts[2].matches("[0-9].*");
        int tag = hasBuild ? 3 : 2;
        return parts.length == tag + 4
                && PYTHON.matcher(parts[tag]).matches()
                && LABEL.matcher(parts[parts.length - 1]).matches();
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
