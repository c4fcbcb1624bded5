/**
 * What a distribution says of itself: core metadata (METADATA), entry points, where it came from (PEP 610), and licence
 * expressions (PEP 639).
 */
package io.github.pywar.python.metadata;
