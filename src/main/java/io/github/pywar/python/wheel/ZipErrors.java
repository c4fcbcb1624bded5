package io.github.pywar.python.wheel;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.error.PythonHint;

/** How a zip is refused: which one, and what is wrong with it. */
final class ZipErrors {

    private ZipErrors() {}

    /** @return the error for a zip whose own structure is wrong, most often because a download was cut short */
    static UserException broken(String archive, String reason) {
        return UserException.of("Cannot read `" + archive + "`: " + reason)
                .hint("a download may have been cut short or changed: remove the file and download it again");
    }

    /** @return the error for a zip that would be larger than is allowed */
    static UserException tooMuch(String archive, String reason) {
        return UserException.of("Refused `" + archive + "`: " + reason).hint(PythonHint.RAISE_WHEEL_LIMITS);
    }

    /** @return the error for a zip that is whole and holds what no wheel may hold */
    static UserException forbidden(String archive, String reason) {
        return UserException.of("Refused `" + archive + "`: " + reason)
                .hint("tell the project that publishes it, and use another version until it is mended");
    }
}
