/**
 * Target of an archive: one Python on one platform. The values of markers and tags follow from the declaration; the build
 * machine has no influence on them.
 */
package io.github.pywar.python.target;
