/**
 * Resolution: from requirements, candidates and a target to one version and one wheel of each project. {@link
 * io.github.pywar.python.resolve.IndexUniverse} presents Python's packages to the solver. Everything that PubGrub has
 * no notion of is handled here: extras, markers, overrides, direct references, yanked versions that lost their pin. The
 * page {@code src/site/markdown/solver.md} is the overview.
 */
package io.github.pywar.python.resolve;
