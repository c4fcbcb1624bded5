package io.github.pywar.python.index;

import java.time.Instant;

/**
 * What the first bytes of a page in the cache say of it.
 *
 * @param read when the index said so last
 * @param sum changes with what is on the page; {@link ProjectPage#ABSENT} where the index has no such project, or
 *     a page without files for it
 */
record PageHeader(Instant read, String sum) {}
