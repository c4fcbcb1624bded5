/** Benchmarks of parts in process, by JMH, and the program that measures a resolution. {@code src/bench/README.md} explains them. */
package io.github.pywar.bench;
