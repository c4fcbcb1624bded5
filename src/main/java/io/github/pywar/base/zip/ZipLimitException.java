package io.github.pywar.base.zip;

import io.github.pywar.base.error.UserException;
import java.util.List;

/** A zip exceeds one of the {@link ZipLimits}. The caller adds the hint, because it defines the option for them. */
public final class ZipLimitException extends UserException {

    private static final long serialVersionUID = 1L;

    /** Limit that a zip exceeds. */
    public enum Exceeded {
        FILES,
        BYTES,
        RATIO
    }

    private final Exceeded exceeded;

    ZipLimitException(String archive, String reason, Exceeded exceeded) {
        super("Refused `" + archive + "`: " + reason, List.of());
        this.exceeded = exceeded;
    }

    /** @return the limit that the zip exceeds */
    public Exceeded exceeded() {
        return exceeded;
    }
}
