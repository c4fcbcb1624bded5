package io.github.pywar.base.zip;

import io.github.pywar.base.error.UserException;

/** Errors of zip files: the archive's name, and what is wrong with it. */
final class ZipErrors {

    private ZipErrors() {}

    /** @return the error for a zip with a damaged structure or content, most often after an incomplete download */
    static UserException damaged(String archive, String reason) {
        return UserException.of("Cannot read `" + archive + "`: " + reason)
                .hint("run the build again; if it fails again, the published file is damaged");
    }

    /** @return the error for a valid zip with content that is not allowed */
    static UserException forbidden(String archive, String reason) {
        return UserException.of("Refused `" + archive + "`: " + reason)
                .hint("report it to the project that publishes the file, and use another version until it is fixed");
    }
}
