/**
 * Version solving with PubGrub. The solver asks a {@link io.github.pywar.python.solver.Universe} for the versions of a
 * package and for the dependencies of a version. It has no notion of indexes, markers or extras, and does no I/O. If
 * there is no solution, it returns a tree of derivations, which {@link io.github.pywar.python.solver.Explanation} turns
 * into sentences.
 *
 * <p>The terms are those of the paper and of dart's {@code pub}: term, incompatibility, partial solution, derivation.
 * The page {@code src/site/markdown/solver.md} describes the algorithm.
 */
package io.github.pywar.python.solver;
