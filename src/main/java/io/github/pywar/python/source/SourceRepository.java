package io.github.pywar.python.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Access to one repository through a program of this machine. */
sealed interface SourceRepository permits GitRepository, HgRepository {

    /** @return the complete id of the commit that a revision refers to now */
    String commit(Optional<String> revision) throws IOException;

    /**
     * Checks a commit out.
     *
     * @param commit its complete id
     * @param folder an empty folder
     */
    void checkOut(String commit, Path folder) throws IOException;
}
