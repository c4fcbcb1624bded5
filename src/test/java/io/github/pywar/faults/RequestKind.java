package io.github.pywar.faults;

/** Kind of a request of a build. */
enum RequestKind {
    /** Page of a project in JSON. */
    PAGE,
    /** Part of a wheel, for its METADATA. */
    RANGED_METADATA,
    /** {@code .metadata} file that a JSON page advertises (PEP 714). */
    METADATA_OF_JSON,
    /** {@code .metadata} file that an HTML page advertises (PEP 658). */
    METADATA_OF_HTML,
    WHEEL,
    SDIST,
    /** Wheel at the URL that a lock names. */
    LOCKED_WHEEL,
    /** Upload of a wheel by {@code publish}. */
    UPLOAD;

    boolean isMetadata() {
        return this == METADATA_OF_HTML || this == METADATA_OF_JSON;
    }
}
