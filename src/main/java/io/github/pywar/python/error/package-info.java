/** Hints of Python packaging. */
package io.github.pywar.python.error;
