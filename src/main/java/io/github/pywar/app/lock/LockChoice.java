package io.github.pywar.app.lock;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.lock.LockFile;
import io.github.pywar.python.name.ExtraName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Which lock an application has.
 *
 * @param file where it is, or would be
 * @param isRequired whether nothing is built without it
 * @param extras to choose from a lock that has extras
 * @param groups to choose from a lock that has groups; none: its default ones
 */
public record LockChoice(Path file, boolean isRequired, List<ExtraName> extras, List<ExtraName> groups) {

    /** @throws UserException where the standard gives a lock another name */
    public LockChoice {
        extras = List.copyOf(extras);
        groups = List.copyOf(groups);
        if (!LockFile.isName(file.getFileName().toString())) {
            throw UserException.of("`" + file.getFileName() + "` is no name of a lock\n    from: <lockFile>")
                    .hint("call it `pylock.toml`, or `pylock.NAME.toml` with a name without dots");
        }
    }

    /** @return the folder that paths in the lock begin at */
    Path folder() {
        return file.toAbsolutePath().getParent();
    }

    /**
     * @return whether there is a lock to use
     * @throws UserException where there must be one
     */
    boolean isThere() {
        boolean isThere = Files.isRegularFile(file);
        if (!isThere && isRequired) {
            throw UserException.of("There is no lock `" + file.getFileName()
                            + "`, and nothing is built without one: pywar.frozen is set")
                    .hint("write it with the goal `pywar:lock`, and commit it");
        }
        return isThere;
    }
}
