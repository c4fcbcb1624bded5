/** Fuzz targets: tests of parsers with seeds in the gate, and with the inputs of Jazzer in the profile {@code fuzz}. */
package io.github.pywar.testing.fuzz;
