/**
 * Candidates: the versions of a project that can be chosen for a target, each with its best wheel, in the order of
 * preference. {@link io.github.pywar.python.candidate.Catalog} is the entry. It reads the pages of the index and
 * applies the rules of the request: tags, {@code Requires-Python}, constraints, pre-releases, yanked files, hashes,
 * upload times. A version that cannot be chosen is kept as a {@link io.github.pywar.python.candidate.RejectedCandidate}
 * with its reason, for messages.
 */
package io.github.pywar.python.candidate;
