/**
 * Package indexes (the simple repository API: PEP 503, 592, 629, 658, 691, 700, 714, 792; pip's find-links): pages of
 * projects over HTTP or in folders, their cache, the search order of several indexes, and METADATA of wheels with as few
 * bytes as possible.
 */
package io.github.pywar.python.index;
