package io.github.pywar.python.wheel;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.zip.ZipLimitException;
import io.github.pywar.python.error.PythonHint;

/** Errors of wheels: the file's name, and what is wrong with it. */
final class WheelErrors {

    private WheelErrors() {}

    /** @return the error for a wheel that breaks the rules of the format */
    static UserException refused(String wheel, String reason) {
        return refusedWithoutHint(wheel, reason)
                .hint("report it to the project that publishes the file, and use another version until it is fixed");
    }

    /** @return the same for a wheel that the project that publishes it need not change */
    static UserException refusedWithoutHint(String wheel, String reason) {
        return UserException.of("Refused `" + wheel + "`: " + reason);
    }

    /** @return the same error with the option that changes the limit */
    static UserException withHint(ZipLimitException overLimit) {
        return overLimit.hint(
                switch (overLimit.exceeded()) {
                    case FILES -> PythonHint.RAISE_WHEEL_FILES;
                    case BYTES -> PythonHint.RAISE_WHEEL_BYTES;
                    case RATIO -> PythonHint.RAISE_WHEEL_RATIO;
                });
    }
}
