/**
 * Which version of each package: PubGrub over ranges of versions. It asks a {@link
 * io.github.pywar.python.solver.Universe} for candidates and dependencies and knows no index, no marker, no extra. A
 * failure is a tree of derivations that {@link io.github.pywar.python.solver.Explanation} tells in sentences.
 */
package io.github.pywar.python.solver;
