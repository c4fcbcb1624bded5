/**
 * Where distributions come from (the simple repository API: PEP 503, 592, 629, 658, 691, 700, 714, 792; pip's
 * find-links): pages of projects over HTTP or in folders, their cache, several indexes as one, and the METADATA of a
 * wheel with as few bytes as possible.
 */
package io.github.pywar.python.index;
