/** Prose of the project's files, for the tests of its language. */
package io.github.pywar.testing.prose;
