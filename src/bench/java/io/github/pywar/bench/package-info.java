/** Measurements in process, run by hand: {@code mvn -Pbench test -Dtest=AssemblyBench}. */
package io.github.pywar.bench;
