/** Tables of what the profiles {@code mutation} and {@code coverage} measured. */
package io.github.pywar.testing.measure;
