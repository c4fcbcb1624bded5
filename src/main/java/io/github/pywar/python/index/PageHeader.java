package io.github.pywar.python.index;

import java.time.Instant;

/**
 * First part of a page in the cache.
 *
 * @param read time of the last response for the page
 * @param fingerprint changes with the content; {@link ProjectPage#ABSENT} if the index has no such project, or an empty
 *     page for it
 */
record PageHeader(Instant read, String fingerprint) {}
