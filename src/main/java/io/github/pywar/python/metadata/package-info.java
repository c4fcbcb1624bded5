/**
 * Metadata of distributions: core metadata (METADATA), entry points, direct URLs (PEP 610), and licence expressions (PEP
 * 639).
 */
package io.github.pywar.python.metadata;
