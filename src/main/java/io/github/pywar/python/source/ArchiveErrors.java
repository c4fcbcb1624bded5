package io.github.pywar.python.source;

import io.github.pywar.base.error.UserException;

/** Errors of archives of source code: the file's name, and what is wrong with it. */
final class ArchiveErrors {

    private ArchiveErrors() {}

    /** @return the error for an archive that breaks a rule */
    static UserException refused(String archive, String reason) {
        return UserException.of("Refused `" + archive + "`: " + reason)
                .hint(
                        "report it to the project that publishes the file, and use a wheel or another version until it is fixed");
    }

    /** @return the error for an archive that cannot be read to its end */
    static UserException damaged(String archive, String reason) {
        return UserException.of("Cannot unpack `" + archive + "`: it is damaged\n    reason: " + reason)
                .hint("run the build again; if it fails again, the file at its origin is damaged");
    }
}
