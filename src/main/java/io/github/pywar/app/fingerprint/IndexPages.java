package io.github.pywar.app.fingerprint;

import java.time.Instant;

/** How a build reads the pages of indexes. */
public enum IndexPages {
    /** From the cache only. */
    OFFLINE,
    /** From the cache, unless their update policy requires to read them again. */
    CACHED,
    /** From the server. */
    REFRESHED;

    /** Returns whether the cached pages of the last build are used again. */
    boolean areFresh(Instant freshUntil, Instant now) {
        return this == OFFLINE || this == CACHED && now.isBefore(freshUntil);
    }
}
