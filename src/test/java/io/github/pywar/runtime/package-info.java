/** The Python that travels in each archive, tested on each interpreter found. */
package io.github.pywar.runtime;
