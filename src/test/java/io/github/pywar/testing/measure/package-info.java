/** Tables of the results of the profiles {@code mutation} and {@code coverage}. */
package io.github.pywar.testing.measure;
