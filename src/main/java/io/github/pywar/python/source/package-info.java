/**
 * Source code of packages: source distributions, folders and revisions of version control. This package unpacks it, reads
 * the metadata that it declares statically, and builds nothing.
 */
package io.github.pywar.python.source;
