/**
 * Lock files of Poetry, uv, PDM and Pipenv, read as pins for one target. {@link io.github.pywar.python.foreignlock.ForeignLock}
 * is the entry. Each format is read into a graph, one selection takes from it what the target needs, and each selected
 * package becomes a pinned requirement with its hashes.
 */
package io.github.pywar.python.foreignlock;
