package io.github.pywar.app.lock;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.lock.LockFile;
import io.github.pywar.python.name.ExtraName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Settings for the lock of an application.
 *
 * @param file the lock file; it need not exist
 * @param isRequired whether a build without a lock file fails ({@code pywar.frozen})
 * @param extras the extras to select from a lock that has extras
 * @param groups the groups to select from a lock that has groups; if it is empty, the default groups of the lock
 * @param target the name of the target in a lock of several targets; empty if the application has one target
 */
public record LockSettings(
        Path file, boolean isRequired, List<ExtraName> extras, List<ExtraName> groups, Optional<String> target) {

    /** Settings for an application with one target. */
    public LockSettings(Path file, boolean isRequired, List<ExtraName> extras, List<ExtraName> groups) {
        this(file, isRequired, extras, groups, Optional.empty());
    }

    /** @throws UserException if the standard does not allow the file name (PEP 751) */
    public LockSettings {
        extras = List.copyOf(extras);
        groups = List.copyOf(groups);
        if (!LockFile.isName(file.getFileName().toString())) {
            throw UserException.of("`" + file.getFileName() + "` is not a name of a lock file\n    from: <lockFile>")
                    .hint("call it `pylock.toml`, or `pylock.NAME.toml` with a name without dots");
        }
    }

    /** Returns the name of the lock file. */
    public String fileName() {
        return file.getFileName().toString();
    }

    /** Returns the folder that paths in the lock are relative to. */
    Path folder() {
        return file.toAbsolutePath().getParent();
    }

    /** Returns whether the lock file exists. */
    public boolean exists() {
        return Files.isRegularFile(file);
    }

    /**
     * Checks that a lock file exists if one is required.
     *
     * @throws UserException if it is missing
     */
    void checkPresence() {
        if (isRequired && !exists()) {
            throw UserException.of("The lock file `" + fileName() + "` does not exist, and pywar.frozen requires one")
                    .hint("write it with `mvn pywar:lock`, and commit it");
        }
    }
}
